// SPDX-License-Identifier: Apache-2.0

/// Who may be written to, when, and why not.
package uringlint.cli.watch.policy;
