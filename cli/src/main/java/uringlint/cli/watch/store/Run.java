// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

/// What was made of a version.
///
/// @param outcome in a word: `done`, or what kept it from being done
/// @param detail the same in a sentence
/// @param base the tree that was used, by which name people know it, and how it was found
/// @param report what was found, as `uringlint review --report` writes it
public record Run(
        long started, long ended, String outcome, String detail, String program, String base, String label, String fit, String report) {
    static final String COLUMNS = "started, ended, outcome, detail, program, base, label, fit, report";

    static final Statements.Reader<Run> READER = row -> new Run(
            row.getLong(1),
            row.getLong(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getString(9));
}
