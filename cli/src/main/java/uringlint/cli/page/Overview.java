// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;
import uringlint.cli.report.ReportFrame;
import uringlint.diagnostic.Severity;

/// The head of a report: how much was found and how much was looked at, and what chooses findings.
final class Overview {
    private static final List<Severity> SEVERITIES = List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE);

    private Overview() {}

    static String of(Report report, List<Finding> findings, ReportFrame frame) {
        var text = new StringBuilder("<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n<ul class=\"counts\">\n");
        for (Severity severity : SEVERITIES) {
            int count = count(findings, severity);
            text.append("<li><span class=\"badge ").append(severity.word()).append("\">").append(severity.word())
                    .append("</span> <b>").append(count).append("</b></li>\n");
        }
        text.append("</ul>\n<p>").append(looked(report)).append("</p>\n");
        more(report).forEach(line -> text.append(Page.paragraph(line)));
        report.notes().forEach(note -> text.append(Page.paragraph(note)));
        if (findings.isEmpty()) {
            text.append("<p>Nothing was found.</p>\n");
        } else {
            text.append(table(findings, frame)).append(form(findings));
        }
        return text.append("</section>\n").toString();
    }

    private static int count(List<Finding> findings, Severity severity) {
        return (int) findings.stream().filter(finding -> finding.diagnostic().severity() == severity).count();
    }

    private static String looked(Report report) {
        String partly = report.coverage().partly() == 0
                ? ""
                : "; " + report.coverage().partly() + " of " + Page.count(report.coverage().entryPoints(), "entry point")
                        + " could not be followed to the end";
        return Page.count(report.files(), "file") + " and " + Page.count(report.functions(), "function") + " were analyzed" + partly + ".";
    }

    private static List<String> more(Report report) {
        var lines = new ArrayList<String>();
        if (report.hidden() > 0) {
            lines.add(report.hidden() + " more with `--level note`.");
        }
        if (!report.allowed().isEmpty()) {
            lines.add(Page.count(report.allowed().size(), "finding") + " suppressed by comments.");
        }
        report.known().ifPresent(known -> lines.add(Page.count(known.findings().size(), "finding") + " in the baseline"
                + (known.gone() > 0 ? ", and " + known.gone() + " of its entries found no more." : ".")));
        return lines;
    }

    private static String table(List<Finding> findings, ReportFrame frame) {
        Map<String, Integer> rules = counts(findings);
        var text = new StringBuilder("<table>\n<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Findings</th></tr></thead>\n")
                .append("<tbody>\n");
        rules.forEach((rule, count) -> {
            String name = Page.text(rule);
            boolean hasPage = !frame.rules().apply(rule).page().isEmpty();
            text.append("<tr><th scope=\"row\">")
                    .append(hasPage ? "<a href=\"#" + FindingView.ruleId(rule) + "\">" + name + "</a>" : name)
                    .append("</th><td class=\"number\">").append(count).append("</td></tr>\n");
        });
        return text.append("</tbody>\n</table>\n").toString();
    }

    private static Map<String, Integer> counts(List<Finding> findings) {
        Map<String, Integer> rules = new TreeMap<>();
        findings.forEach(finding -> rules.merge(finding.diagnostic().rule(), 1, Integer::sum));
        return rules;
    }

    /// It is of no use without the script, and only shown by it.
    private static String form(List<Finding> findings) {
        var text = new StringBuilder("<form id=\"filter\" hidden=\"hidden\" role=\"search\" aria-label=\"Choose findings\">\n"
                + "<label>Rule <select id=\"filter-rule\">\n<option value=\"\">all rules</option>\n");
        counts(findings).keySet().forEach(rule -> text.append("<option>").append(Page.text(rule)).append("</option>\n"));
        text.append("</select></label>\n<label>Text <input type=\"search\" id=\"filter-text\"/></label>\n")
                .append("<fieldset><legend class=\"hint\">Severity</legend>\n");
        for (Severity severity : SEVERITIES) {
            text.append("<label class=\"check\"><input type=\"checkbox\" name=\"severity\" value=\"").append(severity.word())
                    .append("\" checked=\"checked\"/> ").append(severity.word()).append("s</label>\n");
        }
        return text.append("</fieldset>\n<label class=\"check\"><input type=\"checkbox\" id=\"filter-keys\" checked=\"checked\"/>"
                + " the keys j and k go to the next and the previous finding</label>\n"
                + "<output id=\"filter-count\" aria-live=\"polite\"></output>\n</form>\n").toString();
    }
}
