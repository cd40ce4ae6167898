// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// In which column each node of a graph stands, and which links run against the direction of the columns.
record Ranks(List<Integer> ranks, List<Boolean> backward) {
    Ranks {
        ranks = List.copyOf(ranks);
        backward = List.copyOf(backward);
    }

    private enum Visit {
        NEW,
        OPEN,
        DONE
    }

    /// Each node as far from the first ones as the longest way to it. Links that lead back, to a first one or around a circle, are turned.
    static Ranks of(int nodes, List<Layout.Link> links, List<Boolean> first, List<Boolean> last) {
        var backward = new boolean[links.size()];
        var isEntered = new boolean[nodes];
        for (int at = 0; at < links.size(); at++) {
            Layout.Link link = links.get(at);
            backward[at] = first.get(link.to()) && !first.get(link.from());
            isEntered[link.to()] |= link.from() != link.to() && !backward[at];
        }
        var visits = new Visit[nodes];
        Arrays.fill(visits, Visit.NEW);
        for (boolean isLater : new boolean[] {false, true}) {
            for (int node = 0; node < nodes; node++) {
                if (isEntered[node] == isLater) {
                    visit(node, links, visits, backward);
                }
            }
        }
        int[] ranks = longest(nodes, links, backward);
        int greatest = 0;
        for (int rank : ranks) {
            greatest = Math.max(greatest, rank);
        }
        var columns = new ArrayList<Integer>();
        for (int node = 0; node < nodes; node++) {
            columns.add(last.get(node) ? greatest : ranks[node]);
        }
        var turned = new ArrayList<Boolean>();
        for (boolean isTurned : backward) {
            turned.add(isTurned);
        }
        return new Ranks(columns, turned);
    }

    private static int[] longest(int nodes, List<Layout.Link> links, boolean[] backward) {
        var ranks = new int[nodes];
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (int at = 0; at < links.size(); at++) {
                Layout.Link link = links.get(at);
                int from = backward[at] ? link.to() : link.from();
                int to = backward[at] ? link.from() : link.to();
                if (from != to && ranks[to] <= ranks[from]) {
                    ranks[to] = ranks[from] + 1;
                    isChanged = true;
                }
            }
        }
        return ranks;
    }

    private static void visit(int node, List<Layout.Link> links, Visit[] visits, boolean[] backward) {
        if (visits[node] != Visit.NEW) {
            return;
        }
        visits[node] = Visit.OPEN;
        for (int at = 0; at < links.size(); at++) {
            Layout.Link link = links.get(at);
            if (link.from() == node && link.to() != node && !backward[at]) {
                if (visits[link.to()] == Visit.OPEN) {
                    backward[at] = true;
                } else {
                    visit(link.to(), links, visits, backward);
                }
            }
        }
        visits[node] = Visit.DONE;
    }
}
