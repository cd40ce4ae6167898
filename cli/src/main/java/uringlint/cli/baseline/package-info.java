// SPDX-License-Identifier: Apache-2.0

/// Findings that are known and accepted for now, kept in a file that people review.
package uringlint.cli.baseline;
