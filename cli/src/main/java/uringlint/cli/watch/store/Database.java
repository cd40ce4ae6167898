// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The database of a service, with the tables of this release. One process writes to it at a time.
public final class Database implements AutoCloseable {
    private static final String FILE = "state.db";
    private static final String LOCK = "lock";
    /// How many files of statements there are; each takes the tables from one release of them to the next.
    private static final int RELEASE = 1;
    private static final int PATIENCE = 10_000;

    private final Connection connection;
    private final Sql sql;
    private final List<AutoCloseable> held = new ArrayList<>();

    private Database(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection, false);
    }

    /// Opens the database in a folder for writing, and makes it where there is none.
    public static Database open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isOpen = false;
            try {
                if (lock(channel).isEmpty()) {
                    throw new StoreException("another uringlint works on " + folder);
                }
                Database database = connected("jdbc:sqlite:" + folder.resolve(FILE));
                database.held.add(channel);
                database.prepare();
                isOpen = true;
                return database;
            } finally {
                if (!isOpen) {
                    // The lock goes with it.
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new StoreException("the folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    /// Opens the database in a folder for looking at it.
    public static Database view(Path folder) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            throw new StoreException("there is no database in " + folder + " yet");
        }
        Database database = connected("jdbc:sqlite:file:" + folder.resolve(FILE) + "?mode=ro");
        if (database.release() != RELEASE) {
            database.close();
            throw new StoreException("the database is of another release of uringlint; `uringlint watch once` brings it up to date");
        }
        return database;
    }

    private static Database connected(String url) {
        try {
            Connection connection = DriverManager.getConnection(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = " + PATIENCE);
                if (!url.contains("mode=ro")) {
                    statement.execute("PRAGMA journal_mode = WAL");
                    statement.execute("PRAGMA synchronous = FULL");
                }
                statement.execute("PRAGMA foreign_keys = ON");
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.setAutoCommit(false);
            return new Database(connection);
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /// Checks what is there, and makes the tables of this release of it.
    private void prepare() {
        try {
            String check = sql.first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse("");
            if (!check.equals("ok")) {
                throw new StoreException("the database is damaged (" + check + "): restore a copy of it, or move it away to start anew");
            }
            long release = release();
            if (release > RELEASE) {
                throw new StoreException("the database is of a newer release of uringlint");
            }
            for (long next = release + 1; next <= RELEASE; next++) {
                migrate(next);
            }
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    private long release() {
        return sql.number("PRAGMA user_version");
    }

    private void migrate(long release) {
        String text = script(release).replace("@ID@", "INTEGER PRIMARY KEY").replace("@BLOB@", "BLOB");
        sql.inTransaction(() -> {
            for (String statement : text.replaceAll("(?m)^--.*$", "").split(";")) {
                if (!statement.isBlank()) {
                    sql.update(statement.strip());
                }
            }
            sql.update("PRAGMA user_version = " + release);
        });
    }

    private static String script(long release) {
        try (InputStream in = Database.class.getResourceAsStream(release + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no tables of release " + release);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("the program is damaged", e);
        }
    }

    /// Whether what is committed from now on is also kept when the machine stops. A process that ends loses nothing either way; what a
    /// machine loses is read and found again, but for what was sent.
    public void sync(boolean isWanted) {
        sql.inTransaction(() -> {});
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = " + (isWanted ? "FULL" : "NORMAL"));
            }
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    Sql sql() {
        return sql;
    }

    @Override
    public void close() {
        try {
            connection.close();
            for (AutoCloseable one : held) {
                one.close();
            }
        } catch (Exception e) {
            throw new StoreException("the database cannot be closed: " + e.getMessage(), e);
        }
    }
}
