// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uringlint.cli.graph.Layout.Link;
import uringlint.cli.graph.Layout.Placed;
import uringlint.cli.graph.Layout.Point;
import uringlint.cli.graph.Layout.Size;

/// What is drawn can be seen: nothing lies upon anything else, and nothing is cut off.
class LayoutTest {
    private static final int GRAPHS = 300;

    private static Layout random(Random random) {
        int count = 1 + random.nextInt(12);
        var nodes = new ArrayList<Size>();
        var first = new ArrayList<Boolean>();
        var last = new ArrayList<Boolean>();
        for (int node = 0; node < count; node++) {
            nodes.add(new Size(60 + random.nextInt(240), 30 + random.nextInt(90)));
            first.add(random.nextInt(5) == 0);
            last.add(!first.getLast() && random.nextInt(6) == 0);
        }
        var links = new ArrayList<Link>();
        for (int link = random.nextInt(3 * count); link > 0; link--) {
            int from = random.nextInt(count);
            // Commands go nowhere from their ends.
            if (!last.get(from)) {
                links.add(new Link(from, random.nextInt(count), new Size(50 + random.nextInt(200), 20 + random.nextInt(80))));
            }
        }
        return Layers.layout(nodes, links, first, last);
    }

    @Test
    void nothingLiesUponAnythingElse() {
        var random = new Random(1);
        for (int graph = 0; graph < GRAPHS; graph++) {
            Layout layout = random(random);
            List<Placed> boxes = layout.boxes();
            for (int one = 0; one < boxes.size(); one++) {
                Placed box = boxes.get(one);
                assertThat(box.x() >= 0 && box.y() >= 0 && box.right() <= layout.width() && box.bottom() <= layout.height())
                        .as("%s within %dx%d", box, layout.width(), layout.height())
                        .isTrue();
                for (int other = one + 1; other < boxes.size(); other++) {
                    assertThat(box.overlaps(boxes.get(other))).as("%s and %s", box, boxes.get(other)).isFalse();
                }
            }
        }
    }

    /// Level pieces run between boxes; where an edge bends, there are no boxes, because bends are between columns.
    @Test
    void edgesPassBetweenBoxes() {
        var random = new Random(2);
        for (int graph = 0; graph < GRAPHS; graph++) {
            Layout layout = random(random);
            for (Layout.Route route : layout.routes()) {
                for (List<Point> piece : route.pieces()) {
                    for (int at = 1; at < piece.size(); at++) {
                        Point from = piece.get(at - 1);
                        Point to = piece.get(at);
                        assertThat(to.x()).isGreaterThanOrEqualTo(from.x());
                        var room = new Placed(from.x(), Math.min(from.y(), to.y()), to.x() - from.x(), Math.abs(from.y() - to.y()));
                        assertThat(layout.boxes()).as("%s from %s to %s", route, from, to).noneMatch(room::overlaps);
                    }
                }
            }
        }
    }

    @Test
    void edgesJoinWhatTheySay() {
        Layout layout = Layers.layout(
                List.of(new Size(100, 40), new Size(100, 40), new Size(80, 30)),
                List.of(new Link(0, 1, new Size(50, 20)), new Link(1, 0, new Size(50, 20)), new Link(1, 1, new Size(50, 20)),
                        new Link(1, 2, new Size(50, 20))),
                List.of(true, false, false),
                List.of(false, false, true));
        assertThat(layout.nodes()).extracting(Placed::x).isSorted().doesNotHaveDuplicates();
        assertThat(layout.routes()).extracting(Layout.Route::isBack).containsExactly(false, true, false, false);
        assertThat(layout.routes()).extracting(Layout.Route::isLoop).containsExactly(false, false, true, false);
        for (int at = 0; at < 4; at++) {
            List<List<Point>> pieces = layout.routes().get(at).pieces();
            Placed start = layout.nodes().get(at < 2 ? 0 : 1);
            assertThat(pieces.getFirst().getFirst().x()).isEqualTo(start.right());
            assertThat(pieces.getFirst().getFirst().y()).isBetween(start.y(), start.bottom());
            Placed end = at == 2 ? layout.labels().get(at) : layout.nodes().get(at == 3 ? 2 : 1);
            assertThat(pieces.getLast().getLast().x()).isEqualTo(end.x());
            assertThat(pieces.getLast().getLast().y()).isBetween(end.y(), end.bottom());
        }
    }
}
