// SPDX-License-Identifier: Apache-2.0

package uringlint.rule;

import uringlint.diagnostic.Severity;

/// The facts about a rule that need no analysis: its id, its severity, and in a few words what it finds.
public record RuleInfo(String id, Severity severity, String summary) {}
