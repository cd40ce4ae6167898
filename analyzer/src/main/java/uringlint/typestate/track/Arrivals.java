// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.effects.Writers;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Contents;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What objects bring to callbacks in their area: noted where they are handed off, and found where the callback meets them.
public final class Arrivals {
    private final ApiModel model;
    private final Memory memory;
    private final HandOffs handOffs;
    private final Writers writers;
    private final CallGraph graph;
    private final Set<Function> reached;

    Arrivals(ApiModel model, Memory memory, HandOffs handOffs, Writers writers, CallGraph graph, Function entry) {
        this.model = model;
        this.memory = memory;
        this.handOffs = handOffs;
        this.writers = writers;
        this.graph = graph;
        this.reached = graph.calleesOf(List.of(entry));
    }

    /// Notes what an object's area holds where it is handed to a callback, if that is known.
    public void note(String callback, Symbol object, Assumptions assumptions, Configuration configuration) {
        ObjectState state = configuration.objects.get(object);
        boolean isFirst = state.source() == ObjectState.Source.ISSUED && !mayBeLater(configuration);
        boolean isBrought = state.isBrought() && configuration.marks.contains(PathMark.Known.ARRIVED);
        if (callback.isEmpty() || !configuration.uncertain().isEmpty() || !isFirst && !isBrought) {
            return;
        }
        var values = new LinkedHashMap<List<MemoryLocation.Step>, Value>();
        var ranges = new LinkedHashMap<List<MemoryLocation.Step>, Contents.Ranged>();
        var written = new LinkedHashSet<List<MemoryLocation.Step>>();
        for (MemoryLocation place : configuration.written) {
            inArea(place, object).ifPresent(written::add);
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            Optional<List<MemoryLocation.Step>> place = inArea(entry.getKey(), object);
            place.ifPresent(written::add);
            if (place.isPresent() && isConstant(entry.getValue())) {
                values.put(place.get(), entry.getValue());
            } else if (place.isPresent()) {
                ranges.put(place.get(), ranged(entry.getValue(), assumptions, configuration));
            }
        }
        var by = new HashSet<>(reached);
        by.addAll(configuration.arriving.by());
        handOffs.noteContents(callback, new Contents(values, ranges, written, by, configuration.trace));
    }

    /// Whether the entry point may have been called for the same object before, which has written to the area then.
    private boolean mayBeLater(Configuration configuration) {
        for (Map.Entry<Value, Facts> known : configuration.facts.entrySet()) {
            if (known.getValue().isSet(model.cancelFlag()) || known.getValue().isSet(model.callFlags().reissued())) {
                return true;
            }
        }
        return false;
    }

    private Optional<List<MemoryLocation.Step>> inArea(MemoryLocation place, Symbol object) {
        boolean isInside = place.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && holder == object
                && !place.hasElements()
                && model.isInArea(place);
        return isInside ? Optional.of(place.path()) : Optional.empty();
    }

    private static boolean isConstant(Value value) {
        return switch (value) {
            case Value.Int _, Value.Named _, Value.Code _ -> true;
            case Value.Unknown _, Value.Address _, Value.Term _, Value.Opaque _ -> false;
        };
    }

    private static Contents.Ranged ranged(Value value, Assumptions assumptions, Configuration configuration) {
        boolean mayHold = assumptions.assume(value, true, configuration.copy());
        boolean mayFail = assumptions.assume(value, false, configuration.copy());
        Ranges known = configuration.factsOf(value).ranges();
        return new Contents.Ranged(
                !mayHold ? Ranges.of(0) : mayFail ? known : known.without(0),
                value instanceof Value.Unknown(var symbol) ? symbol.type() : Type.UNKNOWN);
    }

    /// An object is met that was handed to the entry point: it brings what is known of it.
    void arrive(Symbol object, Configuration configuration) {
        boolean isFirst = configuration.arriving.isKnown()
                && configuration.objects.get(object).isBrought()
                && configuration.marks.add(PathMark.Known.ARRIVED);
        if (!isFirst) {
            return;
        }
        MemoryLocation start = MemoryLocation.of(new MemoryLocation.Region.Pointee(object));
        configuration.arriving.values().forEach((place, value) -> {
            if (isSettled(start.then(place), configuration)) {
                configuration.store.put(start.then(place), value);
            }
        });
        configuration.arriving.ranges().forEach((place, ranged) -> {
            if (isSettled(start.then(place), configuration) && !ranged.ranges().equals(Ranges.ALL)) {
                bring(start.then(place), ranged, configuration);
            }
        });
        configuration.arriving.written().forEach(place -> configuration.written.add(start.then(place)));
    }

    /// Where a pointer lay is part of what is known of it; a number is as good as any other one in the same ranges.
    private void bring(MemoryLocation place, Contents.Ranged ranged, Configuration configuration) {
        boolean isPointer = ranged.type() instanceof Type.Pointer;
        Symbol.Origin origin = isPointer
                ? new Symbol.Origin.Initial(place)
                : new Symbol.Origin.Made("<arrived>" + place, Symbol.What.value(place.toString()), 0);
        var value = new Value.Unknown(memory.symbol(origin, ranged.type()));
        configuration.learn(value, configuration.factsOf(value).withRanges(ranged.ranges()));
        if (!isPointer) {
            configuration.store.put(place, value);
        }
    }

    /// Whether functions write to a field that run for another entry point too.
    boolean isChangedByOthers(MemoryLocation place) {
        Set<Function> all = writers.of(place.lastField());
        return !all.isEmpty() && !reached.containsAll(graph.callersOf(List.copyOf(all)));
    }

    /// Notes a write to an area.
    void noteWrite(Memory.Reached reached, boolean isLate) {
        handOffs.noteWrite(reached.location().lastField(), reached.base(), isLate);
    }

    /// Whether it is known that a field was not written which was not written on the path.
    boolean isKnown(Memory.Reached field, Configuration configuration) {
        return !configuration.arriving.isKnown() || handOffs.isWrittenAs(field.base()) && isSettled(field.location(), configuration);
    }

    /// Whether nobody else writes to a field between the hand-off and the callback.
    private boolean isSettled(MemoryLocation place, Configuration configuration) {
        if (handOffs.isLate(place.lastField())) {
            return false;
        }
        for (Function writer : writers.of(place.lastField())) {
            if (!reached.contains(writer) && !configuration.arriving.by().contains(writer)) {
                return false;
            }
        }
        return true;
    }
}
