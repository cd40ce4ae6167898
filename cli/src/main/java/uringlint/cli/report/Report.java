package uringlint.cli.report;

import java.util.List;
import uringlint.source.Problem;

/// All that a run has to say: findings in their order, how many more there are below the level that was asked
/// for, what was not understood, and how much was looked at.
public record Report(List<Finding> findings, int hidden, List<Problem> problems, int files, int functions) {
    public Report {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }
}
