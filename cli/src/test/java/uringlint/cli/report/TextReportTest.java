// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

class TextReportTest {
    private static final SourceFile FILE = file("drivers/x.c", """
        static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
        {
        	if (x_start(cmd))
        		io_uring_cmd_done(cmd, 0, 0, issue_flags);
        	return 0;
        }
        """);
    private static final SourceFile HEADER =
            file("drivers/x.h", "static inline int x_start(void *cmd) { return 1; }\n");

    private static SourceFile file(String path, String text) {
        return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Location at(SourceFile file, String text) {
        int start = new String(file.bytes(), StandardCharsets.ISO_8859_1)
                .indexOf(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        return new Location(file, new Span(start, start + text.getBytes(StandardCharsets.UTF_8).length));
    }

    private static Diagnostic diagnostic(
            Severity severity,
            Location location,
            String message,
            List<TraceStep> trace,
            String reason,
            String help,
            String kernels) {
        return new Diagnostic("double-completion", severity, location, "f", message, trace, reason, help, kernels);
    }

    private static String render(Diagnostic diagnostic, int width) {
        return new TextReport(Palette.PLAIN, width).findings(Fingerprints.of(List.of(diagnostic)));
    }

    private static final Diagnostic FULL = diagnostic(
            Severity.ERROR,
            at(FILE, "return 0;"),
            "`cmd` was already completed",
            List.of(
                    new TraceStep(at(FILE, "x_start(cmd)"), "`x_start` is called"),
                    new TraceStep(at(HEADER, "return 1;"), "it returns 1"),
                    new TraceStep(at(FILE, "io_uring_cmd_done(cmd, 0, 0, issue_flags)"), "`cmd` is completed"),
                    new TraceStep(at(FILE, "return 0;"), "and here again")),
            "the core completes a command itself for every result but `-EIOCBQUEUED`, and so it is completed twice",
            "return `-EIOCBQUEUED`",
            "6.1..6.12");

    @Test
    void aFindingHasTheLayoutOfTheRustCompiler() {
        assertThat(render(FULL, 80)).isEqualTo("""
            error[double-completion]: `cmd` was already completed
             --> drivers/x.c:5:2
              |
            5 |         return 0;
              |         ^^^^^^^^^ and here again
              |
              1: `x_start` is called
            3 |         if (x_start(cmd))
              |             ------------
              |
              2: drivers/x.h:1: it returns 1
            1 | static inline int x_start(void *cmd) { return 1; }
              |                                        ---------
              |
              3: drivers/x.c:4: `cmd` is completed
            4 |                 io_uring_cmd_done(cmd, 0, 0, issue_flags);
              |                 -----------------------------------------
              |
              = note: the core completes a command itself for every result but
                      `-EIOCBQUEUED`, and so it is completed twice
              = note: found on 6.1..6.12
              = help: return `-EIOCBQUEUED`

            """);
    }

    /// Both places are in one statement, of which the message names what matters.
    @Test
    void bothPlacesOfAStatementAreMarked() {
        SourceFile file = file("s.c", """
                \tx = cmd->len ?
                \t\tclamp("cmd->len", cmd->len) :
                \t\tcmd->length;
                """);
        Location statement = at(file, "x = cmd->len ?\n\t\tclamp(\"cmd->len\", cmd->len) :\n\t\tcmd->length;");
        var first = new TraceStep(statement, "it is read here");
        assertThat(render(diagnostic(Severity.ERROR, statement, "`cmd->len` is read a second time", List.of(first), "", "", ""), 80))
                .isEqualTo("""
                        error[double-completion]: `cmd->len` is read a second time
                         --> s.c:1:2
                          |
                        1 |         x = cmd->len ?
                          |             -------- it is read here
                        2 |                 clamp("cmd->len", cmd->len) :
                          |                                   ^^^^^^^^

                        """);
        assertThat(render(diagnostic(Severity.ERROR, statement, "`cmd->length` is too much", List.of(), "", "", ""), 80))
                .endsWith("""
                        1 |         x = cmd->len ?
                        2 |                 clamp("cmd->len", cmd->len) :
                        3 |                 cmd->length;
                          |                 ^^^^^^^^^^^

                        """);
    }

    /// Of a long statement the lines that do not matter are left out, and the earlier place is not one of them.
    @Test
    void theEarlierPlaceOfALongStatementIsShown() {
        SourceFile file = file("s.c", "f(a,\n  b,\n  cmd->len,\n  c,\n  d,\n  cmd->len);\n");
        Location statement = at(file, "f(a,\n  b,\n  cmd->len,\n  c,\n  d,\n  cmd->len);");
        var first = new TraceStep(statement, "it is read here");
        assertThat(render(diagnostic(Severity.ERROR, statement, "`cmd->len` is read twice", List.of(first), "", "", ""), 80))
                .endsWith("""
                          |
                        1 | f(a,
                        ...
                        3 |   cmd->len,
                          |   -------- it is read here
                        ...
                        6 |   cmd->len);
                          |   ^^^^^^^^

                        """);
    }

    @Test
    void aDesignatorIsNotWhatIsRead() {
        SourceFile file = file("s.c", "struct op op = {\n\t.a = 1,\n\t.b.slot = exec->slot,\n};\n");
        Location statement = at(file, "op = {\n\t.a = 1,\n\t.b.slot = exec->slot,\n};");
        assertThat(render(diagnostic(Severity.ERROR, statement, "`slot` is read", List.of(), "", "", ""), 80))
                .endsWith("""
                        3 |         .b.slot = exec->slot,
                          |                   ^^^^^^^^^^

                        """);
    }

    @Test
    void aWideCharacterTakesTwoColumnsAndAnAccentNone() {
        SourceFile file = file("w.c", "\tf(\"\u6f22\u5b57e\u0301\ud83d\ude00\"); wrong();\n");
        String text = render(diagnostic(Severity.ERROR, at(file, "wrong()"), "m", List.of(), "", "", ""), 80);
        // A tab, `f("`, two ideographs, a letter with its accent, an emoji, `"); `.
        assertThat(text.lines().toList().get(4)).isEqualTo("  | " + " ".repeat(8 + 3 + 4 + 1 + 2 + 4) + "^^^^^^^");
        String message = "\u6f22".repeat(15) + " " + "\u6f22".repeat(12);
        String narrow = render(diagnostic(Severity.ERROR, at(file, "wrong()"), message, List.of(), "", "", ""), 60);
        assertThat(narrow.lines().toList().get(1)).isEqualTo("    " + "\u6f22".repeat(12));
    }

    @Test
    void aTerminalThatHasThemGetsLinks() {
        var links = new Links(URI.create("file:///home/dev%20tree/"));
        String text = new TextReport(Palette.PLAIN, 80, links).findings(Fingerprints.of(List.of(FULL)));
        assertThat(text)
                .contains("--> \033]8;;file:///home/dev%20tree/drivers/x.c\033\\drivers/x.c:5:2\033]8;;\033\\\n")
                .contains("2: \033]8;;file:///home/dev%20tree/drivers/x.h\033\\drivers/x.h:1: \033]8;;\033\\it returns 1\n");
        assertThat(text.replaceAll("\033]8;;[^\033]*\033\\\\", "")).isEqualTo(render(FULL, 80));
        assertThat(Links.areShown(Map.of("TERM", "xterm-256color", "VTE_VERSION", "7600")::get)).isTrue();
        assertThat(Links.areShown(Map.of("TERM", "xterm-kitty")::get)).isTrue();
        assertThat(Links.areShown(Map.of("TERM", "xterm-256color")::get)).isFalse();
        assertThat(Links.areShown(Map.of("TERM", "dumb", "VTE_VERSION", "7600")::get)).isFalse();
        assertThat(Links.areShown(Map.of("TERM", "xterm-kitty", "FORCE_HYPERLINK", "0")::get)).isFalse();
    }

    @Test
    void aTerminalGetsColors() {
        String text = new TextReport(Palette.COLORED, 80).findings(Fingerprints.of(List.of(FULL)));
        assertThat(text)
                .startsWith("\033[1;31merror[double-completion]\033[0m\033[1m: `cmd` was already completed\033[0m\n"
                        + " \033[1;34m--> \033[0m")
                .contains("\033[1;31m^^^^^^^^^\033[0m");
        assertThat(text.replaceAll("\033\\[[0-9;]*m", "")).isEqualTo(render(FULL, 80));
    }

    @Test
    void aLongLineIsCutAroundItsSpan() {
        SourceFile file = file("l.c", "\tstart(" + "a, ".repeat(200) + "wrong" + ", b".repeat(200) + ");\n");
        String text = render(diagnostic(Severity.WARNING, at(file, "wrong"), "m", List.of(), "", "", ""), 60);
        List<String> lines = text.lines().toList();
        assertThat(lines.get(3)).hasSizeLessThanOrEqualTo(60).contains("... ").endsWith("...").contains("wrong");
        assertThat(lines.get(4).indexOf("^^^^^")).isEqualTo(lines.get(3).indexOf("wrong"));
    }

    @Test
    void aLineOfTenMegabytesCostsNothing() {
        SourceFile file = file("l.c", "x".repeat(5_000_000) + " wrong " + "y".repeat(5_000_000));
        String text = render(diagnostic(Severity.NOTE, at(file, "wrong"), "m", List.of(), "", "", ""), 80);
        List<String> lines = text.lines().toList();
        assertThat(lines.get(3)).hasSizeLessThanOrEqualTo(80);
        assertThat(lines.get(4).indexOf("^^^^^")).isEqualTo(lines.get(3).indexOf("wrong"));
    }

    @Test
    void marksStayUnderTheirText() {
        SourceFile file = file("u.c", "\tprintk(\"\u00e4\u00f6\");\twrong();\n");
        List<String> lines = render(diagnostic(Severity.NOTE, at(file, "wrong()"), "m", List.of(), "", "", ""), 80)
                .lines()
                .toList();
        assertThat(lines.get(4).indexOf("^^^^^^^")).isEqualTo(lines.get(3).indexOf("wrong()"));
    }

    @Test
    void aSpanOfSeveralLinesIsMarkedOnItsFirst() {
        SourceFile file = file("m.c", "\tcall(a,\n\t     b);\n");
        Location location = new Location(file, new Span(1, 17));
        assertThat(render(diagnostic(Severity.NOTE, location, "m", List.of(), "", "", ""), 80))
                .isEqualTo("""
                    note[double-completion]: m
                     --> m.c:1:2
                      |
                    1 |         call(a,
                      |         ^^^^^^^

                    """);
    }

    @Test
    void anEmptyFileCanBeReported() {
        Location location = new Location(file("e.c", ""), new Span(0, 0));
        assertThat(render(diagnostic(Severity.NOTE, location, "m", List.of(), "", "", ""), 80))
                .contains("1 |\n  | ^\n");
    }

    @Test
    void theSummaryCounts() {
        var report = new Report(Fingerprints.of(List.of(FULL, FULL)), 0, List.of(), 3, 41);
        var problem = new Problem(Problem.Kind.PARSE, at(FILE, "return 0;"), "not understood");
        var call = new Problem(Problem.Kind.CALL, at(FILE, "return 0;"), "not known");
        assertThat(new TextReport(Palette.PLAIN, 80).summary(report, List.of(problem, problem), 1_849, List.of()))
                .isEqualTo("2 errors in 3 files (41 functions analyzed, 2 parse problems), 1.8 s\n");
        assertThat(new TextReport(Palette.PLAIN, 80)
                        .summary(new Report(List.of(), 2, List.of(), 1, 1), List.of(problem, call), 99, List.of()))
                .isEqualTo("nothing found (2 more with --level note) in 1 file (1 function analyzed, 1 parse problem,"
                        + " 1 other place not followed), 0.0 s\n");
    }

    @Test
    void problemsAreListedUpToALimit() {
        var problem = new Problem(Problem.Kind.PARSE, at(FILE, "return 0;"), "not understood");
        var missing = new Problem(
                Problem.Kind.LOAD, new Location(file("gone.c", ""), new Span(0, 0)), "there is no such file");
        assertThat(new TextReport(Palette.PLAIN, 80).problems(List.of(missing, problem, problem, problem), 2))
                .isEqualTo("""
                    gone.c: there is no such file
                    drivers/x.c:5: not understood
                    and 2 more; -v lists all
                    """);
    }

    @Test
    void aFingerprintStaysWhenLinesMove() {
        SourceFile moved = file(
                "drivers/x.c",
                "\n\n" + new String(FILE.bytes(), StandardCharsets.UTF_8).replace("\treturn 0;", "    return  0;"));
        Diagnostic there = diagnostic(Severity.ERROR, at(moved, "return  0;"), "other words", List.of(), "", "", "");
        List<Finding> one = Fingerprints.of(List.of(FULL, FULL));
        assertThat(Fingerprints.of(List.of(there)).getFirst().fingerprint()).isEqualTo(one.getFirst().fingerprint());
        assertThat(one.getLast().fingerprint()).isNotEqualTo(one.getFirst().fingerprint());
    }
}
