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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The database of a service, with the tables of this release. One process works in a folder at a time, and on a server several with a
/// folder each.
public final class Database implements AutoCloseable {
    private static final String FILE = "state.db";
    private static final String LOCK = "lock";
    private static final String WORKER = "worker";
    /// How many files of statements there are; each takes the tables from one release of them to the next.
    private static final int RELEASE = 2;

    private final Connection connection;
    private final DatabaseEngine engine;
    private final String worker;
    private final Sql sql;
    private final List<AutoCloseable> held = new ArrayList<>();

    private Database(Connection connection, DatabaseEngine engine, String worker) {
        this.connection = connection;
        this.engine = engine;
        this.worker = worker;
        this.sql = new Sql(connection, engine);
    }

    /// Opens the database of a service that works in a folder, and makes it where there is none.
    ///
    /// @param server as `postgresql://user@host/name`; empty for a file in the folder
    public static Database open(Path folder, String server) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isOpen = false;
            try {
                if (lock(channel).isEmpty()) {
                    throw new StoreException("another uringlint works on " + folder);
                }
                DatabaseEngine engine = engine(folder, server);
                Database database = connected(engine, engine::connect, worker(folder));
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

    private static DatabaseEngine engine(Path folder, String server) {
        return server.isEmpty() ? new Sqlite(folder.resolve(FILE)) : new Postgres(server);
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    /// By what whoever works in a folder is known, also after it was started anew.
    private static String worker(Path folder) throws IOException {
        Path file = folder.resolve(WORKER);
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return Files.readString(file);
    }

    /// Opens the database of a service that works in a folder for looking at it.
    public static Database view(Path folder, String server) {
        if (server.isEmpty() && !Files.isRegularFile(folder.resolve(FILE))) {
            throw new StoreException("there is no database in " + folder + " yet");
        }
        DatabaseEngine engine = engine(folder, server);
        Database database = connected(engine, engine::look, "");
        if (database.release() != RELEASE) {
            database.close();
            throw new StoreException("the database is of another release of uringlint; `uringlint watch once` brings it up to date");
        }
        return database;
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private static Database connected(DatabaseEngine engine, Connecting connecting, String worker) {
        try {
            Connection connection = connecting.connect();
            connection.setAutoCommit(false);
            return new Database(connection, engine, worker);
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /// Checks what is there, and makes the tables of this release of it.
    private void prepare() {
        try {
            String damage = engine.damage(sql);
            if (!damage.isEmpty()) {
                throw new StoreException(damage);
            }
            sql.inTransaction(() -> {
                engine.alone(sql);
                long release = release();
                if (release > RELEASE) {
                    throw new StoreException("the database is of a newer release of uringlint");
                }
                for (long next = release + 1; next <= RELEASE; next++) {
                    migrate(next);
                }
            });
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    private long release() {
        return engine.release(sql);
    }

    private void migrate(long release) {
        for (String statement : engine.translated(script(release)).replaceAll("(?m)^--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                sql.update(statement.strip());
            }
        }
        engine.setRelease(sql, release);
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

    /// By what this process is known to others that work with the same database, and to the one that comes after it.
    public String worker() {
        return worker;
    }

    /// Does a part of the work unless another process does it now. Whether it was done.
    public boolean unlessTaken(String part, Runnable work) {
        if (!engine.claim(sql, part)) {
            return false;
        }
        try {
            work.run();
        } finally {
            engine.giveBack(sql, part);
        }
        return true;
    }

    /// Whether what is committed from now on is also kept when the machine stops. A process that ends loses nothing either way; what a
    /// machine loses is read and found again, but for what was sent.
    public void sync(boolean isWanted) {
        sql.inTransaction(() -> {});
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(engine.sync(isWanted));
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
