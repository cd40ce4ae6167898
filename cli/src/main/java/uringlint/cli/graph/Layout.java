// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.List;

/// Where the boxes of a graph stand, and through which points its edges go.
///
/// The graph is drawn in columns from left to right. Labels are boxes of their own, in columns between those of the nodes, and an edge that
/// passes a column has a place there too: so nothing that is drawn lies upon anything else.
record Layout(List<Placed> nodes, List<Placed> labels, List<Route> routes, int width, int height) {
    Layout {
        nodes = List.copyOf(nodes);
        labels = List.copyOf(labels);
        routes = List.copyOf(routes);
    }

    /// How large something is.
    record Size(int width, int height) {}

    /// An edge, with the size of its label.
    record Link(int from, int to, Size label) {}

    /// A rectangle.
    record Placed(int x, int y, int width, int height) {
        int right() {
            return x + width;
        }

        int bottom() {
            return y + height;
        }

        boolean overlaps(Placed other) {
            return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
        }
    }

    record Point(int x, int y) {}

    /// The way of an edge: pieces, each a curve through points, of which the first starts at one end and the last ends at the other. An
    /// arrow stands at the last point, or at the first one where the edge runs from right to left.
    record Route(List<List<Point>> pieces, boolean isBack, boolean isLoop) {
        Route {
            pieces = pieces.stream().map(List::copyOf).toList();
        }
    }

    /// All that takes room.
    List<Placed> boxes() {
        var all = new ArrayList<>(nodes);
        all.addAll(labels);
        return all;
    }
}
