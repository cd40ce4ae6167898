// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What makes the program pleasant to use in a terminal.
class ComfortTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Drivers.write(folder.resolve("x.c"), Drivers.driver(Drivers.BODY_WRONG));
    }

    @Test
    void withoutAPathItIsThisFolder() {
        assertThat(Cli.run(folder, "check", "--format", "gcc")).isEqualTo(Cli.run(folder, "check", "--format", "gcc", "."));
        assertThat(Cli.run(folder, "check", "--format", "gcc").out()).startsWith("x.c:6:");
        assertThat(Cli.run(folder, "entries").out()).contains("x_uring_cmd");
    }

    @Test
    void theEndSaysWhereToReadOn() throws IOException {
        assertThat(Cli.run(folder, "check", "x.c").err()).endsWith("for more: uringlint explain double-completion\n");
        Drivers.write(folder.resolve("x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(Cli.run(folder, "check", "x.c").err()).doesNotContain("for more");
    }

    @Test
    void quietSaysNothingBesideTheReport() {
        Cli quiet = Cli.run(folder, "check", "-q", "x.c");
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.exit()).isEqualTo(1);
        assertThat(quiet.out()).isEqualTo(Cli.run(folder, "check", "x.c").out());
        assertThat(Cli.run(folder, "check", "-q", "missing.c").err()).contains("missing.c");
    }

    @Test
    void statisticsCountByRule() {
        assertThat(Cli.run(folder, "check", "--statistics").out()).isEqualTo("     1  error[double-completion]\n");
        assertThat(Cli.run(folder, "check", "--statistics", "--format", "json").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void findingsNeedNotFail() {
        assertThat(Cli.run(folder, "check", "--exit-zero").exit()).isZero();
        assertThat(Cli.run(folder, "check", "--exit-zero", "--fail-on", "note").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void helpIsAskedForInBothWays() {
        assertThat(Cli.run(folder, "help", "check")).isEqualTo(Cli.run(folder, "check", "--help"));
        assertThat(Cli.run(folder, "help")).isEqualTo(Cli.run(folder, "--help"));
        assertThat(Cli.run(folder, "help", "chekc").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shellsComplete() throws IOException {
        assertThat(Cli.run(folder, "completion", "fish").out()).contains("-a check -d ", "-l fail-on -r -d ")
                .contains("'__fish_seen_subcommand_from contract' -f -a 'life results ", "from explain' -f -a 'api-version ");
        assumeTrue(Program.exists("bash"));
        Path script = Drivers.write(folder.resolve("completion.sh"), Cli.run(folder, "completion", "bash").out()
                + "\nCOMP_WORDS=(uringlint ch)\nCOMP_CWORD=1\n_complete_uringlint\necho \"${COMPREPLY[@]}\"\n");
        assertThat(Program.run(folder, Map.of(), List.of("bash", script.toString())).out().strip()).isEqualTo("check");
        Drivers.write(script, Cli.run(folder, "completion", "bash").out()
                + "\nCOMP_WORDS=(uringlint contract can)\nCOMP_CWORD=2\n_complete_uringlint\necho \"${COMPREPLY[@]}\"\n");
        assertThat(Program.run(folder, Map.of(), List.of("bash", script.toString())).out().strip()).isEqualTo("cancel");
    }

    @Test
    void theEnvironmentSaysWhetherThereAreColors() {
        assertThat(Terminal.isColorAllowed(Map.<String, String>of()::get)).isTrue();
        for (var without : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"), Map.of("CLICOLOR", "0"))) {
            assertThat(Terminal.isColorAllowed(without::get)).as(without.toString()).isFalse();
        }
        assertThat(Terminal.isColorAllowed(Map.of("CLICOLOR", "0", "CLICOLOR_FORCE", "1")::get)).isTrue();
        assertThat(Terminal.isColorForced(Map.of("CLICOLOR_FORCE", "1")::get)).isTrue();
        assertThat(Terminal.isColorForced(Map.of("CLICOLOR_FORCE", "0")::get)).isFalse();
    }
}
