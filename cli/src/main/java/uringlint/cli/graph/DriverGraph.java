// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;

/// What becomes of commands in a driver: the functions that are entered, the places where commands wait, and their ends, with what leads
/// from one to the other. A node is known by its position.
public record DriverGraph(String name, List<Node> nodes, List<Edge> edges) {
    public DriverGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// What a node is.
    public enum Kind {
        /// A function that gets commands from the core.
        HANDLER,
        /// A function that runs for a command that was handed to it.
        CALLBACK,
        /// Any other function by which the driver is entered.
        ENTRY,
        /// Memory in which others find a command.
        STORE,
        /// How a command ends.
        END
    }

    /// A function, a place or an end. `lines` say what it is. A function has its place in the source, and the names of
    /// the functions that it calls, directly or not.
    public record Node(Kind kind, String title, List<String> lines, Extent extent, Set<String> reached, List<Mark> marks) {
        public Node {
            lines = List.copyOf(lines);
            reached = Set.copyOf(reached);
            marks = List.copyOf(marks);
        }

        Node with(List<Mark> other) {
            return new Node(kind, title, lines, extent, reached, other);
        }
    }

    /// The lines of a function in a file; of what is no function, nothing.
    public record Extent(String path, int first, int last) {
        static final Extent NONE = new Extent("", 0, 0);

        boolean holds(Location place) {
            return place.file().path().equals(path) && place.line() >= first && place.line() <= last;
        }
    }

    /// What leads from a node to another one; the same node for what goes back to itself.
    public record Edge(int from, int to, List<Step> steps, List<Mark> marks) {
        public Edge {
            steps = List.copyOf(steps);
            marks = List.copyOf(marks);
        }

        Edge with(List<Mark> other) {
            return new Edge(from, to, steps, other);
        }
    }

    /// One way by which it leads there: what is done, in which function and line, with which locks.
    public record Step(String what, String function, String path, int line, List<String> locks) {
        public Step {
            locks = List.copyOf(locks);
        }
    }

    /// A finding at a node or an edge.
    public record Mark(Severity severity, String rule, int line) {}

    /// The same graph with findings: each at the steps in its line, and at the function in which it is; or else at the one through which
    /// its path goes, or at those that call what it is in.
    public DriverGraph marked(List<Diagnostic> findings) {
        var marked = new ArrayList<List<Mark>>();
        nodes.forEach(_ -> marked.add(new ArrayList<>()));
        for (Diagnostic finding : findings) {
            var mark = new Mark(finding.severity(), finding.rule(), finding.location().line());
            holders(finding).forEach(at -> marked.get(at).add(mark));
        }
        var drawn = new ArrayList<Node>();
        for (int at = 0; at < nodes.size(); at++) {
            drawn.add(nodes.get(at).with(marked.get(at)));
        }
        List<Edge> told = edges.stream()
                .map(edge -> edge.with(findings.stream()
                        .filter(finding -> edge.steps().stream().anyMatch(step -> isAt(step, finding.location())))
                        .map(finding -> new Mark(finding.severity(), finding.rule(), finding.location().line()))
                        .toList()))
                .toList();
        return new DriverGraph(name, drawn, told);
    }

    private static boolean isAt(Step step, Location place) {
        return step.line() == place.line() && step.path().equals(place.file().path());
    }

    private Set<Integer> holders(Diagnostic finding) {
        Set<Integer> found = holding(finding.location());
        for (TraceStep step : finding.trace()) {
            if (found.isEmpty()) {
                found = holding(step.location());
            }
        }
        if (found.isEmpty()) {
            for (int at = 0; at < nodes.size(); at++) {
                if (nodes.get(at).reached().contains(finding.function())) {
                    found.add(at);
                }
            }
        }
        return found;
    }

    private Set<Integer> holding(Location place) {
        var found = new TreeSet<Integer>();
        for (int at = 0; at < nodes.size(); at++) {
            if (nodes.get(at).extent().holds(place)) {
                found.add(at);
            }
        }
        return found;
    }
}
