// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kernel whose API is not known is said wherever its version comes from.
class UnknownKernelTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("check", "tree"),
            List.of("check", "tree/x/x.c"),
            List.of("entries", "tree"),
            List.of("kbuild", "--fail-on", "error", "tree/x/x.c"));

    @TempDir
    private Path folder;

    private Cli run(List<String> command, String... more) {
        var all = new ArrayList<>(command);
        all.addAll(1, List.of(more));
        return Cli.run(folder, all.toArray(String[]::new));
    }

    private void tree(String version, String level) throws IOException {
        Drivers.write(folder.resolve("tree/Makefile"), "VERSION = " + version + "\nPATCHLEVEL = " + level + "\n");
        Drivers.write(folder.resolve("tree/x/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
    }

    @Test
    void aTreeOfAnUnknownKernelIsSaid() throws IOException {
        for (var release : List.of(
                List.of("5", "10", "kernel 5.10 has no commands: 5.19 brought them"),
                List.of("7", "4", "what kernel 7.4 does with commands is not known"))) {
            tree(release.get(0), release.get(1));
            for (List<String> command : COMMANDS) {
                Cli run = run(command);
                assertThat(run.err()).as("%s", command).contains(release.get(2)).contains("--any-kernel goes on");
                assertThat(run.exit()).as("%s", command).isEqualTo(ExitCode.INCOMPLETE);
                Cli accepted = run(command, "--any-kernel");
                assertThat(accepted.exit()).as("%s %s", command, accepted.err()).isZero();
                assertThat(accepted.err()).doesNotContain(release.get(2));
                assertThat(run(command, "--kernel", "6.12").exit()).as("%s", command).isZero();
            }
        }
        tree("6", "12");
        assertThat(run(COMMANDS.getFirst()).exit()).isZero();
    }

    @Test
    void aChangeOfSuchATreeIsJudgedAndThatIsSaid() throws IOException {
        tree("7", "4");
        Drivers.write(
                folder.resolve("x.patch"),
                "--- a/x/x.c\n"
                        + "+++ b/x/x.c\n"
                        + "@@ -1,2 +1,3 @@\n"
                        + " #include <linux/io_uring/cmd.h>\n"
                        + "+#include <linux/slab.h>\n"
                        + " \n");
        List<String> command = List.of("check", "--patch", "x.patch", "--base", "tree");
        assertThat(run(command).exit()).isZero();
        assertThat(run(command).out() + run(command).err()).contains("what kernel 7.4 does with commands is not known");
        assertThat(run(command, "--any-kernel").out() + run(command, "--any-kernel").err()).doesNotContain("7.4");
        assertThat(Cli.run(folder, "review", "x.patch", "--base", "tree").err()).contains("what kernel 7.4 does");
    }
}
