// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A git repository for a test, used by the program `git` as people use it. All commits have one date, so that the same files
/// give the same names of commits each time.
record GitFolder(Path folder, Map<String, String> environment) {
    private static final String DATE = "2026-01-01T00:00:00Z";

    /// A new repository in a folder. Nothing of the user's own settings has a say in it.
    static GitFolder create(Path folder, String path) throws IOException {
        var git = new GitFolder(folder, Map.of(
                "PATH", path,
                "HOME", folder.toString(),
                "XDG_CONFIG_HOME", folder.resolve("none").toString(),
                "GIT_AUTHOR_DATE", DATE,
                "GIT_COMMITTER_DATE", DATE));
        git.run("init", "--quiet", "--initial-branch=main");
        git.run("config", "user.name", "Driver Author");
        git.run("config", "user.email", "author@example.org");
        git.run("config", "commit.gpgsign", "false");
        return git;
    }

    /// Runs a command that must not fail, and returns what it prints.
    String run(String... arguments) throws IOException {
        Program run = attempt(arguments);
        assertThat(run.exit()).as("git %s: %s", String.join(" ", arguments), run.err()).isZero();
        return run.out().strip();
    }

    /// Runs a command that may fail.
    Program attempt(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Program.run(folder, environment, command);
    }

    /// Commits all files as they are, without hooks, and returns the name of the commit.
    String commitAll(String message) throws IOException {
        run("add", "--all");
        run("commit", "--quiet", "--no-verify", "--message", message);
        return run("rev-parse", "HEAD");
    }
}
