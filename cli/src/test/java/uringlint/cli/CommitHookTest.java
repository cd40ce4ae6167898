// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hook of `tools/hooks`, run by git.
class CommitHookTest {
    private static final Path HOOKS = Path.of("../tools/hooks").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private GitFolder git;

    @BeforeEach
    void createRepository() throws IOException {
        assumeTrue(Program.exists("git"));
        Path work = Files.createDirectory(folder.resolve("work"));
        git = GitFolder.create(work, Program.path(folder.resolve("bin")));
        Drivers.write(work.resolve("old/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(work.resolve("new/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Drivers.write(work.resolve("README"), "text\n");
        git.commitAll("add drivers");
        git.run("config", "core.hooksPath", HOOKS.toString());
    }

    private void write(String file, String text) throws IOException {
        Drivers.write(git.folder().resolve(file), text);
    }

    private Program commit(String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("commit", "--quiet", "--message", "change"));
        arguments.addAll(List.of(more));
        return git.attempt(arguments.toArray(String[]::new));
    }

    private void refused(Program commit, String place) throws IOException {
        assertThat(commit.exit()).isEqualTo(1);
        assertThat(commit.out() + commit.err()).contains("error[double-completion]").contains("--> " + place + "\n");
        assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo("1");
    }

    @Test
    void aCommitThatBringsAFindingIsRefused() throws IOException {
        write("new/x.c", Drivers.driver(Drivers.BODY_WRONG));
        git.run("add", "new/x.c");
        refused(commit(), "new/x.c:6:2");
        assertThat(commit("--no-verify").exit()).isZero();
    }

    @Test
    void whatWasThereBeforeDoesNotCount() throws IOException {
        write("old/x.c", "/* A comment. */\n" + Drivers.driver(Drivers.BODY_WRONG));
        git.run("add", "old/x.c");
        assertThat(commit().exit()).isZero();
    }

    @Test
    void whatIsNotStagedDoesNotCount() throws IOException {
        write("new/x.c", Drivers.driver(Drivers.BODY_WRONG));
        write("old/x.c", "/* A comment. */\n" + Drivers.driver(Drivers.BODY_WRONG));
        git.run("add", "old/x.c");
        assertThat(commit().exit()).isZero();
    }

    @Test
    void aCommitOfAllFilesIsChecked() throws IOException {
        write("new/x.c", Drivers.driver(Drivers.BODY_WRONG));
        refused(commit("--all"), "new/x.c:6:2");
    }

    @Test
    void aCommitOfSomeFilesIsAboutTheseAlone() throws IOException {
        write("new/x.c", Drivers.driver(Drivers.BODY_WRONG));
        write("old/x.c", "/* A comment. */\n" + Drivers.driver(Drivers.BODY_WRONG));
        git.run("add", "new/x.c");
        refused(commit("new/x.c"), "new/x.c:6:2");
        assertThat(commit("old/x.c").exit()).isZero();
        assertThat(git.run("diff", "--cached", "--name-only")).isEqualTo("new/x.c");
    }

    @Test
    void otherFilesNeedNoProgram() throws IOException {
        Files.delete(folder.resolve("bin/uringlint"));
        write("README", "other text\n");
        assertThat(commit("--all").exit()).isZero();
        write("new/x.c", Drivers.driver(Drivers.BODY_WRONG));
        Program commit = commit("--all");
        assertThat(commit.exit()).isEqualTo(1);
        assertThat(commit.err())
                .startsWith("pre-commit: there is no `uringlint`: put it on the PATH, or name it with `git config"
                        + " uringlint.program FILE`\n");
    }

    @Test
    void settingsAreThoseOfGit() throws IOException {
        write("new/x.c", Drivers.driver(Drivers.BODY_WRONG));
        Files.move(folder.resolve("bin/uringlint"), folder.resolve("elsewhere"));
        git.run("config", "uringlint.program", folder.resolve("elsewhere").toString());
        refused(commit("--all"), "new/x.c:6:2");
        git.run("config", "uringlint.failOn", "never");
        assertThat(commit("--all").exit()).isZero();
    }

    @Test
    void theFirstCommitIsComparedWithNothing() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        GitFolder first = GitFolder.create(other, git.environment().get("PATH"));
        first.run("config", "core.hooksPath", HOOKS.toString());
        Drivers.write(other.resolve("x.c"), Drivers.driver(Drivers.BODY_WRONG));
        first.run("add", "--all");
        assertThat(first.attempt("commit", "--quiet", "--message", "add").exit()).isNotZero();
        Drivers.write(other.resolve("x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        first.run("add", "--all");
        assertThat(first.attempt("commit", "--quiet", "--message", "add").exit()).isZero();
    }
}
