// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;
import uringlint.cli.config.KnownNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.watch.EventLog;
import uringlint.cli.watch.Service;
import uringlint.cli.watch.settings.SettingsReader;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.store.Database;

/// What hostile people, and machines on a bad day, do to the service.
class WatchHostileTest {
    @TempDir
    Path folder;

    private WatchFolder service;
    private Postbox postbox;

    @BeforeEach
    void open() throws IOException {
        service = new WatchFolder(folder);
        postbox = new Postbox(folder.resolve("copies"));
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        postbox.close();
    }

    private String mail() {
        return """
                dry-run: false
                limits: {jobs: 2}
                mail:
                  on: true
                  from: uringlint <bot@ci.example.org>
                  operator: Run by a test.
                  domains: [example.org]
                  oldest: 9999d
                  a-day: 3
                  smtp: smtp://127.0.0.1:%d
                """.formatted(postbox.port());
    }

    /// A service whose clock says that an hour of days has passed.
    private void passAt(long seconds) throws Exception {
        WatchSettings settings = SettingsReader.read(folder.resolve("watch.yml"), new KnownNames(RuleNames.ids(), NearMiss::hint));
        try (Database database = Database.open(settings.state(), settings.database())) {
            var log = new EventLog(Optional.empty(), () -> Instant.ofEpochSecond(seconds), _ -> {});
            new Service(settings, database, () -> Instant.ofEpochSecond(seconds), log).pass();
        }
    }

    @Test
    void nobodyIsFlooded() throws Exception {
        service.configure(mail());
        for (int number = 1; number <= 5; number++) {
            service.post(service.patch(number + "@example.org", "author@example.org", "[PATCH] x: return zero, " + number));
        }
        long now = System.currentTimeMillis() / 1000;
        passAt(now);
        assertThat(mailsTo("author@example.org")).isEqualTo(3);
        passAt(now + 60);
        assertThat(mailsTo("author@example.org")).as("the same day").isEqualTo(3);
        passAt(now + 24 * 3600);
        assertThat(mailsTo("author@example.org")).as("the next day").isEqualTo(5);
    }

    private long mailsTo(String recipient) {
        return postbox.received().entrySet().stream()
                .filter(one -> one.getKey().startsWith(recipient + " "))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void mailsOfProgramsAndItsOwnAreNotAnswered() throws IOException {
        service.configure(mail());
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        service.watch("once");
        assertThat(mailsTo("author@example.org")).isEqualTo(1);
        // The list sends it back, and somebody's robot answers with a patch.
        String subject = "[PATCH] x: return zero";
        service.post(WatchFolder.mail("own@ci.example.org", "bot@ci.example.org", subject, "X-uringlint: 1\n", service.diff));
        service.post(WatchFolder.mail("robot@example.org", "robot@example.org", subject,
                "In-Reply-To: <1@example.org>\nAuto-Submitted: auto-generated\n", service.diff));
        service.post(WatchFolder.mail("bounce@example.org", "MAILER-DAEMON@example.org", subject, "", service.diff));
        service.post(WatchFolder.mail("reader@example.org", "reader@example.org", "Re: " + subject,
                "In-Reply-To: <1@example.org>\n", service.diff));
        service.watch("once");
        assertThat(postbox.received()).hasSize(3);
        for (String name : List.of("own@ci.example.org", "robot@example.org", "bounce@example.org")) {
            assertThat(service.watch("why", name).out()).as(name).contains("automatic: ");
        }
        assertThat(service.watch("why", "reader@example.org").out()).contains("  reply\n");
    }

    @Test
    void whoeverTakesTheNameOfAMailGetsNothingByIt() throws IOException {
        service.configure(mail().replace("a-day: 3", "a-day: 99"));
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH 1/2] x: return zero"));
        service.watch("once");
        // Somebody else with the name of the first, its author with another patch under it, and one in the place of the second.
        service.post(service.patch("1@example.org", "evil@example.org", "[PATCH 1/2] x: return zero"));
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH 1/2] x: return one"));
        service.post(service.patch("2@example.org", "evil@example.org", "[PATCH 2/2] x: return zero, too")
                .replace("To: x-list", "In-Reply-To: <1@example.org>\nTo: x-list"));
        // Names that no index takes.
        String name = "n".repeat(5000);
        service.post(service.patch(name + "@example.org", "b@example.org", "[PATCH] x: a long name"));
        service.post(service.patch("3@example.org", "b@example.org", "[PATCH] x: a long answer")
                .replace("To: x-list", "In-Reply-To: <" + name + "@example.org>\nTo: x-list"));
        service.watch("once");
        service.watch("once");
        assertThat(mailsTo("author@example.org")).isEqualTo(1);
        assertThat(mailsTo("b@example.org")).isEqualTo(2);
        assertThat(service.watch("why", "1@example.org").out())
                .contains("from author@example.org").contains("1 of 2 patches")
                .contains("another mail under its name was not taken: `[PATCH 1/2] x: return zero` from evil@example.org")
                .contains("another mail under its name was not taken: `[PATCH 1/2] x: return one` from author@example.org");
        assertThat(postbox.received().values()).allMatch(count -> count == 1);
    }

    @Test
    void anArchiveThatIsRewrittenIsReadOn() throws IOException {
        service.configure(mail().replace("a-day: 3", "a-day: 99"));
        for (int number = 1; number <= 3; number++) {
            service.post(service.patch(number + "@example.org", "a" + number + "@example.org", "[PATCH] x: return zero, " + number));
        }
        service.watch("once");
        // A mail is taken out of the archive, and all behind it has other names.
        assertThat(Program.run(folder.resolve("archive"), Map.of(), List.of("git", "reset", "-q", "--hard", "HEAD~2")).exit()).isZero();
        service.post(service.patch("3@example.org", "a3@example.org", "[PATCH] x: return zero, 3"));
        service.post(service.patch("4@example.org", "a4@example.org", "[PATCH] x: return zero, 4"));
        assertThat(service.watch("once").exit()).isZero();
        assertThat(service.read("log.json")).contains("was rewritten; it is read again");
        assertThat(postbox.received().values()).as("nobody gets two").allMatch(count -> count == 1);
        assertThat(mailsTo("a3@example.org") + mailsTo("a4@example.org")).isEqualTo(2);
    }

    @Test
    void aMailThatTheArchiveHasLostIsToldAndPassedOver() throws IOException {
        service.configure("");
        List<String> mails = List.of("1", "2", "3").stream()
                .map(number -> service.patch(number + "@example.org", "a" + number + "@example.org", "[PATCH] x: return " + number))
                .toList();
        mails.forEach(service::post);
        lose(mails.get(1));
        Cli first = service.watch("once");
        assertThat(first.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(first.err()).isEqualTo("uringlint: 1 mail could not be read; the log says why\n");
        assertThat(service.read("log.json")).contains("\"event\":\"mail-lost\"", "is not in `");
        assertThat(service.watch("why", "1@example.org").exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(service.watch("why", "3@example.org").exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(service.watch("once").exit()).as("it is told once").isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aRehearsalGoesOnBehindAMailThatIsLostAndSaysSoInTheEnd() throws IOException {
        service.configure("");
        String mail = service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero");
        service.post(mail);
        lose(mail);
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String later = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
        Cli run = service.watch("rehearse", "--from", today, "--to", later);
        assertThat(run.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(run.err()).isEqualTo("uringlint: 1 mail could not be read; the log says why\n");
        assertThat(service.read("log.json").lines().filter(line -> line.contains("\"event\":\"pass\""))).hasSize(2);
    }

    /// Takes a mail out of the objects of the archive, whose history goes on to name it.
    private void lose(String mail) {
        try (var ids = new ObjectInserter.Formatter()) {
            String id = ids.idFor(Constants.OBJ_BLOB, mail.getBytes(StandardCharsets.UTF_8)).name();
            assertThat(folder.resolve("archive/.git/objects/" + id.substring(0, 2) + "/" + id.substring(2)).toFile().delete()).isTrue();
        }
    }

    @Test
    void aDamagedDatabaseIsToldAndNothingIsSent() throws IOException {
        service.configure(mail());
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        service.watch("once");
        Path file = folder.resolve("state/state.db");
        byte[] copy = Files.readAllBytes(file);
        byte[] damaged = copy.clone();
        Arrays.fill(damaged, 4096, damaged.length - 4096, (byte) 7);
        Files.write(file, damaged);
        service.post(service.patch("2@example.org", "other@example.org", "[PATCH] x: return zero, again"));
        Cli run = service.watch("once");
        assertThat(run.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(run.err()).contains("the database");
        assertThat(mailsTo("other@example.org")).isZero();
        assertThat(Files.readAllBytes(file)).as("nothing is done to it").isEqualTo(damaged);
        Files.write(file, copy);
        service.watch("once");
        assertThat(mailsTo("author@example.org")).isEqualTo(1);
        assertThat(mailsTo("other@example.org")).isEqualTo(1);
    }

    @Test
    void aThousandRecipientsGetNothing() throws IOException {
        service.configure(mail());
        String cc = IntStream.range(0, 1000).mapToObj(number -> "victim" + number + "@example.org").collect(Collectors.joining(",\n "));
        service.post(WatchFolder.mail("1@example.org", "author@example.org", "[PATCH] x: return zero", "Cc: " + cc + "\n",
                "Words.\n---\n" + service.diff));
        service.watch("once");
        assertThat(mailsTo("author@example.org")).isEqualTo(1);
        assertThat(postbox.received()).hasSizeLessThanOrEqualTo(25);
    }

    @Test
    void aStormIsWeathered() throws IOException {
        var text = new StringBuilder();
        for (int number = 0; number < 10_000; number++) {
            text.append("From a@example.org Thu Jan  1 00:00:00 1970\n").append(WatchFolder.mail("storm" + number + "@example.org",
                    "a" + number % 7 + "@example.org", "[PATCH v" + number % 9 + " " + (1 + number % 5) + "/5] y: " + number,
                    "In-Reply-To: <storm" + number / 2 + "@example.org>\n",
                    "--- a/y.c\n+++ b/y.c\n@@ -1 +1 @@\n-int x;\n+int y;\n")).append('\n');
        }
        Files.writeString(folder.resolve("storm.mbox"), text);
        service.configure(mail());
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("public-inbox: archive", "mbox: storm.mbox"));
        long started = System.nanoTime();
        assertThat(service.watch("once").exit()).isZero();
        assertThat((System.nanoTime() - started) / 1_000_000_000).as("seconds").isLessThan(300);
        assertThat(service.watch("status").out()).contains("10000  member").contains("nothing in it has to do with commands")
                .doesNotContain("waiting");
        assertThat(postbox.received()).isEmpty();
    }

    @Test
    void clocksOfOthersDoNotCount() throws IOException {
        Path maildir = folder.resolve("maildir");
        for (String part : List.of("tmp", "new", "cur")) {
            Files.createDirectories(maildir.resolve(part));
        }
        Files.writeString(maildir.resolve("new/9999999999.a.host"),
                service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero").replace("31 Jan 2026", "31 Jan 2199"));
        service.configure(mail());
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("public-inbox: archive", "maildir: maildir"));
        service.watch("once");
        assertThat(mailsTo("author@example.org")).isEqualTo(1);
    }

    @Test
    void aServerThatFailsForADayGetsEverythingOnce() throws Exception {
        var status = new AtomicInteger(500);
        var taken = new ArrayList<String>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            if (status.get() == 200) {
                taken.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        service.configure(mail() + "webhook: {on: true, url: \"http://127.0.0.1:" + server.getAddress().getPort() + "/\"}\n");
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        long now = System.currentTimeMillis() / 1000;
        for (int hour = 0; hour < 24; hour++) {
            passAt(now + hour * 3600L);
        }
        assertThat(taken).isEmpty();
        status.set(200);
        for (int hour = 24; hour < 48; hour += 4) {
            passAt(now + hour * 3600L);
        }
        server.stop(0);
        assertThat(taken).containsExactly("webhook-1");
        assertThat(mailsTo("author@example.org")).as("other ways do not wait for it").isEqualTo(1);
    }

    @Test
    void aLockedDatabaseIsTriedLater() throws IOException, SQLException {
        service.configure(mail());
        service.watch("once");
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/state.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Cli run = service.watch("once");
            assertThat(run.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(run.err()).contains("the database cannot be used");
            statement.execute("ROLLBACK");
        }
        service.watch("once");
        assertThat(mailsTo("author@example.org")).isEqualTo(1);
    }

    @Test
    void aFullDiskLosesNothing() throws Exception {
        assumeTrue(Program.exists("prlimit"));
        service.configure(mail().replace("a-day: 3", "a-day: 99").replace("jobs: 2", "tries: 100"));
        for (int number = 1; number <= 3; number++) {
            service.post(service.patch(number + "@example.org", "a" + number + "@example.org", "[PATCH] x: return zero, " + number));
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var statuses = new ArrayList<Integer>();
        for (int limit = 40_000; limit <= 640_000; limit += 60_000) {
            Program run = Program.run(folder, Map.of(), List.of("prlimit", "--fsize=" + limit, java, "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData", "-Xss8m", "--enable-native-access=ALL-UNNAMED", "-Dorg.sqlite.lib.path=" + library().getParent(),
                    "-Dorg.sqlite.lib.name=" + library().getFileName(), "-cp", System.getProperty("java.class.path"),
                    "uringlint.cli.Main", "watch", "once"));
            assertThat(run.out() + run.err()).doesNotContain("internal error").doesNotContain("native");
            statuses.add(run.exit());
        }
        assertThat(statuses).as("what the limits did").contains(ExitCode.INCOMPLETE, 0);
        long now = System.currentTimeMillis() / 1000;
        for (int hour = 1; hour <= 3; hour++) {
            passAt(now + hour * 3600L);
        }
        assertThat(postbox.received().values()).allMatch(count -> count == 1);
        assertThat(mailsTo("a1@example.org") + mailsTo("a2@example.org") + mailsTo("a3@example.org")).isEqualTo(3);
    }

    /// The library of the database, which is larger than what may be written under a limit.
    private Path library() throws IOException {
        Path file = folder.resolve("libsqlitejdbc.so");
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        try (InputStream in = JDBC.class.getResourceAsStream("/org/sqlite/native/Linux/" + machine + "/libsqlitejdbc.so")) {
            assumeTrue(in != null);
            if (!Files.exists(file)) {
                Files.copy(in, file);
            }
        }
        return file;
    }

    @Test
    void aChildThatBreaksIsRecordedAndNotTriedForever() throws Exception {
        service.configure(mail().replace("limits: {jobs: 2}", "limits: {memory: 1m, tries: 2}"));
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        long now = System.currentTimeMillis() / 1000;
        for (int hour = 0; hour < 4; hour++) {
            passAt(now + hour * 3600L);
        }
        String why = service.watch("why", "1@example.org").out();
        assertThat(why).contains("  broken: ").contains("2 attempts");
        assertThat(why.lines().filter(line -> line.contains("looked at"))).hasSize(2);
        assertThat(postbox.received()).isEmpty();
    }

    @Test
    void wrongSettingsAreNamed() throws IOException {
        Map<String, String> wrong = Map.of(
                "sinks: {}", "has no key `sinks`",
                "interval: soon", "`interval` is a time such as",
                "mail: {on: true, from: x@example.org, operator: x}", "`mail` needs `domains`",
                "mail: {smtp: \"http://x\"}", "`smtp` is a URL such as",
                "patchwork: {on: true, project: x, token: t}", "`patchwork` needs `url`",
                "database: mysql://x/y", "`database` is a URL such as",
                "database: postgresql://me:secret@x/y", "`database` names no password",
                "keep: 12", "`keep` is a time",
                "kcidb: {on: true, folder: x, origin: My-CI}", "`origin` is of small letters",
                "limits: {memory: much}", "`memory` is a size such as");
        for (var entry : wrong.entrySet()) {
            service.configure(entry.getKey() + "\n");
            Cli run = service.watch("status");
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("watch.yml:").contains(entry.getValue());
        }
        Files.write(folder.resolve("watch.yml"), "lists: {x: {from: all}}\nstate: s\n".getBytes(StandardCharsets.UTF_8));
        assertThat(service.watch("once").err()).contains("`x` needs one of `public-inbox`, `maildir` and `mbox`");
    }
}
