// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import java.util.List;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Role;

/// A line of a function, before whose statements somebody wants to see what is known.
public record Watchpoint(Function function, int line) {
    /// What one path knows before a statement, as a text for those who look into the engine, how it came there, and how the objects stand.
    public record Hit(Role role, Location location, List<TraceStep> trace, String state, List<Standing> objects) {
        public Hit {
            trace = List.copyOf(trace);
            objects = List.copyOf(objects);
        }
    }

    /// How an object stands: its name, and the places in shared memory in which it is kept, as in `own->slot`.
    public record Standing(String object, ObjectState state, List<String> places) {
        public Standing {
            places = List.copyOf(places);
        }
    }

    /// Whether a place is on the line.
    public boolean holds(Site site) {
        return site.function().equals(function) && function.file().lines().line(site.span().start()) == line;
    }
}
