// SPDX-License-Identifier: Apache-2.0

/// Comments in the analyzed code that allow what a rule reports.
package uringlint.cli.suppress;
