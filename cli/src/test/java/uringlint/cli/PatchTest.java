// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Patches of others: applied in memory, or refused with a reason and an exit status of its own.
class PatchTest {
    private static final String DRIVER = "drivers/x/x.c";
    private static final String RIGHT = Drivers.driver(Drivers.BODY_RIGHT);
    private static final String WRONG = Drivers.driver(Drivers.BODY_WRONG);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private Repo repo;

    @BeforeEach
    void start() {
        repo = new Repo(folder);
    }

    @AfterEach
    void end() {
        repo.close();
    }

    private String breaking() {
        String base = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        String after = repo.write(DRIVER, WRONG).commit("x: return zero");
        String diff = repo.diff(base, after);
        repo.write(DRIVER, RIGHT).commit("x: back");
        return diff;
    }

    /// A diff that does not name the contents it was made from.
    private static String unnamed(String diff) {
        return diff.replaceAll("(?m)^index .*\n", "");
    }

    private Cli check(String patch, String... more) throws IOException {
        Path file = elsewhere.resolve("x.patch");
        Files.writeString(file, patch);
        var arguments = Stream.concat(Stream.of("--patch", file.toString()), Stream.of(more)).toArray(String[]::new);
        List<String> before = files();
        Cli run = repo.check(arguments);
        assertThat(run.err()).doesNotContain("Exception", "internal error of uringlint");
        assertThat(files()).as("the files of the tree").isEqualTo(before);
        return run;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> path + " " + path.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aPatchIsAppliedToTheRepositoryAround() throws IOException {
        Cli run = check(breaking());
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out()).contains("error[double-completion]").contains("--> drivers/x/x.c:6:2");
    }

    @Test
    void everyFormOfABaseIsTheSame() throws IOException {
        String diff = breaking();
        String expected = check(diff).out();
        assertThat(check(diff, "--base", ".").out()).isEqualTo(expected);
        assertThat(check(diff, "--base", ".@HEAD").out()).isEqualTo(expected);
        assertThat(check(diff, "--base", "@HEAD~2").out()).isEqualTo(expected);
        assertThat(check(diff, "--base", folder + "@main").out()).isEqualTo(expected);
        Drivers.write(elsewhere.resolve("tree").resolve(DRIVER), RIGHT);
        assertThat(check(diff, "--base", elsewhere.resolve("tree").toString()).out()).isEqualTo(expected);
        assertThat(check(diff.replace(" a/", " ").replace(" b/", " ")).out())
                .as("without prefixes")
                .isEqualTo(expected);
        assertThat(check(diff.replaceAll("(?m)^(diff|index).*\n", "")).out()).as("diff -u").isEqualTo(expected);
        assertThat(check(diff.replace("\n", "\r\n")).out()).as("CRLF").isEqualTo(expected);
    }

    @Test
    void filesOfPlainDiffsFollowOneAnother() throws IOException {
        breaking();
        repo.write("drivers/y/y.c", RIGHT).commit("y: add a driver");
        String plain = "--- a/%1$s\n+++ b/%1$s\n@@ -6 +6 @@\n-\treturn -EIOCBQUEUED;\n+\treturn 0;\n";
        assertThat(check(plain.formatted(DRIVER) + plain.formatted("drivers/y/y.c"))
                        .out())
                .contains("--> drivers/x/x.c:6:2")
                .contains("--> drivers/y/y.c:6:2");
    }

    @Test
    void aPatchThatMovedStillApplies() throws IOException {
        String diff = unnamed(breaking());
        repo.write(DRIVER, "/* one */\n/* two */\n/* three */\n" + RIGHT).commit("x: explain");
        assertThat(check(diff).out()).contains("--> drivers/x/x.c:9:2");
    }

    @Test
    void aPatchThatDoesNotApplyNamesTheFileAndTheHunk() throws IOException {
        String diff = unnamed(breaking());
        repo.write(DRIVER, RIGHT.replace("return -EIOCBQUEUED", "return x_answer")).commit("x: other words");
        assertThat(check(diff).out()).as("what the hunks show").contains("error[double-completion]");
        Cli run = check(diff, "--fail-on", "never");
        assertThat(run.exit()).isEqualTo(ExitCode.DOES_NOT_APPLY);
        assertThat(run.err())
                .contains("`drivers/x/x.c` does not have the lines that the hunk `@@ -")
                .contains("does not apply");
        repo.remove(DRIVER).write("drivers/x/other.c", "int x;\n").commit("x: gone");
        assertThat(check(diff, "--base", ".").err()).contains("`drivers/x/x.c` does not exist in the base");
    }

    @Test
    void pathsOutOfTheTreeAndSymbolicLinksAreRefused() throws IOException {
        String diff = breaking();
        Cli outside = check(diff.replace("drivers/x/x.c", "../../etc/passwd"), "--base", ".");
        assertThat(outside.exit()).isEqualTo(ExitCode.UNSAFE_PATH);
        assertThat(outside.err()).contains("`../../etc/passwd` leads out of the tree");
        Cli hidden = check(diff.replace("drivers/x/x.c", ".git/config"), "--base", ".");
        assertThat(hidden.exit()).isEqualTo(ExitCode.UNSAFE_PATH);
        Files.createSymbolicLink(folder.resolve("drivers/x/link.c"), Path.of("x.c"));
        Files.createSymbolicLink(folder.resolve("drivers/y"), Path.of("x"));
        repo.commit("x: a link");
        Cli link = check(diff.replace("drivers/x/x.c", "drivers/x/link.c"));
        assertThat(link.exit()).isEqualTo(ExitCode.UNSAFE_PATH);
        assertThat(link.err()).contains("`drivers/x/link.c` is a symbolic link");
        assertThat(check(diff.replace("drivers/x/x.c", "drivers/y/x.c"), "--base", ".")
                        .exit())
                .isEqualTo(ExitCode.UNSAFE_PATH);
        assertThat(check(
                                diff.replace("drivers/x/x.c", "drivers/y/x.c"),
                                "--base",
                                folder.resolve("drivers").resolve("..").toString())
                        .exit())
                .isEqualTo(ExitCode.UNSAFE_PATH);
        String newLink = "diff --git a/l.c b/l.c\n"
                + "new file mode 120000\n"
                + "--- /dev/null\n"
                + "+++ b/l.c\n"
                + "@@ -0,0 +1 @@\n"
                + "+/etc/passwd\n"
                + "\\ No newline at end of file\n";
        assertThat(check(newLink, "--base", ".").exit()).as("nothing is written through it").isEqualTo(ExitCode.BINARY);
    }

    @Test
    void binaryPartsAreLeftOutAndTheRestIsLookedAt() throws IOException {
        String binary = "diff --git a/logo.png b/logo.png\n"
                + "index 1111111..2222222 100644\n"
                + "Binary files a/logo.png and b/logo.png differ\n";
        Cli both = check(binary + breaking());
        assertThat(both.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(both.err()).contains("`logo.png` is changed as a binary file");
        assertThat(check(binary, "--base", ".").exit()).isEqualTo(ExitCode.BINARY);
    }

    @Test
    void aFileWithoutAPatchHasItsOwnStatus() throws IOException {
        repo.write(DRIVER, RIGHT).commit("x: add a driver");
        Cli none = check("Dear all,\n\nplease find nothing here.\n");
        assertThat(none.exit()).isEqualTo(ExitCode.NO_PATCH);
        assertThat(repo.check("--patch", "missing.patch").exit()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void aBaseThatIsMissingHasItsOwnStatus() throws IOException {
        String mail = "From: Driver Author <author@example.org>\n"
                + "Subject: [PATCH] x: return zero\n"
                + "Message-ID: <1@example.org>\n\n"
                + "Words.\n"
                + "---\n"
                + breaking() + "\nbase-commit: 0123456789012345678901234567890123456789\n";
        assertThat(check(mail).exit()).as("a tree with the same files does as well").isEqualTo(ExitCode.FINDINGS);
        repo.write(DRIVER, RIGHT.replace("return -EIOCBQUEUED", "return x_answer")).commit("x: other words");
        Cli run = check(unnamed(mail), "--fail-on", "never");
        assertThat(run.exit()).isEqualTo(ExitCode.NO_BASE);
        assertThat(run.err()).contains("0123456789012345678901234567890123456789").contains("--base REPO@REV");
        repo.write(DRIVER, RIGHT).commit("x: the old words");
        assertThat(check(mail, "--base", ".@HEAD").exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(check(mail, "--base", "nowhere").err()).contains("there is no folder `nowhere`");
    }

    @Test
    void withoutABaseNewFilesAreLookedAtWholeAndOthersByTheirHunks() throws IOException {
        repo.write("other.c", "int x;\n").commit("nothing of it");
        String added = "diff --git a/drivers/x/x.c b/drivers/x/x.c\n"
                + "new file mode 100644\n"
                + "--- /dev/null\n"
                + "+++ b/drivers/x/x.c\n"
                + "@@ -0,0 +1,"
                + WRONG.lines().count() + " @@\n"
                + String.join("\n", WRONG.lines().map(line -> "+" + line).toList()) + "\n";
        String changed = """
            diff --git a/drivers/y/y.c b/drivers/y/y.c
            --- a/drivers/y/y.c
            +++ b/drivers/y/y.c
            @@ -40,3 +40,9 @@ static int y_answer(int ret)
             	return ret;
             }
             \s
            +static void y_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
            +{
            +	io_uring_cmd_done(cmd, 0, 0, issue_flags);
            +	io_uring_cmd_done(cmd, 0, 0, issue_flags);
            +}
            +
            """.replace(" \\s\n", " \n").replace("  \n", " \n");
        Cli run = check(added + changed);
        assertThat(run.out())
                .contains("--> drivers/x/x.c:6:2")
                .contains("no base: of drivers/y/y.c only what the hunks show was looked at");
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void withoutABaseFilesThatAreNoCodeAreInNobodysWay() throws IOException {
        repo.write("other.c", "int x;\n").commit("nothing of it");
        String make = "diff --git a/drivers/Makefile b/drivers/Makefile\n"
                + "--- a/drivers/Makefile\n"
                + "+++ b/drivers/Makefile\n"
                + "@@ -%d,1 +%d,2 @@\n"
                + " obj-y += a%d.o\n"
                + "+obj-y += b%d.o\n";
        String head = "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
                + "From: Driver Author <author@example.org>\n"
                + "Subject: [PATCH %d/2] x: step %d\n"
                + "Message-ID: <%d@example.org>\n\n"
                + "---\n";
        String added = "diff --git a/drivers/x.c b/drivers/x.c\n"
                + "new file mode 100644\n"
                + "--- /dev/null\n"
                + "+++ b/drivers/x.c\n"
                + "@@ -0,0 +1,"
                + WRONG.lines().count() + " @@\n"
                + String.join("\n", WRONG.lines().map(line -> "+" + line).toList()) + "\n";
        Cli run = check(head.formatted(1, 1, 1) + make.formatted(1, 1, 1, 1) + "\n" + head.formatted(2, 2, 2)
                + make.formatted(40, 41, 2, 2) + added);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out()).startsWith("patch 2/2: x: step 2\n").doesNotContain("Makefile");
    }
}
