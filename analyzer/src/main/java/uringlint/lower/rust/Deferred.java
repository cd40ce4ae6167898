// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Place;
import uringlint.ir.Variable;
import uringlint.lower.rust.BodyLowering.Slot;

/// The variables that are declared without a value: `let x;`. The first value tells the type, and may come in an inner block;
/// what the variable then owns ends where it was declared, so that a mark stands there among the cleanups from the start.
final class Deferred {
    static final String MARK = "deferred:";

    private final BodyLowering in;
    private final Map<Place, Slot> begun = new HashMap<>();
    private final Map<Place, Place> marks = new HashMap<>();

    Deferred(BodyLowering in) {
        this.in = in;
    }

    /// Names a variable that has no value yet.
    void declare(String name, RustType type) {
        Place mark = Place.of(in.temporary(RustType.UNKNOWN));
        in.cleanups = in.cleanups.with(mark, MARK);
        in.scope.put(name, new RustScope.Binding.Later(in.scope, type, mark));
    }

    /// The variable, now that a value of a type is there for it.
    Slot begin(String name, RustScope.Binding.Later later, RustType value) {
        boolean isOpen = later.type() instanceof RustType.Unknown || later.type().name().equals("_");
        RustType type = isOpen ? value : later.type();
        RustScope here = in.scope;
        in.scope = later.scope();
        Variable variable = in.declare(name, Variable.Kind.LOCAL, type);
        in.scope = here;
        var slot = new Slot(Place.of(variable), type);
        begun.put(later.mark(), slot);
        marks.put(slot.place(), later.mark());
        return slot;
    }

    /// Forgets that a variable is to be given up: it was moved, or its value comes with its declaration after all.
    void forget(Place place) {
        in.cleanups = in.cleanups.without(marks.getOrDefault(place, place));
    }

    /// What a mark stands for, if the variable has got a value.
    Optional<Slot> at(Place mark) {
        return Optional.ofNullable(begun.get(mark));
    }
}
