// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import java.util.List;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.typestate.protocol.Role;

/// A line of a function, before whose statements somebody wants to see what is known.
public record Watchpoint(Function function, int line) {
    /// What one path knows before a statement, as a text for people, and how it came there.
    public record Hit(Role role, Location location, List<TraceStep> trace, String state) {
        public Hit {
            trace = List.copyOf(trace);
        }
    }

    /// Whether a place is on the line.
    public boolean holds(Site site) {
        return site.function().equals(function) && function.file().lines().line(site.span().start()) == line;
    }
}
