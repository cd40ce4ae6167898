// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;

/// The heads of lists that are members of structures, by their names: on which of them elements only wait, since nobody looks for any
/// there.
public final class ListHeads {
    private static final String WALK = "list_for_each";

    private final ApiModel model;
    private final Set<String> searched = new HashSet<>();
    /// The heads of the lists that nodes of a name are put into.
    private final Map<String, Set<String>> heads = new HashMap<>();

    ListHeads(ProgramIndex index, ApiModel model) {
        this.model = model;
        for (Function function : index.functions()) {
            for (BasicBlock block : function.blocks()) {
                block.instructions().forEach(instruction -> scan(instruction, function));
                switch (block.terminator()) {
                    case Terminator.Branch(var condition, _, _, _) -> search(condition);
                    case Terminator.Return(var value, _) -> search(value);
                    case Terminator.Jump _, Terminator.Unreachable _ -> {}
                }
            }
        }
    }

    /// Whether nobody takes nodes of a name out of the lists of a head, or works with them there, though somebody does of other lists:
    /// else it may be code that was not read.
    public boolean isParking(String head, String node) {
        Set<String> known = heads.getOrDefault(node, Set.of());
        return known.contains(head) && !searched.contains(head) && known.stream().anyMatch(searched::contains);
    }

    private void scan(Instruction instruction, Function function) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                fields(target);
                search(value);
            }
            case Instruction.Call call -> {
                fields(call.result());
                for (int argument = 0; argument < call.arguments().size(); argument++) {
                    Expr value = call.arguments().get(argument);
                    if (!(value instanceof Expr.AddressOf(var place)) || !isIdle(call, argument, place, function)) {
                        search(value);
                    }
                }
            }
            case Instruction.Opaque(var touched, _) -> touched.forEach(this::fields);
            case Instruction.Drop _ -> {}
        }
    }

    /// Whether a call does nothing with the elements of the list that one of its arguments is the head of. What is put in is noted.
    private boolean isIdle(Instruction.Call call, int argument, Place head, Function function) {
        String name = model.nameOf(call);
        for (Effect effect : model.find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of())) {
            if (effect instanceof Effect.Link(var node, var into) && (into == argument || node == argument)) {
                if (into == argument && !lastField(head).isEmpty() && call.arguments().get(node) instanceof Expr.AddressOf(var linked)) {
                    heads.computeIfAbsent(lastField(linked), _ -> new HashSet<>()).add(lastField(head));
                }
                return true;
            }
            if (effect instanceof Effect.Nothing && call.arguments().size() == 1) {
                return true;
            }
        }
        return name.startsWith(WALK)
                && call.arguments().getFirst() instanceof Expr.Read(var cursor)
                && isOnlyShown(cursor.base(), function);
    }

    /// Whether a function does no more with what a variable points to than to tell people of it, or to decide by it which way to go.
    private boolean isOnlyShown(Variable element, Function function) {
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, _) && mentions(value, element)) {
                return false;
            }
            for (Instruction instruction : block.instructions()) {
                boolean isHarmless = switch (instruction) {
                    case Instruction.Assign(var target, var value, _) ->
                        !mentions(value, element) && (target.isVariable() || !target.base().equals(element));
                    case Instruction.Call call ->
                        model.nameOf(call).startsWith(WALK) || model.has(model.nameOf(call), Effect.Log.class)
                                || call.arguments().stream().noneMatch(argument -> mentions(argument, element));
                    case Instruction.Opaque(var touched, _) -> touched.stream().noneMatch(place -> place.base().equals(element));
                    case Instruction.Drop _ -> true;
                };
                if (!isHarmless) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean mentions(Expr value, Variable variable) {
        boolean[] found = new boolean[1];
        IrWalk.places(value, place -> found[0] |= place.base().equals(variable));
        return found[0];
    }

    private void search(Expr value) {
        IrWalk.places(value, this::fields);
    }

    private void fields(Place place) {
        for (Projection step : place.path()) {
            if (step instanceof Projection.Field(var name)) {
                searched.add(name);
            }
        }
    }

    private static String lastField(Place place) {
        return IrWalk.fieldOf(place.path());
    }
}
