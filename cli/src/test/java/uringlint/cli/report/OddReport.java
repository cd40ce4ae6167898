// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.rule.RuleInfo;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// A report with all that forms could trip over: characters that mean something to them, lines without end, names with blanks.
public final class OddReport {
    private static final SourceFile ODD = file(
            "drivers/a b/\u00e4%20<x>&\"y',:{0}\u001b[31m.c",
            "\tprintk(\"\u00e4\ud83d\ude00\"); wrong(ops[i](cmd), '<', \"]]>\", {0}); \u001b[2J ##[stop-commands]x\r\n"
                    + "\treturn EINVAL;\n"
                    + "x".repeat(3_000) + " far " + "y".repeat(3_000) + "\n");
    private static final SourceFile LATIN =
            new SourceFile("latin.c", "\t/* \u00e9 */ return EIO;\n".getBytes(StandardCharsets.ISO_8859_1));
    private static final SourceFile OUTSIDE = file("/usr/src/out side.h", "#define X 1\n");
    private static final SourceFile GONE = file("gone.c", "");

    private OddReport() {}

    private static SourceFile file(String path, String text) {
        return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Location at(SourceFile file, String text) {
        int start = new String(file.bytes(), StandardCharsets.ISO_8859_1).indexOf(text);
        return new Location(file, new Span(start, start + text.length()));
    }

    private static Fix fix(SourceFile file, String text, String replacement) {
        return new Fix("write `%s` & \"no\" {1}".formatted(replacement), List.of(new Edit(at(file, text), replacement)));
    }

    private static Finding finding(Diagnostic diagnostic) {
        return Fingerprints.of(List.of(diagnostic)).getFirst();
    }

    /// The report.
    public static Report report() {
        var trace = List.of(
                new TraceStep(at(OUTSIDE, "X 1"), "`X` is <one> & {0}"),
                new TraceStep(at(ODD, "ops[i](cmd)"), "`ops[i](cmd)` is called: 100%\nreally\r\n::error::no"));
        Finding call = finding(new Diagnostic(
                "double-completion",
                Severity.ERROR,
                at(ODD, "wrong(ops[i](cmd), '<'"),
                "f<T>",
                "`ops[i](cmd)` says \"<&>\" in {0}: 50%,\n::warning::never \u001b[2J]]>\ud83d\ude00",
                trace,
                "because ##[add-mask]x, and `a < b && c`",
                "do: this, or that",
                "6.1..6.12"));
        Finding sign = finding(new Diagnostic(
                        "positive-errno", Severity.WARNING, at(ODD, "EINVAL"), "g", "no sign", List.of(), "", "", "")
                .withFixes(List.of(fix(ODD, "EINVAL", "-EINVAL"))));
        Finding latin = finding(new Diagnostic(
                        "positive-errno", Severity.WARNING, at(LATIN, "EIO"), "g", "no sign", List.of(), "", "", "")
                .withFixes(List.of(fix(LATIN, "EIO", "-EIO"))));
        Finding far = finding(new Diagnostic(
                "no-such-rule", Severity.NOTE, at(ODD, "far"), "", "far \u202e away", List.of(), "", "", ""));
        Finding lines = finding(new Diagnostic(
                "api-version", Severity.NOTE, at(ODD, "return EINVAL;\nxxx"), "h", "two lines", List.of(), "", "", ""));
        Finding known = finding(new Diagnostic(
                "lost-completion", Severity.ERROR, at(OUTSIDE, "X"), "h", "old \u0000", List.of(), "", "", ""));
        return new Report(
                        List.of(call, sign, lines, far, latin),
                        Optional.of(new Report.Known(List.of(known), 2)),
                        1,
                        List.of(
                                new Problem(
                                        Problem.Kind.LOAD,
                                        new Location(GONE, new Span(0, 0)),
                                        "there is no <such> file & 100%"),
                                new Problem(Problem.Kind.PARSE, at(ODD, "printk"), "not understood {0}")),
                        3,
                        41,
                        List.of("fixed: 1 \"lost\" <finding>, 100%", "a second\nnote"))
                .allowing(List.of(new Report.Allowed(
                        finding(new Diagnostic(
                                "api-version", Severity.NOTE, at(OUTSIDE, "X"), "h", "allowed", List.of(), "", "", "")),
                        "it is <right> & {0}")));
    }

    /// The frame of a program of version 1.
    public static ReportFrame frame() {
        return new ReportFrame(
                "1.0", URI.create("file:///home/dev%20tree/linux/"), OddReport::rule, 1, Palette.PLAIN, 80);
    }

    private static RuleText rule(String id) {
        String page = "# " + id
                + "\n\n"
                + "Reports <this> & {0}\n"
                + "or that.\n\n"
                + "Severity: error  \n"
                + "Kernels: all\n\n"
                + "## Why it matters\n\n"
                + "It is `bad`.\n\n"
                + "## Wrong\n\n"
                + "```c\n"
                + "int f(void) { return \"\\\"\"; }\n"
                + "```\n";
        return id.equals("no-such-rule")
                ? new RuleText(new RuleInfo(id, Severity.NOTE, "unknown"), "")
                : new RuleText(new RuleInfo(id, Severity.ERROR, "finds \"<" + id + ">\""), page);
    }
}
