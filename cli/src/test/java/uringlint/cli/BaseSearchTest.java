// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which tree is taken for a patch, and what becomes of what does not fit it.
class BaseSearchTest {
    private static final String DRIVER = "drivers/x/x.c";
    private static final String RIGHT = Drivers.driver("\tio_uring_cmd_done(cmd, 0, issue_flags);\n\treturn -EIOCBQUEUED;\n");
    private static final String WRONG = RIGHT.replace("return -EIOCBQUEUED", "return 0");

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private Repo repo;

    @BeforeEach
    void open() throws IOException {
        repo = new Repo(folder);
    }

    @AfterEach
    void close() {
        repo.close();
    }

    private Cli run(String command, String patch, String... more) throws IOException {
        Path file = elsewhere.resolve("x.patch");
        Files.writeString(file, patch);
        String option = command.equals("check") ? "--patch" : "--date=2026-02-03T10:00:00Z";
        return Cli.run(folder, Stream.concat(
                Stream.of(command, option, file.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private static String mail(String diff) {
        return "From: Driver Author <author@example.org>\nSubject: [PATCH] x: return zero\nMessage-ID: <1@example.org>\n"
                + "Date: Tue, 3 Feb 2026 10:00:00 +0000\n\nWords.\n---\n" + diff + "-- \n2.43.0\n";
    }

    /// A diff whose file has two more functions of many lines around the handler.
    private static String lines(String name, int count) {
        return IntStream.range(0, count).mapToObj(line -> "/* " + name + " " + line + " */\n").collect(Collectors.joining());
    }

    @Test
    void theCommitWithTheVeryFilesIsFoundInTheHistory() throws IOException {
        String base = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        String after = repo.write(DRIVER, WRONG).commit("x: return zero");
        String diff = repo.diff(base, after);
        repo.write(DRIVER, Drivers.driver("\treturn -EINVAL;\n")).commit("x: other words");
        assertThat(run("review", mail(diff)).out().replaceAll("\\s+", " "))
                .contains("The patch was applied to REPO@" + base.substring(0, 12) + ", which has the files that it was made from.")
                .contains("completes `cmd` a second time");
        assertThat(run("check", diff, "--base", folder.toString()).out()).contains("--> " + DRIVER);
    }

    @Test
    void severalRepositoriesAreSearched() throws IOException {
        repo.write("README", "nothing\n").commit("begin");
        try (var other = new Repo(elsewhere.resolve("other"))) {
            String base = other.write(DRIVER, RIGHT).commit("x: add a driver");
            String after = other.write(DRIVER, WRONG).commit("x: return zero");
            String diff = other.diff(base, after);
            Cli run = run("review", mail(diff), "--base", folder.toString(), "--base", other.folder.toString());
            assertThat(run.out()).contains("REPO@" + base.substring(0, 12));
        }
    }

    @Test
    void aHunkIsAppliedWithFuzzAndThatIsSaid() throws IOException {
        String old = lines("before", 20) + RIGHT + lines("behind", 20);
        String base = repo.write(DRIVER, old).commit("x: add a driver");
        String after = repo.write(DRIVER, old.replace(RIGHT, WRONG)).commit("x: return zero");
        String diff = repo.diff(base, after).replaceAll("(?m)^index .*\n", "");
        String words = "static const struct file_operations";
        String other = old.replace(words, "static struct file_operations");
        try (var now = new Repo(elsewhere.resolve("now"))) {
            now.write(DRIVER, other).commit("x: other words");
            Cli run = run("review", mail(diff), "--base", now.folder.toString());
            assertThat(run.out()).contains("with fuzz").contains("> +\treturn 0;\n\n");
        }
    }

    @Test
    void aTreeOfAnotherTimeThatFitsWithFuzzIsNone() throws IOException {
        String old = lines("before", 20) + RIGHT + lines("behind", 20);
        String makefile = "VERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 0\n";
        String base = repo.write(DRIVER, old).write("Makefile", makefile).write("Kconfig", "\n").commit("x: add a driver");
        String after = repo.write(DRIVER, old.replace(RIGHT, WRONG)).commit("x: return zero");
        String diff = repo.diff(base, after).replaceAll("(?m)^index .*\n", "");
        String other = old.replace("static const struct file_operations", "static struct file_operations");
        try (var now = new Repo(elsewhere.resolve("now"))) {
            now.write(DRIVER, other).write("Makefile", makefile).write("Kconfig", "\n").commit("x: other words");
            String mail = mail(diff).replace("3 Feb 2026", "20 Oct 2026");
            assertThat(run("review", mail, "--base", now.folder.toString()).out()).contains("with fuzz");
            String older = mail(diff).replace("3 Feb 2026", "3 Feb 2023");
            assertThat(run("review", older, "--base", now.folder.toString()).out()).doesNotContain("with fuzz");
            assertThat(run("review", older, "--base", now.folder + "@HEAD").out()).as("a tree that a user names").contains("with fuzz");
        }
    }

    /// A part of the patch is left out: the helper completes the command already, and the handler still does. What is new and stands for
    /// itself is told.
    @Test
    void whatMayComeOfTheHunksThatAreLeftOutIsNotTold() throws IOException {
        String helper = "static void x_end(struct io_uring_cmd *cmd, unsigned int issue_flags)\n{\n\tx_note(cmd->cmd_op);\n}\n";
        String old = helper + lines("between", 20)
                + Drivers.driver("\tx_end(cmd, issue_flags);\n\tio_uring_cmd_done(cmd, 0, issue_flags);\n\treturn -EIOCBQUEUED;\n")
                + lines("behind", 20);
        String added = "static int y_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)\n{\n"
                + "\tio_uring_cmd_done(cmd, 1, issue_flags);\n\treturn 0;\n}\n\n"
                + "static const struct file_operations y_fops = { .uring_cmd = y_uring_cmd };\n";
        String patched = old.replace("\tx_note(cmd->cmd_op);\n", "\tio_uring_cmd_done(cmd, 0, issue_flags);\n")
                .replace("\tio_uring_cmd_done(cmd, 0, issue_flags);\n\treturn", "\treturn") + added;
        String base = repo.write(DRIVER, old).commit("x: add a driver");
        String diff = repo.diff(base, repo.write(DRIVER, patched).commit("x: complete in a helper")).replaceAll("(?m)^index .*\n", "");
        assertThat(run("check", diff, "--base", folder + "@HEAD~").out()).contains("returning `0`").doesNotContain("already completed");
        try (var now = new Repo(elsewhere.resolve("now"))) {
            String other = old.replace("\treturn -EIOCBQUEUED;", "\n\tx_count++;\n\treturn x_queued(cmd) ?: -EIOCBQUEUED;");
            now.write(DRIVER, other).commit("x: other words");
            Cli run = run("check", diff, "--base", now.folder.toString());
            assertThat(run.err()).contains("it does not apply, and is left out");
            assertThat(run.out()).contains("returning `0`").doesNotContain("already completed");
        }
    }

    @Test
    void whatIsNoCodeDecidesNothing() throws IOException {
        repo.write("Makefile", "obj-y += other/\n").write("drivers/x/y.c", "int y;\n").commit("begin");
        var added = new StringBuilder();
        WRONG.lines().forEach(line -> added.append('+').append(line).append('\n'));
        String diff = "--- a/Makefile\n+++ b/Makefile\n@@ -5,3 +5,4 @@\n one\n two\n+obj-y += x/\n three\n"
                + "--- /dev/null\n+++ b/" + DRIVER + "\n@@ -0,0 +1," + WRONG.lines().count() + " @@\n" + added;
        Cli run = run("check", diff);
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.err()).contains("`Makefile` does not fit the base, and is left out");
        assertThat(run("check", diff.replace("return 0", "return -EIOCBQUEUED")).exit()).isZero();
    }

    @Test
    void withoutATreeTheHunksOfASeriesAddUp() throws IOException {
        String first = "From: a@example.org\nSubject: [PATCH 1/2] x: begin\nMessage-ID: <1@example.org>\n\n---\n"
                + "--- a/drivers/q/q.c\n+++ b/drivers/q/q.c\n@@ -100,3 +100,8 @@\n \n \n+static int q_start(struct io_uring_cmd *cmd)\n"
                + "+{\n+\tio_uring_cmd_done(cmd, 0, 0);\n+\treturn 0;\n+}\n \n";
        String second = "From: a@example.org\nSubject: [PATCH 2/2] x: use it\nMessage-ID: <2@example.org>\n"
                + "In-Reply-To: <1@example.org>\n\n---\n"
                + "--- a/drivers/q/q.c\n+++ b/drivers/q/q.c\n@@ -200,2 +200,8 @@\n \n"
                + "+static int q_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)\n+{\n+\treturn q_start(cmd);\n+}\n"
                + "+\n+static const struct file_operations q_fops = { .uring_cmd = q_uring_cmd };\n \n";
        Cli run = run("check", "From x Thu Jan  1 00:00:00 1970\n" + first + "\nFrom x Thu Jan  1 00:00:00 1970\n" + second);
        assertThat(run.out()).contains("[double-completion]");
    }

    @Test
    void thePatchesOnWhichASeriesStandsAreAppliedFirst() throws IOException {
        String old = RIGHT + lines("behind", 20);
        String first = repo.write(DRIVER, old).commit("x: add a driver");
        String second = repo.write(DRIVER, old.replace("behind 9", "behind nine")).commit("x: a word");
        String third = repo.write(DRIVER, old.replace("behind 9", "behind nine").replace("return -EIOCBQUEUED", "return 0"))
                .commit("x: return zero");
        String before = "From: a@example.org\nSubject: [PATCH] x: a word\nMessage-ID: <0@example.org>\n\n---\n"
                + repo.diff(first, second) + "-- \n2.43.0\n";
        try (var other = new Repo(elsewhere.resolve("other"))) {
            String base = other.write(DRIVER, old).commit("x: add a driver");
            Path earlier = elsewhere.resolve("earlier.eml");
            Files.writeString(earlier, before);
            for (String trailer : new String[] {
                "prerequisite-patch-id: 7884229c5e175e260e3a17f2b8bc321c688ecdda", "Depends-on: <0@example.org>"}) {
                String mail = mail(repo.diff(second, third)).replace("-- \n", trailer + "\n-- \n").replaceAll("(?m)^index .*\n", "");
                Cli run = run("review", mail, earlier.toString(), "--base", other.folder.toString());
                assertThat(run.out().replaceAll("\\s+", " ")).contains("completes `cmd` a second time")
                        .contains("REPO@" + base.substring(0, 12));
                assertThat(run.out()).as(trailer).contains("The patch on which it stands was applied first.");
            }
        }
    }

    @Test
    void theConfigurationNamesTrees() throws IOException {
        try (var other = new Repo(elsewhere.resolve("other"))) {
            String base = other.write(DRIVER, RIGHT).commit("x: add a driver");
            String after = other.write(DRIVER, WRONG).commit("x: return zero");
            repo.write(".uringlint.yml", "bases: [nowhere, " + other.folder + "]\n").commit("begin");
            Cli review = run("review", mail(other.diff(base, after)));
            assertThat(review.out()).contains("REPO@" + base.substring(0, 12));
            assertThat(review.err()).contains(".uringlint.yml:1: there is no folder `nowhere`");
            assertThat(run("check", other.diff(base, after)).out()).contains("--> " + DRIVER);
            assertThat(Cli.run(folder, "config", "show").out()).contains("  - nowhere");
        }
    }

    @Test
    void whatWasProposedBeforeTheApiIsNotMeasuredByIt() throws IOException {
        String copy = Drivers.driver("\tstruct x x;\n\n\tif (copy_from_user(&x, cmd->cmd, sizeof(x)))\n\t\treturn -EFAULT;\n\treturn 0;\n");
        String mail = mail("--- /dev/null\n+++ b/" + DRIVER + "\n@@ -0,0 +1," + copy.lines().count() + " @@\n"
                + copy.lines().map(line -> "+" + line + "\n").collect(Collectors.joining()));
        assertThat(run("review", mail).out()).contains("[sqe-user-copy]");
        assertThat(run("review", mail.replace("3 Feb 2026", "3 Feb 2022")).out()).doesNotContain("[sqe-user-copy]");
    }

    @Test
    void filesOfTheCoreAreNoDrivers() throws IOException {
        String diff = "--- a/%1$s\n+++ b/%1$s\n@@ -10,2 +10,6 @@\n \n"
                + "+void q(struct io_uring_cmd *cmd)\n+{\n+\tcmd->flags |= 1;\n+}\n \n";
        assertThat(run("check", diff.formatted("drivers/x/y.c"), "--format", "gcc").out()).contains("[private-field]");
        assertThat(run("check", diff.formatted("io_uring/y.c"), "--format", "gcc").out()).doesNotContain("[private-field]");
    }

    @Test
    void whereNoRepositoryIsNoneIsMissed() throws IOException {
        String added = "--- /dev/null\n+++ b/" + DRIVER + "\n@@ -0,0 +1,1 @@\n+int x;\n";
        String mail = mail(added).replace("-- \n", "base-commit: 0123456789012345678901234567890123456789\n-- \n");
        Files.writeString(elsewhere.resolve("x.eml"), mail);
        Cli run = Cli.run(elsewhere, "check", "--patch", "x.eml", "--allow-empty");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).doesNotContain("0123456789012345678901234567890123456789");
    }

    private static String of(int number, String diff) {
        return "From x Thu Jan  1 00:00:00 1970\nFrom: Driver Author <author@example.org>\n"
                + "Subject: [PATCH " + number + "/2] x: part " + number + "\nMessage-ID: <" + number + "@example.org>\n" + (number > 1 ? "In-Reply-To: <1@example.org>\n" : "")
                + "Date: Tue, 3 Feb 2026 10:00:0" + number + " +0000\n\nWords.\n---\n" + diff + "-- \n2.43.0\n\n";
    }

    @Test
    void whatASeriesTakesAwayAndBringsBackWasThereBefore() throws IOException {
        for (String old : List.of(RIGHT, WRONG)) {
            String base = repo.write(DRIVER, old).commit("x: add a driver " + old.length());
            String without = repo.write(DRIVER, old.replace("x_uring_cmd(struct", "x_other(struct")).commit("x: rename it " + old.length());
            String after = repo.write(DRIVER, WRONG).commit("x: rename it back " + old.length());
            String series = of(1, repo.diff(base, without)) + of(2, repo.diff(without, after));
            String told = run("review", series, "--base", folder + "@" + base).out();
            if (old.equals(WRONG)) {
                assertThat(told).doesNotContain("a second time", "fixes");
            } else {
                assertThat(told).contains("completes `cmd` a second time");
            }
        }
    }
}
