// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Format;
import uringlint.cli.report.Report;
import uringlint.cli.report.ReportFrame;
import uringlint.cli.report.RuleText;
import uringlint.source.Problem;

/// A report as one page for a browser: the findings with the code and the paths through it, pictures of the drivers, and the pages of the
/// rules.
public final class HtmlFormat implements Format {
    @Override
    public boolean showsPictures() {
        return true;
    }

    @Override
    public boolean holdsNotes() {
        return true;
    }

    @Override
    public String render(Report report, ReportFrame frame) {
        List<Finding> findings = frame.ordered(report.findings());
        Map<Finding, String> ids = ids(findings);
        Map<String, Map<String, List<Finding>>> drivers = new TreeMap<>();
        for (Finding finding : findings) {
            drivers.computeIfAbsent(finding.driver(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(finding.diagnostic().location().file().path(), _ -> new ArrayList<>())
                    .add(finding);
        }
        var main = new StringBuilder(Overview.of(report, findings, frame));
        main.append(contents(drivers, ids));
        int section = 0;
        for (var driver : drivers.entrySet()) {
            section++;
            main.append(driver(driver.getKey(), driver.getValue(), section, ids, frame));
        }
        frame.pictures().keySet().stream().filter(name -> !drivers.containsKey(name)).findFirst()
                .ifPresent(_ -> main.append(others(drivers.keySet(), frame)));
        main.append(unfollowed(report.problems())).append(suppressed(report)).append(rules(findings, frame));
        return Page.of("uringlint report", "", main.toString(), "<p>uringlint " + Page.text(frame.version()) + "</p>\n");
    }

    /// Names to link to, which stay when code above changes. Equal findings of two drivers are told apart by their number.
    private static Map<Finding, String> ids(List<Finding> findings) {
        Map<Finding, String> ids = new IdentityHashMap<>();
        Set<String> used = new HashSet<>();
        for (Finding finding : findings) {
            String id = "f-" + Page.text(finding.fingerprint());
            int number = 2;
            while (!used.add(id)) {
                id = "f-" + Page.text(finding.fingerprint()) + "-" + number++;
            }
            ids.put(finding, id);
        }
        return ids;
    }

    private static String title(String driver) {
        return driver.isEmpty() ? "Beside drivers" : Page.text(driver);
    }

    private static String contents(Map<String, Map<String, List<Finding>>> drivers, Map<Finding, String> ids) {
        if (drivers.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("<nav id=\"contents\" aria-labelledby=\"contents-title\">\n")
                .append("<h2 id=\"contents-title\">Findings</h2>\n<ul>\n");
        int section = 0;
        for (var driver : drivers.entrySet()) {
            section++;
            text.append("<li><a href=\"#d").append(section).append("\">").append(title(driver.getKey())).append("</a>\n<ul>\n");
            driver.getValue().values().stream().flatMap(List::stream).forEach(finding -> {
                String id = ids.getOrDefault(finding, "");
                String severity = finding.diagnostic().severity().word();
                text.append("<li data-of=\"").append(id).append("\"><span class=\"badge ").append(severity).append("\">").append(severity)
                        .append("</span> <a href=\"#").append(id).append("\">").append(Page.text(finding.diagnostic().rule()))
                        .append(" in line ").append(place(finding)).append("</a>: ")
                        .append(Page.marked(finding.diagnostic().message())).append("</li>\n");
            });
            text.append("</ul>\n</li>\n");
        }
        return text.append("</ul>\n</nav>\n").toString();
    }

    /// The line, and the file if that is not the one by which the driver is called.
    private static String place(Finding finding) {
        String path = finding.diagnostic().location().file().path();
        return finding.diagnostic().location().line()
                + (path.equals(finding.driver()) ? "" : " of " + Page.text(path.substring(path.lastIndexOf('/') + 1)));
    }

    private static String driver(
            String name, Map<String, List<Finding>> files, int section, Map<Finding, String> ids, ReportFrame frame) {
        var text = new StringBuilder("<section class=\"driver\" aria-labelledby=\"d").append(section).append("\">\n")
                .append("<h2 id=\"d").append(section).append("\">").append(title(name)).append("</h2>\n");
        Optional.ofNullable(frame.pictures().get(name)).ifPresent(text::append);
        for (var file : files.entrySet()) {
            String path = file.getKey();
            String shown = path.equals(name) ? path.substring(path.lastIndexOf('/') + 1) : path;
            text.append("<section class=\"file\">\n<h3>").append(Page.text(shown)).append("</h3>\n");
            file.getValue().forEach(finding -> text.append(FindingView.of(finding, ids.getOrDefault(finding, ""), frame)));
            text.append("</section>\n");
        }
        return text.append("</section>\n").toString();
    }

    private static String others(Set<String> shown, ReportFrame frame) {
        var text = new StringBuilder("<section aria-labelledby=\"others\">\n<h2 id=\"others\">Drivers without findings</h2>\n");
        frame.pictures().forEach((name, picture) -> {
            if (!shown.contains(name)) {
                text.append("<details>\n<summary>").append(Page.text(name)).append("</summary>\n").append(picture).append("</details>\n");
            }
        });
        return text.append("</section>\n").toString();
    }

    private static String unfollowed(List<Problem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        Map<Problem.Kind, List<Problem>> kinds = new EnumMap<>(Problem.Kind.class);
        problems.forEach(problem -> kinds.computeIfAbsent(problem.kind(), _ -> new ArrayList<>()).add(problem));
        var text = new StringBuilder("<section aria-labelledby=\"unfollowed\">\n<h2 id=\"unfollowed\">What was not followed</h2>\n");
        kinds.forEach((kind, all) -> {
            text.append("<details>\n<summary>").append(Page.text(kind.summary())).append(" (").append(all.size())
                    .append(")</summary>\n<ul>\n");
            for (Problem problem : all) {
                boolean hasLine = problem.location().span().end() > 0;
                text.append("<li>").append(Page.text(problem.location().file().path()))
                        .append(hasLine ? ":" + problem.location().line() : "").append(": ").append(Page.marked(problem.message()))
                        .append("</li>\n");
            }
            text.append("</ul>\n</details>\n");
        });
        return text.append("</section>\n").toString();
    }

    private static String suppressed(Report report) {
        List<Finding> known = report.known().map(Report.Known::findings).orElse(List.of());
        if (report.allowed().isEmpty() && known.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("<section aria-labelledby=\"suppressed\">\n<h2 id=\"suppressed\">What is suppressed</h2>\n<ul>\n");
        for (Report.Allowed allowed : report.allowed()) {
            text.append("<li>").append(brief(allowed.finding())).append(" (allowed by a comment")
                    .append(allowed.reason().isEmpty() ? ")" : ": " + Page.marked(allowed.reason()) + ")").append("</li>\n");
        }
        known.forEach(finding -> text.append("<li>").append(brief(finding)).append(" (in the baseline)</li>\n"));
        return text.append("</ul>\n</section>\n").toString();
    }

    private static String brief(Finding finding) {
        return Page.text(finding.diagnostic().location().toString()) + ": " + Page.text(finding.diagnostic().rule()) + ": "
                + Page.marked(finding.diagnostic().message());
    }

    /// The page of each rule once, whatever the number of its findings.
    private static String rules(List<Finding> findings, ReportFrame frame) {
        Map<String, RuleText> rules = new TreeMap<>();
        findings.forEach(finding -> rules.put(finding.diagnostic().rule(), frame.rules().apply(finding.diagnostic().rule())));
        rules.values().removeIf(rule -> rule.page().isEmpty());
        if (rules.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">Rules</h2>\n");
        rules.forEach((id, rule) -> text.append("<details class=\"rule\">\n<summary>").append(Page.text(id)).append(": ")
                .append(Page.marked(rule.info().summary())).append("</summary>\n<div id=\"").append(FindingView.ruleId(id)).append("\">\n")
                .append(MarkdownHtml.html(rule.page(), 3)).append("</div>\n</details>\n"));
        return text.append("</section>\n").toString();
    }
}
