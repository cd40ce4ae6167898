// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.List;
import java.util.Map;
import uringlint.effects.Writers;
import uringlint.ir.Type;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Structures that carry objects: whether others count on them, and whether others have them by now and may free them.
public final class Carriers {
    private final Observations seen;
    private final Memory memory;
    private final Writers writers;

    Carriers(Observations seen, Memory memory, Writers writers) {
        this.writers = writers;
        this.seen = seen;
        this.memory = memory;
    }

    /// Notes that a path takes a reference to a structure: others may have theirs.
    public void count(MemoryLocation counter, Configuration configuration) {
        if (counter.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && (isOwn(holder) || !carriedBy(counter, configuration).isEmpty())) {
            configuration.counted.add(holder);
        }
    }

    /// Notes that a counter starts at a number: with more than 1, of those who count it down others have their references from now on.
    public void start(MemoryLocation counter, Value number, Configuration configuration) {
        if (!number.equals(Value.ZERO) && !number.equals(new Value.Int(1)) && writers.isCounter(counter.lastField())) {
            count(counter, configuration);
        }
    }

    /// Notes that a path takes a reference to what is pointed to.
    public static void refer(Value pointer, Configuration configuration) {
        if (pointer instanceof Value.Unknown(var holder)) {
            configuration.counted.add(holder);
            configuration.objects.computeIfPresent(holder, (_, state) -> state.withOwed(1));
        }
    }

    /// Whether an object lies in a structure whose owners are counted on the path.
    public boolean isCounted(Symbol object, Configuration configuration) {
        return configuration.counted.stream().anyMatch(holder -> holds(holder, object, configuration));
    }

    /// A reference was dropped, and others have theirs: what the structure carries is theirs.
    public void leaveToOthers(MemoryLocation counter, Site site, Configuration configuration) {
        for (Symbol object : carriedBy(counter, configuration)) {
            ObjectState state = configuration.objects.get(object);
            if (state.isBrought() && state.life() == ObjectState.Life.OWNED) {
                seen.move(
                        object,
                        ObjectState.Life.HANDED_OFF,
                        Trace.Event.HANDED_OFF,
                        site,
                        "`%s` is left to whoever drops the last reference"
                                .formatted(seen.name(object, site, configuration)),
                        configuration);
            }
        }
    }

    /// The last reference was dropped: whoever had the structure is through with it, and may have completed what it
    /// carries or left that to this path.
    public static void takeFromOthers(MemoryLocation counter, Configuration configuration) {
        for (Symbol object : carriedBy(counter, configuration)) {
            ObjectState state = configuration.objects.get(object);
            if (state.life() == ObjectState.Life.HANDED_OFF && state.carrier() != Carrier.TASK_WORK) {
                configuration.objects.put(object, state.with(ObjectState.Life.ESCAPED, Carrier.NONE, ObjectState.NOWHERE));
            }
        }
    }

    private static List<Symbol> carriedBy(MemoryLocation counter, Configuration configuration) {
        return !(counter.region() instanceof MemoryLocation.Region.Pointee(var holder)) ? List.of()
                : configuration.objects.keySet().stream().filter(object -> holds(holder, object, configuration)).toList();
    }

    private static boolean holds(Symbol holder, Symbol object, Configuration configuration) {
        var region = new MemoryLocation.Region.Pointee(holder);
        if (object.origin() instanceof Symbol.Origin.Initial(var home)
                && home.region().equals(region)
                && !configuration.store.containsKey(home)) {
            return true;
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region().equals(region) && entry.getValue() instanceof Value.Unknown(var symbol) && symbol == object) {
                return true;
            }
        }
        return false;
    }

    /// Notes that a structure was started with what it carries.
    public void lend(MemoryLocation.Region structure, Configuration configuration) {
        if (structure instanceof MemoryLocation.Region.Pointee(var holder) && isOwn(holder) && !configuration.counted.contains(holder)) {
            configuration.lent.add(holder);
        }
    }

    /// Notes that a path has waited for a structure, or stopped it.
    public static void takeBack(MemoryLocation.Region structure, Configuration configuration) {
        if (structure instanceof MemoryLocation.Region.Pointee(var holder)) {
            configuration.lent.remove(holder);
        }
    }

    /// Whether memory was allocated on the path.
    private static boolean isOwn(Symbol holder) {
        return holder.is(Symbol.What.Kind.NEW);
    }

    /// Whether others may have a structure by now that was allocated on the path.
    private boolean isOthers(Symbol holder, Symbol object, Configuration configuration) {
        boolean isLent = configuration.lent.contains(holder) && configuration.objects.get(object).life() == ObjectState.Life.HANDED_OFF;
        boolean isSeen = configuration.objects.get(object).life() == ObjectState.Life.OWNED
                && configuration.isExposed(object)
                && seen.isPublished(object, configuration)
                && !configuration.counted.contains(holder)
                && !isFoundByKey(holder, configuration);
        return isLent || isSeen;
    }

    /// Whether a structure is found by whoever has its key, and in no other way: nobody has one that the path has not told to anybody.
    private static boolean isFoundByKey(Symbol holder, Configuration configuration) {
        boolean hasKey = false;
        for (MemoryLocation linked : configuration.linked) {
            if (linked.region() instanceof MemoryLocation.Region.Pointee(var owner) && owner == holder) {
                if (!linked.path().isEmpty()) {
                    return false;
                }
                hasKey = true;
            }
        }
        return hasKey;
    }

    /// Notes that memory is used, if it carries an object and others have it.
    void touch(Memory.Reached reached, Site site, Configuration configuration) {
        if (reached.location().region() instanceof MemoryLocation.Region.Pointee(var holder)
                && isOwn(holder)
                && !configuration.isLocked()) {
            note(holder, memory.resolve(reached.base()), false, site, configuration);
        }
    }

    /// Notes that memory is freed, with what it carries.
    public void free(Symbol holder, Type structure, Site site, Configuration configuration) {
        if (isOwn(holder)) {
            note(holder, structure, true, site, configuration);
        }
        for (Symbol object : List.copyOf(configuration.objects.keySet())) {
            if (holds(holder, object, configuration)) {
                seen.observe(object, site, configuration, moment -> new Observation.Release(moment, structure));
                return;
            }
        }
    }

    private void note(Symbol holder, Type structure, boolean isFreed, Site site, Configuration configuration) {
        for (Symbol object : List.copyOf(configuration.objects.keySet())) {
            if (holds(holder, object, configuration) && isOthers(holder, object, configuration)) {
                String name = seen.name(holder, site, configuration);
                seen.observe(object, site, configuration, moment -> new Observation.Carry(moment, name, structure, isFreed));
                return;
            }
        }
    }
}
