package uringlint.cli.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;

/// What one change brings and takes away, in the order of the places, and the whole report on the tree after it, whose notes
/// are those that the tree before did not have.
public record Outcome(Step step, List<Finding> appeared, List<Finding> gone, Report after) {
    public Outcome {
        appeared = List.copyOf(appeared);
        gone = List.copyOf(gone);
    }

    /// One outcome for each name of a step. A merge is compared with each of its parents, and brings what none of them had.
    public static List<Outcome> together(List<Outcome> outcomes) {
        var together = new ArrayList<Outcome>();
        for (Outcome outcome : outcomes) {
            if (!together.isEmpty() && together.getLast().step().name().equals(outcome.step().name())) {
                Outcome first = together.removeLast();
                together.add(new Outcome(first.step(), common(first.appeared(), outcome.appeared()), common(first.gone(), outcome.gone()), first.after()));
            } else {
                together.add(outcome);
            }
        }
        return together;
    }

    private static List<Finding> common(List<Finding> some, List<Finding> others) {
        Set<List<Object>> known = new HashSet<>();
        others.forEach(finding -> known.add(key(finding)));
        return some.stream().filter(finding -> known.contains(key(finding))).toList();
    }

    private static List<Object> key(Finding finding) {
        return List.of(finding.fingerprint(), finding.diagnostic().location().file().path(), finding.diagnostic().location().span());
    }
}
