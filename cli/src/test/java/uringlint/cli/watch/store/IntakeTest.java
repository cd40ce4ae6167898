// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// How mails become versions of series, in whatever order they come, and who looks at those and sends what comes of it.
@ParameterizedClass
@EnumSource
class IntakeTest {
    private static final long NOW = 1_700_000_000;
    private static final String AUTHOR = "author@example.org";

    @TempDir
    Path folder;

    /// Where things are kept.
    enum Place {
        FILE,
        SERVER
    }

    private static Optional<PostgresServer> postgres = Optional.empty();

    @Parameter
    private Place place;

    private String server = "";
    private Database database;
    private Intake intake;
    private Work work;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres.isPresent()) {
            postgres.get().close();
        }
    }

    @BeforeEach
    void open() throws SQLException {
        if (place == Place.SERVER) {
            assumeTrue(postgres.isPresent(), "PostgreSQL is not installed");
            server = postgres.get().fresh();
        }
        database = Database.open(folder, server);
        intake = new Intake(database);
        work = new Work(database, "test");
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private static Arrival mail(String id, String author, int version, int number, int total, String parent) {
        var place = new Arrival.Place(version, number, total, number == 0 ? "x: all of it" : "x: patch " + number, "", parent);
        String digest = "digest of " + id + author;
        return new Arrival("<" + id + ">", digest, "[PATCH] " + id, author, NOW, "member", "", place, id.getBytes(UTF_8));
    }

    private void keep(List<Arrival> mails) {
        intake.keep("list", mails, "", List.of(), NOW);
    }

    private List<String> taken() {
        var all = new ArrayList<String>();
        for (var next = work.take(NOW, NOW - 1, NOW + 60); next.isPresent(); next = work.take(NOW, NOW - 1, NOW + 60)) {
            var mails = work.mails(next.get().id()).stream().map(mail -> new String(mail, UTF_8)).toList();
            all.add("v" + next.get().number() + " " + String.join(" ", mails));
        }
        Collections.sort(all);
        return all;
    }

    private static List<Arrival> series(String name, int version, boolean isDeep) {
        var mails = new ArrayList<Arrival>();
        mails.add(mail(name + "0", AUTHOR, version, 0, 3, ""));
        for (int number = 1; number <= 3; number++) {
            mails.add(mail(name + number, AUTHOR, version, number, 3, "<" + name + (isDeep ? number - 1 : 0) + ">"));
        }
        return mails;
    }

    @Test
    void aSeriesIsPutTogetherInAnyOrder() {
        for (int seed = 0; seed < 40; seed++) {
            var mails = new ArrayList<>(series("a" + seed + "-", 1, seed % 2 == 0));
            Collections.shuffle(mails, new Random(seed));
            for (Arrival mail : mails) {
                assertThat(taken()).as("before all of seed " + seed).isEmpty();
                keep(List.of(mail));
            }
            String name = "a" + seed + "-";
            assertThat(taken()).as("seed " + seed).containsExactly("v1 %1$s0 %1$s1 %1$s2 %1$s3".formatted(name));
        }
    }

    @Test
    void whatIsNotCompleteWaitsForAWhile() {
        keep(series("a", 1, false).subList(0, 3));
        assertThat(taken()).isEmpty();
        assertThat(work.take(NOW, NOW, NOW + 60)).isPresent();
    }

    @Test
    void versionsKnowOneAnother() {
        keep(series("a", 1, false));
        keep(series("b", 2, false));
        Version first = work.take(NOW, NOW, NOW + 60).orElseThrow();
        Version second = work.take(NOW, NOW, NOW + 60).orElseThrow();
        assertThat(work.newer(first).map(Version::id)).contains(second.id());
        assertThat(work.before(second).map(Version::id)).contains(first.id());
        assertThat(work.newer(second)).isEmpty();
    }

    @Test
    void nobodyElseGetsIntoASeries() {
        keep(series("a", 1, false).subList(0, 3));
        keep(List.of(mail("evil3", "evil@example.org", 1, 3, 3, "<a0>")));
        assertThat(taken()).isEmpty();
        keep(series("a", 1, false).subList(3, 4));
        assertThat(taken()).containsExactly("v1 a0 a1 a2 a3");
        // A second patch of the same number is none of this version.
        keep(List.of(mail("a3-again", AUTHOR, 1, 3, 3, "<a0>")));
        assertThat(taken()).isEmpty();
    }

    @Test
    void theFirstMailOfANameCounts() {
        keep(series("a", 1, false));
        assertThat(taken()).hasSize(1);
        Arrival forged = mail("a1", "evil@example.org", 1, 1, 1, "");
        keep(List.of(forged, forged));
        assertThat(taken()).isEmpty();
        var views = new Views(database);
        assertThat(views.impostors()).isEqualTo(1);
        assertThat(views.message("<a1>").orElseThrow().author()).isEqualTo(AUTHOR);
        intake.keep("other", List.of(mail("a1", AUTHOR, 1, 1, 3, "<a0>")), "", List.of(), NOW);
        assertThat(views.lists("<a1>")).containsExactly("list", "other");
        assertThat(taken()).as("the same mail on another list").isEmpty();
    }

    @Test
    void aVersionIsTriedOnlySoOften() {
        keep(List.of(mail("a1", AUTHOR, 1, 1, 1, "")));
        var run = new Run(NOW, NOW, "killed", "ended by signal 9", "", "", "", "", "");
        long now = NOW;
        for (int attempt = 1; attempt <= 3; attempt++) {
            Version version = work.take(now, now, now + 60).orElseThrow();
            assertThat(version.attempts()).isEqualTo(attempt);
            work.fail(version, run, 3, now);
            assertThat(work.take(now, now, now + 60)).as("at once").isEmpty();
            now += 3600;
        }
        assertThat(work.take(now, now, now + 60)).isEmpty();
        assertThat(new Views(database).versions().getFirst().what()).isEqualTo("broken");
    }

    @Test
    void whatAProcessLeftIsGivenBack() {
        keep(List.of(mail("a1", AUTHOR, 1, 1, 1, "")));
        assertThat(work.take(NOW, NOW, NOW + 60)).isPresent();
        assertThat(new Work(database, "another").giveBack(NOW, 3)).as("somebody else works on it").isEmpty();
        assertThat(new Work(database, "another").giveBack(NOW + 61, 3)).hasSize(1);
        assertThat(work.take(NOW + 3600, NOW + 3600, NOW + 3660)).isPresent();
        assertThat(work.giveBack(NOW + 3600, 3)).as("its own, after a start").hasSize(1);
    }

    @Test
    void aMailIsSentOnceAndProgramsGetTheLatest() {
        keep(series("a", 1, false).subList(0, 3));
        var outbox = new Outbox(database);
        var run = new Run(NOW, NOW, "done", "", "", "", "", "", "");
        Version version = work.take(NOW, NOW, NOW + 60).orElseThrow();
        List<Parcel> parcels = List.of(
                Parcel.of(version.id(), "mail", "<m@example.org>", Parcel.State.DUE, "", "first", NOW),
                Parcel.of(version.id(), "webhook", "webhook-1", Parcel.State.DUE, "", "first", NOW));
        work.finish(version, run, List.of(), parcels, NOW);
        for (String sink : List.of("mail", "webhook")) {
            Parcel taken = outbox.take(sink, NOW).orElseThrow();
            assertThat(outbox.take(sink, NOW)).isEmpty();
            outbox.set(taken, Parcel.State.SENT, "", NOW, NOW);
        }
        keep(series("a", 1, false).subList(3, 4));
        assertThat(work.take(NOW, NOW, NOW + 60).map(Version::id)).contains(version.id());
        work.finish(version, run, List.of(), parcels.stream()
                .map(old -> Parcel.of(old.version(), old.sink(), old.name() + "2", Parcel.State.DUE, "", "second", NOW))
                .toList(), NOW);
        assertThat(outbox.take("mail", NOW)).isEmpty();
        assertThat(outbox.take("webhook", NOW).orElseThrow().payload()).isEqualTo("second");
    }

    @Test
    void aLateMailMakesAVersionWaitAgain() {
        keep(series("a", 1, false).subList(0, 3));
        Version version = work.take(NOW, NOW, NOW + 60).orElseThrow();
        keep(List.of(mail("a3", AUTHOR, 1, 3, 3, "<a0>")));
        var run = new Run(NOW, NOW, "done", "", "", "", "", "", "");
        work.finish(version, run, List.of(), List.of(), NOW);
        assertThat(new Views(database).version(version.id()).orElseThrow().state()).as("it came meanwhile").isEqualTo("waiting");
        assertThat(taken()).containsExactly("v1 a0 a1 a2 a3");
    }

    @Test
    void whoeverLostAVersionIsNotBelieved() {
        keep(List.of(mail("a1", AUTHOR, 1, 1, 1, "")));
        var run = new Run(NOW, NOW, "done", "of the slow one", "", "", "", "", "");
        Version slow = work.take(NOW, NOW, NOW + 60).orElseThrow();
        var other = new Work(database, "another");
        assertThat(other.giveBack(NOW + 61, 3)).hasSize(1);
        Version again = other.take(NOW + 3600, NOW + 3600, NOW + 3660).orElseThrow();
        assertThat(again.id()).isEqualTo(slow.id());
        assertThat(work.finish(slow, run, List.of(), List.of(), NOW)).isFalse();
        work.fail(slow, run, 1, NOW);
        work.leave(slow, "no");
        assertThat(other.finish(again, run, List.of(), List.of(), NOW)).isTrue();
        var views = new Views(database);
        assertThat(views.version(slow.id()).orElseThrow().state()).isEqualTo("judged");
        assertThat(views.runs(slow.id()).stream().map(Run::outcome)).containsExactly("done", "lost");
    }

    @Test
    void namesThatAreMeantToBreakSomethingAreKept() {
        String strange = "x".repeat(300) + "\0\ud800'\"\\%_\u202e😀";
        Arrival mail = mail(strange, strange, 1, 1, 1, strange);
        keep(List.of(mail));
        assertThat(taken()).hasSize(1);
        assertThat(new Views(database).messages()).containsExactly(new Views.Count("member", "", 1));
        keep(List.of(mail));
        assertThat(taken()).as("known by its name").isEmpty();
    }

    @Test
    void aDatabaseThatCannotBeUsedIsTold() throws IOException {
        assertThatThrownBy(() -> Database.open(folder, server)).hasMessageContaining("another uringlint works on");
        database.close();
        if (place == Place.SERVER) {
            String gone = server.replaceFirst("/x\\d+$", "/gone");
            assertThatThrownBy(() -> Database.open(folder, gone)).isInstanceOf(StoreException.class).hasMessageContaining("database");
        } else {
            byte[] bytes = Files.readAllBytes(folder.resolve("state.db"));
            new Random(1).nextBytes(bytes);
            Files.write(folder.resolve("state.db"), bytes);
            assertThatThrownBy(() -> Database.open(folder, "")).isInstanceOf(StoreException.class).hasMessageContaining("database");
            Files.delete(folder.resolve("state.db"));
            assertThatThrownBy(() -> Database.view(folder, "")).hasMessageContaining("there is no database");
        }
        database = Database.open(folder, server);
    }

    /// Several hosts take at once what is there.
    @Test
    void noVersionIsTakenByTwo() throws Exception {
        assumeTrue(place == Place.SERVER, "a file has one process at a time");
        for (int number = 0; number < 60; number++) {
            keep(List.of(mail("a" + number, number + AUTHOR, 1, 1, 1, "")));
        }
        var all = Collections.synchronizedList(new ArrayList<Long>());
        var workers = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            Path own = folder.resolve("worker" + number);
            workers.add(Thread.ofPlatform().start(() -> {
                try (Database mine = Database.open(own, server)) {
                    var take = new Work(mine, mine.worker());
                    for (var next = take.take(NOW, NOW, NOW + 60); next.isPresent(); next = take.take(NOW, NOW, NOW + 60)) {
                        all.add(next.get().id());
                    }
                }
            }));
        }
        for (Thread one : workers) {
            one.join();
        }
        assertThat(all).hasSize(60).doesNotHaveDuplicates();
    }

    /// Several hosts read the same mails at once.
    @Test
    void whoeverReadsAMailFirstKeepsIt() throws Exception {
        assumeTrue(place == Place.SERVER, "a file has one process at a time");
        var mails = new ArrayList<Arrival>();
        for (int number = 0; number < 20; number++) {
            mails.addAll(series("s" + number + "-", 1, number % 2 == 0));
        }
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        var readers = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            var own = new ArrayList<>(mails);
            Collections.shuffle(own, new Random(number));
            Path place = folder.resolve("reader" + number);
            readers.add(Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> failures.add(e)).start(() -> {
                try (Database mine = Database.open(place, server)) {
                    for (Arrival mail : own) {
                        new Intake(mine).keep("list", List.of(mail), "", List.of(), NOW);
                    }
                }
            }));
        }
        for (Thread one : readers) {
            one.join();
        }
        assertThat(failures).isEmpty();
        assertThat(taken()).hasSize(20).allMatch(one -> one.matches("v1 (s\\d+-)0 \\11 \\12 \\13"));
    }

    @Test
    void aPartOfTheWorkIsDoneByOneAtATime() {
        try (Database other = Database.open(folder.resolve("other"), server)) {
            var done = new ArrayList<String>();
            assertThat(database.unlessTaken("sink mail", () -> {
                boolean isFree = other.unlessTaken("sink mail", () -> done.add("the other one"));
                assertThat(isFree).isEqualTo(place == Place.FILE);
                assertThat(other.unlessTaken("sink webhook", () -> done.add("another part"))).isTrue();
            })).isTrue();
            assertThat(other.unlessTaken("sink mail", () -> done.add("later"))).isTrue();
            assertThat(done).contains("another part", "later");
        }
    }

    @Test
    void severalHostsMayBeTheFirst() throws Exception {
        assumeTrue(place == Place.SERVER, "a file has one process at a time");
        String fresh = postgres.orElseThrow().fresh();
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        var hosts = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            Path own = folder.resolve("host" + number);
            hosts.add(Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> failures.add(e)).start(() -> {
                try (Database mine = Database.open(own, fresh)) {
                    assertThat(new Views(mine).versions()).isEmpty();
                }
            }));
        }
        for (Thread one : hosts) {
            one.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aDatabaseOfTheFirstReleaseIsTakenOver() throws IOException, SQLException {
        assumeTrue(place == Place.FILE, "there was no server then");
        Path old = Files.createDirectories(folder.resolve("old"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + old.resolve("state.db"));
                var statement = connection.createStatement();
                var script = Database.class.getResourceAsStream("1.sql")) {
            String tables = new Sqlite(old).translated(new String(script.readAllBytes(), UTF_8));
            for (String one : tables.replaceAll("(?m)^--.*$", "").split(";")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
            statement.execute("INSERT INTO versions"
                    + " (series, number, total, title, author, change_id, state, reason, attempts, arrived, worker, lease) VALUES (1, 1, 1, 'x', 'a', '', 'running', '', 1, 0, 'service', 0)");
            statement.execute("INSERT INTO outbox (version_id, sink, name, state, reason, payload, attempts, not_before, changed)"
                    + " VALUES (1, 'mail', '<m@example.org>', 'sending', '', 'text', 1, 0, " + NOW + ")");
            statement.execute("PRAGMA user_version = 1");
        }
        try (Database taken = Database.open(old, "")) {
            assertThat(new Outbox(taken).abandoned(NOW).stream().map(Parcel::name)).containsExactly("<m@example.org>");
            assertThat(new Work(taken, taken.worker()).giveBack(NOW, 3)).hasSize(1);
        }
        try (Database seen = Database.view(old, "")) {
            assertThat(new Views(seen).versions().getFirst().what()).isEqualTo("waiting");
        }
    }
}
