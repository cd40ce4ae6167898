// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// The area in an object that belongs to the driver: what a path reads of it that nothing has written, and what it holds in the end.
public final class Areas {
    private final ApiModel model;
    private final Observations seen;
    private final Arrivals arrivals;

    Areas(ApiModel model, Observations seen, Arrivals arrivals) {
        this.model = model;
        this.seen = seen;
        this.arrivals = arrivals;
    }

    /// The object in whose area a location lies.
    Optional<Symbol> owner(MemoryLocation location, Configuration configuration) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && configuration.objects.containsKey(holder)
                        && model.isInArea(location)
                ? Optional.of(holder)
                : Optional.empty();
    }

    /// Notes a read or a write, if it is one of an area.
    void note(Memory.Reached reached, boolean isWrite, Site site, Way way, Configuration configuration) {
        MemoryLocation location = reached.location();
        Optional<Symbol> owner = owner(location, configuration);
        if (owner.isEmpty()) {
            return;
        }
        if (isWrite) {
            configuration.written.add(location);
            arrivals.noteWrite(reached, configuration.objects.get(owner.get()).life() == ObjectState.Life.HANDED_OFF);
            configuration.freed.removeIf(pointer -> isAt(pointer, location, configuration));
        } else if (configuration.objects.get(owner.get()).life() == ObjectState.Life.OWNED && !isWritten(location, configuration)
                && arrivals.isKnown(reached, configuration)) {
            Observation.Access access = reached.access(way, location.fields(), List.of());
            seen.observe(owner.get(), site, configuration, moment -> new Observation.Read(moment, access));
        }
    }

    private static boolean isAt(Symbol pointer, MemoryLocation location, Configuration configuration) {
        return new Value.Unknown(pointer).equals(configuration.store.get(location))
                || pointer.origin() instanceof Symbol.Origin.Initial(var home) && home.equals(location);
    }

    private static boolean isWritten(MemoryLocation location, Configuration configuration) {
        for (MemoryLocation written : configuration.written) {
            if (written.isWithin(location) || location.isWithin(written)) {
                return true;
            }
        }
        for (MemoryLocation stored : configuration.store.keySet()) {
            if (stored.isWithin(location) || location.isWithin(stored) && !stored.path().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Notes that code about which nothing is known got the address of an object's memory, and may write there.
    public void given(List<Value> arguments, Configuration configuration) {
        for (Value argument : arguments) {
            if (argument instanceof Value.Address(var target)
                    && target.region() instanceof MemoryLocation.Region.Pointee(var holder)
                    && configuration.objects.containsKey(holder)) {
                configuration.written.add(target);
            }
        }
    }

    /// Notes that memory is freed to which an area points.
    public void noteFreed(Symbol pointer, Configuration configuration) {
        boolean isLoaded = pointer.origin() instanceof Symbol.Origin.Initial(var home) && owner(home, configuration).isPresent();
        boolean isStored = configuration.store.entrySet().stream()
                .anyMatch(entry -> entry.getValue().equals(new Value.Unknown(pointer)) && owner(entry.getKey(), configuration).isPresent());
        if (isLoaded || isStored) {
            configuration.freed.add(pointer);
        }
    }

    /// What the area of an object holds.
    public Observation.Area held(Symbol object, Configuration configuration) {
        var owned = new ArrayList<String>();
        var freed = new ArrayList<String>();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            boolean isHere = owner(entry.getKey(), configuration).filter(owner -> owner == object).isPresent();
            if (isHere && entry.getValue() instanceof Value.Unknown(var symbol)) {
                if (configuration.freed.contains(symbol)) {
                    freed.add(field(entry.getKey()));
                } else if (isOwned(symbol, object, configuration)) {
                    owned.add(field(entry.getKey()));
                }
            }
        }
        for (Symbol symbol : configuration.freed) {
            if (symbol.origin() instanceof Symbol.Origin.Initial(var home)
                    && owner(home, configuration).filter(owner -> owner == object).isPresent()
                    && !configuration.store.containsKey(home)) {
                freed.add(field(home));
            }
        }
        return owned.isEmpty() && freed.isEmpty() ? Observation.Area.EMPTY : new Observation.Area(owned, freed);
    }

    /// The fields behind the area's own.
    private static String field(MemoryLocation location) {
        return String.join(".", location.fields().subList(1, location.fields().size()));
    }

    /// Whether a pointer leads to memory that was allocated on the path, and that nobody can find but by the object.
    private static boolean isOwned(Symbol memory, Symbol object, Configuration configuration) {
        Facts known = configuration.factsOf(new Value.Unknown(memory));
        if (!configuration.fresh.contains(memory) || known.ranges().isOnly(0) || known.pointer() == Facts.Pointer.ERROR) {
            return false;
        }
        return configuration.store.entrySet().stream().noneMatch(entry -> Configuration.refersTo(entry.getValue(), memory)
                && !(entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder) && (holder == object || holder == memory))
                && !(entry.getKey().region() instanceof MemoryLocation.Region.Local));
    }
}
