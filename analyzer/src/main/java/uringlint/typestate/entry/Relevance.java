// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;

/// The functions in which a tracked object can be met: those that name its type, call what acts on it, or use a field in which
/// one is kept, and their callers.
public final class Relevance {
    /// How deep objects are looked for in what a value leads to.
    private static final int HOLDERS = 4;

    private final ApiModel model;
    private final ProgramIndex index;
    private final CallGraph graph;
    private final Set<Function> direct = new LinkedHashSet<>();
    private final Set<Function> near = new LinkedHashSet<>();
    private final Set<Function> all;
    private final Set<String> fields = new HashSet<>();
    private final Set<Function> allocators = new HashSet<>();

    public Relevance(ApiModel model, ProgramIndex index, CallGraph graph) {
        this.model = model;
        this.index = index;
        this.graph = graph;
        List<Function> functions = index.functions();
        for (Function function : functions) {
            collectFields(function);
        }
        for (Function function : functions) {
            if (meets(function)) {
                direct.add(function);
            }
        }
        all = graph.callersOf(new ArrayList<>(direct));
        near.addAll(direct);
        for (int distance = 0; distance < 2; distance++) {
            for (Function function : List.copyOf(near)) {
                near.addAll(graph.callers(function));
            }
        }
        for (int round = 0; round < 3; round++) {
            for (Function function : functions) {
                if (allocates(function)) {
                    allocators.add(function);
                }
            }
        }
    }

    public boolean isRelevant(Function function) {
        return all.contains(function);
    }

    /// Whether a function meets objects itself or in what it calls over at most two steps.
    public boolean isNear(Function function) {
        return near.contains(function);
    }

    public boolean isDirect(Function function) {
        return direct.contains(function);
    }

    /// Whether all that a function gives back is memory that it allocated, or no pointer.
    public boolean isAllocator(Function function) {
        return allocators.contains(function);
    }

    public boolean isObjectPointer(Type type) {
        return index.resolve(type) instanceof Type.Pointer(var target)
                && index.resolve(target) instanceof Type.Tagged(_, var tag)
                && tag.equals(model.objectType());
    }

    /// Whether a value of a type may be an object's pointer, or lead to one through structures and pointers.
    public boolean mayHoldObject(Type type) {
        return mayHoldObject(type, HOLDERS);
    }

    private boolean mayHoldObject(Type type, int depth) {
        if (depth == 0 || isObjectPointer(type)) {
            return depth > 0;
        }
        return switch (index.resolve(type)) {
            case Type.Pointer(var target) -> mayHoldObject(target, depth - 1);
            case Type.Tagged(_, var tag) -> index.composite(tag).stream()
                    .flatMap(composite -> composite.members().stream())
                    .anyMatch(member -> mayHoldObject(member.type(), depth - 1));
            case Type.Named _, Type.Array _, Type.Callable _, Type.Unknown _ -> false;
        };
    }

    private boolean isCarrier(Type type) {
        return index.resolve(type) instanceof Type.Tagged(_, var tag) && model.carrierTypes().contains(tag);
    }

    private void collectFields(Function function) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Read(var source), _)) {
                if (isObjectPointer(source.base().type()) && source.isVariable()) {
                    keep(target);
                }
                if (isObjectPointer(target.base().type()) && target.isVariable()) {
                    keep(source);
                }
            } else if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _) && model.knows(name)) {
                Effect.Api api = model.find(name, arguments.size()).orElse(model.functions().get(name).getFirst());
                for (Effect effect : api.effects()) {
                    int object = objectArgument(effect);
                    if (object >= 0 && object < arguments.size() && arguments.get(object) instanceof Expr.Read(var place)) {
                        keep(place);
                    }
                }
            }
        });
    }

    private void keep(Place place) {
        String field = IrWalk.fieldOf(place.path());
        if (!field.isEmpty() && !graph.pointers().member(place).filter(model::isData).isPresent()) {
            fields.add(field);
        }
    }

    static int objectArgument(Effect effect) {
        return switch (effect) {
            case Effect.Complete(var object, _, _, _) -> object;
            case Effect.HandOff(var object, _, _) -> object;
            case Effect.Mark(var object, _) -> object;
            case Effect.Reissue(var object) -> object;
            case Effect.Use(var object) -> object;
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> -1;
        };
    }

    private boolean meets(Function function) {
        for (Variable parameter : function.parameters()) {
            if (isObjectPointer(parameter.type()) || isCarrier(parameter.type())) {
                return true;
            }
        }
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> found[0] |= meets(instruction));
        return found[0];
    }

    private boolean meets(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Assign(var target, var value, _) ->
                isObjectPointer(target.base().type()) || usesField(target.path()) || usesField(value);
            case Instruction.Call(var result, var callee, var arguments, _) -> {
                if (isObjectPointer(result.base().type())) {
                    yield true;
                }
                if (callee instanceof Expr.Symbol(var name)) {
                    for (Effect.Api api : model.functions().getOrDefault(name, List.of())) {
                        for (Effect effect : api.effects()) {
                            if (objectArgument(effect) >= 0) {
                                yield true;
                            }
                        }
                    }
                }
                for (Expr argument : arguments) {
                    if (usesField(argument)) {
                        yield true;
                    }
                }
                yield callee instanceof Expr.Symbol(var name) && freesHolder(name, arguments);
            }
            case Instruction.Drop _, Instruction.Opaque _ -> false;
        };
    }

    /// Whether a call frees a structure in which objects are kept.
    private boolean freesHolder(String name, List<Expr> arguments) {
        for (Effect.Api api : model.functions().getOrDefault(name, List.of())) {
            for (Effect effect : api.effects()) {
                if (effect instanceof Effect.Free(var argument)
                        && argument < arguments.size()
                        && arguments.get(argument) instanceof Expr.Read(var place)
                        && index.resolve(index.typeOf(place)) instanceof Type.Pointer(var structure)
                        && fields.stream().anyMatch(field -> isObjectPointer(index.member(index.resolve(structure), field)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Only fields whose names are known to hold objects of the type; common names are told apart by the owner's type.
    private boolean usesField(Expr expression) {
        return expression instanceof Expr.Read(var place) && isObjectPointer(index.typeOf(place)) && usesField(place.path());
    }

    private boolean usesField(List<Projection> path) {
        String field = IrWalk.fieldOf(path);
        return !field.isEmpty() && fields.contains(field);
    }

    private boolean allocates(Function function) {
        if (!(index.resolve(function.result()) instanceof Type.Pointer)) {
            return false;
        }
        var returned = new HashSet<String>();
        boolean[] only = {true};
        function.blocks().forEach(block -> {
            if (block.terminator() instanceof uringlint.ir.Terminator.Return(var value, _)) {
                if (value instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() != Variable.Kind.PARAMETER) {
                    returned.add(place.base().name());
                } else if (!(value instanceof Expr.Literal) && !isNull(value)) {
                    only[0] = false;
                }
            }
        });
        if (returned.isEmpty() || !only[0]) {
            return false;
        }
        boolean[] allocated = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Call(var result, Expr.Symbol(var name), var arguments, _)
                when result.isVariable() && returned.contains(result.base().name()) -> {
                    if (isAllocation(name, arguments.size(), function)) {
                        allocated[0] = true;
                    } else if (!name.equals("ERR_PTR") && !name.equals("ERR_CAST")) {
                        only[0] = false;
                    }
                }
                case Instruction.Assign(var target, var value, _)
                when target.isVariable() && returned.contains(target.base().name()) -> {
                    if (!(value instanceof Expr.Literal)
                            && !isNull(value)
                            && !(value instanceof Expr.Read(var place)
                                    && place.base().kind() == Variable.Kind.TEMPORARY)) {
                        only[0] = false;
                    } else if (value instanceof Expr.Read(var place)) {
                        returned.add(place.base().name());
                    }
                }
                case Instruction.Call _, Instruction.Assign _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return allocated[0] && only[0];
    }

    private boolean isAllocation(String name, int arity, Function from) {
        if (index.resolve(name, from.file()).filter(allocators::contains).isPresent()) {
            return true;
        }
        return model.find(name, arity).stream().anyMatch(api -> api.effects().stream().anyMatch(Effect.Allocate.class::isInstance));
    }

    private static boolean isNull(Expr value) {
        return value instanceof Expr.Symbol(var name) && name.equals("NULL")
                || value instanceof Expr.Cast(_, var inner) && isNull(inner);
    }
}
