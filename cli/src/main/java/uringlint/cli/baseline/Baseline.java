// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.baseline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import uringlint.cli.report.Finding;

/// A list of findings that are not reported. Equal findings of one function are as many as there are entries for them: the one that is
/// added to three known ones is new.
public record Baseline(List<BaselineEntry> entries) {
    public Baseline {
        entries = entries.stream().sorted(BaselineEntry.ORDER).toList();
    }

    /// What a baseline says of the findings of a run: those that it lists, the others, and its entries that were not found.
    public record Match(List<Finding> known, List<Finding> fresh, List<BaselineEntry> gone) {
        public Match {
            known = List.copyOf(known);
            fresh = List.copyOf(fresh);
            gone = List.copyOf(gone);
        }
    }

    /// A baseline with all findings of a run. `name` says what a path is called in it.
    public static Baseline of(List<Finding> findings, UnaryOperator<String> name) {
        return new Baseline(findings.stream().map(finding -> BaselineEntry.of(finding, name)).toList());
    }

    /// Tells known findings from new ones. An entry is gone only if `isLookedAt` says that the run would have found it.
    public Match match(List<Finding> findings, UnaryOperator<String> name, Predicate<BaselineEntry> isLookedAt) {
        Map<BaselineEntry.Key, Deque<BaselineEntry>> left = new HashMap<>();
        entries.forEach(entry -> left.computeIfAbsent(entry.key(), _ -> new ArrayDeque<>()).add(entry));
        var known = new ArrayList<Finding>();
        var fresh = new ArrayList<Finding>();
        for (Finding finding : findings) {
            Deque<BaselineEntry> equal = left.getOrDefault(BaselineEntry.of(finding, name).key(), new ArrayDeque<>());
            if (equal.isEmpty()) {
                fresh.add(finding);
            } else {
                equal.remove();
                known.add(finding);
            }
        }
        List<BaselineEntry> gone = left.values().stream().flatMap(Deque::stream).filter(isLookedAt).sorted(BaselineEntry.ORDER).toList();
        return new Match(known, fresh, gone);
    }

    /// The same baseline without some entries and with those of some findings.
    public Baseline changed(List<BaselineEntry> removed, List<BaselineEntry> added) {
        var changed = new ArrayList<>(entries);
        removed.forEach(changed::remove);
        changed.addAll(added);
        return new Baseline(changed);
    }
}
