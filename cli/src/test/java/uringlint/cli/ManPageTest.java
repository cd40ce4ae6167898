// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManPageTest {
    private static final Path PAGE = Path.of("../docs/man/uringlint.1");
    private static final String REFRESH =
            "`mvn -pl cli -am test -Dtest=ManPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden=update` writes"
                    + " the page anew";

    private static CommandLine program() {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return Main.commands(new Terminal(nowhere, nowhere, Path.of("."), Terminal.DEFAULT_WIDTH, false, false, false))
                .setCommandName("uringlint");
    }

    private static String render() throws IOException {
        return ManPage.render(
                program().getCommandSpec(), Files.readString(Path.of("src/main/java/uringlint/cli/ExitCode.java")));
    }

    @Test
    void thePageIsFresh() throws IOException {
        String page = render();
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as(REFRESH).exists();
        assertThat(Files.readString(PAGE)).as(REFRESH).isEqualTo(page);
    }

    @Test
    void theSectionsAreThoseThatPeopleLookFor() throws IOException {
        assertThat(render().lines().filter(line -> line.startsWith(".SH ")))
                .containsExactly(
                        ".SH NAME",
                        ".SH SYNOPSIS",
                        ".SH DESCRIPTION",
                        ".SH COMMANDS",
                        ".SH OPTIONS",
                        ".SH \"EXIT STATUS\"",
                        ".SH FILES",
                        ".SH ENVIRONMENT",
                        ".SH EXAMPLES",
                        ".SH \"SEE ALSO\"");
    }

    @Test
    void everyStatusIsThere() throws IOException {
        String page = render();
        String statuses = page.substring(page.indexOf("EXIT STATUS"), page.indexOf(".SH FILES"));
        for (int status = 0; status <= ExitCode.BINARY; status++) {
            assertThat(statuses).contains("\\fB" + status + "\\fR\n");
        }
    }

    @Test
    void everyVariableIsReadByTheProgramOrItsLauncher() throws IOException {
        String sources = Files.readString(Path.of("../uringlint"))
                + Files.readString(Path.of("src/main/java/uringlint/cli/Terminal.java"));
        assertThat(ManPage.ENVIRONMENT.keySet()).allSatisfy(name -> assertThat(sources).contains(name));
    }

    @Test
    void noLineIsTakenForARequestByMistake() throws IOException {
        assertThat(render().lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(\\\\\" .*|TH .*|SH .*|SS .*|TP|PP|B .*|br)"));
    }

    @Test
    void groffHasNothingToComplainOf() throws IOException {
        assumeTrue(Program.exists("groff"));
        Program groff = Program.run(
                Path.of("."), Map.of(), List.of("groff", "-man", "-Tutf8", "-P-cbou", "-ww", PAGE.toString()));
        assertThat(groff.err()).isEmpty();
        assertThat(groff.exit()).isZero();
        assertThat(groff.out()).contains("SYNOPSIS").contains("fail").doesNotContain("\\fB", "\\-");
    }
}
