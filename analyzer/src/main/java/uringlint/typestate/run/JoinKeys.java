// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Property simulation: at a point of the program, configurations that agree in what the protocol distinguishes are joined, all
/// others are kept apart (Das, Lerner, Seigle: ESP, PLDI 2002).
///
/// They agree if the objects stand alike, are kept in the same places, the same locks are held, and each local variable is of
/// the same class: `queued`, `again`, another negative number, 0, positive, or a mixture of these.
final class JoinKeys {
    private final ApiModel model;
    private final ResultRanges results;
    private final List<Flag> flags;

    JoinKeys(ApiModel model, ResultRanges results) {
        this.model = model;
        this.results = results;
        this.flags = Stream.of(model.cancelFlag(), model.lockedFlag(), model.waitFlag()).<Flag>map(Flag.Named::new).toList();
    }

    /// What two configurations must have in common to be joined.
    JoinKey of(Configuration configuration, Optional<Value> result) {
        var kept = new HashMap<MemoryLocation, Object>();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            boolean isPointee = entry.getKey().region() instanceof MemoryLocation.Region.Pointee;
            if (isExact(entry.getValue(), configuration) || isPointee && isOfInterest(entry.getKey(), configuration)) {
                // In which element of an array something lies does not keep paths apart.
                kept.put(entry.getKey().withoutElements(), entry.getValue());
            } else if (!isPointee || isInArea(entry.getKey(), configuration)) {
                kept.put(entry.getKey(), classOf(entry.getValue(), configuration));
            }
        }
        var key = new ArrayList<Object>();
        key.add(configuration.objects.copy());
        key.add(kept);
        key.add(configuration.fresh.copy());
        key.add(configuration.linked.copy());
        key.add(configuration.locks.copy());
        key.add(configuration.marks.copy());
        key.add(configuration.visits.copy());
        key.add(flags(configuration));
        key.add(owed(configuration));
        key.add(configuration.forgotten.copy());
        key.add(written(configuration));
        key.add(configuration.answer.span());
        if (result.isPresent()) {
            Value value = result.get();
            key.add(isExact(value, configuration) ? value : classOf(value, configuration));
            key.add(value instanceof Value.Opaque ? Optional.empty() : configuration.blame.span());
        }
        return new JoinKey(key);
    }

    /// What is left of a key where there are too many configurations: the objects and where they are kept, and the classes of
    /// the variables by which a function answers.
    JoinKey weak(Configuration configuration, Set<String> answers) {
        var kept = new HashMap<MemoryLocation, Object>();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (holdsObject(entry.getValue(), configuration)) {
                kept.put(entry.getKey(), entry.getValue());
            } else if (entry.getKey().region() instanceof MemoryLocation.Region.Local(_, var variable) && answers.contains(variable)) {
                kept.put(entry.getKey(), classOf(entry.getValue(), configuration));
            }
        }
        var holders = new HashSet<Symbol>();
        for (MemoryLocation location : kept.keySet()) {
            if (location.region() instanceof MemoryLocation.Region.Pointee(var holder) && configuration.fresh.contains(holder)) {
                holders.add(holder);
            }
        }
        return new JoinKey(List.of(
                withoutPlaces(configuration.objects),
                kept,
                holders,
                configuration.linked.copy(),
                configuration.locks.copy(),
                configuration.marks.copy(),
                configuration.visits.copy(),
                flags(configuration),
                owed(configuration),
                configuration.forgotten.copy()));
    }

    private static Map<Symbol, ObjectState> withoutPlaces(Map<Symbol, ObjectState> objects) {
        var states = new HashMap<>(objects);
        states.replaceAll((_, state) -> state.withSince(ObjectState.NOWHERE));
        return states;
    }

    private static boolean holdsObject(Value value, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(value, object)) {
                return true;
            }
        }
        return value instanceof Value.Code;
    }

    private Set<MemoryLocation> written(Configuration configuration) {
        Set<MemoryLocation> areas = Set.of();
        for (MemoryLocation location : configuration.written) {
            if (isInArea(location, configuration)) {
                areas = areas.isEmpty() ? new HashSet<>() : areas;
                areas.add(location);
            }
        }
        return areas;
    }

    private static Set<Symbol> owed(Configuration configuration) {
        Set<Symbol> owed = Set.of();
        for (Map.Entry<Symbol, ObjectState> entry : configuration.objects.entrySet()) {
            if (Garbage.isOwed(entry.getKey(), entry.getValue(), configuration)) {
                owed = owed.isEmpty() ? new HashSet<>() : owed;
                owed.add(entry.getKey());
            }
        }
        return owed;
    }

    /// What is known of the flags by which the core tells the kinds of calls apart: which are set, and which are clear.
    private List<Set<Flag>> flags(Configuration configuration) {
        Set<Flag> set = Set.of();
        Set<Flag> clear = Set.of();
        for (Map.Entry<Value, Facts> entry : configuration.facts.entrySet()) {
            if (entry.getKey() instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter) {
                for (Flag flag : flags) {
                    if (entry.getValue().set().contains(flag)) {
                        set = set.isEmpty() ? new HashSet<>() : set;
                        set.add(flag);
                    } else if (entry.getValue().clear().contains(flag)) {
                        clear = clear.isEmpty() ? new HashSet<>() : clear;
                        clear.add(flag);
                    }
                }
            }
        }
        return set.isEmpty() && clear.isEmpty() ? List.of() : List.of(set, clear);
    }

    private static boolean isExact(Value value, Configuration configuration) {
        return switch (value) {
            case Value.Code _ -> true;
            case Value.Address _ -> true;
            case Value.Unknown(var symbol) -> configuration.objects.containsKey(symbol) || configuration.fresh.contains(symbol);
            case Value.Int _, Value.Named _, Value.Term _, Value.Opaque _ -> false;
        };
    }

    private static boolean isOfInterest(MemoryLocation location, Configuration configuration) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && configuration.fresh.contains(holder)
                && location.path().isEmpty();
    }

    /// Whether a location is in the memory of an object that is the driver's: a callback finds there what this path stores.
    private boolean isInArea(MemoryLocation location, Configuration configuration) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder) && configuration.objects.containsKey(holder)
                && configuration.objects.get(holder).isOwn() && !location.hasElements() && model.isInArea(location);
    }

    private static final Integer ANYTHING = 31;

    private Object classOf(Value value, Configuration configuration) {
        if (value instanceof Value.Term(var operator, var operands) && Constructors.is(value)) {
            var parts = new ArrayList<Object>();
            parts.add(operator);
            operands.forEach(operand -> parts.add(isExact(operand, configuration) ? operand : classOf(operand, configuration)));
            return parts;
        }
        Ranges ranges = results.ranges(value, configuration);
        boolean isOpen = ranges == Ranges.ALL || value instanceof Value.Unknown(var symbol) && symbol.is(Symbol.What.Kind.RESULT);
        if (isOpen && configuration.factsOf(value) == Facts.NOTHING) {
            return ANYTHING;
        }
        int classes = 0;
        classes |= ranges.contains(model.queued()) ? 1 : 0;
        classes |= ranges.contains(model.again()) ? 2 : 0;
        classes |= ranges.contains(0) ? 4 : 0;
        classes |= !ranges.isEmpty() && ranges.greatest() > 0 ? 8 : 0;
        classes |= ranges.hasBelow(0, model.queued(), model.again()) ? 16 : 0;
        Facts facts = configuration.factsOf(value);
        classes |= facts.pointer() == Facts.Pointer.ERROR ? 32 : 0;
        classes |= facts.pointer() == Facts.Pointer.VALID ? 64 : 0;
        if (facts.is().size() == 1 && facts.is().stream().allMatch(Constructors::isName)) {
            return List.of(classes, facts.is());
        }
        return classes;
    }
}
