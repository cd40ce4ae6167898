// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.cache.CachePlace;

/// The text of an editor that has no protocol: by standard input, as if it stood in a file.
class StandardInputTest {
    private static final String HELPER = "#include \"x.h\"\n";

    @TempDir
    private Path folder;

    private Cli run(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                folder, Terminal.DEFAULT_WIDTH, false, false, true, false, CachePlace.NONE);
        int exit = Main.run(terminal, arguments);
        return new Cli(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theTextTakesThePlaceOfTheFile() throws IOException {
        Drivers.write(folder.resolve("in/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Cli wrong = run(Drivers.driver(Drivers.BODY_WRONG), "check", "--format", "gcc", "--stdin-filename", "in/x.c");
        assertThat(wrong.exit()).as(wrong.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(wrong.out()).startsWith("in/x.c:6:").hasLineCount(1);
        assertThat(run("", "check", "in/x.c").exit()).isEqualTo(ExitCode.CLEAN);
        Drivers.write(folder.resolve("in/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        assertThat(run(Drivers.driver(Drivers.BODY_RIGHT), "check", "--stdin-filename", "in/x.c").exit()).isEqualTo(ExitCode.CLEAN);
    }

    /// Headers beside the file are read, and a file that is not there yet is analyzed too.
    @Test
    void whatBelongsToItIsReadFromTheDisk() throws IOException {
        Drivers.write(folder.resolve("in/x.c"), "");
        Drivers.write(folder.resolve("in/x.h"), Drivers.driver(Drivers.BODY_WRONG));
        Cli run = run(HELPER, "check", "--format", "gcc", "--stdin-filename", "in/x.c");
        assertThat(run.out()).as(run.err()).startsWith("in/x.h:6:");
        Cli fresh = run(Drivers.driver(Drivers.BODY_WRONG), "check", "--format", "gcc", "--stdin-filename", "in/new.c");
        assertThat(fresh.out()).as(fresh.err()).startsWith("in/new.c:6:");
    }

    @Test
    void whatMakesNoSenseWithItIsRefused() throws IOException {
        Drivers.write(folder.resolve("x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("", "check", "--stdin-filename", "x.c", "x.c").err()).contains("leave out `x.c`");
        assertThat(run("", "check", "--stdin-filename", "x.c", "--alone").err()).contains("leave out --alone");
        assertThat(run("", "check", "--stdin-filename", "x.txt").err()).contains("`x.txt` is no C and no Rust");
        assertThat(run("", "check", "--stdin-filename", "x.c", "--fix").err()).contains("--fix=diff shows what would be changed");
        assertThat(run("", "check", "--stdin-filename", "x.c", "--staged").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aNameThatIsNearIsSuggested() throws IOException {
        Drivers.write(folder.resolve("drivers/charger.c"), Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("", "check", "drivers/chargr.c").err())
                .startsWith("drivers/chargr.c: there is no such file or folder; did you mean `charger.c`?\n");
        Drivers.write(folder.resolve("x.c"), "/* uringlint: allow(double-complete): why */\n" + Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("", "check", "--level", "note", "x.c").out())
                .contains("no rule is called `double-complete`; did you mean", "`double-completion`?");
    }
}
