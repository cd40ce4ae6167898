// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import uringlint.cli.graph.DriverGraph.Edge;
import uringlint.cli.graph.DriverGraph.Kind;
import uringlint.cli.graph.DriverGraph.Mark;
import uringlint.cli.graph.DriverGraph.Node;
import uringlint.cli.report.Resource;
import uringlint.cli.report.Xml;

/// Graphs as pictures, in the light or the dark as the reader has it.
public final class Svg {
    /// How the parts of pictures look, for the page that holds them.
    public static final String STYLE = Resource.text(Svg.class, "graph.css");

    private static final double COLUMN = 7.3;
    private static final int LINE = 17;
    private static final int PAD = 9;
    private static final int HEAD = 34;

    private Svg() {}

    /// A line of a box, and how it looks.
    private record Line(String text, String look) {}

    /// A picture of one driver, to stand in a page that has the style.
    public static String picture(DriverGraph graph) {
        Drawing drawing = Drawing.of(graph);
        return open(drawing.layout().width(), drawing.layout().height(), summary(graph)) + drawing.text() + "</svg>\n";
    }

    /// A file with the pictures of all drivers, one below the other.
    public static String file(List<DriverGraph> graphs) {
        var body = new StringBuilder();
        int width = 1;
        int y = 0;
        for (DriverGraph graph : graphs) {
            Drawing drawing = Drawing.of(graph);
            List<String> name = Labels.broken(graph.name());
            for (int line = 0; line < name.size(); line++) {
                text(body, 12, y + HEAD - 12 + line * LINE, new Line(name.get(line), "name"));
                width = Math.max(width, 24 + wide(name.get(line)));
            }
            y += HEAD + (name.size() - 1) * LINE;
            body.append("<g transform=\"translate(0 ").append(y).append(")\">\n").append(drawing.text()).append("</g>\n");
            y += drawing.layout().height();
            width = Math.max(width, drawing.layout().width());
        }
        String title = graphs.stream().map(Svg::summary).collect(Collectors.joining("; "));
        return Xml.HEAD + open(width, Math.max(y, 1), title) + "<style>\n" + STYLE
                + "svg { background: #fff; } @media screen and (prefers-color-scheme: dark) { svg { background: #0d1117; } }\n</style>\n"
                + body + "</svg>\n";
    }

    private static String summary(DriverGraph graph) {
        return "commands in " + graph.name() + ": " + graph.nodes().size() + " nodes, " + graph.edges().size() + " edges";
    }

    private static String open(int width, int height, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" role=\"img\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\">\n<title>" + escaped(title) + "</title>\n";
    }

    private static String escaped(String text) {
        return Xml.shown(text);
    }

    private static int wide(String text) {
        return (int) Math.ceil(Labels.columns(text) * COLUMN);
    }

    /// A text is as wide as the room that was made for it, whatever font shows it.
    private static void text(StringBuilder into, int x, int y, Line line) {
        if (line.text().isEmpty()) {
            return;
        }
        into.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" class=\"").append(line.look())
                .append("\" textLength=\"").append(wide(line.text())).append("\" lengthAdjust=\"spacingAndGlyphs\">")
                .append(escaped(line.text())).append("</text>\n");
    }

    /// A graph with its places and all that is drawn of it.
    private record Drawing(Layout layout, String text) {
        static Drawing of(DriverGraph graph) {
            List<List<Line>> nodes = graph.nodes().stream().map(Svg::lines).toList();
            List<List<Line>> labels = graph.edges().stream().map(Svg::lines).toList();
            Layout layout = Svg.layout(graph, nodes, labels);
            var text = new StringBuilder();
            for (int at = 0; at < graph.edges().size(); at++) {
                edge(text, graph.edges().get(at), layout.routes().get(at));
            }
            for (int at = 0; at < graph.edges().size(); at++) {
                box(text, "label", graph.edges().get(at).marks(), layout.labels().get(at), labels.get(at));
            }
            for (int at = 0; at < graph.nodes().size(); at++) {
                Node node = graph.nodes().get(at);
                box(text, look(node.kind()), node.marks(), layout.nodes().get(at), nodes.get(at));
            }
            return new Drawing(layout, text.toString());
        }
    }

    /// Where everything of a graph stands.
    static Layout layout(DriverGraph graph) {
        return layout(graph, graph.nodes().stream().map(Svg::lines).toList(), graph.edges().stream().map(Svg::lines).toList());
    }

    private static Layout layout(DriverGraph graph, List<List<Line>> nodes, List<List<Line>> labels) {
        var links = new ArrayList<Layout.Link>();
        for (int at = 0; at < graph.edges().size(); at++) {
            Edge edge = graph.edges().get(at);
            links.add(new Layout.Link(edge.from(), edge.to(), size(labels.get(at))));
        }
        return Layers.layout(
                nodes.stream().map(Svg::size).toList(),
                links,
                graph.nodes().stream().map(node -> node.kind() == Kind.HANDLER).toList(),
                graph.nodes().stream().map(node -> node.kind() == Kind.END).toList());
    }

    private static Layout.Size size(List<Line> lines) {
        return new Layout.Size(
                2 * PAD + lines.stream().mapToInt(line -> wide(line.text())).max().orElse(0), 2 * PAD + lines.size() * LINE - 4);
    }

    private static List<Line> lines(Node node) {
        var lines = new ArrayList<Line>();
        add(lines, List.of(node.title()), "name");
        add(lines, Labels.of(node), "said");
        add(lines, Labels.of(node.marks()), "mark");
        return lines;
    }

    private static List<Line> lines(Edge edge) {
        var lines = new ArrayList<Line>();
        add(lines, Labels.of(edge), "said");
        add(lines, Labels.locks(edge), "lock");
        add(lines, Labels.of(edge.marks()), "mark");
        return lines;
    }

    private static void add(List<Line> lines, List<String> texts, String look) {
        texts.forEach(text -> Labels.broken(text).forEach(line -> lines.add(new Line(line, look))));
    }

    private static String look(Kind kind) {
        return switch (kind) {
            case HANDLER -> "handler";
            case CALLBACK -> "callback";
            case ENTRY -> "entry";
            case STORE -> "store";
            case END -> "end";
        };
    }

    private static void box(StringBuilder text, String look, List<Mark> marks, Layout.Placed at, List<Line> lines) {
        String worst = Labels.worst(marks);
        text.append("<g class=\"").append(look).append(worst.isEmpty() ? "" : " " + worst).append("\">\n");
        int round = switch (look) {
            case "end" -> 16;
            case "store" -> 0;
            default -> 5;
        };
        text.append("<rect x=\"").append(at.x()).append("\" y=\"").append(at.y()).append("\" width=\"").append(at.width())
                .append("\" height=\"").append(at.height()).append("\" rx=\"").append(round).append("\"/>\n");
        for (int line = 0; line < lines.size(); line++) {
            text(text, at.x() + PAD, at.y() + PAD + line * LINE + 11, lines.get(line));
        }
        text.append("</g>\n");
    }

    private static void edge(StringBuilder text, Edge edge, Layout.Route route) {
        String worst = Labels.worst(edge.marks());
        text.append("<g").append(worst.isEmpty() ? "" : " class=\"" + worst + "\"").append(">\n");
        for (List<Layout.Point> piece : route.pieces()) {
            text.append("<path d=\"M").append(piece.getFirst().x()).append(' ').append(piece.getFirst().y());
            for (int at = 1; at < piece.size(); at++) {
                Layout.Point from = piece.get(at - 1);
                Layout.Point to = piece.get(at);
                int middle = (from.x() + to.x()) / 2;
                text.append(from.y() == to.y()
                        ? "L%d %d".formatted(to.x(), to.y())
                        : "C%d %d %d %d %d %d".formatted(middle, from.y(), middle, to.y(), to.x(), to.y()));
            }
            text.append("\"/>\n");
        }
        boolean pointsLeft = route.isBack() || route.isLoop();
        Layout.Point tip = pointsLeft ? route.pieces().getFirst().getFirst() : route.pieces().getLast().getLast();
        int way = pointsLeft ? 9 : -9;
        text.append("<path class=\"tip\" d=\"M%d %dL%d %dL%d %dZ\"/>\n"
                .formatted(tip.x(), tip.y(), tip.x() + way, tip.y() - 4, tip.x() + way, tip.y() + 4));
        text.append("</g>\n");
    }
}
