// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.Optional;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What follows for memory and objects where two pointers are equal, or are not.
final class Equalities {
    private Equalities() {}

    /// What was taken out of a container and compared with the path's own object is either that, or most often nothing.
    static void noteOther(Symbol taken, Symbol own, Configuration configuration) {
        ObjectState state = configuration.objects.get(taken);
        boolean isTaken = state != null
                && state.life() == ObjectState.Life.OWNED
                && state.source() == ObjectState.Source.FOUND
                && taken.origin() instanceof Symbol.Origin.Made;
        if (isTaken && configuration.objects.containsKey(own) && configuration.objects.get(own).isOwn()) {
            configuration.objects.put(taken, state.with(ObjectState.Life.ESCAPED, state.carrier(), ObjectState.NOWHERE));
        }
    }

    /// Two pointers that are equal lead to the same memory: where nothing is known of that by one of them, it is
    /// another name for the other one. Gives the name that is kept.
    static Optional<Value> alias(Symbol one, Symbol two, Configuration configuration) {
        boolean isKnownByTwo = isKnown(two, configuration);
        if (isKnownByTwo && isKnown(one, configuration)) {
            return Optional.empty();
        }
        var kept = new Value.Unknown(isKnownByTwo ? two : one);
        var other = new Value.Unknown(isKnownByTwo ? one : two);
        configuration.store.replaceAll((_, stored) -> stored.equals(other) ? kept : stored);
        if (other.symbol().origin() instanceof Symbol.Origin.Initial(var home)) {
            configuration.store.putIfAbsent(home, kept);
        }
        return Optional.of(kept);
    }

    private static boolean isKnown(Symbol pointer, Configuration configuration) {
        return configuration.store.keySet().stream().anyMatch(location -> Dependence.dependsOn(location, pointer))
                || configuration.objects.keySet().stream().anyMatch(object -> Dependence.dependsOn(object, pointer));
    }

    /// Two pointers that are equal point to one object: the one that the path must give back is kept, the other is a name for it.
    static void unify(Symbol one, Symbol two, Configuration configuration) {
        ObjectState first = configuration.objects.get(one);
        ObjectState second = configuration.objects.get(two);
        boolean keepFirst = second == null || first != null && first.isOwn() || !second.isOwn();
        Symbol kept = keepFirst ? one : two;
        Symbol other = keepFirst ? two : one;
        var value = new Value.Unknown(kept);
        ObjectState lost = configuration.objects.remove(other);
        configuration.store.replaceAll((_, stored) -> stored.equals(new Value.Unknown(other)) ? value : stored);
        if (other.origin() instanceof Symbol.Origin.Initial(var home) && (lost == null || lost.taken() == ObjectState.Taken.NO)
                && !configuration.store.containsKey(home)) {
            configuration.store.put(home, value);
        }
    }
}
