// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that is killed at any time loses nothing, and nobody gets a mail twice. `-Dkills=200` kills it so often.
class WatchKilledTest {
    private static final int KILLS = Integer.getInteger("kills", 4);

    @TempDir
    Path folder;

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xss8m", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        "uringlint.cli.Main", "watch", "once"))
                .directory(folder.toFile())
                .redirectOutput(new File("/dev/null"))
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    @Test
    void nothingIsLostAndNobodyGetsTwo() throws IOException, InterruptedException {
        var random = new Random(17);
        int posted = 0;
        var between = new AtomicInteger();
        try (var service = new WatchFolder(folder); var postbox = new Postbox(folder.resolve("copies"))) {
            service.configure("""
                    dry-run: false
                    limits: {tries: 1000, jobs: 2}
                    mail:
                      on: true
                      from: uringlint <bot@ci.example.org>
                      operator: Run by a test.
                      domains: [example.org]
                      oldest: 9999d
                      a-day: 9999
                      smtp: smtp://127.0.0.1:%d
                      copy: copy@example.org
                      copies: copies
                      confirm: 1s
                    page: {on: true, folder: www}
                    """.formatted(postbox.port()));
            // How long a pass takes on this machine, with all that is looked at by it.
            long started = System.nanoTime();
            start().waitFor();
            int pass = (int) ((System.nanoTime() - started) / 1_000_000);
            for (int kill = 0; kill < KILLS; kill++) {
                String name = "a" + ++posted;
                service.post(service.patch(name + "@example.org", name + "@example.org", "[PATCH] x: return zero, " + name));
                var process = new AtomicReference<>(start());
                boolean isBetween = kill % 2 == 0;
                if (isBetween) {
                    // Between the end of a mail and the record that it was sent.
                    postbox.beforeAnswer(() -> {
                        between.incrementAndGet();
                        process.get().destroyForcibly();
                    });
                }
                process.get().waitFor(isBetween ? 60_000 : pass / 4 + random.nextInt(3 * pass), TimeUnit.MILLISECONDS);
                process.get().destroyForcibly().waitFor();
                postbox.beforeAnswer(() -> {});
            }
            String sent = "  %6d  mail, sent".formatted(posted);
            for (int again = 0; again < 20 && !service.watch("status").out().contains(sent); again++) {
                service.watch("once");
                Thread.sleep(1_000);
            }
            assertThat(service.watch("status").out()).contains(sent).contains("  %6d  judged\n".formatted(posted));
            assertThat(between.get()).as("killed between a mail and its answer").isGreaterThanOrEqualTo(KILLS / 4);
            var received = postbox.received();
            assertThat(received.values()).as("nobody gets two").allMatch(count -> count == 1);
            for (int number = 1; number <= posted; number++) {
                String author = "a" + number + "@example.org ";
                assertThat(received.keySet()).as(author).anyMatch(one -> one.startsWith(author));
                assertThat(folder.resolve("www/series/" + number + ".html")).exists();
            }
        }
    }
}
