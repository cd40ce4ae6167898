// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.List;
import uringlint.cli.graph.DriverGraph;
import uringlint.cli.graph.Figure;

/// The graphs of drivers as a page.
public final class EntriesPage {
    private EntriesPage() {}

    /// A page with the graphs; `version` is that of the program.
    public static String of(List<DriverGraph> graphs, String version) {
        var main = new StringBuilder();
        for (DriverGraph graph : graphs) {
            main.append("<section>\n<h2>").append(Page.text(graph.name())).append("</h2>\n").append(Figure.of(graph))
                    .append("</section>\n");
        }
        if (graphs.isEmpty()) {
            main.append("<p>There is no driver.</p>\n");
        }
        return Page.of("What becomes of commands", "", main.toString(), "<p>uringlint " + Page.text(version) + "</p>\n");
    }
}
