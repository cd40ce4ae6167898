// SPDX-License-Identifier: Apache-2.0

/// The child processes that look at series, and what they report.
package uringlint.cli.watch.judge;
