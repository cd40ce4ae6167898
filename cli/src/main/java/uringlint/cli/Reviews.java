// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.change.Changes;
import uringlint.cli.change.Outcome;
import uringlint.cli.change.Step;
import uringlint.cli.patch.AppliedPatch;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.report.Finding;
import uringlint.cli.run.Engine;
import uringlint.rules.model.CoreFiles;

/// What the patches of a series bring.
final class Reviews {
    private static final String VERSION_RULE = "api-version";
    /// In the first proposals of the API, a command could be in user memory.
    private static final String USER_COPY_RULE = "sqe-user-copy";

    private static final Deque<Finding> NONE = new ArrayDeque<>();

    private Reviews() {}

    /// A patch and what it brings; nothing for one that was not applied.
    record Reviewed(AppliedPatch patch, Optional<Outcome> outcome) {}

    /// The patches in their order.
    static List<Reviewed> of(AppliedSeries series, Changes changes) {
        List<Step> steps = series.patches().stream().flatMap(patch -> patch.step().stream()).toList();
        Engine.Dating dating = SeriesTime.of(series);
        var strange = new HashSet<String>();
        if (dating.isStrange()) {
            strange.add(VERSION_RULE);
        }
        if (SeriesTime.isBeforeApi(series)) {
            strange.add(USER_COPY_RULE);
        }
        List<Outcome> outcomes = changes.written(dating).compare(steps).stream()
                .map(outcome -> fitting(outcome, strange))
                .toList();
        var reviewed = new ArrayList<Reviewed>();
        int next = 0;
        Map<String, Set<String>> halves = new HashMap<>();
        for (AppliedPatch patch : series.patches()) {
            patch.halves().forEach((path, words) -> halves.computeIfAbsent(path, _ -> new HashSet<>()).addAll(words));
            reviewed.add(new Reviewed(
                    patch, patch.step().isPresent() ? Optional.of(certain(outcomes.get(next++), halves)) : Optional.empty()));
        }
        return withoutReturned(reviewed);
    }

    /// The patches without what one of them takes away and a later one brings back: it was there before the series.
    private static List<Reviewed> withoutReturned(List<Reviewed> reviewed) {
        var away = new HashMap<String, Deque<Finding>>();
        Set<Finding> returned = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Reviewed patch : reviewed) {
            patch.outcome().ifPresent(outcome -> {
                for (Finding finding : outcome.appeared()) {
                    Finding earlier = away.getOrDefault(finding.fingerprint(), NONE).poll();
                    if (earlier != null) {
                        returned.addAll(List.of(earlier, finding));
                    }
                }
                outcome.gone().forEach(finding -> away.computeIfAbsent(finding.fingerprint(), _ -> new ArrayDeque<>()).add(finding));
            });
        }
        return reviewed.stream()
                .map(patch -> new Reviewed(patch.patch(), patch.outcome().map(outcome -> outcome.without(returned::contains))))
                .toList();
    }

    /// The outcome without what may come of it that a part of the series is left out: of files that are neither as before nor as after it,
    /// only what stands on lines that it brings is known to be its own, and nothing of the functions that the other lines speak of.
    private static Outcome certain(Outcome outcome, Map<String, Set<String>> halves) {
        if (halves.isEmpty()) {
            return outcome;
        }
        return outcome.without(finding -> isOfLeftOut(finding, halves))
                .onOwnLines(finding -> halves.containsKey(finding.diagnostic().location().file().path()));
    }

    private static boolean isOfLeftOut(Finding finding, Map<String, Set<String>> halves) {
        return halves.getOrDefault(finding.diagnostic().location().file().path(), Set.of()).contains(finding.diagnostic().function());
    }

    /// What a series brings and does not take away again itself.
    static List<Finding> left(List<Reviewed> reviewed) {
        var left = new ArrayList<Finding>();
        for (Reviewed patch : reviewed) {
            patch.outcome().ifPresent(outcome -> {
                outcome.gone().forEach(gone -> left.removeIf(finding -> finding.fingerprint().equals(gone.fingerprint())));
                left.addAll(outcome.appeared());
            });
        }
        return left;
    }

    /// The outcome with what is for the files that it is about: the API's own files are no drivers, and a tree of another time says nothing
    /// of the forms that calls have, and what was proposed before there was an API was not the same.
    private static Outcome fitting(Outcome outcome, Set<String> strange) {
        return new Outcome(
                outcome.step(),
                fitting(outcome.appeared(), strange),
                fitting(outcome.gone(), strange),
                outcome.brought(),
                outcome.after());
    }

    private static List<Finding> fitting(List<Finding> findings, Set<String> strange) {
        return findings.stream()
                .filter(finding -> CoreFiles.fits(
                        finding.diagnostic().rule(), finding.diagnostic().location().file().path()))
                .filter(finding -> !strange.contains(finding.diagnostic().rule()))
                .toList();
    }
}
