// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Coverage;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;
import uringlint.source.Problem;

/// A report for people, in the layout of the Rust compiler.
public final class TextReport {
    private static final int NARROWEST = 40;

    private final Palette palette;
    private final int width;
    private final Links links;

    /// Lines are at most `width` columns wide, but for paths and names that are longer.
    public TextReport(Palette palette, int width) {
        this(palette, width, Links.NONE);
    }

    /// The same for a terminal in which paths can be followed.
    public TextReport(Palette palette, int width, Links links) {
        this.palette = palette;
        this.width = Math.max(width, NARROWEST);
        this.links = links;
    }

    /// The findings, with an empty line after each. Those that changes bring stand below the name of theirs.
    public String findings(List<Finding> findings) {
        var text = new StringBuilder();
        String change = "";
        for (Finding finding : findings) {
            if (!finding.change().equals(change)) {
                change = finding.change();
                text.append(palette.strong(Excerpt.cut(Excerpt.clean(change), width))).append("\n\n");
            }
            write(text, finding.diagnostic());
            text.append('\n');
        }
        return text.toString();
    }

    /// The first `limit` of the places that were not understood, and how many more there are.
    public String problems(List<Problem> problems, int limit) {
        var text = new StringBuilder();
        for (Problem problem : problems.subList(0, Math.min(limit, problems.size()))) {
            Location location = problem.location();
            text.append(Excerpt.clean(location.file().path()));
            if (location.span().end() > 0) {
                text.append(':').append(location.line());
            }
            text.append(": ").append(Excerpt.clean(problem.message())).append('\n');
        }
        if (problems.size() > limit) {
            text.append("and ")
                    .append(problems.size() - limit)
                    .append(" more; -v lists all\n");
        }
        return text.toString();
    }

    /// One line with the counts. `problems` are all that were met, `unseen` what was not looked at.
    public String summary(Report report, List<Problem> problems, long milliseconds, List<String> unseen) {
        String rest = Excerpt.clean(String.join(", ", unseen));
        if (report.files() == 0 && report.findings().isEmpty()) {
            return Printable.line("nothing was analyzed" + (rest.isEmpty() ? "" : ": " + rest)) + "\n";
        }
        var parts = new ArrayList<String>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
            int found = 0;
            for (Finding finding : report.findings()) {
                found += finding.diagnostic().severity() == severity ? 1 : 0;
            }
            if (found > 0) {
                parts.add(palette.severity(severity, count(found, severity.word())));
            }
        }
        var more = new ArrayList<String>();
        if (report.hidden() > 0) {
            more.add(report.hidden() + " more with --level note");
        }
        report.known().ifPresent(known -> {
            more.add(known.findings().size() + " in the baseline");
            if (known.gone() > 0) {
                more.add(count(known.gone(), "entry", "entries") + " of it gone");
            }
        });
        String hidden = more.isEmpty() ? "" : " (" + String.join(", ", more) + ")";
        String findings = parts.isEmpty() ? "nothing found" : String.join(", ", parts);
        return findings + hidden + " in " + count(report.files(), "file") + " (" + count(report.functions(), "function")
                + " analyzed, "
                + problems(problems) + partly(report.coverage()) + "), " + milliseconds / 1000
                + "." + milliseconds % 1000 / 100 + " s"
                + (rest.isEmpty() ? "" : "; not looked at: " + Printable.line(rest)) + "\n";
    }

    /// What could not be read, and what it names and is not known: a function, a type, a header.
    private static String problems(List<Problem> problems) {
        int parsed = (int) problems.stream().filter(problem -> problem.kind() == Problem.Kind.PARSE).count();
        int others = problems.size() - parsed;
        return count(parsed, "parse problem") + (others == 0 ? "" : ", " + count(others, "other place") + " not followed");
    }

    private static String partly(Coverage coverage) {
        return coverage.partly() == 0
                ? ""
                : ", " + coverage.partly() + " of " + count(coverage.entryPoints(), "entry point")
                        + " not fully followed";
    }

    private static String count(int number, String noun) {
        return count(number, noun, noun + "s");
    }

    private static String count(int number, String noun, String nouns) {
        return number + " " + (number == 1 ? noun : nouns);
    }

    private void write(StringBuilder text, Diagnostic diagnostic) {
        List<ChangedLines> changes = diagnostic.fixes().stream().limit(1).flatMap(fix -> ChangedLines.of(fix).stream()).toList();
        int gutter = gutter(diagnostic, changes);
        String bar = " ".repeat(gutter) + palette.gutter(" |");
        String head = diagnostic.severity().word() + "[" + diagnostic.rule() + "]";
        List<String> message = Cells.wrap(Excerpt.clean(diagnostic.message()), width - head.length() - 2, width - 4);
        text.append(palette.severity(diagnostic.severity(), head))
                .append(palette.strong(": " + message.getFirst()))
                .append('\n');
        for (String more : message.subList(1, message.size())) {
            text.append("    ").append(palette.strong(more)).append('\n');
        }
        text.append(" ".repeat(gutter)).append(palette.gutter("--> "))
                .append(links.of(diagnostic.location(), Excerpt.clean(diagnostic.location().toString()))).append('\n');
        text.append(bar).append('\n');
        new PathText(palette, width, gutter, links).append(text, diagnostic);
        boolean hasNotes = !(diagnostic.reason() + diagnostic.help() + diagnostic.kernels()).isEmpty() || !changes.isEmpty();
        if (hasNotes) {
            text.append(bar).append('\n');
        }
        writeNote(text, "note", diagnostic.reason(), gutter);
        writeNote(text, "note", diagnostic.kernels().isEmpty() ? "" : "found on " + diagnostic.kernels(), gutter);
        writeNote(text, "help", diagnostic.help(), gutter);
        if (!changes.isEmpty() && !diagnostic.help().equals(diagnostic.fixes().getFirst().title())) {
            writeNote(text, "help", diagnostic.fixes().getFirst().title(), gutter);
        }
        for (ChangedLines change : changes) {
            write(text, change, diagnostic.location(), gutter);
        }
    }

    /// The lines of a fix before and after it.
    private void write(StringBuilder text, ChangedLines change, Location place, int gutter) {
        if (!change.file().path().equals(place.file().path())) {
            text.repeat(' ', gutter)
                    .append(palette.gutter("--> "))
                    .append(Excerpt.clean(change.file().path()))
                    .append('\n');
        }
        List<String> before = change.before().stream().map(Excerpt::clean).toList();
        List<String> after = change.after().stream().map(Excerpt::clean).toList();
        int room = width - gutter - 3;
        int outdent = outdent(before, after, room);
        for (int index = 0; index < before.size(); index++) {
            text.append(numbered(change.first() + index, gutter))
                    .append(palette.removed("- " + cut(before.get(index), outdent, room)))
                    .append('\n');
        }
        for (int index = 0; index < after.size(); index++) {
            text.append(numbered(change.first() + index, gutter))
                    .append(palette.added("+ " + cut(after.get(index), outdent, room)))
                    .append('\n');
        }
    }

    private String numbered(int line, int gutter) {
        String digits = Integer.toString(line);
        return " ".repeat(gutter - digits.length()) + palette.gutter(digits) + " ";
    }

    /// How much of the indentation that all lines have goes, so that the longest one fits.
    private static int outdent(List<String> before, List<String> after, int room) {
        int common = Integer.MAX_VALUE;
        int longest = 0;
        for (List<String> lines : List.of(before, after)) {
            for (String line : lines) {
                common = line.isBlank() ? common : Math.min(common, line.length() - line.stripLeading().length());
                longest = Math.max(longest, Cells.width(line));
            }
        }
        return longest <= room || common == Integer.MAX_VALUE ? 0 : common;
    }

    private static String cut(String line, int outdent, int room) {
        return Excerpt.cut(line.substring(Math.min(outdent, line.length())), room);
    }

    private static int gutter(Diagnostic diagnostic, List<ChangedLines> changes) {
        int line = diagnostic.location().line();
        for (ChangedLines change : changes) {
            line = Math.max(line, change.first() + Math.max(change.before().size(), change.after().size()));
        }
        for (TraceStep step : diagnostic.trace()) {
            line = Math.max(line, step.location().line());
        }
        return Integer.toString(line).length();
    }

    private void writeNote(StringBuilder text, String kind, String message, int gutter) {
        if (message.isEmpty()) {
            return;
        }
        int indent = gutter + 3 + kind.length() + 2;
        List<String> lines = Cells.wrap(Excerpt.clean(message), width - indent, width - indent);
        text.repeat(' ', gutter + 1)
                .append(palette.gutter("= "))
                .append(palette.strong(kind))
                .append(": ")
                .append(lines.getFirst())
                .append('\n');
        for (String more : lines.subList(1, lines.size())) {
            text.repeat(' ', indent).append(more).append('\n');
        }
    }

    /// A line on as many lines of the width as it takes.
    public String wrap(String line) {
        return String.join("\n", Cells.wrap(line, width, width));
    }
}
