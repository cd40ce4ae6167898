// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.List;
import uringlint.cli.report.ChangedLines;
import uringlint.cli.report.Finding;
import uringlint.cli.report.ReportFrame;
import uringlint.cli.report.RuleText;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Fix;

/// One finding on a page.
final class FindingView {
    private FindingView() {}

    static String of(Finding finding, String id, ReportFrame frame) {
        Diagnostic diagnostic = finding.diagnostic();
        String severity = diagnostic.severity().word();
        var text = new StringBuilder("<article class=\"finding ").append(severity).append("\" id=\"").append(id)
                .append("\" tabindex=\"-1\" data-rule=\"").append(Page.text(diagnostic.rule()))
                .append("\" data-severity=\"").append(severity).append("\" aria-labelledby=\"").append(id).append("-title\">\n");
        text.append("<h4 id=\"").append(id).append("-title\"><span class=\"badge ").append(severity).append("\">").append(severity)
                .append("</span> ").append(Page.text(diagnostic.rule())).append(": ").append(Page.marked(diagnostic.message()))
                .append("</h4>\n");
        text.append("<p class=\"meta\">").append(Page.text(diagnostic.location().toString()));
        if (!diagnostic.function().isEmpty()) {
            text.append(", in <code>").append(Page.text(diagnostic.function())).append("</code>");
        }
        text.append("</p>\n").append(SourceView.of(diagnostic, id)).append(notes(finding));
        List<Fix> fixes = diagnostic.fixes();
        if (!fixes.isEmpty()) {
            text.append("<p>A fix: ").append(Page.marked(fixes.getFirst().title())).append("</p>\n");
            ChangedLines.of(fixes.getFirst()).forEach(change -> text.append(change(change)));
        }
        RuleText rule = frame.rules().apply(diagnostic.rule());
        text.append("<details>\n<summary>Why it matters</summary>\n").append(MarkdownHtml.html(rule.why(), 5));
        if (!rule.page().isEmpty()) {
            text.append("<p><a href=\"#").append(ruleId(diagnostic.rule())).append("\">All about ").append(Page.text(diagnostic.rule()))
                    .append("</a></p>\n");
        }
        return text.append("</details>\n</article>\n").toString();
    }

    static String ruleId(String rule) {
        return "rule-" + Page.text(rule);
    }

    private static String notes(Finding finding) {
        Diagnostic diagnostic = finding.diagnostic();
        var text = new StringBuilder();
        note(text, "note", diagnostic.reason());
        note(text, "kernels", diagnostic.kernels().isEmpty() ? "" : "found on " + diagnostic.kernels());
        note(text, "change", finding.change().isEmpty() ? "" : "brought by " + finding.change());
        note(text, "help", diagnostic.help());
        return text.isEmpty() ? "" : "<dl class=\"notes\">\n" + text + "</dl>\n";
    }

    private static void note(StringBuilder text, String kind, String message) {
        if (!message.isEmpty()) {
            text.append("<dt>").append(kind).append("</dt><dd>").append(Page.marked(message)).append("</dd>\n");
        }
    }

    private static String change(ChangedLines change) {
        var text = new StringBuilder("<pre>").append(Page.text(change.file().path())).append(':').append(change.first()).append('\n');
        change.before().forEach(line -> text.append("<del>- ").append(Page.code(cut(line))).append("</del>"));
        change.after().forEach(line -> text.append("<ins>+ ").append(Page.code(cut(line))).append("</ins>"));
        return text.append("</pre>\n").toString();
    }

    private static String cut(String line) {
        String shown = line.stripTrailing();
        return shown.length() <= 400 ? shown : shown.substring(0, 400) + "\u2026";
    }
}
