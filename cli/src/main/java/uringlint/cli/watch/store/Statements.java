// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// What an engine needs of the connection to its database.
interface Statements {
    /// What a row is read as.
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Changes something; answers how many rows that were.
    int update(String sql, Object... values);

    /// The first row that a statement returns.
    <T> Optional<T> first(String sql, Reader<T> reader, Object... values);

    /// The number that a statement returns; 0 where it returns no row.
    long number(String sql, Object... values);
}
