// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How mails become versions of series, in whatever order they come.
class IntakeTest {
    private static final long NOW = 1_700_000_000;
    private static final String AUTHOR = "author@example.org";

    @TempDir
    Path folder;

    private Database database;
    private Intake intake;
    private Work work;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        intake = new Intake(database);
        work = new Work(database, "test");
    }

    @AfterEach
    void close() {
        database.close();
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
        keep(List.of(mail("a1", AUTHOR, 1, 1, 1, "")));
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
    void aDatabaseThatCannotBeUsedIsTold() throws IOException {
        assertThatThrownBy(() -> Database.open(folder)).hasMessageContaining("another uringlint works on");
        database.close();
        byte[] bytes = Files.readAllBytes(folder.resolve("state.db"));
        new Random(1).nextBytes(bytes);
        Files.write(folder.resolve("state.db"), bytes);
        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("database");
        Files.delete(folder.resolve("state.db"));
        assertThatThrownBy(() -> Database.view(folder)).hasMessageContaining("there is no database");
        database = Database.open(folder);
    }
}
