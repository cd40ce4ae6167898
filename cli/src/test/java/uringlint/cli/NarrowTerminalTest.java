// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person reads fits into the terminal; what goes to a program stays on its lines.
class NarrowTerminalTest {
    private static final int WIDTH = 60;
    private static final String FILE = "drivers/some/where/x.c";

    @TempDir
    private Path folder;

    private String run(boolean isInteractive, String... arguments) {
        var out = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                folder, WIDTH, isInteractive, isInteractive, false);
        Main.run(terminal, arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsWider() throws IOException {
        Drivers.write(folder.resolve(FILE), Drivers.driver(Drivers.BODY_WRONG));
        for (List<String> command : List.of(
                List.of("rules"), List.of("entries", FILE), List.of("check", "--no-cache", FILE, "gone-and-never-there-at-all.c"),
                List.of("explain", "pdu-too-big"), List.of("contract", "life"))) {
            String text = run(true, command.toArray(String[]::new));
            assertThat(text).as(command.toString()).isNotEmpty();
            boolean isPage = command.getFirst().equals("explain") || command.getFirst().equals("contract");
            assertThat(text.lines().filter(line -> line.length() > WIDTH && line.strip().contains(" ") && !(isPage && isCode(line))))
                    .filteredOn(line -> !line.startsWith("gone-"))
                    .as(command.toString()).isEmpty();
        }
    }

    /// Code and what was printed are shown as they are.
    private static boolean isCode(String line) {
        return line.startsWith("    ");
    }

    @Test
    void entriesThatDoNotFitIntoATableAreParagraphs() throws IOException {
        Drivers.write(folder.resolve(FILE), Drivers.driver(Drivers.BODY_WRONG));
        assertThat(run(false, "entries", FILE)).startsWith("FUNCTION");
        assertThat(run(true, "entries", FILE)).startsWith("x_uring_cmd: handler\n  --> " + FILE + ":").contains("\n  entered by ");
    }

    @Test
    void programsGetARuleALine() {
        assertThat(run(false, "rules").lines()).hasSameSizeAs(RuleNames.infos());
        assertThat(run(true, "rules").lines().count()).isGreaterThan(RuleNames.infos().size());
    }
}
