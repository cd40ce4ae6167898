// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// SQLite in a file. The lock on the folder of that file lets one process write.
///
/// @param file the database
record Sqlite(Path file) implements DatabaseEngine {
    private static final int PATIENCE = 10_000;
    /// How much of the database is kept in memory, in KiB: with what SQLite keeps by itself, 2 MiB, years of mail are read again and again.
    private static final int KEPT = 32 * 1024;

    @Override
    public Connection connect() throws SQLException {
        return connected("jdbc:sqlite:" + file, "PRAGMA journal_mode = WAL", sync(true));
    }

    @Override
    public Connection look() throws SQLException {
        return connected("jdbc:sqlite:file:" + file + "?mode=ro");
    }

    private static Connection connected(String url, String... settings) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + PATIENCE);
            statement.execute("PRAGMA cache_size = -" + KEPT);
            for (String setting : settings) {
                statement.execute(setting);
            }
            statement.execute("PRAGMA foreign_keys = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public String damage(Statements sql) {
        String check = sql.first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse("");
        return check.equals("ok") ? "" : "the database is damaged (" + check + "): restore a copy of it, or move it away to start anew";
    }

    @Override
    public long release(Statements sql) {
        return sql.number("PRAGMA user_version");
    }

    @Override
    public void setRelease(Statements sql, long release) {
        sql.update("PRAGMA user_version = " + release);
    }

    @Override
    public String translated(String script) {
        return script.replace("@ID@", "INTEGER PRIMARY KEY").replace("@BLOB@", "BLOB");
    }

    @Override
    public String skipLocked() {
        return "";
    }

    @Override
    public void alone(Statements sql) {
        // There is nobody else.
    }

    @Override
    public boolean claim(Statements sql, String part) {
        return true;
    }

    @Override
    public void giveBack(Statements sql, String part) {
        // Nobody waits for it.
    }

    @Override
    public String sync(boolean isWanted) {
        return "PRAGMA synchronous = " + (isWanted ? "FULL" : "NORMAL");
    }
}
