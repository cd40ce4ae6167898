package uringlint.cli.suppress;

import java.util.List;
import uringlint.source.Location;

/// A comment that allows some rules on the lines from `firstLine` to `lastLine`.
record Suppression(List<Allowed> rules, Location location, int firstLine, int lastLine, boolean hasReason) {
    Suppression {
        rules = List.copyOf(rules);
    }

    /// A rule by the name that the comment gives it.
    record Allowed(String rule, Location location) {}

    boolean covers(int line) {
        return firstLine <= line && line <= lastLine;
    }
}
