// SPDX-License-Identifier: Apache-2.0

/// Runs the analysis of drivers, side by side and within bounds.
package uringlint.cli.run;
