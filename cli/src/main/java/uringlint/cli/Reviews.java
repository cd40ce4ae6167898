// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.change.Changes;
import uringlint.cli.change.Outcome;
import uringlint.cli.change.Step;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.report.Finding;
import uringlint.rules.Rules;

/// What the patches of a series bring.
final class Reviews {
    private Reviews() {}

    /// A patch and what it brings; nothing for one that was not applied.
    record Reviewed(AppliedSeries.AppliedPatch patch, Optional<Outcome> outcome) {}

    /// The patches in their order. Of files that are known in parts only findings remain that need no more.
    static List<Reviewed> of(AppliedSeries series, Changes changes) {
        List<Step> steps = series.patches().stream().flatMap(patch -> patch.step().stream()).toList();
        List<Outcome> outcomes = changes.compare(steps);
        var reviewed = new ArrayList<Reviewed>();
        int next = 0;
        for (AppliedSeries.AppliedPatch patch : series.patches()) {
            Optional<Outcome> outcome = Optional.empty();
            if (patch.step().isPresent()) {
                Outcome found = outcomes.get(next++);
                outcome = Optional.of(new Outcome(
                        found.step(),
                        sure(found.appeared(), patch.fragments()),
                        sure(found.gone(), patch.fragments()),
                        found.brought(),
                        found.after()));
            }
            reviewed.add(new Reviewed(patch, outcome));
        }
        return reviewed;
    }

    private static List<Finding> sure(List<Finding> findings, Set<String> fragments) {
        return findings.stream()
                .filter(finding -> !fragments.contains(
                                finding.diagnostic().location().file().path())
                        || Rules.LOCAL.contains(finding.diagnostic().rule()))
                .toList();
    }
}
