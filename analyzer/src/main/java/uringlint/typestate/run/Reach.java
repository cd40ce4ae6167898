// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
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
        if (role.kind() == Role.Kind.COMPLETION && !role.function().parameters().isEmpty()) {
            Variable first = role.function().parameters().getFirst();
            bring(
                    new Value.Unknown(memory.symbol(
                            new Symbol.Origin.Parameter(role.function().name(), 0, first.name()), first.type())),
                    true,
                    configuration);
        }
    }

    /// Tracks what lies in the members of an argument by which an object goes along with it.
    private void bringWith(int number, Function function, Configuration configuration) {
        Variable parameter = function.parameters().get(number);
        if (!(index.resolve(parameter.type()) instanceof Type.Pointer(var target))
                || !(index.resolve(target) instanceof Type.Tagged(_, var tag))) {
            return;
        }
        Symbol argument = memory.symbol(new Symbol.Origin.Parameter(function.name(), number, parameter.name()), parameter.type());
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
        boolean isCallback = seen.role().isCallback() && seen.role().kind() != Role.Kind.TASK_WORK;
        if (isCallback
                && outer instanceof Value.Unknown(var symbol)
                && symbol.origin() instanceof Symbol.Origin.Outer(var inner, _, _)
                && isOfParameter(inner)) {
            bring(outer, false, configuration);
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

    private void bring(Value carrier, boolean onlyData, Configuration configuration) {
        String callback = seen.role().function().name();
        for (String field : handOffs.fieldsOf(callback)) {
            if (handOffs.brings(callback, field) && carrier instanceof Value.Unknown(var symbol)) {
                MemoryLocation location = MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol))
                        .fields(seenFrom(symbol.type(), field));
                if (onlyData && !memory.members().isData(location)) {
                    continue;
                }
                Value object = memory.peek(location, Type.UNKNOWN, configuration);
                tracker.track(object, configuration).ifPresent(found -> tracker.confirm(found, configuration));
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
