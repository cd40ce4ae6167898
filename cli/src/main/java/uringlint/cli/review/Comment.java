// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.cli.report.Finding;
import uringlint.diagnostic.Severity;

/// All that one rule finds in a patch, told at its first place.
///
/// @param others the further findings, in the order of the patch
record Comment(Finding first, List<Finding> others) {
    Comment {
        others = List.copyOf(others);
    }

    String rule() {
        return first.diagnostic().rule();
    }

    /// The severity of the worst of the findings.
    Severity severity() {
        return others.stream()
                .map(finding -> finding.diagnostic().severity())
                .max(Comparator.naturalOrder())
                .filter(other -> other.compareTo(first.diagnostic().severity()) > 0)
                .orElse(first.diagnostic().severity());
    }

    /// One comment a rule, in the order of their first places, of findings that are in the order of the patch.
    static List<Comment> of(List<Finding> findings) {
        Map<String, List<Finding>> byRule = new LinkedHashMap<>();
        findings.forEach(finding ->
                byRule.computeIfAbsent(finding.diagnostic().rule(), _ -> new ArrayList<>()).add(finding));
        return byRule.values().stream()
                .map(all -> new Comment(all.getFirst(), all.subList(1, all.size())))
                .toList();
    }

    /// As many comments as a mail may have, the most severe ones, in their order.
    static List<Comment> chosen(List<Comment> all, int most) {
        List<Comment> kept = all.stream()
                .sorted(Comparator.comparing(Comment::severity).reversed())
                .limit(most)
                .toList();
        return all.stream().filter(kept::contains).toList();
    }
}
