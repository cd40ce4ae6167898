// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

/// What the area of an object holds when it is handed to a callback, on one path: the state in which the callback finds
/// it.
///
/// @param values the constants that are stored there, by their place in the object
/// @param ranges what is known of the other values
/// @param written the places that were written to
/// @param by the functions that may have written there on the way
/// @param path the path that led to the hand-off
public record Contents(
        Map<List<MemoryLocation.Step>, Value> values,
        Map<List<MemoryLocation.Step>, Ranged> ranges,
        Set<List<MemoryLocation.Step>> written,
        Set<Function> by,
        Trace path) {
    /// Nothing is known.
    public static final Contents UNKNOWN = new Contents(Map.of(), Map.of(), Set.of(), Set.of(), Trace.START);

    /// A value of a type that lies in some ranges.
    public record Ranged(Ranges ranges, Type type) {}

    public Contents {
        // In the order in which the path stored them, since reports name what memory holds first.
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        written = Collections.unmodifiableSet(new LinkedHashSet<>(written));
        by = Set.copyOf(by);
    }

    public boolean isKnown() {
        return this != UNKNOWN;
    }

    /// By which path they came to be does not matter.
    @Override
    public boolean equals(Object other) {
        return other instanceof Contents that
                && isKnown() == that.isKnown()
                && values.equals(that.values)
                && ranges.equals(that.ranges)
                && written.equals(that.written)
                && by.equals(that.by);
    }

    @Override
    public int hashCode() {
        return values.hashCode() * 31 + written.hashCode();
    }
}
