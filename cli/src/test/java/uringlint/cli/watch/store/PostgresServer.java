// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server of PostgreSQL that listens to this machine alone and is gone with the tests.
public final class PostgresServer implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final Process process;
    private final int port;
    private int count;

    private PostgresServer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /// A server, if its programs are on this machine.
    public static Optional<PostgresServer> start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        if (programs.isEmpty() || !Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("postgres");
        var as = new ArrayList<String>(List.of("setpriv", "--pdeathsig", "KILL"));
        if (isRoot()) {
            // It does not work for root.
            as.addAll(List.of("--reuid=65534", "--regid=65534", "--clear-groups"));
            run(folder, List.of("chown", "65534:65534", folder.toString()));
        }
        Path data = folder.resolve("data");
        var init = new ArrayList<String>(as);
        init.addAll(List.of(programs.get().resolve("initdb").toString(), "-D", data.toString(), "-A", "trust", "-U", "uringlint", "-N",
                "--encoding=UTF8", "--locale=C.UTF-8"));
        run(folder, init);
        int port = freePort();
        var command = new ArrayList<String>(as);
        command.addAll(List.of(programs.get().resolve("postgres").toString(), "-D", data.toString(), "-h", "127.0.0.1", "-p",
                String.valueOf(port), "-k", folder.toString(), "-F"));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        var server = new PostgresServer(folder, process, port);
        for (int again = 0; again < 100; again++) {
            try {
                DriverManager.getConnection(server.jdbc("postgres")).close();
                return Optional.of(server);
            } catch (SQLException e) {
                Thread.sleep(100);
            }
        }
        String log = Files.readString(folder.resolve("log"));
        server.close();
        throw new IOException("PostgreSQL does not start: " + log);
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        try (Stream<Path> releases = Files.list(PROGRAMS)) {
            return releases.map(release -> release.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("init.log");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + Files.readString(out));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String jdbc(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=uringlint";
    }

    /// The address of a new database.
    public String fresh() throws SQLException {
        String name = "x" + ++count;
        try (var connection = DriverManager.getConnection(jdbc("postgres")); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return "postgresql://uringlint@127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
