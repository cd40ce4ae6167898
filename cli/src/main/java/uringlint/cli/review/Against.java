// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Fingerprints;
import uringlint.diagnostic.Diagnostic;

/// What became of the findings of an earlier version of a series: which of them are gone, and which findings of this version were there.
public final class Against {
    private final List<Finding> fixed;
    private final Set<Diagnostic> still = Collections.newSetFromMap(new IdentityHashMap<>());

    private Against(List<Finding> fixed) {
        this.fixed = List.copyOf(fixed);
    }

    /// Compares all findings of two versions. A finding is the same as one in the same function and statement, and else as one of the same
    /// rule in the same function.
    public static Against of(List<Finding> before, List<Finding> now) {
        var left = new ArrayList<>(before);
        Set<Diagnostic> same = Collections.newSetFromMap(new IdentityHashMap<>());
        match(left, now, same, true);
        match(left, now, same, false);
        var against = new Against(distinct(left));
        against.still.addAll(same);
        return against;
    }

    private static void match(List<Finding> left, List<Finding> now, Set<Diagnostic> same, boolean byStatement) {
        for (Finding finding : now) {
            if (!same.contains(finding.diagnostic())) {
                String key = key(finding, byStatement);
                if (left.removeIf(old -> key(old, byStatement).equals(key))) {
                    same.add(finding.diagnostic());
                }
            }
        }
    }

    private static String key(Finding finding, boolean byStatement) {
        Diagnostic diagnostic = finding.diagnostic();
        return byStatement ? Fingerprints.local(diagnostic) : diagnostic.rule() + " " + diagnostic.function();
    }

    private static List<Finding> distinct(List<Finding> findings) {
        var seen = new HashSet<String>();
        return findings.stream().filter(finding -> seen.add(key(finding, false))).toList();
    }

    /// Whether a finding was there in the earlier version.
    boolean isOld(Diagnostic diagnostic) {
        return still.contains(diagnostic);
    }

    /// What is gone, and how much is left and new, in a sentence or two.
    String summary(List<Finding> now) {
        long old = now.stream().filter(finding -> isOld(finding.diagnostic())).count();
        var counts = new ArrayList<String>();
        Map<String, Long> numbers = new HashMap<>();
        numbers.put("fixed", (long) fixed.size());
        numbers.put("still there", old);
        numbers.put("new", now.size() - old);
        for (String word : List.of("fixed", "still there", "new")) {
            counts.add(numbers.get(word) + " " + word);
        }
        String gone = String.join(", ", fixed.stream()
                .map(finding -> finding.diagnostic().rule() + " in " + finding.diagnostic().function() + "()")
                .toList());
        return "Since the previous version: " + String.join(", ", counts) + "." + (gone.isEmpty() ? "" : " Fixed: " + gone + ".");
    }
}
