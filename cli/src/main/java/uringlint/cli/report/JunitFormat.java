// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.source.Problem;

/// A report in the XML of JUnit: each finding is a test that failed, each one that a baseline lists a test that was skipped, each file
/// that could not be read an error. Without any of them there is one test that passed, because some programs take an empty
/// report for a broken one.
public final class JunitFormat implements Format {
    private static final int WIDTH = 80;

    @Override
    public String render(Report report, ReportFrame frame) {
        List<Finding> known = report.known().map(Report.Known::findings).orElse(List.of());
        List<Problem> unread = report.problems().stream().filter(problem -> problem.kind() == Problem.Kind.LOAD).toList();
        int failures = report.findings().size();
        int tests = Math.max(1, failures + known.size() + unread.size());
        String counts = " tests=\"" + tests + "\" failures=\"" + failures + "\" errors=\"" + unread.size() + "\"";
        var text = new StringBuilder(Xml.HEAD);
        text.append("<testsuites name=\"uringlint\"").append(counts).append(">\n");
        text.append("  <testsuite name=\"uringlint\"")
                .append(counts)
                .append(" skipped=\"")
                .append(known.size())
                .append("\">\n");
        var excerpts = new TextReport(Palette.PLAIN, WIDTH);
        for (Finding finding : report.findings()) {
            Diagnostic diagnostic = finding.diagnostic();
            open(text, diagnostic);
            text.append("      <failure type=\"")
                    .append(diagnostic.severity().word())
                    .append("\" message=\"")
                    .append(Xml.attribute(diagnostic.message()))
                    .append("\">");
            text.append(Xml.content(excerpts.findings(List.of(finding)).stripTrailing()))
                    .append("</failure>\n    </testcase>\n");
        }
        for (Finding finding : known) {
            open(text, finding.diagnostic());
            text.append("      <skipped message=\"listed in the baseline\"/>\n    </testcase>\n");
        }
        for (Problem problem : unread) {
            open(text, problem.location().file().path(), "read");
            text.append("      <error message=\"")
                    .append(Xml.attribute(problem.message()))
                    .append("\"/>\n    </testcase>\n");
        }
        if (failures + known.size() + unread.size() == 0) {
            text.append("    <testcase classname=\"uringlint\" name=\"check\"/>\n");
        }
        return text.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static void open(StringBuilder text, Diagnostic diagnostic) {
        open(text, diagnostic.location().file().path(), diagnostic.rule() + " in line " + diagnostic.location().line());
    }

    private static void open(StringBuilder text, String path, String name) {
        text.append("    <testcase classname=\"")
                .append(Xml.attribute(path))
                .append("\" name=\"")
                .append(Xml.attribute(name))
                .append("\">\n");
    }
}
