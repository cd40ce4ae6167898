// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.watch.store.PostgresServer;

/// Several processes that share a database on a server do together what one does with a file.
class WatchSharedTest {
    private static final int SERIES = 9;

    @TempDir
    Path folder;

    /// Writes the configuration of one of the processes, which has a folder for its work and a log of its own.
    private void configure(String name, String database, Postbox postbox) throws IOException {
        Files.writeString(folder.resolve(name + ".yml"), """
                state: state-%1$s
                bases: [linux]
                lists:
                  x-list: {public-inbox: archive, from: all, mail: reply-all, embargo: 0s}
                series: {quiet: 0s}
                log: log-%1$s.json
                interval: 1s
                dry-run: false
                mail:
                  on: true
                  from: uringlint <bot@ci.example.org>
                  operator: Run by a test.
                  domains: [example.org]
                  oldest: 9999d
                  a-day: 5
                  smtp: smtp://127.0.0.1:%2$d
                %3$s
                """.formatted(name, postbox.port(), database));
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xss8m", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        "uringlint.cli.Main", "watch", "--config", name + ".yml"))
                .directory(folder.toFile())
                .redirectOutput(new File("/dev/null"))
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private void post(WatchFolder service) {
        for (int number = 1; number <= SERIES; number++) {
            String author = "a" + number + "@example.org";
            String patch = service.patch(number + "@example.org", author, "[PATCH] x: return zero, " + number);
            // Every third one does not complete a command twice.
            service.post(number % 3 > 0 ? patch : patch.replace("+\treturn 0;", "+\treturn -EIOCBQUEUED + 0;"));
        }
    }

    private List<JsonObject> events(String name, String event) throws IOException {
        Path log = folder.resolve("log-" + name + ".json");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .map(line -> JsonParser.parseString(line).getAsJsonObject())
                        .filter(line -> line.get("event").getAsString().equals(event))
                        .toList()
                : List.of();
    }

    /// What was found, by the titles of the series.
    private TreeMap<String, String> results(String... names) throws IOException {
        var results = new TreeMap<String, String>();
        for (String name : names) {
            for (JsonObject event : events(name, "judged")) {
                results.put(event.get("title").getAsString(), event.get("result") + " " + event.get("base") + " " + event.get("fit"));
            }
        }
        return results;
    }

    private String why(String name, int number) {
        return Cli.run(folder, "watch", "why", "--config", name + ".yml", number + "@example.org").out()
                .replaceAll("(?m)^  (looked at|mail:) .*$|\\(\\d+\\)|^series \\d+", "$1");
    }

    @Test
    void twoDoTogetherWhatOneDoes() throws IOException, InterruptedException, SQLException {
        Optional<PostgresServer> started = PostgresServer.start();
        assumeTrue(started.isPresent(), "PostgreSQL is not installed");
        try (PostgresServer postgres = started.get(); var service = new WatchFolder(folder);
                var alone = new Postbox(folder.resolve("copies-alone")); var shared = new Postbox(folder.resolve("copies-shared"))) {
            String database = "database: " + postgres.fresh();
            configure("alone", "", alone);
            configure("one", database, shared);
            configure("two", database, shared);
            var processes = new ArrayList<Process>(List.of(start("one"), start("two")));
            try {
                await(() -> !events("one", "pass").isEmpty() && !events("two", "pass").isEmpty());
                post(service);
                await(() -> events("one", "judged").size() + events("two", "judged").size() >= SERIES);
                int passes = events("one", "pass").size() + events("two", "pass").size();
                await(() -> events("one", "pass").size() + events("two", "pass").size() > passes + 5);
            } finally {
                for (Process process : processes) {
                    process.destroyForcibly().waitFor();
                }
            }
            assertThat(Cli.run(folder, "watch", "once", "--config", "alone.yml").exit()).isZero();
            assertThat(Files.readString(folder.resolve("one.err")) + Files.readString(folder.resolve("two.err"))).isEmpty();
            assertThat(events("one", "judged")).as("both do a part").isNotEmpty();
            assertThat(events("two", "judged")).as("both do a part").isNotEmpty();
            assertThat(events("one", "judged").size() + events("two", "judged").size()).as("none is done twice").isEqualTo(SERIES);
            assertThat(results("one", "two")).hasSize(SERIES).isEqualTo(results("alone"));
            for (int number = 1; number <= SERIES; number++) {
                assertThat(why("one", number)).as("as both see it").isEqualTo(why("two", number)).isEqualTo(why("alone", number));
            }
            assertThat(shared.received().values()).as("nobody gets two").allMatch(count -> count == 1);
            assertThat(shared.received()).as("so many a day, of both together").hasSameSizeAs(alone.received());
        }
    }

    @Test
    void whatAKilledHostHadIsDoneByTheOthersAndByItself() throws IOException, InterruptedException, SQLException {
        Optional<PostgresServer> started = PostgresServer.start();
        assumeTrue(started.isPresent(), "PostgreSQL is not installed");
        try (PostgresServer postgres = started.get(); var service = new WatchFolder(folder);
                var postbox = new Postbox(folder.resolve("copies"))) {
            String database = "database: " + postgres.fresh();
            for (String name : List.of("one", "two")) {
                configure(name, database, postbox);
                Path file = folder.resolve(name + ".yml");
                Files.writeString(file, Files.readString(file).replace("a-day: 5", """
                        a-day: 99
                          copy: copy@example.org
                          copies: copies
                          confirm: 2s"""));
            }
            post(service);
            var killed = new AtomicReference<>(start("one"));
            postbox.beforeAnswer(() -> killed.get().destroyForcibly());
            killed.get().waitFor();
            postbox.beforeAnswer(() -> {});
            Process other = start("two");
            try {
                // The number of mails without a finding is that of every third series.
                await(() -> sent() >= SERIES - SERIES / 3 - 1);
                killed.set(start("one"));
                await(() -> sent() == SERIES - SERIES / 3);
            } finally {
                other.destroyForcibly().waitFor();
                killed.get().destroyForcibly().waitFor();
            }
            assertThat(postbox.received().values()).as("nobody gets two").allMatch(count -> count == 1);
            for (int number = 1; number <= SERIES; number++) {
                String author = "a" + number + "@example.org ";
                boolean isTold = postbox.received().keySet().stream().anyMatch(one -> one.startsWith(author));
                assertThat(isTold).as(author).isEqualTo(number % 3 > 0);
            }
        }
    }

    /// How many mails are known to have been sent.
    private int sent() {
        Matcher count = Pattern.compile("(\\d+)  mail, sent\\n").matcher(Cli.run(folder, "watch", "status", "--config", "two.yml").out());
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        for (int half = 0; half < 600 && !condition.holds(); half++) {
            Thread.sleep(500);
        }
        assertThat(condition.holds()).as("it comes about in five minutes").isTrue();
    }
}
