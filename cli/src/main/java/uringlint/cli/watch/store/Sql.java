// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Statements on one connection. Whatever goes wrong is a `StoreException`, and undoes the transaction.
final class Sql implements Statements {
    private final Connection connection;
    private final DatabaseEngine engine;
    private int depth;

    Sql(Connection connection, DatabaseEngine engine) {
        this.connection = connection;
        this.engine = engine;
    }

    /// What is behind a `SELECT` of rows for an update, so that others who do the same leave these alone.
    String skipLocked() {
        return engine.skipLocked();
    }

    /// Does all of it or nothing, while all others who do so wait.
    void alone(Runnable work) {
        inTransaction(() -> {
            engine.alone(this);
            work.run();
        });
    }

    /// Does all of it or nothing; within another transaction, as a part of that.
    <T> T transaction(Supplier<T> work) {
        if (depth > 0) {
            return work.get();
        }
        depth++;
        boolean isDone = false;
        try {
            T result = work.get();
            connection.commit();
            isDone = true;
            return result;
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            depth--;
            if (!isDone) {
                rollback();
            }
        }
    }

    /// The same for work without a result.
    void inTransaction(Runnable work) {
        transaction(() -> {
            work.run();
            return true;
        });
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // The connection is gone, and with it what was not committed.
        }
    }

    @Override
    public int update(String sql, Object... values) {
        return transaction(() -> {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    /// Runs a statement that returns rows.
    <T> List<T> query(String sql, Reader<T> reader, Object... values) {
        return transaction(() -> {
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                var all = new ArrayList<T>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    @Override
    public <T> Optional<T> first(String sql, Reader<T> reader, Object... values) {
        return query(sql, reader, values).stream().findFirst();
    }

    @Override
    public long number(String sql, Object... values) {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < values.length; index++) {
            switch (values[index]) {
                case Long number -> statement.setLong(index + 1, number);
                case Integer number -> statement.setInt(index + 1, number);
                case byte[] bytes -> statement.setBytes(index + 1, bytes);
                case Object other -> statement.setString(index + 1, clean(other.toString()));
            }
        }
        return statement;
    }

    /// No database takes a character 0 in a text.
    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
    }

    static StoreException failed(SQLException e) {
        return new StoreException("the database cannot be used: " + e.getMessage(), e);
    }
}
