// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;

/// Which functions write to the fields of a name, or give their address away, which of them do so under a lock, and
/// which fields are counters.
public final class Writers {
    private final Map<String, Set<Function>> writers = new HashMap<>();
    private final Set<String> counters = new HashSet<>();
    private final Set<String> guarded = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();
    private final Set<String> outlived = new HashSet<>();
    private final ListHeads lists;
    private final ApiModel model;

    public Writers(ProgramIndex index, ApiModel model) {
        this.model = model;
        lists = new ListHeads(index, model);
        for (Function function : index.functions()) {
            var written = new HashSet<String>();
            boolean[] locks = new boolean[1];
            IrWalk.instructions(function, instruction -> {
                scan(instruction, function);
                if (instruction instanceof Instruction.Assign(var target, _, _)
                        && !target.path().isEmpty()
                        && target.path().getLast() instanceof Projection.Field(var name)) {
                    written.add(name);
                }
                locks[0] |= instruction instanceof Instruction.Call call
                        && model.has(model.nameOf(call), Effect.Lock.class);
            });
            if (locks[0]) {
                guarded.addAll(written);
            }
            outlived.addAll(endedWithoutCarrier(function));
        }
    }

    public ListHeads lists() {
        return lists;
    }

    /// Whether some function that takes a lock writes a field of this name: what was read of it holds no longer than the lock is held.
    public boolean isGuarded(String field) {
        return guarded.contains(field);
    }

    /// Whether a structure has an object in a field of this name as long as it lives: the field is never cleared, and wherever its
    /// object is ended, the structure is freed in the same function.
    public boolean isLifelong(String field) {
        return !emptied.contains(field) && !outlived.contains(field);
    }

    /// The fields whose objects a function ends or hands on, without freeing the structures that they lie in.
    private Set<String> endedWithoutCarrier(Function function) {
        var origins = new HashMap<Variable, Place>();
        var freed = new HashSet<Variable>();
        var ended = new ArrayList<Place>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Read(var source), _) && target.isVariable()) {
                origins.put(target.base(), source);
            } else if (instruction instanceof Instruction.Call call) {
                if (!model.knows(model.nameOf(call))) {
                    // A function of the program, or one that nobody knows, may end what it is given.
                    for (int argument = 0; argument < call.arguments().size(); argument++) {
                        read(call, argument).ifPresent(ended::add);
                    }
                }
                for (Effect effect : model.find(model.nameOf(call), call.arguments().size()).map(Effect.Api::effects).orElse(List.of())) {
                    switch (effect) {
                        case Effect.Free(var argument) -> read(call, argument).ifPresent(place -> freed.add(place.base()));
                        case Effect.Complete(var object, _, _, _) -> read(call, object).ifPresent(ended::add);
                        case Effect.HandOff(var object, _, _) -> read(call, object).ifPresent(ended::add);
                        case Effect.Reissue(var object) -> read(call, object).ifPresent(ended::add);
                        case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                                Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> {}
                    }
                }
            }
        });
        var fields = new HashSet<String>();
        for (Place place : ended) {
            Place origin = place.isVariable() ? origins.getOrDefault(place.base(), place) : place;
            if (!origin.path().isEmpty()
                    && origin.path().getLast() instanceof Projection.Field(var name)
                    && !freed.contains(origin.base())) {
                fields.add(name);
            }
        }
        return fields;
    }

    private static Optional<Place> read(Instruction.Call call, int argument) {
        return argument >= 0 && argument < call.arguments().size() && call.arguments().get(argument) instanceof Expr.Read(var place)
                ? Optional.of(place)
                : Optional.empty();
    }

    /// The functions that may write a field of this name, whatever the structure is.
    public Set<Function> of(String field) {
        return writers.getOrDefault(field, Set.of());
    }

    /// Whether fields of this name are counted down to 0 somewhere, to find out who is the last.
    public boolean isCounter(String field) {
        return counters.contains(field);
    }

    private void scan(Instruction instruction, Function function) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                add(target, function);
                boolean isCleared = value instanceof Expr.Literal || value instanceof Expr.Symbol(var name) && name.equals("NULL");
                if (isCleared && !target.path().isEmpty() && target.path().getLast() instanceof Projection.Field(var field)) {
                    emptied.add(field);
                }
            }
            case Instruction.Call call -> {
                List<Expr> arguments = call.arguments();
                add(call.result(), function);
                model.find(model.nameOf(call), arguments.size())
                        .ifPresent(api -> api.effects().forEach(effect -> count(effect, arguments)));
                for (Expr argument : arguments) {
                    if (argument instanceof Expr.AddressOf(var place)) {
                        add(place, function);
                        if (!place.path().isEmpty() && place.path().getLast() instanceof Projection.Field(var field)) {
                            emptied.add(field);
                        }
                    }
                }
            }
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void count(Effect effect, List<Expr> arguments) {
        int counter = switch (effect) {
            case Effect.Count(var pointer, var added, var tests) when added < 0 && tests -> pointer;
            case Effect.Release(_, var pointer) -> pointer;
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> -1;
        };
        if (counter >= 0 && counter < arguments.size() && arguments.get(counter) instanceof Expr.AddressOf(var place)
                && !place.path().isEmpty() && place.path().getLast() instanceof Projection.Field(var name)) {
            counters.add(name);
        }
    }

    private void add(Place place, Function function) {
        if (!place.path().isEmpty() && place.path().getLast() instanceof Projection.Field(var name)) {
            writers.computeIfAbsent(name, _ -> new HashSet<>()).add(function);
        }
    }
}
