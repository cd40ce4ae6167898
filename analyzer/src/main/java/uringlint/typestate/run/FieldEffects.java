// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What functions of the API do to fields that their tables name.
final class FieldEffects {
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ResultRanges results;

    FieldEffects(Parts parts) {
        this.index = parts.index();
        this.model = parts.model();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.results = parts.results();
    }

    Optional<Value> apply(Effect.OnField effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.SetCallback(var carrier, var callback, var field, _) ->
                configuration.store.put(target(carrier, at).field(field), at.argument(callback));
            case Effect.SetField(var carrier, var value, var field) ->
                tracker.store(target(carrier, at).field(field), at.argument(value), at.here(), configuration);
            case Effect.Load(var pointer, var field) -> {
                MemoryLocation location = target(pointer, at).field(field);
                return Optional.of(memory.read(Memory.Reached.at(location), index.typeOf(at.call().result()), configuration, touch(at)));
            }
            case Effect.Look(var pointer, var field, var way) -> {
                MemoryLocation location = target(pointer, at);
                for (String step : field.split("\\.")) {
                    location = location.field(step);
                }
                tracker.touch(new Memory.Reached(location, Type.UNKNOWN, 1), false, at.here(), false, way, configuration);
            }
            case Effect.Fill fill -> fill(fill, at);
            case Effect.Open open -> {
                return Optional.of(open(open, at, extra));
            }
            case Effect.FieldAddress(var argument, var field) -> {
                if (!model.sharedMemoryFields().contains(field)) {
                    tracker.track(at.argument(argument), configuration);
                }
                return Optional.of(Memory.address(target(argument, at).field(field)));
            }
        }
        return Optional.empty();
    }

    Memory.Touch touch(Invocation at) {
        return (reached, isWrite) -> tracker.touch(reached, isWrite, at.here(), false, Way.PLAIN, at.configuration());
    }

    private void fill(Effect.Fill effect, Invocation at) {
        MemoryLocation location = target(effect.pointer(), at).field(effect.field());
        touch(at).at(Memory.Reached.at(location), true);
        MemoryLocation from = target(effect.source(), at);
        Value value = from.region() instanceof MemoryLocation.Region.Local ? memory.peek(from, Type.UNKNOWN, at.configuration())
                : memory.make(at.site() + "&", Symbol.What.value("copied"), Type.UNKNOWN, at.configuration());
        tracker.store(location, value, at.here(), at.configuration());
    }

    /// What a field holds, as a result that may be an error on another path: a number, or a constructor around it.
    private Value open(Effect.Open effect, Invocation at, List<Configuration> extra) {
        Configuration failed = at.configuration().copy();
        Value error = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, failed);
        assumptions.narrow(error, results.errors(), failed);
        boolean isInteger = index.resolve(index.typeOf(at.call().result())) instanceof Type.Named;
        Value refused = isInteger ? error : Constructors.of("Err", List.of("0"), List.of(error));
        assignments.finish(at.call(), refused, at.here(), at.frame(), failed);
        extra.add(failed);
        Value value = memory.peek(target(effect.pointer(), at).field(effect.field()), Type.UNKNOWN, at.configuration());
        if (!isInteger) {
            return Constructors.of("Ok", List.of("0"), List.of(value));
        }
        Value number = memory.make(at.site() + "+", Symbol.What.result(at.name()), Type.UNKNOWN, at.configuration());
        assumptions.narrow(number, Ranges.between(0, Long.MAX_VALUE / 4), at.configuration());
        return number;
    }

    private MemoryLocation target(int pointer, Invocation at) {
        return memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>"));
    }
}
