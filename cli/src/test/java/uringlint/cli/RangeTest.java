// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ranges of commits: what they bring together, and what each of them does.
class RangeTest {
    private static final String RIGHT = Drivers.driver(Drivers.BODY_RIGHT);
    private static final String WRONG = Drivers.driver(Drivers.BODY_WRONG);

    @TempDir
    private Path folder;

    private Path work;
    private GitFolder git;
    private String base;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Program.exists("git"));
        work = Files.createDirectory(folder.resolve("work"));
        git = GitFolder.create(work, System.getenv("PATH"));
        base = commit("x/x.c", RIGHT);
    }

    private String commit(String path, String text) throws IOException {
        Drivers.write(work.resolve(path), text);
        return git.commitAll("change " + path);
    }

    private Cli check(Path in, String... options) {
        var all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(options));
        return Cli.run(in, all.toArray(String[]::new));
    }

    private List<String> found(String... options) {
        var all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--format", "json"));
        Cli run = check(work, all.toArray(String[]::new));
        assertThat(run.exit()).as(run.err()).isLessThan(2);
        var found = new ArrayList<String>();
        for (JsonElement finding : JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("findings")) {
            found.add(finding.getAsJsonObject().get("path").getAsString() + ":"
                    + finding.getAsJsonObject().get("line").getAsInt());
        }
        return found;
    }

    @Test
    void whatALaterCommitMendsIsNotThere() throws IOException {
        commit("x/x.c", WRONG);
        commit("y/y.c", WRONG);
        commit("x/x.c", RIGHT);
        commit("y/y.c", "/* moved */\n\n" + WRONG);
        assertThat(found("--range", base + "..HEAD")).containsExactly("y/y.c:8");
        assertThat(found("--range", base + "...HEAD")).containsExactly("y/y.c:8");
        assertThat(found("--range", base + "..")).containsExactly("y/y.c:8");
        assertThat(found("--each", "--range", base + "..HEAD")).containsExactly("x/x.c:6", "y/y.c:6");
        assertThat(found("--each", "--range", base + "...HEAD")).containsExactly("x/x.c:6", "y/y.c:6");
        Cli text = check(work, "--range", base + "..HEAD");
        assertThat(text.out())
                .startsWith("the range " + base + "..HEAD\n\nerror[double-completion]")
                .doesNotContain("fixes");
    }

    @Test
    void whatTheOtherBranchDidMeanwhileIsNotBlamedOnThisOne() throws IOException {
        String defective = commit("old/old.c", WRONG);
        git.run("switch", "--quiet", "--create", "topic");
        commit("y/y.c", WRONG);
        git.run("switch", "--quiet", "main");
        commit("old/old.c", RIGHT);
        commit("new/new.c", WRONG);
        for (String dots : List.of("..", "...")) {
            assertThat(found("--range", "main" + dots + "topic")).containsExactly("y/y.c:6");
            assertThat(found("--each", "--range", "main" + dots + "topic")).containsExactly("y/y.c:6");
        }
        assertThat(check(work, "--range", "main..topic").out()).doesNotContain("fixes");
        // What was there at the common commit counts, also as configuration.
        git.run("switch", "--quiet", "main");
        Files.writeString(work.resolve(".uringlint.yml"), "rules:\n  double-completion: off\n");
        git.commitAll("be blind");
        git.run("switch", "--quiet", "topic");
        assertThat(found("--range", "main..topic")).containsExactly("y/y.c:6");
        assertThat(defective).isNotEqualTo(base);
    }

    @Test
    void aMergeIsLookedAtForWhatItChangesItself() throws IOException {
        commit("z/z.c", RIGHT);
        String start = commit("both/both.c", RIGHT + "/* middle */\n" + "\n".repeat(9));
        git.run("switch", "--quiet", "--create", "side");
        commit("side/side.c", WRONG);
        commit("both/both.c", WRONG + "/* middle */\n" + "\n".repeat(9));
        git.run("switch", "--quiet", "main");
        commit("both/both.c", RIGHT + "/* middle */\n" + "\n".repeat(9) + "/* end */\n");
        git.run("merge", "--quiet", "--no-commit", "side");
        // Neither side has this.
        Drivers.write(work.resolve("z/z.c"), WRONG);
        git.commitAll("merge side");
        Cli run = check(work, "--each", "--range", start + "..HEAD");
        assertThat(found("--each", "--range", start + "..HEAD"))
                .containsExactly("side/side.c:6", "both/both.c:6", "z/z.c:6");
        assertThat(run.out())
                .contains("commit " + git.run("rev-parse", "HEAD").substring(0, 12)
                        + ": merge side\n\nerror[double-completion]");
        assertThat(found("--range", start + "..HEAD"))
                .containsExactlyInAnyOrder("side/side.c:6", "both/both.c:6", "z/z.c:6");
        // Another merge that only brings together.
        git.run("switch", "--quiet", "--create", "other", start);
        commit("other/other.c", RIGHT);
        git.run("merge", "--quiet", "--no-edit", "main");
        assertThat(found("--each", "--range", "main..HEAD")).isEmpty();
    }

    @Test
    void whatHasNothingInCommonIsASentence() throws IOException {
        git.run("switch", "--quiet", "--orphan", "apart");
        commit("y/y.c", WRONG);
        Cli run = check(work, "--range", "main..apart");
        assertThat(run.exit()).isEqualTo(ExitCode.NO_BASE);
        assertThat(run.err()).contains("`main` and `apart` have no commit in common").contains("git fetch --unshallow");
    }

    @Test
    void optionsThatMakeNoSenseAreNamed() {
        assertThat(check(work, "--each", "--staged").err())
                .startsWith("uringlint: --each has no effect without --range\n");
        assertThat(check(work, "--each", ".").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(check(work, "--trust-change", ".").err())
                .startsWith("uringlint: --trust-change has no effect without a change\n");
    }

    @Test
    void aRepositoryOfLongNamesIsASentenceAndStillAFolder() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        GitFolder modern = new GitFolder(other, git.environment());
        assumeTrue(
                modern.attempt("init", "--quiet", "--object-format=sha256").exit() == 0, "this git knows no SHA-256");
        modern.run("config", "user.name", "Driver Author");
        modern.run("config", "user.email", "author@example.org");
        Drivers.write(other.resolve("x.c"), RIGHT);
        modern.commitAll("add");
        Drivers.write(other.resolve("x.c"), WRONG);
        modern.commitAll("break");
        for (String[] change :
                new String[][] {{"--range", "HEAD~1..HEAD"}, {"--staged"}, {"--diff-against", "HEAD~1"}}) {
            Cli run = check(other, change);
            assertThat(run.exit()).isEqualTo(ExitCode.NO_BASE);
            assertThat(run.err())
                    .contains("names its objects by SHA-256")
                    .contains("--patch and --base FOLDER")
                    .doesNotContain("Exception");
        }
        Files.writeString(folder.resolve("x.patch"), modern.run("diff", "HEAD~1", "HEAD") + "\n");
        modern.run("checkout", "--quiet", "HEAD~1");
        Cli run = check(other, "--patch", folder.resolve("x.patch").toString(), "--base", ".");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out()).contains("--> x.c:6:2");
        assertThat(check(other, "x.c").exit()).isZero();
    }

    @Test
    void nothingThatARepositoryNamesIsRun() throws IOException {
        commit("x/x.c", WRONG);
        Drivers.write(work.resolve("x/x.c"), WRONG + "int more;\n");
        Path marker = folder.resolve("marker");
        Path evil = folder.resolve("evil");
        Program.script(evil, "touch '" + marker + "'\nexec cat\n");
        for (String hook : List.of(
                "pre-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman")) {
            Program.script(work.resolve(".git/hooks/" + hook), "touch '" + marker + "'\n");
        }
        Files.writeString(work.resolve(".git/info/attributes"), "* filter=evil diff=evil merge=evil\n");
        Drivers.write(work.resolve(".gitattributes"), "* filter=evil diff=evil merge=evil\n");
        var config = new StringBuilder(Files.readString(work.resolve(".git/config")));
        config.append("[filter \"evil\"]\n"
                + "\tsmudge = E\n"
                + "\tclean = E\n"
                + "\tprocess = E\n"
                + "\trequired = true\n"
                + "[diff \"evil\"]\n"
                + "\tcommand = E\n"
                + "\ttextconv = E\n"
                + "[diff]\n"
                + "\texternal = E\n"
                + "[core]\n"
                + "\tfsmonitor = E\n"
                + "\tpager = E\n"
                + "\teditor = E\n"
                + "\tsshCommand = E\n"
                + "\taskPass = E\n"
                + "[credential]\n"
                + "\thelper = E\n");
        Files.writeString(work.resolve(".git/config"), config.toString().replace("= E\n", "= " + evil + "\n"));
        assertThat(check(work, "--range", base + "..HEAD").exit()).isEqualTo(ExitCode.FINDINGS);
        check(work, "--each", "--range", base + "..HEAD");
        check(work, "--staged");
        check(work, "--diff-against", base);
        check(work, "x");
        Drivers.write(
                folder.resolve("y.patch"),
                "--- a/x/x.c\n"
                        + "+++ b/x/x.c\n"
                        + "@@ -1,2 +1,3 @@\n"
                        + " #include <linux/io_uring/cmd.h>\n"
                        + "+#include <linux/slab.h>\n"
                        + " \n");
        check(work, "--patch", folder.resolve("y.patch").toString());
        assertThat(marker).doesNotExist();
        // What would run does run where git is asked.
        git.attempt("add", "x/x.c");
        assertThat(marker).exists();
    }

    @Test
    void aPartialCloneIsReadOrSaysWhatItLacks() throws IOException {
        commit("x/x.c", WRONG);
        git.run("config", "uploadpack.allowFilter", "true");
        git.run("clone", "--quiet", "--filter=blob:none", "file://" + work, folder.resolve("clone").toString());
        Path clone = folder.resolve("clone");
        Cli lacking = check(clone, "--range", "HEAD~1..HEAD");
        assertThat(lacking.exit()).as(lacking.out()).isEqualTo(ExitCode.NO_BASE);
        assertThat(lacking.err()).contains("lacks").contains("`git diff --stat ").doesNotContain("mistake");
        Cli patch = check(
                clone,
                "--patch",
                Files.writeString(folder.resolve("x.patch"), git.run("diff", "HEAD~1", "HEAD") + "\n")
                        .toString(),
                "--base",
                ".@HEAD~1");
        assertThat(patch.exit()).isEqualTo(ExitCode.NO_BASE);
        assertThat(patch.err())
                .contains("is a partial clone and lacks `x/x.c` of the commit")
                .doesNotContain("mistake");
        assertThat(check(clone, "--diff-against", "HEAD").exit()).isZero();
        new GitFolder(clone, git.environment()).run("fetch", "--quiet", "--refetch", "--no-filter");
        Cli whole = check(clone, "--range", "HEAD~1..HEAD");
        assertThat(whole.exit()).as(whole.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(whole.out()).contains("--> x/x.c:6:2");
    }

    @Test
    void aPartialCloneNeedsOnlyWhatTheChangeDiffersIn() throws IOException {
        commit("z/z.c", "int old;\n");
        commit("z/z.c", "int other;\n");
        commit("y/y.c", "int y;\n");
        commit("x/x.c", WRONG);
        git.run("config", "uploadpack.allowFilter", "true");
        for (List<String> how : List.of(
                List.of("--range", "HEAD~2..HEAD"),
                List.of("--each", "--range", "HEAD~2..HEAD"),
                List.of("--diff-against", "HEAD~2"),
                List.of("--range", "origin/main~2..origin/main"))) {
            Path clone = Files.createTempDirectory(folder, "clone");
            git.run(
                    "clone",
                    "--quiet",
                    how.getLast().startsWith("origin") ? "--no-checkout" : "--no-tags",
                    "--filter=blob:none",
                    "file://" + work,
                    clone.toString());
            var local = new GitFolder(clone, git.environment());
            var arguments = how.toArray(String[]::new);
            Cli lacking = check(clone, arguments);
            assertThat(lacking.exit()).as(how + lacking.err()).isEqualTo(ExitCode.NO_BASE);
            for (int round = 0; round < 3 && lacking.exit() == ExitCode.NO_BASE; round++) {
                String command =
                        lacking.err().replaceFirst("(?s).*`git ([^`]*)` gets what is needed, and no more.*", "$1");
                local.run(command.split(" "));
                lacking = check(clone, arguments);
            }
            assertThat(lacking.exit()).as(how + lacking.err()).isEqualTo(ExitCode.FINDINGS);
            assertThat(lacking.out()).contains("--> x/x.c:6:2");
            assertThat(local.run("rev-list", "--objects", "--all", "--missing=print"))
                    .as("%s got all", how)
                    .contains("?");
        }
    }
}
