// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.cli.graph.Layout.Placed;
import uringlint.cli.graph.Layout.Point;
import uringlint.cli.graph.Layout.Route;

/// The columns of a graph while it is laid out: nodes in the even ones, labels in the odd ones, and in both the points where edges pass.
final class Layers {
    private static final int GAP = 44;
    private static final int ROOM = 18;
    private static final int MARGIN = 12;
    private static final int SWEEPS = 12;

    private final List<List<Cell>> columns = new ArrayList<>();
    private final List<Cell> nodes = new ArrayList<>();
    private final List<Chain> chains = new ArrayList<>();

    private Layers() {}

    /// Something in a column: a node, a label, or a point where an edge passes.
    private static final class Cell {
        private final Layout.Size size;
        private final List<Cell> left = new ArrayList<>();
        private final List<Cell> right = new ArrayList<>();
        private int x;
        private int end;
        private double center;
        private int position;

        private Cell(Layout.Size size) {
            this.size = size;
        }

        private Placed placed() {
            return new Placed(x, (int) Math.round(center - size.height() / 2.0), size.width(), size.height());
        }
    }

    /// The cells through which an edge goes, from left to right; the label is one of them.
    private record Chain(List<Cell> cells, Cell label, boolean isBack, boolean isLoop) {}

    /// Places nodes of these sizes, of which those with a true in `first` stand in the first column, those in `last` in the last one.
    static Layout layout(List<Layout.Size> nodes, List<Layout.Link> links, List<Boolean> first, List<Boolean> last) {
        Layers layers = of(nodes, links, Ranks.of(nodes.size(), links, first, last));
        layers.order();
        layers.place();
        return layers.drawn();
    }

    private static Layers of(List<Layout.Size> sizes, List<Layout.Link> links, Ranks ranks) {
        var layers = new Layers();
        for (int node = 0; node < sizes.size(); node++) {
            var cell = new Cell(sizes.get(node));
            layers.nodes.add(cell);
            layers.put(2 * ranks.ranks().get(node), cell);
        }
        for (int at = 0; at < links.size(); at++) {
            layers.connect(links.get(at), ranks, ranks.backward().get(at));
        }
        return layers;
    }

    private void put(int column, Cell cell) {
        while (columns.size() <= column) {
            columns.add(new ArrayList<>());
        }
        columns.get(column).add(cell);
    }

    private void connect(Layout.Link link, Ranks ranks, boolean isBack) {
        int from = isBack ? link.to() : link.from();
        int to = isBack ? link.from() : link.to();
        int first = 2 * ranks.ranks().get(from);
        int last = 2 * ranks.ranks().get(to);
        boolean isLoop = from == to;
        var cells = new ArrayList<Cell>();
        cells.add(nodes.get(from));
        var label = new Cell(link.label());
        // A label stands beside the node that it speaks of: the one where the edge starts.
        int at = isBack ? last - 1 : first + 1;
        for (int column = first + 1; column < (isLoop ? first + 2 : last); column++) {
            Cell cell = column == at ? label : new Cell(new Layout.Size(0, 0));
            put(column, cell);
            cells.add(cell);
        }
        if (!isLoop) {
            cells.add(nodes.get(to));
        }
        for (int index = 1; index < cells.size(); index++) {
            cells.get(index - 1).right.add(cells.get(index));
            cells.get(index).left.add(cells.get(index - 1));
        }
        chains.add(new Chain(cells, label, isBack, isLoop));
    }

    /// Orders the cells of each column so that few edges cross: each to the middle of its neighbors, to and fro, as long as it helps.
    private void order() {
        number();
        List<List<Cell>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean isForward = sweep % 2 == 0;
            for (int index = 0; index < columns.size(); index++) {
                List<Cell> column = columns.get(isForward ? index : columns.size() - 1 - index);
                Map<Cell, Double> middles = new HashMap<>();
                column.forEach(cell -> middles.put(cell, middle(isForward ? cell.left : cell.right, cell.position)));
                column.sort(Comparator.comparingDouble(cell -> middles.getOrDefault(cell, 0.0)));
                number();
            }
            long now = crossings();
            if (now < fewest) {
                fewest = now;
                best = copy();
            }
        }
        columns.clear();
        columns.addAll(best);
        number();
    }

    private static double middle(List<Cell> neighbors, double otherwise) {
        return neighbors.stream().mapToInt(cell -> cell.position).average().orElse(otherwise);
    }

    private void number() {
        for (List<Cell> column : columns) {
            for (int position = 0; position < column.size(); position++) {
                column.get(position).position = position;
            }
        }
    }

    private List<List<Cell>> copy() {
        return new ArrayList<>(columns.stream().map(column -> (List<Cell>) new ArrayList<>(column)).toList());
    }

    private long crossings() {
        long found = 0;
        for (List<Cell> column : columns) {
            for (int upper = 0; upper < column.size(); upper++) {
                for (int lower = upper + 1; lower < column.size(); lower++) {
                    for (Cell one : column.get(upper).right) {
                        found += column.get(lower).right.stream().filter(other -> other.position < one.position).count();
                    }
                }
            }
        }
        return found;
    }

    /// Gives each cell its place: near its neighbors, and apart from those above and below it.
    private void place() {
        int x = MARGIN;
        for (List<Cell> column : columns) {
            int widest = column.stream().mapToInt(cell -> cell.size.width()).max().orElse(0);
            for (Cell cell : column) {
                cell.x = x;
                cell.end = x + widest;
            }
            x += widest + GAP;
            stack(column, column.stream().map(cell -> cell.center).toList());
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int index = 0; index < columns.size(); index++) {
                boolean isForward = sweep % 2 == 0;
                List<Cell> column = columns.get(isForward ? index : columns.size() - 1 - index);
                stack(column, column.stream().map(cell -> wanted(cell, isForward)).toList());
            }
        }
        double top = columns.stream().flatMap(List::stream).mapToDouble(cell -> cell.center - cell.size.height() / 2.0).min().orElse(0);
        columns.forEach(column -> column.forEach(cell -> cell.center += MARGIN - top));
    }

    private static double wanted(Cell cell, boolean isForward) {
        List<Cell> first = isForward ? cell.left : cell.right;
        List<Cell> neighbors = first.isEmpty() ? isForward ? cell.right : cell.left : first;
        return neighbors.stream().mapToDouble(other -> other.center).average().orElse(cell.center);
    }

    /// Puts the cells of a column as near to where they want to be as their order and their heights allow. Cells that
    /// want to be in the same place become a block around the middle of their wishes.
    private static void stack(List<Cell> column, List<Double> wishes) {
        var starts = new ArrayList<Integer>();
        var sums = new ArrayList<Double>();
        double[] offsets = new double[column.size()];
        for (int at = 0; at < column.size(); at++) {
            offsets[at] = at == 0 ? 0 : offsets[at - 1] + apart(column.get(at - 1), column.get(at));
            starts.add(at);
            sums.add(wishes.get(at) - offsets[at]);
            while (starts.size() > 1 && mean(starts, sums, starts.size() - 2, at) > mean(starts, sums, starts.size() - 1, at)) {
                double merged = sums.removeLast();
                starts.removeLast();
                sums.set(sums.size() - 1, sums.getLast() + merged);
            }
        }
        for (int block = 0; block < starts.size(); block++) {
            int end = block + 1 < starts.size() ? starts.get(block + 1) : column.size();
            for (int at = starts.get(block); at < end; at++) {
                column.get(at).center = sums.get(block) / (end - starts.get(block)) + offsets[at];
            }
        }
    }

    private static double mean(List<Integer> starts, List<Double> sums, int block, int last) {
        int end = block + 1 < starts.size() ? starts.get(block + 1) : last + 1;
        return sums.get(block) / (end - starts.get(block));
    }

    private static double apart(Cell upper, Cell lower) {
        return (upper.size.height() + lower.size.height()) / 2.0 + ROOM;
    }

    /// The layout, once all cells are in their places.
    private Layout drawn() {
        Map<Cell, List<Cell>> outgoing = new HashMap<>();
        Map<Cell, List<Cell>> incoming = new HashMap<>();
        columns.forEach(column -> column.forEach(cell -> {
            outgoing.put(cell, sorted(cell.right));
            incoming.put(cell, sorted(cell.left));
        }));
        List<Route> routes = chains.stream()
                .map(chain -> new Route(pieces(chain, outgoing, incoming), chain.isBack(), chain.isLoop()))
                .toList();
        List<Cell> all = columns.stream().flatMap(List::stream).toList();
        int width = all.stream().mapToInt(cell -> cell.placed().right()).max().orElse(0) + MARGIN;
        int height = all.stream().mapToInt(cell -> cell.placed().bottom()).max().orElse(0) + MARGIN;
        return new Layout(
                nodes.stream().map(Cell::placed).toList(),
                chains.stream().map(chain -> chain.label().placed()).toList(),
                routes,
                width,
                height);
    }

    /// An edge bends between columns alone: within one it runs level, lest it meet a box that is wider than its own.
    private static List<List<Point>> pieces(Chain chain, Map<Cell, List<Cell>> outgoing, Map<Cell, List<Cell>> incoming) {
        var pieces = new ArrayList<List<Point>>();
        var piece = new ArrayList<Point>();
        for (int at = 0; at < chain.cells().size(); at++) {
            Cell cell = chain.cells().get(at);
            if (at > 0) {
                piece.add(new Point(cell.x, port(cell, incoming.getOrDefault(cell, List.of()), chain.cells().get(at - 1))));
                if (cell.size.width() > 0) {
                    pieces.add(List.copyOf(piece));
                    piece.clear();
                }
            }
            if (at + 1 < chain.cells().size()) {
                int y = port(cell, outgoing.getOrDefault(cell, List.of()), chain.cells().get(at + 1));
                if (cell.size.width() > 0) {
                    piece.add(new Point(cell.x + cell.size.width(), y));
                }
                piece.add(new Point(cell.end, y));
            }
        }
        return pieces;
    }

    private static List<Cell> sorted(List<Cell> cells) {
        return cells.stream().sorted(Comparator.comparingDouble(cell -> cell.center)).toList();
    }

    /// Where an edge leaves or reaches a cell: edges are spread over its side, in the order of the cells they lead to.
    private static int port(Cell cell, List<Cell> neighbors, Cell neighbor) {
        Placed box = cell.placed();
        return box.y() + (int) Math.round(box.height() * (neighbors.indexOf(neighbor) + 1.0) / (neighbors.size() + 1));
    }
}
