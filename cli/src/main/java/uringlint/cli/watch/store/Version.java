// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

/// A version of a series.
///
/// @param series the number of the series, which all its versions have
/// @param number of the version, as in `[PATCH v3]`
/// @param arrived when the last of its mails came
public record Version(
        long id, long series, int number, int total, String title, String author, String state, String reason, int attempts, long arrived) {
    static final String COLUMNS = "id, series, number, total, title, author, state, reason, attempts, arrived";

    static final Statements.Reader<Version> READER = row -> new Version(
            row.getLong(1),
            row.getLong(2),
            row.getInt(3),
            row.getInt(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getInt(9),
            row.getLong(10));
}
