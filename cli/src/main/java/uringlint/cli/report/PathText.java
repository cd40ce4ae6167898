// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;

/// The place of a finding and the steps that lead there, with their lines of source.
final class PathText {
    /// Steps that are further apart have an empty line between them.
    private static final int NEAR = 3;
    /// A statement that goes on for longer is shown with a gap.
    private static final int LONG = 3;

    private final Palette palette;
    private final int width;
    private final int gutter;
    private final String bar;
    private final Links links;

    /// `gutter` is how many digits the numbers of lines have at most.
    PathText(Palette palette, int width, int gutter, Links links) {
        this.palette = palette;
        this.width = width;
        this.gutter = gutter;
        this.links = links;
        bar = " ".repeat(gutter) + palette.gutter(" |");
    }

    void append(StringBuilder text, Diagnostic diagnostic) {
        writeMarked(text, diagnostic);
        // What happens at the place itself stands beside its mark.
        List<TraceStep> trace = diagnostic.trace().subList(0, diagnostic.trace().size() - (endsAtPlace(diagnostic) ? 1 : 0));
        if (trace.isEmpty()) {
            return;
        }
        text.append(bar).append('\n');
        Location before = diagnostic.location();
        for (int index = 0; index < trace.size(); index++) {
            Location place = trace.get(index).location();
            if (index > 0 && isFar(before, place)) {
                text.append(bar).append('\n');
            }
            boolean isShownNext = index + 1 < trace.size() && isSameLine(place, trace.get(index + 1).location());
            writeStep(text, index + 1, trace.get(index), isSameFile(before, place));
            if (!isShownNext) {
                Excerpt excerpt = Excerpt.of(place, room());
                writeLine(text, place, excerpt);
                if (trace.get(index).kind() == TraceStep.Kind.EVENT && !isSameLine(place, diagnostic.location())) {
                    mark(text, excerpt, palette.gutter("-".repeat(excerpt.length())));
                    text.append('\n');
                }
            }
            before = place;
        }
    }

    private int room() {
        return width - gutter - 3;
    }

    /// The line of the report, or of a statement of several lines those down to what matters.
    private void writeMarked(StringBuilder text, Diagnostic diagnostic) {
        Focus focus = Focus.of(diagnostic);
        int first = diagnostic.location().line();
        int last = focus.matters().line();
        int earlier = focus.earlier().map(Location::line).orElse(first);
        int shown = first - 1;
        for (int line = first; line < last; line++) {
            if (last - first > LONG && line != first && line != earlier) {
                continue;
            }
            text.append(line - shown > 1 ? "...\n" : "");
            shown = line;
            Location above = focus.onLine(line);
            writeLine(text, above, Excerpt.of(above, room()));
            if (focus.earlier().isPresent() && line == earlier) {
                writeLabelled(text, diagnostic, Excerpt.of(focus.earlier().get(), room()), '-', label(diagnostic));
            }
        }
        text.append(last - shown > 1 && shown >= first ? "...\n" : "");
        Excerpt excerpt = Excerpt.of(focus.matters(), room());
        writeLine(text, focus.matters(), excerpt);
        writeLabelled(text, diagnostic, excerpt, '^', focus.earlier().isPresent() ? "" : label(diagnostic));
    }

    private void writeLabelled(StringBuilder text, Diagnostic diagnostic, Excerpt excerpt, char mark, String label) {
        String marks = Character.toString(mark).repeat(excerpt.length());
        mark(text, excerpt, palette.severity(diagnostic.severity(), marks));
        if (!label.isEmpty() && gutter + 4 + excerpt.start() + excerpt.length() + Cells.width(label) > width) {
            text.append('\n').append(bar).append(' ');
            int indent = Math.max(0, Math.min(excerpt.start(), room() - Cells.width(label)));
            text.repeat(' ', indent).append(palette.severity(diagnostic.severity(), label));
        } else if (!label.isEmpty()) {
            text.append(' ').append(palette.severity(diagnostic.severity(), label));
        }
        text.append('\n');
    }

    private void mark(StringBuilder text, Excerpt excerpt, String marks) {
        text.append(bar).append(' ').repeat(' ', excerpt.start()).append(marks);
    }

    /// The last step of the trace says what happens at the place of the report.
    private static String label(Diagnostic diagnostic) {
        return endsAtPlace(diagnostic) ? Excerpt.clean(diagnostic.trace().getLast().message()) : "";
    }

    private static boolean endsAtPlace(Diagnostic diagnostic) {
        return !diagnostic.trace().isEmpty() && isSameLine(diagnostic.trace().getLast().location(), diagnostic.location());
    }

    private void writeStep(StringBuilder text, int number, TraceStep step, boolean isSameFile) {
        // The excerpt has the line; the path is worth its room only where it is another one than that of the step before.
        String place = isSameFile
                ? ""
                : Excerpt.clean(step.location().file().path()) + ":" + step.location().line() + ": ";
        String digits = Integer.toString(number);
        int indent = gutter + 3 + digits.length();
        List<String> lines = Cells.wrap(Excerpt.clean(step.message()), width - indent - Cells.width(place), width - indent);
        text.repeat(' ', gutter + 1)
                .append(palette.strong(digits + ": "))
                .append(links.of(step.location(), place))
                .append(lines.getFirst())
                .append('\n');
        for (String more : lines.subList(1, lines.size())) {
            text.repeat(' ', indent).append(more).append('\n');
        }
    }

    private static boolean isFar(Location one, Location other) {
        return !isSameFile(one, other) || Math.abs(one.line() - other.line()) > NEAR;
    }

    private static boolean isSameFile(Location one, Location other) {
        return one.file().path().equals(other.file().path());
    }

    private static boolean isSameLine(Location one, Location other) {
        return isSameFile(one, other) && one.line() == other.line();
    }

    private void writeLine(StringBuilder text, Location location, Excerpt excerpt) {
        String number = Integer.toString(location.line());
        text.repeat(' ', gutter - number.length()).append(palette.gutter(number + " |"));
        if (!excerpt.text().isEmpty()) {
            text.append(' ').append(excerpt.text());
        }
        text.append('\n');
    }
}
