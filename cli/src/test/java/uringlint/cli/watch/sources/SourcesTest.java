// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.git.Backlog;

/// Sources give each mail once, whatever happens to them.
class SourcesTest {
    @TempDir
    Path folder;

    private final Backlog backlog = new Backlog();
    private String position = "";
    private final Set<String> names = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();

    /// The subjects of what is new.
    private List<String> read(Source source) throws IOException {
        var subjects = new ArrayList<String>();
        source.read(position, Set.copyOf(names), batch -> {
            for (Incoming mail : batch.mails()) {
                String text = new String(mail.bytes(), StandardCharsets.UTF_8);
                subjects.add(text.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow().substring(9));
            }
            position = batch.position();
            names.addAll(batch.names());
            if (!batch.remark().isEmpty()) {
                remarks.add(batch.remark());
            }
        });
        return subjects;
    }

    private static String mail(String subject) {
        return "From: a@example.org\nSubject: " + subject + "\n\nWords.\n";
    }

    private static void commit(Git git, String file, String text) throws IOException, GitAPIException {
        Path top = git.getRepository().getWorkTree().toPath();
        Files.deleteIfExists(top.resolve("m"));
        Files.deleteIfExists(top.resolve("d"));
        Files.writeString(top.resolve(file), text);
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        git.commit().setMessage("x").setAuthor("a", "a@example.org").setCommitter("a", "a@example.org").setSign(false).call();
    }

    private static Git repository(Path place) throws GitAPIException {
        return Git.init().setDirectory(place.toFile()).setInitialBranch("main").call();
    }

    @Test
    void anArchiveIsReadCommitByCommitAndEpochByEpoch() throws IOException, GitAPIException {
        var source = new PublicInbox(folder, 0, Long.MAX_VALUE, backlog);
        try (Git first = repository(folder.resolve("git/0.git"))) {
            commit(first, "m", mail("one"));
            commit(first, "m", mail("two"));
            assertThat(read(source)).containsExactly("one", "two");
            assertThat(read(source)).isEmpty();
            commit(first, "d", "");
            commit(first, "m", mail("three"));
            try (Git second = repository(folder.resolve("git/1.git"))) {
                commit(second, "m", mail("four"));
                assertThat(read(source)).containsExactly("three", "four");
                commit(second, "m", mail("five"));
                assertThat(read(source)).containsExactly("five");
            }
            assertThat(remarks).isEmpty();
        }
    }

    @Test
    void aHistoryThatWasRewrittenIsReadAgain() throws IOException, GitAPIException {
        var source = new PublicInbox(folder, 0, Long.MAX_VALUE, backlog);
        try (Git git = repository(folder)) {
            commit(git, "m", mail("one"));
            String start = git.getRepository().resolve("HEAD").name();
            commit(git, "m", mail("two"));
            assertThat(read(source)).containsExactly("one", "two");
            git.reset().setMode(ResetCommand.ResetType.HARD).setRef(start).call();
            commit(git, "m", mail("other"));
            assertThat(read(source)).containsExactly("one", "other");
            assertThat(remarks).singleElement().asString().contains("rewritten");
            assertThat(read(source)).isEmpty();
        }
    }

    @Test
    void clocksOfAnArchiveKeepNothingBack() throws IOException, GitAPIException {
        long now = System.currentTimeMillis() / 1000;
        try (Git git = repository(folder)) {
            commitAt(git, "before the start", now - 2000);
            commitAt(git, "one", now - 500);
            assertThat(read(new PublicInbox(folder, now - 1000, now, backlog))).containsExactly("one");
            commitAt(git, "of the year 2100", 4_102_444_800L);
            commitAt(git, "of 1971", 40_000_000);
            commitAt(git, "two", now);
            assertThat(read(new PublicInbox(folder, now - 1000, now + 1, backlog))).containsExactly("of the year 2100", "of 1971", "two");
            String start = git.getRepository().resolve("HEAD~2").name();
            commitAt(git, "of the year 2101", 4_133_980_800L);
            assertThat(read(new PublicInbox(folder, now - 1000, now + 2, backlog))).hasSize(1);
            git.reset().setMode(ResetCommand.ResetType.HARD).setRef(start).call();
            commitAt(git, "three", now);
            assertThat(read(new PublicInbox(folder, now - 1000, now + 3, backlog))).as("after the history was rewritten").contains("three");
        }
    }

    @Test
    void aRehearsalComesToWhatIsThereAlreadyInItsOrder() throws IOException, GitAPIException {
        try (Git git = repository(folder)) {
            for (int number = 1; number <= 5; number++) {
                commitAt(git, "mail " + number, 1_000_000 + number * 100);
            }
            assertThat(read(new PublicInbox(folder, 1_000_150, 1_000_250, backlog))).containsExactly("mail 2");
            assertThat(read(new PublicInbox(folder, 1_000_150, 1_000_260, backlog))).isEmpty();
            assertThat(read(new PublicInbox(folder, 1_000_150, 1_000_450, backlog))).containsExactly("mail 3", "mail 4");
            commitAt(git, "mail 6", 1_000_600);
            assertThat(read(new PublicInbox(folder, 1_000_150, 1_000_650, backlog))).containsExactly("mail 5", "mail 6");
        }
    }

    private static void commitAt(Git git, String subject, long seconds) throws IOException, GitAPIException {
        Path top = git.getRepository().getWorkTree().toPath();
        Files.writeString(top.resolve("m"), mail(subject));
        git.add().addFilepattern(".").call();
        var who = new PersonIdent("a", "a@example.org", Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
        git.commit().setMessage("x").setAuthor(who).setCommitter(who).setSign(false).call();
    }

    @Test
    void aServiceStartsAtTheEnd() throws IOException, GitAPIException {
        try (Git git = repository(folder)) {
            commit(git, "m", mail("one"));
            var source = new PublicInbox(folder, 0, Long.MAX_VALUE, backlog);
            position = source.end();
            assertThat(read(source)).isEmpty();
            commit(git, "m", mail("two"));
            assertThat(read(source)).containsExactly("two");
        }
        assertThatThrownBy(() -> read(new PublicInbox(folder.resolve("m"), 0, Long.MAX_VALUE, backlog))).isInstanceOf(IOException.class);
    }

    @Test
    void aMailIsKnownAgainWhenItIsMovedWithinItsMaildir() throws IOException {
        for (String part : List.of("tmp", "new", "cur")) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.writeString(folder.resolve("new/1700000001.a.host"), mail("one"));
        Files.writeString(folder.resolve("cur/1700000000.b.host:2,S"), mail("zero"));
        Files.writeString(folder.resolve("tmp/1700000002.c.host"), mail("not there yet"));
        var source = new Maildir(folder, 0);
        assertThat(read(source)).containsExactly("zero", "one");
        Files.move(folder.resolve("new/1700000001.a.host"), folder.resolve("cur/1700000001.a.host:2,RS"));
        Files.move(folder.resolve("tmp/1700000002.c.host"), folder.resolve("new/1700000002.c.host"));
        assertThat(read(source)).containsExactly("not there yet");
        assertThat(read(new Maildir(folder, 1_700_000_002L))).isEmpty();
        assertThatThrownBy(() -> read(new Maildir(folder.resolve("nowhere"), 0))).hasMessageContaining("is no Maildir");
    }

    private void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void aMailboxIsReadAsItGrows() throws IOException {
        Path file = folder.resolve("x.mbox");
        String line = "From a@example.org Thu Jan  1 00:00:00 1970\n";
        append(file, line + mail("one") + "\n" + line + mail("two") + "\n");
        var source = new MboxFile(file);
        assertThat(read(source)).containsExactly("one", "two");
        assertThat(read(source)).isEmpty();
        append(file, line + "From: a@example.org\nSubject: thr");
        assertThat(read(source)).as("a mail that is being written").isEmpty();
        append(file, "ee\n\nWords.\n\n");
        assertThat(read(source)).containsExactly("three");
        position = source.end();
        Files.writeString(file, line + mail("anew") + "\n");
        assertThat(read(source)).containsExactly("anew");
        assertThat(remarks).singleElement().asString().contains("is not what it was");
    }
}
