// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.List;
import uringlint.cli.graph.DriverGraph.Edge;
import uringlint.cli.graph.DriverGraph.Node;
import uringlint.cli.report.Xml;

/// A graph as a piece of a page: the picture, and the same in words for who cannot see it.
public final class Figure {
    private Figure() {}

    /// The HTML of a figure. The page has [Svg#STYLE].
    public static String of(DriverGraph graph) {
        var text = new StringBuilder("<figure class=\"picture\">\n")
                .append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Graph of ")
                .append(escaped(graph.name())).append("\">\n").append(Svg.picture(graph))
                .append("</div>\n<figcaption>What becomes of commands, from the handlers on the left to their ends on the right.")
                .append("</figcaption>\n<details>\n<summary>The graph in words</summary>\n<ul>\n");
        for (int at = 0; at < graph.nodes().size(); at++) {
            node(text, graph, at);
        }
        return text.append("</ul>\n</details>\n</figure>\n").toString();
    }

    private static void node(StringBuilder text, DriverGraph graph, int at) {
        Node node = graph.nodes().get(at);
        text.append("<li><strong>").append(escaped(node.title())).append("</strong>: ").append(joined(Labels.of(node)));
        if (!node.marks().isEmpty()) {
            text.append("; ").append(joined(Labels.of(node.marks())));
        }
        List<Edge> leaving = graph.edges().stream().filter(edge -> edge.from() == at).toList();
        if (!leaving.isEmpty()) {
            text.append("\n<ul>\n");
            for (Edge edge : leaving) {
                text.append("<li>to <strong>").append(escaped(graph.nodes().get(edge.to()).title())).append("</strong>: ")
                        .append(joined(Labels.of(edge)));
                for (List<String> more : List.of(Labels.locks(edge), Labels.of(edge.marks()))) {
                    text.append(more.isEmpty() ? "" : "; ").append(joined(more));
                }
                text.append("</li>\n");
            }
            text.append("</ul>\n");
        }
        text.append("</li>\n");
    }

    private static String joined(List<String> lines) {
        return escaped(String.join(", ", lines));
    }

    private static String escaped(String text) {
        return Xml.shown(text);
    }
}
