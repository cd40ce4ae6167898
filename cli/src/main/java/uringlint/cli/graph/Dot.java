// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.List;
import java.util.stream.Collectors;
import uringlint.cli.graph.DriverGraph.Edge;
import uringlint.cli.graph.DriverGraph.Mark;
import uringlint.cli.graph.DriverGraph.Node;
import uringlint.cli.report.Printable;

/// Graphs in the language of Graphviz, each driver a cluster.
public final class Dot {
    private Dot() {}

    /// All drivers in one graph.
    public static String file(List<DriverGraph> graphs) {
        var text = new StringBuilder("""
                digraph commands {
                \trankdir=LR;
                \tnode [shape=box, fontname=monospace];
                \tedge [fontname=monospace];
                """);
        for (int at = 0; at < graphs.size(); at++) {
            DriverGraph graph = graphs.get(at);
            text.append("\tsubgraph cluster_").append(at).append(" {\n\t\tlabel=").append(quoted(List.of(graph.name()))).append(";\n");
            for (int node = 0; node < graph.nodes().size(); node++) {
                node(text, "d" + at + "_n" + node, graph.nodes().get(node));
            }
            for (Edge edge : graph.edges()) {
                edge(text, at, edge);
            }
            text.append("\t}\n");
        }
        return text.append("}\n").toString();
    }

    private static void node(StringBuilder text, String id, Node node) {
        String shape = switch (node.kind()) {
            case HANDLER -> ", style=bold";
            case CALLBACK -> ", style=rounded";
            case ENTRY -> "";
            case STORE -> ", shape=cylinder";
            case END -> ", shape=ellipse";
        };
        text.append("\t\t").append(id).append(" [label=").append(quoted(Labels.all(node))).append(shape).append(color(node.marks()))
                .append("];\n");
    }

    private static void edge(StringBuilder text, int graph, Edge edge) {
        text.append("\t\td%d_n%d -> d%d_n%d".formatted(graph, edge.from(), graph, edge.to()))
                .append(" [label=").append(quoted(Labels.all(edge))).append(color(edge.marks())).append("];\n");
    }

    private static String color(List<Mark> marks) {
        return switch (Labels.worst(marks)) {
            case "error" -> ", color=red, fontcolor=red";
            case "warning" -> ", color=darkorange3, fontcolor=darkorange3";
            case "note" -> ", color=deepskyblue4, fontcolor=deepskyblue4";
            default -> "";
        };
    }

    /// Lines in quotes. Graphviz takes `&` for the start of a character's name.
    private static String quoted(List<String> lines) {
        return lines.stream()
                .map(line -> Printable.line(line).replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\""))
                .collect(Collectors.joining("\\n", "\"", "\""));
    }
}
