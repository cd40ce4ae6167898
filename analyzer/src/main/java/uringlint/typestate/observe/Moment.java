// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.protocol.Claim;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Symbol;

/// How things stood when something happened to an object: `before` is the state of the object, `isPublished` says whether others
/// could get at it, `isExposed` whether that was so without a lock. `parameters` is what was known of the entry point's own
/// parameters, by name, `members` of the object's fields. `claims` are what some way to here looked at to know whether the object
/// is its own. Moments that differ in their paths alone are equal.
///
/// @param symbol the object within the analysis
/// @param object the object's name for people
public record Moment(
        Role role,
        Function function,
        Span span,
        Symbol symbol,
        String object,
        ObjectState before,
        boolean isPublished,
        boolean isExposed,
        Map<String, Facts> parameters,
        Map<String, Facts> members,
        Set<PathMark> marks,
        Set<Claim> claims,
        List<HeldLock> locks,
        List<Trace> anchors,
        Trace path) {
    public Moment {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        marks = Collections.unmodifiableSet(new LinkedHashSet<>(marks));
        claims = Collections.unmodifiableSet(new LinkedHashSet<>(claims));
        locks = List.copyOf(locks);
        anchors = List.copyOf(anchors);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moment that
                && function == that.function
                && span.equals(that.span)
                && symbol == that.symbol
                && role.equals(that.role)
                && before.equals(that.before)
                && isPublished == that.isPublished
                && parameters.equals(that.parameters)
                && members.equals(that.members)
                && marks.equals(that.marks)
                && claims.equals(that.claims)
                && locks.equals(that.locks)
                && place().equals(that.place());
    }

    @Override
    public int hashCode() {
        return ((span.hashCode() * 31 + symbol.hashCode()) * 31 + before.hashCode()) * 31 + parameters.hashCode();
    }

    /// The place in which the object lay before the entry point ran, if it was found in one.
    public Optional<Kept> home() {
        return symbol.origin() instanceof Symbol.Origin.Initial(var location) ? Optional.of(Kept.at(location)) : Optional.empty();
    }

    /// The call that led here, in the innermost function that also holds what happened to the object before; none if
    /// that is the function itself.
    List<Location> place() {
        return anchors.stream().map(Trace::place).toList();
    }
}
