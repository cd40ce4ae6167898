/// Findings that are known and accepted for now, kept in a file that people review.
package uringlint.cli.baseline;
