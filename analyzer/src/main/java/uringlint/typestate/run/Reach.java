// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// The objects to which pointers lead, and those that a callback is brought.
final class Reach {
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final HandOffs handOffs;

    Reach(ProgramIndex index, ApiModel model, Memory memory, Tracker tracker, HandOffs handOffs) {
        this.index = index;
        this.model = model;
        this.memory = memory;
        this.tracker = tracker;
        this.seen = tracker.seen();
        this.handOffs = handOffs;
    }

    /// The objects to which an argument leads: itself, or those that the memory holds that it points to, if only this path knows
    /// that memory.
    List<Symbol> carried(Value argument, Configuration configuration) {
        var found = new LinkedHashSet<Symbol>();
        carried(argument, configuration, found, 3);
        return List.copyOf(found);
    }

    private void carried(Value argument, Configuration configuration, Set<Symbol> found, int depth) {
        if (depth == 0) {
            return;
        }
        if (argument instanceof Value.Term(_, var operands) && Constructors.is(argument)) {
            operands.forEach(operand -> carried(operand, configuration, found, depth - 1));
            return;
        }
        MemoryLocation.Region region = switch (argument) {
            case Value.Unknown(var symbol) -> new MemoryLocation.Region.Pointee(symbol);
            case Value.Address(var target) -> target.region();
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> null;
        };
        if (region == null) {
            return;
        }
        if (region instanceof MemoryLocation.Region.Pointee(var symbol)) {
            if (configuration.objects.containsKey(symbol)) {
                if (argument instanceof Value.Unknown) {
                    found.add(symbol);
                }
                return;
            }
            if (!configuration.fresh.contains(symbol)) {
                return;
            }
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region().equals(region)) {
                carried(entry.getValue(), configuration, found, depth - 1);
            }
        }
    }

    /// Tracks the objects that the parameters of an entry point are known to bring, whether or not it looks at them.
    void bringCarried(Configuration configuration) {
        Role role = seen.role();
        if (role.kind() == Role.Kind.HANDLER) {
            for (int number = 0; number < role.function().parameters().size(); number++) {
                bringWith(number, role.function(), configuration);
            }
        }
        if (role.kind() == Role.Kind.TASK_WORK) {
            for (int number = 0; number < role.function().parameters().size(); number++) {
                bringToken(number, role.function(), configuration);
            }
        }
        if (role.isCallback()) {
            IrWalk.instructions(role.function(), instruction -> bringOuter(instruction, role.function(), configuration));
        }
        if (role.kind() == Role.Kind.COMPLETION && !role.function().parameters().isEmpty()) {
            bring(new Value.Unknown(parameter(0, role.function())), true, "", configuration);
        }
    }

    /// Tracks what the structure holds whose member an argument points to, if that is what an instruction asks for.
    private void bringOuter(Instruction instruction, Function function, Configuration configuration) {
        if (!(instruction instanceof Instruction.Call(var result, Expr.Symbol(var called), var arguments, _))) {
            return;
        }
        for (Effect effect : model.find(called, arguments.size()).map(Effect.Api::effects).orElse(List.of())) {
            if (effect instanceof Effect.Container(var pointer, var type, var member)
                    && arguments.get(pointer) instanceof Expr.Read(var place)
                    && place.isVariable()
                    && function.parameters().contains(place.base())) {
                var value = new Value.Unknown(parameter(function.parameters().indexOf(place.base()), function));
                String structure = IrWalk.name(arguments.get(type));
                Value outer = memory.container(value, structure, IrWalk.name(arguments.get(member)));
                bringCarried(outer, result.base().name(), configuration);
            }
        }
    }

    private Symbol parameter(int number, Function function) {
        Variable parameter = function.parameters().get(number);
        return memory.symbol(new Symbol.Origin.Parameter(function.name(), number, parameter.name()), parameter.type());
    }

    /// Tracks the object that an argument stands for which is passed by value.
    private void bringToken(int number, Function function, Configuration configuration) {
        Variable parameter = function.parameters().get(number);
        if (index.resolve(parameter.type()) instanceof Type.Tagged(_, var tag) && model.carrierTypes().contains(tag)) {
            MemoryLocation place = MemoryLocation.of(new MemoryLocation.Region.Pointee(parameter(number, function)))
                    .field(Observations.CARRIED);
            tracker.track(memory.peek(place, Type.UNKNOWN, configuration), configuration)
                    .ifPresent(found -> seen.spell(found, parameter.name()));
        }
    }

    /// Tracks what lies in the members of an argument by which an object goes along with it.
    private void bringWith(int number, Function function, Configuration configuration) {
        Variable parameter = function.parameters().get(number);
        if (!(index.resolve(parameter.type()) instanceof Type.Pointer(var target))
                || !(index.resolve(target) instanceof Type.Tagged(_, var tag))) {
            return;
        }
        Symbol argument = parameter(number, function);
        for (String field : model.dataMembersOf(tag)) {
            Value object = memory.peek(
                    MemoryLocation.of(new MemoryLocation.Region.Pointee(argument))
                            .field(field),
                    Type.UNKNOWN,
                    configuration);
            tracker.track(object, configuration).ifPresent(found -> tracker.confirm(found, configuration));
        }
    }

    /// The same for the structure that holds the parameter of a worker or a timer.
    void bringCarried(Value outer, Configuration configuration) {
        bringCarried(outer, "", configuration);
    }

    /// @param name of the variable that points to the structure, if there is one
    private void bringCarried(Value outer, String name, Configuration configuration) {
        boolean isCallback = seen.role().isCallback() && seen.role().kind() != Role.Kind.TASK_WORK;
        if (isCallback
                && outer instanceof Value.Unknown(var symbol)
                && symbol.origin() instanceof Symbol.Origin.Outer(var inner, _, _)
                && isOfParameter(inner)) {
            bring(outer, false, name, configuration);
        }
    }

    private static boolean isOfParameter(Symbol symbol) {
        return switch (symbol.origin()) {
            case Symbol.Origin.Parameter _ -> true;
            case Symbol.Origin.Outer(var inner, _, _) -> isOfParameter(inner);
            case Symbol.Origin.Initial _, Symbol.Origin.Made _ -> false;
        };
    }

    /// The path to an object from the structure that a callback sees, which may be a member of the one that was started.
    private String seenFrom(Type pointer, String path) {
        Type structure = index.resolve(pointer) instanceof Type.Pointer(var target) ? index.resolve(target) : Type.UNKNOWN;
        String rest = path;
        while (rest.indexOf('.') > 0 && index.member(structure, rest.substring(0, rest.indexOf('.'))).equals(Type.UNKNOWN)) {
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        return rest;
    }

    private void bring(Value carrier, boolean onlyData, String name, Configuration configuration) {
        String callback = seen.role().function().name();
        for (String field : handOffs.fieldsOf(callback)) {
            if (handOffs.brings(callback, field) && carrier instanceof Value.Unknown(var symbol)) {
                MemoryLocation location = MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol))
                        .fields(seenFrom(symbol.type(), field));
                if (onlyData && !memory.members().isData(location)) {
                    continue;
                }
                Value object = memory.peek(location, Type.UNKNOWN, configuration);
                tracker.track(object, configuration).ifPresent(found -> {
                    tracker.confirm(found, configuration);
                    if (!name.isEmpty() && !name.startsWith("%")) {
                        seen.spell(found, name + "->" + seenFrom(symbol.type(), field));
                    }
                });
            }
        }
    }

    /// The method `Trait::method` of the type that an argument points to.
    Value methodOf(Expr argument, String method) {
        Type type = argument instanceof Expr.Read(var place) ? index.resolve(index.typeOf(place)) : Type.UNKNOWN;
        if (type instanceof Type.Pointer(Type.Tagged(_, var owner))) {
            String trait = method.substring(0, method.indexOf(':'));
            String name = owner + method.substring(method.indexOf(':'));
            boolean isImplemented = index.program().units().stream().flatMap(unit -> unit.implementations().stream())
                    .anyMatch(known -> known.trait().equals(trait) && known.type().equals(owner) && known.methods().contains(name));
            return isImplemented ? new Value.Code(name) : Value.OPAQUE;
        }
        return Value.OPAQUE;
    }
}
