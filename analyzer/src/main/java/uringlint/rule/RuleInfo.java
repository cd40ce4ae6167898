// SPDX-License-Identifier: Apache-2.0

package uringlint.rule;

import java.util.List;
import uringlint.diagnostic.Severity;

/// The facts about a rule that need no analysis: its id, its severity, and in a few words what it finds.
///
/// @param coveredBy the rules, by their ids, whose report on a line says all that a report of this one on that line would say
public record RuleInfo(String id, Severity severity, String summary, List<String> coveredBy) {
    public RuleInfo {
        coveredBy = List.copyOf(coveredBy);
    }

    /// A rule whose reports are always news.
    public RuleInfo(String id, Severity severity, String summary) {
        this(id, severity, summary, List.of());
    }
}
