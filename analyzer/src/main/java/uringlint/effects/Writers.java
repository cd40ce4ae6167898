// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;

/// Which functions write to the fields of a name, or give their address away, which of them do so under a lock, and
/// which fields are counters.
public final class Writers {
    private final Map<String, Set<Function>> writers = new HashMap<>();
    private final Set<String> counters = new HashSet<>();
    private final Set<String> guarded = new HashSet<>();
    private final ApiModel model;

    public Writers(ProgramIndex index, ApiModel model) {
        this.model = model;
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
        }
    }

    /// Whether some function that takes a lock writes a field of this name: what was read of it holds no longer than the lock is held.
    public boolean isGuarded(String field) {
        return guarded.contains(field);
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
            case Instruction.Assign(var target, _, _) -> add(target, function);
            case Instruction.Call call -> {
                List<Expr> arguments = call.arguments();
                add(call.result(), function);
                model.find(model.nameOf(call), arguments.size())
                        .ifPresent(api -> api.effects().forEach(effect -> count(effect, arguments)));
                for (Expr argument : arguments) {
                    if (argument instanceof Expr.AddressOf(var place)) {
                        add(place, function);
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
            default -> -1;
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
