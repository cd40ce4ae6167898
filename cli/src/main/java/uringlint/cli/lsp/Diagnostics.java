// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import uringlint.cli.report.Finding;
import uringlint.cli.report.RuleText;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Problem;

/// Findings as the protocol writes them: the path to a finding as related places.
final class Diagnostics {
    static final String SOURCE = "uringlint";

    private Diagnostics() {}

    static Diagnostic of(Finding finding, Path folder) {
        uringlint.diagnostic.Diagnostic found = finding.diagnostic();
        var text = new StringBuilder(found.message());
        if (!found.reason().isEmpty()) {
            text.append("\n").append(found.reason());
        }
        if (!found.help().isEmpty()) {
            text.append("\nhelp: ").append(found.help());
        }
        var diagnostic = new Diagnostic(Positions.range(found.location()), text.toString(), severity(found), SOURCE, found.rule());
        diagnostic.setCodeDescription(new DiagnosticCodeDescription(RuleText.uri(found.rule())));
        diagnostic.setRelatedInformation(path(found, folder));
        return diagnostic;
    }

    /// What was not followed: nobody is to take silence for an answer there.
    static Diagnostic of(Problem problem) {
        return new Diagnostic(
                Positions.range(problem.location()), "not followed: " + problem.message(), DiagnosticSeverity.Information, SOURCE);
    }

    private static DiagnosticSeverity severity(uringlint.diagnostic.Diagnostic found) {
        return switch (found.severity()) {
            case ERROR -> DiagnosticSeverity.Error;
            case WARNING -> DiagnosticSeverity.Warning;
            case NOTE -> DiagnosticSeverity.Information;
        };
    }

    private static List<DiagnosticRelatedInformation> path(uringlint.diagnostic.Diagnostic found, Path folder) {
        var steps = new ArrayList<DiagnosticRelatedInformation>();
        for (TraceStep step : found.trace()) {
            steps.add(new DiagnosticRelatedInformation(
                    new Location(Positions.uri(Positions.path(folder, step.location())), Positions.range(step.location())),
                    step.message()));
        }
        return steps;
    }
}
