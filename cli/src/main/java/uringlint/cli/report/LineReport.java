// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.List;
import java.util.function.UnaryOperator;
import uringlint.diagnostic.Diagnostic;

/// A report as compilers write it, one line a finding: `PATH:LINE:COLUMN: SEVERITY: MESSAGE [RULE]`.
public final class LineReport {
    private LineReport() {}

    /// The lines. `name` is how a path is shown.
    public static String render(List<Finding> findings, UnaryOperator<String> name) {
        var text = new StringBuilder();
        for (Finding finding : findings) {
            Diagnostic diagnostic = finding.diagnostic();
            text.append(Excerpt.clean(name.apply(diagnostic.location().file().path())));
            text.append(':').append(diagnostic.location().line()).append(':').append(diagnostic.location().column()).append(": ");
            text.append(diagnostic.severity().word()).append(": ").append(Excerpt.clean(diagnostic.message()));
            text.append(" [").append(diagnostic.rule()).append("]\n");
        }
        return Printable.lines(text.toString());
    }
}
