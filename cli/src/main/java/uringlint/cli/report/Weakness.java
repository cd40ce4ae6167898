// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a defect can be used for, in the words of code scanning: a weakness of the Common Weakness Enumeration, and a score from 0 to 10 as
/// CVSS has it for a local user of a device. A rule that is not here is about correctness alone.
record Weakness(int number, String score) {
    private static final String CORRUPTION = "7.8";
    private static final String RACE = "7.0";
    private static final String LEAK = "5.5";
    private static final Map<String, Weakness> BY_RULE = Map.ofEntries(
            Map.entry("cancel-race", new Weakness(362, RACE)),
            Map.entry("cancel-second-owner", new Weakness(415, CORRUPTION)),
            Map.entry("cancelable-sync-return", new Weakness(416, CORRUPTION)),
            Map.entry("command-moved", new Weakness(416, CORRUPTION)),
            Map.entry("done-by-reference", new Weakness(416, CORRUPTION)),
            Map.entry("done-in-atomic", new Weakness(667, LEAK)),
            Map.entry("done-lock-order", new Weakness(833, LEAK)),
            Map.entry("double-completion", new Weakness(415, CORRUPTION)),
            Map.entry("double-handoff", new Weakness(415, CORRUPTION)),
            Map.entry("eagain-after-handoff", new Weakness(415, CORRUPTION)),
            Map.entry("handle-copied", new Weakness(415, CORRUPTION)),
            Map.entry("issue-flags-hardcoded", new Weakness(667, LEAK)),
            Map.entry("issue-flags-stale", new Weakness(667, RACE)),
            Map.entry("issue-flags-wrong-context", new Weakness(667, RACE)),
            Map.entry("deferred-unlocked", new Weakness(667, RACE)),
            Map.entry("lost-completion", new Weakness(772, LEAK)),
            Map.entry("lost-in-callback", new Weakness(772, LEAK)),
            Map.entry("no-teardown-path", new Weakness(772, LEAK)),
            Map.entry("completion-only-in-release", new Weakness(772, LEAK)),
            Map.entry("payload-layout", new Weakness(125, LEAK)),
            Map.entry("pdu-leak", new Weakness(401, LEAK)),
            Map.entry("pdu-stack-pointer", new Weakness(562, CORRUPTION)),
            Map.entry("pdu-too-large", new Weakness(787, CORRUPTION)),
            Map.entry("pdu-uninitialised", new Weakness(908, LEAK)),
            Map.entry("publish-before-mark", new Weakness(362, RACE)),
            Map.entry("reissue-unsafe", new Weakness(908, LEAK)),
            Map.entry("return-after-handoff", new Weakness(415, CORRUPTION)),
            Map.entry("sqe-double-fetch", new Weakness(367, RACE)),
            Map.entry("sqe-plain-read", new Weakness(367, RACE)),
            Map.entry("sqe-in-cancel", new Weakness(416, CORRUPTION)),
            Map.entry("sqe-type-too-large", new Weakness(125, LEAK)),
            Map.entry("sqe-used-late", new Weakness(416, CORRUPTION)),
            Map.entry("sqe128-unchecked", new Weakness(125, LEAK)),
            Map.entry("use-after-completion", new Weakness(416, CORRUPTION)),
            Map.entry("use-after-handoff", new Weakness(416, CORRUPTION)));

    static Optional<Weakness> of(String rule) {
        return Optional.ofNullable(BY_RULE.get(rule));
    }

    /// The rules of which a weakness is known.
    static List<String> rules() {
        return BY_RULE.keySet().stream().sorted().toList();
    }
}
