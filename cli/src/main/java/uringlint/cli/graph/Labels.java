// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uringlint.cli.graph.DriverGraph.Edge;
import uringlint.cli.graph.DriverGraph.Mark;
import uringlint.cli.graph.DriverGraph.Node;
import uringlint.cli.graph.DriverGraph.Step;
import uringlint.cli.report.Printable;
import uringlint.diagnostic.Severity;

/// What is written at the nodes and edges of a graph, in lines.
final class Labels {
    /// Lines are broken where they are longer, in columns of a font in which all characters are equally wide.
    static final int WIDEST = 34;

    private static final int MOST = 3;
    /// A name that is longer is not told whole.
    private static final int LONGEST = 160;

    private Labels() {}

    /// What a node says below its name.
    static List<String> of(Node node) {
        int most = node.kind() == DriverGraph.Kind.STORE ? MOST : node.lines().size();
        var lines = new ArrayList<String>(node.lines().subList(0, Math.min(most, node.lines().size())));
        if (node.lines().size() > most) {
            lines.add("and " + (node.lines().size() - most) + " more");
        }
        return lines;
    }

    /// What an edge says: what is done, and where.
    static List<String> of(Edge edge) {
        var lines = new ArrayList<String>();
        Map<String, Set<String>> places = new LinkedHashMap<>();
        for (Step step : edge.steps()) {
            places.computeIfAbsent(step.what(), _ -> new LinkedHashSet<>()).add(step.function() + ":" + step.line());
        }
        places.forEach((what, where) -> {
            if (!what.isEmpty()) {
                lines.add(what);
            }
            where.stream().limit(MOST).forEach(lines::add);
            if (where.size() > MOST) {
                lines.add("and " + (where.size() - MOST) + " more " + (where.size() == MOST + 1 ? "place" : "places"));
            }
        });
        if (edge.from() == edge.to()) {
            lines.add("(back to itself)");
        }
        return lines;
    }

    /// The locks that are held on an edge, on every way or on some.
    static List<String> locks(Edge edge) {
        var some = new TreeSet<String>();
        edge.steps().forEach(step -> some.addAll(step.locks()));
        return some.stream()
                .map(lock -> (edge.steps().stream().allMatch(step -> step.locks().contains(lock)) ? "holds " : "may hold ") + lock)
                .toList();
    }

    /// The findings at a node or an edge: each rule with its lines.
    static List<String> of(List<Mark> marks) {
        Map<String, Set<Integer>> lines = new LinkedHashMap<>();
        for (Mark mark : marks) {
            lines.computeIfAbsent(mark.severity().word() + ": " + mark.rule(), _ -> new TreeSet<>()).add(mark.line());
        }
        var told = new ArrayList<String>();
        lines.forEach((rule, at) -> {
            told.add(rule);
            told.add((at.size() == 1 ? "in line " : "in lines ") + at.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        });
        return told;
    }

    /// All that a node says.
    static List<String> all(Node node) {
        return broken(List.of(List.of(node.title()), of(node), of(node.marks())));
    }

    /// All that an edge says.
    static List<String> all(Edge edge) {
        return broken(List.of(of(edge), locks(edge), of(edge.marks())));
    }

    private static List<String> broken(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).flatMap(line -> broken(line).stream()).toList();
    }

    /// The most severe of the findings, in a word; empty if there are none.
    static String worst(List<Mark> marks) {
        return marks.stream().map(Mark::severity).max(Severity::compareTo).map(Severity::word).orElse("");
    }

    /// A text in lines of the widest that is allowed, broken at blanks, or else behind what parts a name.
    static List<String> broken(String text) {
        String rest = Printable.line(text).strip();
        rest = rest.length() > LONGEST ? rest.substring(0, whole(rest, LONGEST)) + "..." : rest;
        var lines = new ArrayList<String>();
        while (columns(rest) > WIDEST) {
            int end = fitting(rest);
            int at = rest.lastIndexOf(' ', end);
            if (at <= 0) {
                at = parted(rest, end);
            }
            lines.add(rest.substring(0, at).stripTrailing());
            rest = rest.substring(at).strip();
        }
        lines.add(rest);
        return lines;
    }

    /// How many columns a text takes: characters of East Asia take two.
    static int columns(String text) {
        return text.codePoints().map(character -> character >= 0x1100 ? 2 : 1).sum();
    }

    private static int fitting(String text) {
        int end = 0;
        int columns = 0;
        while (columns <= WIDEST - 2) {
            int character = text.codePointAt(end);
            columns += character >= 0x1100 ? 2 : 1;
            end += Character.charCount(character);
        }
        return end;
    }

    private static int parted(String text, int end) {
        for (int at = end; at > end / 2; at--) {
            if ("_:>./-".indexOf(text.charAt(at - 1)) >= 0 && ":>".indexOf(text.charAt(at)) < 0) {
                return at;
            }
        }
        return whole(text, end);
    }

    private static int whole(String text, int end) {
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
