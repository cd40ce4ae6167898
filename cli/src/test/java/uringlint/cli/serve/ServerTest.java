// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.cache.CachePlace;

/// Commands run elsewhere, and what happens where they cannot be.
class ServerTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CachePlace cache;
    private Map<String, String> environment;

    @BeforeEach
    void prepare() {
        cache = new CachePlace(folder.resolve("results"), "program", 0);
        environment = Map.of("XDG_RUNTIME_DIR", folder.toString(), "LANG", "C");
    }

    private static Request request(String... arguments) {
        return new Request(List.of(arguments), Path.of("/somewhere"), 72, true, false, true, false);
    }

    private Server serve(Server.Command command) throws IOException {
        Server server = Server.at(Meeting.make(cache, environment), command);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                server.serve();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return server;
    }

    private Client.Answer ask(Request request, InputStream in) {
        Meeting place = Meeting.waiting(cache, environment).orElseThrow();
        return Client.ask(place, request, in, new PrintStream(out, true), new PrintStream(err, true));
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCommandGetsWhatItWasGivenAndItsWordsComeBack() throws IOException {
        String odd = "a\udcffb";
        try (Server _ = serve((request, _, out, err) -> {
            write(out, request + "\n");
            write(err, "beside\n");
            write(out, request.arguments().contains(odd) ? "odd\n" : "lost\n");
            return 7;
        })) {
            Client.Answer answer = ask(request("check", odd, "", "ä"), InputStream.nullInputStream());

            assertThat(answer).isEqualTo(new Client.Answer.Status(7));
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("folder=/somewhere, width=72, isInteractive=true").endsWith("odd\n");
            assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("beside\n");
        }
    }

    @Test
    void standardInputIsReadAsFarAsTheCommandReadsIt() throws IOException {
        try (Server _ = serve((_, in, out, _) -> {
            try {
                write(out, new String(in.readNBytes(4), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return 0;
        })) {
            var in = new ByteArrayInputStream("firstrest".getBytes(StandardCharsets.UTF_8));
            ask(request("check"), in);

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("firs");
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("trest");
        }
    }

    @Test
    void standardInputHasAnEnd() throws IOException {
        byte[] text = "x".repeat(3 * Wire.PIECE + 5).getBytes(StandardCharsets.UTF_8);
        try (Server _ = serve((_, in, out, _) -> {
            try {
                write(out, Integer.toString(in.readAllBytes().length));
                return in.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        })) {
            assertThat(ask(request("check"), new ByteArrayInputStream(text))).isEqualTo(new Client.Answer.Status(-1));
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Integer.toString(text.length));
        }
    }

    @Test
    void oneCommandRunsAtATime() throws Exception {
        var isRunning = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (Server _ = serve((request, _, _, _) -> {
            if (request.arguments().contains("long")) {
                isRunning.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return 3;
        })) {
            var first = new Thread(() -> ask(request("long"), InputStream.nullInputStream()));
            first.start();
            isRunning.await();

            assertThat(ask(request("short"), InputStream.nullInputStream())).isEqualTo(new Client.Answer.Nobody());

            mayEnd.countDown();
            first.join();
            assertThat(ask(request("short"), InputStream.nullInputStream())).isEqualTo(new Client.Answer.Status(3));
        }
    }

    @Test
    void theSocketIsTheUsersAloneAndGoesWithTheServer() throws IOException {
        Path socket;
        try (Server _ = serve((_, _, _, _) -> 0)) {
            socket = Meeting.waiting(cache, environment).orElseThrow().socket();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent()))).isEqualTo("rwx------");
            assertThatThrownBy(() -> serve((_, _, _, _) -> 0)).hasMessageContaining("running already");
        }
        assertThat(socket).doesNotExist();
        assertThat(Meeting.waiting(cache, environment)).isEmpty();
    }

    @Test
    void aSocketInAFolderOfOthersIsNotUsed() throws IOException {
        try (Server _ = serve((_, _, _, _) -> 0)) {
            Path shared = folder.resolve("uringlint");
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

            assertThat(Meeting.waiting(cache, environment)).isEmpty();
            assertThatThrownBy(() -> Meeting.make(cache, environment)).hasMessageContaining("others can write");
        }
    }

    @Test
    void aServerThatWasKilledIsNobody() throws IOException {
        Meeting place = Meeting.make(cache, environment);
        try (var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(place.address());
        }
        assertThat(place.socket()).exists();
        assertThat(ask(request("check"), InputStream.nullInputStream())).isEqualTo(new Client.Answer.Nobody());

        try (Server _ = serve((_, _, _, _) -> 5)) {
            assertThat(ask(request("check"), InputStream.nullInputStream())).isEqualTo(new Client.Answer.Status(5));
        }
    }

    @Test
    void aServerThatGoesAwayInTheMiddleIsTold() throws IOException {
        try (Server _ = serve((_, _, out, _) -> {
            write(out, "half");
            throw new IllegalArgumentException("gone");
        })) {
            assertThat(ask(request("check"), InputStream.nullInputStream())).isEqualTo(new Client.Answer.Broken());
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("half");
        }
    }

    @Test
    void whoDiffersFindsNobody() throws IOException {
        try (Server _ = serve((_, _, _, _) -> 0)) {
            var other = new HashMap<>(environment);
            other.put("GIT_DIR", "/elsewhere");
            assertThat(Meeting.waiting(cache, other)).isEmpty();
            assertThat(Meeting.waiting(new CachePlace(cache.folder(), "newer", 0), environment)).isEmpty();
            assertThat(Meeting.waiting(CachePlace.NONE, environment)).isEmpty();
            other.remove("GIT_DIR");
            other.put("TERM", "dumb");
            other.put("XDG_SESSION_ID", "7");
            assertThat(Meeting.waiting(cache, other)).isPresent();
        }
    }

    @Test
    void aFolderWithALongNameIsRefused() {
        var other = Map.of("XDG_RUNTIME_DIR", folder.resolve("long".repeat(30)).toString());
        assertThatThrownBy(() -> Meeting.make(cache, other)).isInstanceOf(IOException.class).hasMessageContaining("too long a name");
        assertThat(Meeting.waiting(cache, other)).isEqualTo(Optional.empty());
    }
}
