// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import uringlint.cli.graph.DriverGraph.Edge;
import uringlint.cli.graph.DriverGraph.Node;
import uringlint.cli.report.Printable;

/// Graphs in the language of Mermaid, each driver a subgraph.
public final class Mermaid {
    private static final String SAFE = " _.,:()-";

    private Mermaid() {}

    /// All drivers in one chart.
    public static String file(List<DriverGraph> graphs) {
        var text = new StringBuilder("flowchart LR\n");
        Map<String, List<String>> marked = new TreeMap<>();
        var links = new ArrayList<String>();
        for (int at = 0; at < graphs.size(); at++) {
            DriverGraph graph = graphs.get(at);
            text.append("\tsubgraph d").append(at).append("[").append(quoted(List.of(graph.name()))).append("]\n");
            for (int node = 0; node < graph.nodes().size(); node++) {
                String id = "d" + at + "n" + node;
                String worst = Labels.worst(graph.nodes().get(node).marks());
                node(text, id, graph.nodes().get(node));
                if (!worst.isEmpty()) {
                    marked.computeIfAbsent(worst, _ -> new ArrayList<>()).add(id);
                }
            }
            for (Edge edge : graph.edges()) {
                edge(text, at, edge);
                links.add(Labels.worst(edge.marks()));
            }
            text.append("\tend\n");
        }
        marked.forEach((severity, ids) -> text.append("\tclassDef ").append(severity).append(" stroke:").append(color(severity))
                .append(",stroke-width:3px\n\tclass ").append(String.join(",", ids)).append(' ').append(severity).append('\n'));
        for (int link = 0; link < links.size(); link++) {
            if (!links.get(link).isEmpty()) {
                text.append("\tlinkStyle ").append(link).append(" stroke:").append(color(links.get(link))).append('\n');
            }
        }
        return text.toString();
    }

    private static void node(StringBuilder text, String id, Node node) {
        String words = quoted(Labels.all(node));
        text.append("\t\t").append(id).append(switch (node.kind()) {
            case HANDLER -> "[[" + words + "]]";
            case CALLBACK -> "(" + words + ")";
            case ENTRY -> "[" + words + "]";
            case STORE -> "[(" + words + ")]";
            case END -> "([" + words + "])";
        }).append('\n');
    }

    private static void edge(StringBuilder text, int graph, Edge edge) {
        text.append("\t\td").append(graph).append('n').append(edge.from()).append(" -->|").append(quoted(Labels.all(edge)))
                .append("| d").append(graph).append('n').append(edge.to()).append('\n');
    }

    private static String color(String severity) {
        return switch (severity) {
            case "error" -> "#c22";
            case "warning" -> "#b60";
            default -> "#079";
        };
    }

    /// Lines in quotes, with what could mean something as the number of the character.
    private static String quoted(List<String> lines) {
        return lines.stream().map(Mermaid::escaped).collect(Collectors.joining("<br/>", "\"", "\""));
    }

    private static String escaped(String line) {
        var text = new StringBuilder();
        Printable.line(line).codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || SAFE.indexOf(character) >= 0) {
                text.appendCodePoint(character);
            } else {
                text.append('#').append(character).append(';');
            }
        });
        return text.toString();
    }
}
