// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;
import uringlint.source.Problem;

/// What one change brings and takes away, in the order of the places, which problems of the tree after it count for the change,
/// and the whole report on that tree, whose notes are those that the tree before did not have.
public record Outcome(Step step, List<Finding> appeared, List<Finding> gone, List<Problem> brought, Report after) {
    public Outcome {
        brought = List.copyOf(brought);
        appeared = List.copyOf(appeared);
        gone = List.copyOf(gone);
    }

    /// The same without some findings.
    public Outcome without(Predicate<Finding> isLeftOut) {
        return new Outcome(
                step,
                appeared.stream().filter(isLeftOut.negate()).toList(),
                gone.stream().filter(isLeftOut.negate()).toList(),
                brought,
                after);
    }

    /// The same with those findings alone that stand on lines which the change brings, for the findings of which that is asked.
    public Outcome onOwnLines(Predicate<Finding> isAsked) {
        Map<String, LineMap> lines = step.lines();
        return new Outcome(
                step,
                appeared.stream()
                        .filter(finding -> !isAsked.test(finding) || LineMap.brings(lines, finding.diagnostic().location()))
                        .toList(),
                gone,
                brought,
                after);
    }

    /// One outcome for each name of a step. A merge is compared with each of its parents, and brings what none of them had.
    public static List<Outcome> together(List<Outcome> outcomes) {
        var together = new ArrayList<Outcome>();
        for (Outcome outcome : outcomes) {
            if (!together.isEmpty() && together.getLast().step().name().equals(outcome.step().name())) {
                Outcome first = together.removeLast();
                together.add(new Outcome(
                        first.step(),
                        common(first.appeared(), outcome.appeared()),
                        common(first.gone(), outcome.gone()),
                        first.brought().stream()
                                .filter(problem -> outcome.brought().stream().anyMatch(other -> isSame(problem, other)))
                                .toList(),
                        first.after()));
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

    private static boolean isSame(Problem one, Problem other) {
        return one.kind() == other.kind()
                && one.message().equals(other.message())
                && one.location().file().path().equals(other.location().file().path());
    }

    private static List<Object> key(Finding finding) {
        return List.of(finding.fingerprint(), finding.diagnostic().location().file().path(), finding.diagnostic().location().span());
    }
}
