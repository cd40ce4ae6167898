// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Dependence;
import uringlint.typestate.state.EarlierRead;
import uringlint.typestate.state.Extents;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Joins configurations: what holds on both paths holds on the joined one.
final class Joining {
    private final ResultRanges results;
    private final Memory memory;
    private final Extents extents;

    Joining(ResultRanges results, Memory memory) {
        this.results = results;
        this.memory = memory;
        this.extents = new Extents(memory);
    }

    /// Widens `known` so that it holds for `other` too; says whether that changed it. `place` names the point of the program.
    boolean join(Configuration known, Configuration other, String place) {
        boolean changed = known.fresh.retainAll(other.fresh)
                | known.lent.retainAll(other.lent)
                | known.looked.addAll(other.looked)
                | known.claims.addAll(other.claims)
                | known.counted.addAll(other.counted)
                | known.freed.addAll(other.freed)
                | known.written.addAll(other.written)
                | known.stale.addAll(other.stale);
        for (Map.Entry<MemoryLocation, EarlierRead> read : other.reads.entrySet()) {
            changed |= known.reads.putIfAbsent(read.getKey(), read.getValue()) == null;
        }
        changed |= other.hasUnlocked && !known.hasUnlocked;
        known.hasUnlocked |= other.hasUnlocked;
        var joined = new Joined(known, other, place);
        changed |= joinStores(known, other, joined);
        changed |= joinFacts(known, other, joined);
        joinPlaces(known, other);
        // Where both ways of a guess meet, nothing depends on it any more.
        return known.guesses.keySet().removeIf(value -> known.factsOf(value).isNothing()) | changed;
    }

    private boolean joinStores(Configuration known, Configuration other, Joined joined) {
        boolean changed = false;
        List<Difference> differences = differences(known, other);
        var values = new ArrayList<Value>();
        for (Difference difference : differences) {
            values.add(difference.isForgotten() ? Value.OPAQUE : joined.value(difference));
        }
        for (int at = 0; at < differences.size(); at++) {
            MemoryLocation location = differences.get(at).location();
            if (differences.get(at).isForgotten()) {
                known.store.remove(location);
                changed = true;
            } else {
                changed |= !values.get(at).equals(known.store.put(location, values.get(at)));
            }
        }
        for (Map.Entry<MemoryLocation, Value> entry : other.store.entrySet()) {
            if (!known.store.containsKey(entry.getKey()) && isInOtherElement(entry.getKey(), entry.getValue(), known)) {
                known.store.put(entry.getKey(), entry.getValue());
                changed = true;
            }
        }
        return changed;
    }

    private static boolean joinFacts(Configuration known, Configuration other, Joined joined) {
        boolean changed = false;
        for (Value value : new ArrayList<>(known.facts.keySet())) {
            Facts left = known.factsOf(value);
            Facts both = joined.learned.containsKey(value)
                    ? joined.learned.get(value)
                    : joined.isOfOlder(value) ? Facts.NOTHING : left.or(other.factsOf(value));
            if (!both.equals(left)) {
                known.learn(value, both);
                changed = true;
            }
        }
        for (Map.Entry<Value, Facts> entry : joined.learned.entrySet()) {
            if (!known.factsOf(entry.getKey()).equals(entry.getValue())) {
                known.learn(entry.getKey(), entry.getValue());
                changed = true;
            }
        }
        return changed;
    }

    private static void joinPlaces(Configuration known, Configuration other) {
        other.before.forEach((head, places) -> known.before.merge(head, places, (one, two) -> {
            if (one.containsAll(two)) {
                return one;
            }
            var all = new HashSet<>(one);
            all.addAll(two);
            return all;
        }));
    }

    /// A location of which two paths hold different things. It is forgotten where nothing is known then of what is read there.
    private record Difference(MemoryLocation location, Value left, Value right, boolean isForgotten) {}

    private List<Difference> differences(Configuration known, Configuration other) {
        var differences = new ArrayList<Difference>();
        known.store.forEach((location, left) -> {
            Value right = other.store.get(location);
            if (left.equals(right) || right == null && isInOtherElement(location, left, other)) {
                return;
            }
            if (right != null && !(location.region() instanceof MemoryLocation.Region.Pointee)) {
                differences.add(new Difference(location, left, right, false));
                return;
            }
            Value back = extents.recall(location, other).orElse(Value.OPAQUE);
            differences.add(new Difference(location, left, back, !isRecalled(location, known, other)));
        });
        other.store.forEach((location, right) -> {
            if (!known.store.containsKey(location) && isRecalled(location, known, other) && !isInOtherElement(location, right, known)) {
                Value left = extents.recall(location, known).orElse(Value.OPAQUE);
                if (!left.equals(right)) {
                    differences.add(new Difference(location, left, right, false));
                }
            }
        });
        return differences;
    }

    /// Whether something would be known of what is read at a location if nothing were stored there.
    private boolean isRecalled(MemoryLocation location, Configuration known, Configuration other) {
        if (Extents.isPartOfStored(location, known)) {
            return true;
        }
        Optional<Symbol> initial = memory.symbols().find(new Symbol.Origin.Initial(location));
        return initial.isPresent()
                && (known.facts.keySet().stream()
                                .anyMatch(value -> other.facts.containsKey(value) && Dependence.dependsOn(value, initial.get()))
                        || known.store.entrySet().stream()
                                .anyMatch(entry -> Configuration.mentions(entry.getValue(), initial.get())
                                        && entry.getValue().equals(other.store.get(entry.getKey()))));
    }

    /// Whether a path has an object in another element of the same array.
    private static boolean isInOtherElement(MemoryLocation location, Value value, Configuration other) {
        if (!location.hasElements() || !(value instanceof Value.Unknown(var symbol)) || !other.objects.containsKey(symbol)) {
            return false;
        }
        MemoryLocation place = location.withoutElements();
        return other.store.entrySet().stream()
                .anyMatch(entry -> entry.getValue().equals(value)
                        && entry.getKey().withoutElements().equals(place));
    }

    /// One value for two: of one variant where both are, with fields that stand for both.
    private final class Joined {
        private final Configuration known;
        private final Configuration other;
        private final String place;
        /// What is known of the values that stand for two.
        final Map<Value, Facts> learned = new LinkedHashMap<>();
        /// In how many places of memory a symbol is mentioned, as it was before anything is joined.
        private final Map<Symbol, Integer> places = new HashMap<>();

        Joined(Configuration known, Configuration other, String place) {
            this.known = known;
            this.other = other;
            this.place = place;
        }

        private void count(Value value, Set<Symbol> seen) {
            switch (value) {
                case Value.Unknown(var symbol) -> {
                    if (seen.add(symbol)) {
                        places.merge(symbol, 1, Integer::sum);
                    }
                }
                case Value.Term(_, var operands) -> {
                    for (Value operand : operands) {
                        count(operand, seen);
                    }
                }
                case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> {}
            }
        }

        Value value(Difference difference) {
            return value(difference.left(), difference.right(), difference.location(), difference.location().toString());
        }

        private Value value(Value left, Value right, MemoryLocation location, String what) {
            if (left.equals(right)) {
                return left;
            }
            if (left instanceof Value.Term(var operator, var operands)
                    && Constructors.is(left)
                    && right instanceof Value.Term(var same, var others)
                    && operator.equals(same)) {
                var joined = new ArrayList<Value>();
                for (int at = 0; at < operands.size(); at++) {
                    joined.add(value(operands.get(at), others.get(at), location, what + "." + at));
                }
                return new Value.Term(operator, joined);
            }
            Ranges ranges = results.ranges(left, known).union(results.ranges(right, other));
            Value joined = free(left, location, what);
            learned.put(joined, known.factsOf(left).or(other.factsOf(right)).withRanges(ranges));
            return joined;
        }

        /// A value that stands for nothing else: the same as last time, if it can be.
        private Value free(Value left, MemoryLocation location, String what) {
            boolean isOfPlace = left instanceof Value.Unknown(var last)
                    && last.origin() instanceof Symbol.Origin.Made(var site, var name, _)
                    && site.equals(place)
                    && name.equals(Symbol.What.value(what));
            Value value = left;
            for (int generation = 0; !isOfPlace || !isFree(value, location); generation++) {
                isOfPlace = true;
                value = new Value.Unknown(memory.symbol(
                        new Symbol.Origin.Made(place, Symbol.What.value(what), generation), Type.UNKNOWN));
            }
            return value;
        }

        private boolean isFree(Value value, MemoryLocation location) {
            if (!(value instanceof Value.Unknown(var symbol)) || learned.containsKey(value)) {
                return false;
            }
            if (places.isEmpty()) {
                known.store.values().forEach(stored -> count(stored, new HashSet<>()));
            }
            Value here = known.store.get(location);
            return places.getOrDefault(symbol, 0) == (here != null && Configuration.mentions(here, symbol) ? 1 : 0);
        }

        /// Whether a value is made of one that stands for something else from now on.
        boolean isOfOlder(Value value) {
            return value instanceof Value.Term && !learned.isEmpty() && hasLearned(value);
        }

        private boolean hasLearned(Value value) {
            return value instanceof Value.Unknown && learned.containsKey(value)
                    || value instanceof Value.Term(_, var operands) && operands.stream().anyMatch(this::hasLearned);
        }
    }

    /// Forgets facts about memory and about values of which no object depends: what is left may be no path.
    static void coarsen(Configuration configuration, Location place, String function) {
        configuration.facts.entrySet().removeIf(entry -> !isParameter(entry.getKey()));
        configuration.store.entrySet().removeIf(entry ->
                entry.getKey().region() instanceof MemoryLocation.Region.Pointee && !mentionsObject(entry, configuration));
        configuration.marks.clear();
        configuration.guesses.clear();
        configuration.forgotten.add(new Uncertain(Uncertain.Reason.STATES, place, function));
    }

    private static boolean isParameter(Value value) {
        return value instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter;
    }

    private static boolean mentionsObject(Map.Entry<MemoryLocation, Value> entry, Configuration configuration) {
        var owners = new HashSet<>(configuration.objects.keySet());
        owners.addAll(configuration.fresh);
        for (Symbol owner : owners) {
            if (Configuration.refersTo(entry.getValue(), owner)
                    || entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder) && holder == owner) {
                return true;
            }
        }
        return false;
    }
}
