// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;

/// Commands that GitHub's runner turns into annotations of a change. It shows ten of each level and drops the others without a word,
/// so the report says when there are more; the notice about that comes first, lest it be dropped itself.
public final class GithubFormat implements Format {
    private static final int SHOWN = 10;

    @Override
    public boolean isForPeople() {
        return true;
    }

    @Override
    public boolean holdsNotes() {
        return true;
    }

    @Override
    public String render(Report report, ReportFrame frame) {
        var text = new StringBuilder();
        String counts = counts(report);
        if (!counts.isEmpty()) {
            text.append("::notice title=uringlint::").append(data(counts)).append('\n');
        }
        for (Finding finding : frame.ordered(report.findings())) {
            write(text, finding, frame.name(finding));
        }
        for (String note : report.notes()) {
            text.append("::notice title=uringlint::").append(data(note)).append('\n');
        }
        return text.toString();
    }

    /// How many findings there are where not all of them are shown.
    private static String counts(Report report) {
        boolean isMore = false;
        var counts = new ArrayList<String>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
            long found = report.findings().stream().filter(finding -> finding.diagnostic().severity() == severity).count();
            isMore |= found > SHOWN;
            if (found > 0) {
                counts.add(found + " " + severity.word() + (found == 1 ? "" : "s"));
            }
        }
        return isMore
                ? String.join(", ", counts) + "; no more than " + SHOWN
                        + " of a level become annotations, the log of this step has all"
                : "";
    }

    private static void write(StringBuilder text, Finding finding, String path) {
        Diagnostic diagnostic = finding.diagnostic();
        Region region = Region.of(diagnostic.location());
        text.append("::").append(switch (diagnostic.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        });
        text.append(" file=").append(property(path));
        text.append(",line=").append(region.line()).append(",endLine=").append(region.endLine());
        if (region.line() == region.endLine()) {
            // Columns are not accepted where several lines are marked.
            text.append(",col=").append(region.column()).append(",endColumn=").append(region.endColumn());
        }
        text.append(",title=").append(property("uringlint: " + diagnostic.rule()));
        text.append("::").append(data(message(finding))).append('\n');
    }

    private static String message(Finding finding) {
        Diagnostic diagnostic = finding.diagnostic();
        var message = new StringBuilder(Excerpt.clean(diagnostic.message()));
        if (!diagnostic.reason().isEmpty()) {
            message.append("\nnote: ").append(Excerpt.clean(diagnostic.reason()));
        }
        if (!diagnostic.kernels().isEmpty()) {
            message.append("\nnote: found on ").append(Excerpt.clean(diagnostic.kernels()));
        }
        if (!finding.change().isEmpty()) {
            message.append("\nnote: brought by ").append(Excerpt.clean(finding.change()));
        }
        if (!diagnostic.help().isEmpty()) {
            message.append("\nhelp: ").append(Excerpt.clean(diagnostic.help()));
        }
        return message.toString();
    }

    private static String data(String text) {
        return Printable.lines(text.lines().map(Printable::text).collect(Collectors.joining("\n")))
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
