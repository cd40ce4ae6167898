// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.suppress;

import java.util.List;
import uringlint.source.Location;

/// A comment that allows some rules on the lines from `firstLine` to `lastLine`, and the reason that it gives, which may be empty.
record Suppression(List<Allowed> rules, Location location, int firstLine, int lastLine, String reason) {
    Suppression {
        rules = List.copyOf(rules);
    }

    /// A rule by the name that the comment gives it.
    record Allowed(String rule, Location location) {}

    boolean hasReason() {
        return !reason.isEmpty();
    }

    boolean covers(int line) {
        return firstLine <= line && line <= lastLine;
    }
}
