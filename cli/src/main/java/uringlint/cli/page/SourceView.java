// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.source.LineTable;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The code around a finding, with the steps of its path beside the lines at which they happen.
final class SourceView {
    /// So many lines are shown above and below what matters.
    private static final int AROUND = 2;
    /// So much of a line is shown before and behind what matters, in bytes.
    private static final int REACH = 160;

    private final Diagnostic diagnostic;
    private final String id;

    private SourceView(Diagnostic diagnostic, String id) {
        this.diagnostic = diagnostic;
        this.id = id;
    }

    /// What is shown of a file: the numbers of the steps at each line.
    private record Part(SourceFile file, TreeMap<Integer, List<Integer>> steps) {}

    /// The HTML of the code; `id` is that of the finding.
    static String of(Diagnostic diagnostic, String id) {
        var view = new SourceView(diagnostic, id);
        var text = new StringBuilder();
        List<Part> parts = view.parts();
        var order = new ArrayList<Integer>();
        parts.forEach(part -> part.steps().values().forEach(order::addAll));
        parts.forEach(part -> view.write(text, part, order, parts.size() > 1));
        return text.toString();
    }

    /// Each file once, in the order in which the path comes to it.
    private List<Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        List<TraceStep> trace = diagnostic.trace();
        for (int number = 1; number <= trace.size(); number++) {
            Location place = trace.get(number - 1).location();
            part(parts, place).computeIfAbsent(place.line(), _ -> new ArrayList<>()).add(number);
        }
        part(parts, diagnostic.location()).computeIfAbsent(diagnostic.location().line(), _ -> new ArrayList<>());
        return List.copyOf(parts.values());
    }

    private static TreeMap<Integer, List<Integer>> part(Map<String, Part> parts, Location place) {
        return parts.computeIfAbsent(place.file().path(), _ -> new Part(place.file(), new TreeMap<>())).steps();
    }

    private void write(StringBuilder text, Part part, List<Integer> order, boolean isNamed) {
        LineTable lines = part.file().lines();
        var shown = new TreeSet<Integer>();
        boolean endsInBreak = lines.count() > 1 && lines.span(lines.count()).start() == part.file().bytes().length;
        int count = endsInBreak ? lines.count() - 1 : lines.count();
        for (int line : part.steps().keySet()) {
            for (int near = Math.max(1, line - AROUND); near <= Math.min(count, line + AROUND); near++) {
                shown.add(near);
            }
        }
        List<Integer> on = List.copyOf(part.steps().keySet());
        text.append("<div class=\"code\">\n");
        if (isNamed) {
            text.append("<div class=\"path\">").append(Page.text(part.file().path())).append("</div>\n");
        }
        int before = 0;
        for (int line : shown) {
            if (before > 0 && line > before + 1) {
                String rail = isBetween(line, on) ? " on" : "";
                text.append("<div class=\"row gap").append(rail).append("\" aria-hidden=\"true\">")
                        .append("<span class=\"no\">\u22ef</span><span class=\"rail\"></span><code></code></div>\n");
            }
            line(text, part, line, on);
            said(text, part, line, on, order);
            before = line;
        }
        text.append("</div>\n");
    }

    private static boolean isBetween(int line, List<Integer> on) {
        return on.size() > 1 && line > on.getFirst() && line <= on.getLast();
    }

    private void line(StringBuilder text, Part part, int line, List<Integer> on) {
        Location place = diagnostic.location();
        boolean isHit = place.line() == line && place.file().path().equals(part.file().path());
        var look = new StringBuilder("row");
        look.append(isHit ? " hit" : "");
        if (!on.isEmpty() && line >= on.getFirst() && line <= on.getLast()) {
            boolean isLast = line == on.getLast();
            look.append(on.size() == 1 ? "" : " on").append(line == on.getFirst() && on.size() > 1 ? " first" : "");
            look.append(isLast && on.size() > 1 ? " last" : "");
        }
        text.append("<div class=\"").append(look).append("\"><span class=\"no\">").append(line).append("</span><span class=\"rail\">");
        for (int number : part.steps().getOrDefault(line, List.of())) {
            text.append("<span class=\"step\" aria-hidden=\"true\">").append(number).append("</span>");
        }
        if (isHit && part.steps().getOrDefault(line, List.of()).isEmpty() && !diagnostic.trace().isEmpty()) {
            text.append("<span class=\"step here\" aria-hidden=\"true\">!</span>");
        }
        Span span = part.file().lines().span(line);
        text.append("</span><code>").append(isHit ? marked(part.file(), span, place.span(), "mark") : whole(part, line, span))
                .append("</code></div>\n");
    }

    /// A line, with a mark at the place of its first step.
    private String whole(Part part, int line, Span span) {
        int step = part.steps().getOrDefault(line, List.of()).stream().findFirst().orElse(0);
        return step == 0
                ? piece(part.file(), span, span.start(), Math.min(span.end(), span.start() + REACH))
                : marked(part.file(), span, diagnostic.trace().get(step - 1).location().span(), "u");
    }

    /// A line with an element around a place in it; around that, if it is too long for all of it.
    private static String marked(SourceFile file, Span line, Span place, String element) {
        int from = Math.clamp(place.start(), line.start(), line.end());
        int to = Math.clamp(Math.min(place.end(), from + REACH), from, line.end());
        return piece(file, new Span(line.start(), from), Math.max(line.start(), from - REACH), from)
                + "<" + element + ">" + piece(file, new Span(from, to), from, to) + "</" + element + ">"
                + piece(file, new Span(to, line.end()), to, Math.min(line.end(), to + REACH));
    }

    /// Bytes from one to another, with marks where that is less than all.
    private static String piece(SourceFile file, Span all, int from, int to) {
        int start = from;
        int end = to;
        while (start > all.start() && isInside(file, start)) {
            start--;
        }
        while (end < all.end() && isInside(file, end)) {
            end++;
        }
        String text = new String(file.bytes(), start, end - start, StandardCharsets.UTF_8).replace("\r", "");
        return (start > all.start() ? "\u2026" : "") + Page.code(text) + (end < all.end() ? "\u2026" : "");
    }

    private static boolean isInside(SourceFile file, int at) {
        return (file.bytes()[at] & 0xc0) == 0x80;
    }

    private void said(StringBuilder text, Part part, int line, List<Integer> on, List<Integer> order) {
        String rail = isBetween(line + 1, on) ? " on" : "";
        for (int number : part.steps().getOrDefault(line, List.of())) {
            text.append("<div class=\"row said").append(rail).append("\" id=\"").append(id).append('-').append(number)
                    .append("\"><span class=\"no\"></span><span class=\"rail\"></span><p><span class=\"hint\">step </span><b>")
                    .append(number).append("</b>: ").append(Page.marked(diagnostic.trace().get(number - 1).message()));
            int here = order.indexOf(number);
            int next = order.indexOf(number + 1);
            if (next >= 0 && next != here + 1) {
                text.append(" <a class=\"jump\" href=\"#").append(id).append('-').append(number + 1).append("\">on to ").append(number + 1)
                        .append(next < here ? " \u2191" : " \u2193").append("</a>");
            }
            text.append("</p></div>\n");
        }
    }
}
