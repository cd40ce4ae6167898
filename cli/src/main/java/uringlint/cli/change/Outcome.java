package uringlint.cli.change;

import java.util.List;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;

/// What one change brings and takes away, in the order of the places, and the whole report on the tree after it, whose notes
/// are those that the tree before did not have.
public record Outcome(Step step, List<Finding> appeared, List<Finding> gone, Report after) {
    public Outcome {
        appeared = List.copyOf(appeared);
        gone = List.copyOf(gone);
    }
}
