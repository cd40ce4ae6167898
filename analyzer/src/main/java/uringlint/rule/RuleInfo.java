// SPDX-License-Identifier: Apache-2.0

package uringlint.rule;

import java.util.List;
import uringlint.diagnostic.Severity;

/// The facts about a rule that need no analysis: its id, its severity, and in a few words what it finds.
///
/// @param coveredBy the rules, by their ids, whose report on a line says all that a report of this one on that line would say
/// @param evidence what must have been seen of a driver before the rule can judge it
/// @param family for whom it is
public record RuleInfo(String id, Severity severity, String summary, List<String> coveredBy, Evidence evidence, Family family) {
    /// For whom a rule is.
    public enum Family {
        /// Drivers, which the kernel calls.
        DRIVER,
        /// Code by which others write drivers: nobody has used it yet where it is added, so that all that can be said of it is news.
        ABSTRACTION
    }

    public RuleInfo {
        coveredBy = List.copyOf(coveredBy);
    }

    /// A rule whose reports are always news.
    public RuleInfo(String id, Severity severity, String summary) {
        this(id, severity, summary, List.of());
    }

    /// A rule that judges a path by what lies on it.
    public RuleInfo(String id, Severity severity, String summary, List<String> coveredBy) {
        this(id, severity, summary, coveredBy, Evidence.PATH, Family.DRIVER);
    }

    /// The same rule for those who have seen more.
    public RuleInfo needing(Evidence other) {
        return new RuleInfo(id, severity, summary, coveredBy, other, family);
    }

    /// The same rule for abstractions.
    public RuleInfo ofAbstractions() {
        return new RuleInfo(id, severity, summary, coveredBy, evidence, Family.ABSTRACTION);
    }
}
