// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import uringlint.cli.graph.DriverGraph;
import uringlint.cli.graph.Figure;
import uringlint.cli.graph.GraphBuilder;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;
import uringlint.cli.run.Analyzed;

/// The graphs of drivers. They are made as soon as a driver has been analyzed, so that nothing else of it has to be kept.
final class Pictures {
    private final Map<String, DriverGraph> graphs = new ConcurrentSkipListMap<>();

    /// Makes the graph of a driver, if it could be analyzed.
    void take(Analyzed analyzed) {
        if (!analyzed.versions().isEmpty()) {
            String name = analyzed.driver().name();
            graphs.put(name, GraphBuilder.of(name, analyzed.versions().stream().map(Analyzed.Version::program).toList()));
        }
    }

    /// The graphs of all drivers by their names, with the findings of a report.
    List<DriverGraph> of(Report report) {
        return graphs.values().stream()
                .map(graph -> graph.marked(report.findings().stream()
                        .filter(finding -> finding.driver().equals(graph.name()))
                        .map(Finding::diagnostic)
                        .toList()))
                .toList();
    }

    /// The same as pieces of HTML, by the names of the drivers.
    Map<String, String> figures(Report report) {
        return of(report).stream().collect(Collectors.toMap(DriverGraph::name, Figure::of));
    }
}
