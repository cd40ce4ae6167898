// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Extents;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Carriers;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What functions of the API do to memory.
final class MemoryEffects {
    private final ProgramIndex index;
    private final Memory memory;
    private final Extents extents;
    private final Tracker tracker;
    private final Reach reach;
    private final FieldEffects fields;

    MemoryEffects(Parts parts) {
        this.index = parts.index();
        this.memory = parts.memory();
        this.extents = new Extents(memory);
        this.tracker = parts.tracker();
        this.reach = parts.reach();
        this.fields = new FieldEffects(parts);
    }

    Optional<Value> apply(Effect.OnMemory effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.OnField onField -> {
                return fields.apply(onField, at, extra);
            }
            case Effect.Fetch(var pointer, var way) -> {
                return Optional.of(fetch(pointer, way, at));
            }
            case Effect.Container(var pointer, var type, var member) -> {
                Value outer = memory.container(at.argument(pointer), IrWalk.name(at.expression(type)), IrWalk.name(at.expression(member)));
                reach.bringCarried(outer, configuration);
                return Optional.of(outer);
            }
            case Effect.Outer(var pointer, var type, var member) -> {
                return Optional.of(memory.container(at.argument(pointer), type, member));
            }
            case Effect.Allocate(var zeroed) -> {
                return Optional.of(allocate(zeroed, at));
            }
            case Effect.Free(var argument) -> free(at.argument(argument), at.expression(argument), at.here(), configuration);
            case Effect.Put(var pointer, var value) -> {
                put(at.argument(pointer), at.argument(value), at);
                MemoryLocation counter = memory.target(at.argument(pointer), Memory.local(at.frame(), "<counter>"));
                tracker.carriers().start(counter, at.argument(value), configuration);
            }
            case Effect.Refer(var argument) -> Carriers.refer(at.argument(argument), configuration);
            case Effect.SetNumber(var pointer, var number) -> put(at.argument(pointer), new Value.Int(number), at);
            case Effect.Swap(var left, var right) -> swap(at.argument(left), at.argument(right), at);
            case Effect.Clear(var pointer) -> clear(at.argument(pointer), Value.ZERO, at);
            case Effect.Copy copy -> copy(copy, at);
        }
        return Optional.empty();
    }

    private void copy(Effect.Copy effect, Invocation at) {
        if (effect.source() >= 0) {
            fetch(effect.source(), Way.COPY, at);
        }
        Value copied = memory.make(at.site() + "&", Symbol.What.value("copied"), Type.UNKNOWN, at.configuration());
        clear(at.argument(effect.target()), copied, at);
    }

    private Value fetch(int pointer, Way way, Invocation at) {
        if (at.expression(pointer) instanceof Expr.AddressOf(var place) && way != Way.COPY) {
            Memory.Reached reached = memory.reach(place, at.frame(), at.configuration(), Memory.Touch.NOBODY);
            tracker.touch(reached, false, at.here(), false, way, at.configuration());
            return memory.peek(reached.location(), index.typeOf(place), at.configuration());
        }
        MemoryLocation location = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>"));
        Type base = way == Way.COPY && isUntyped(pointed(at.expression(pointer)))
                ? pointed(at.expression(0))
                : pointed(at.expression(pointer));
        tracker.touch(new Memory.Reached(location, base, 0), false, at.here(), false, way, at.configuration());
        return memory.peek(location, Type.UNKNOWN, at.configuration());
    }

    /// The type of what a pointer points to.
    Type pointed(Expr pointer) {
        return switch (pointer) {
            case Expr.Read(var place)
            when index.resolve(index.typeOf(place)) instanceof Type.Pointer(var target) -> target;
            case Expr.AddressOf(var place) -> index.typeOf(place);
            case Expr.Cast(Type.Pointer(var target), _) -> target;
            case Expr.Cast _,
                    Expr.Read _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Type.UNKNOWN;
        };
    }

    private static boolean isUntyped(Type type) {
        return type.equals(Type.UNKNOWN)
                || type.equals(new Type.Named("void"))
                || type.equals(new Type.Named("u8"))
                || type.equals(new Type.Named("__u8"));
    }

    private Value allocate(boolean zeroed, Invocation at) {
        Value value = memory.make(at.site(), Symbol.What.memory(at.name()), index.typeOf(at.call().result()), at.configuration());
        if (value instanceof Value.Unknown(var symbol)) {
            at.configuration().fresh.add(symbol);
            if (zeroed) {
                at.configuration().store.put(MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol)), Value.ZERO);
            }
        }
        return value;
    }

    /// What stands before the name of a member of what a pointer points to.
    private static String spelling(Expr pointer) {
        return pointer instanceof Expr.Read(var place) && place.isVariable() ? place.base().name() + "->" : "";
    }

    /// Freed memory keeps nothing: what it held is not stored there any more. But what others find by a node in it, they find there still.
    void free(Value pointer, Expr spelled, Site here, Configuration configuration) {
        if (pointer instanceof Value.Unknown(var symbol)) {
            if (configuration.objects.containsKey(symbol)) {
                return;
            }
            tracker.carriers().free(symbol, index.resolve(pointed(spelled)), here, configuration);
            MemoryLocation freed = MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol));
            if (symbol.is(Symbol.What.Kind.NEW) && configuration.linked.stream().anyMatch(node -> node.isWithin(freed))) {
                return;
            }
            List<Symbol> unseen = tracker.meetInside(symbol, pointed(spelled), spelling(spelled), configuration);
            tracker.areas().noteFreed(symbol, configuration);
            tracker.loseHome(freed, here, configuration);
            unseen.forEach(object -> configuration.objects.computeIfPresent(
                    object, (_, state) -> state.withTaken(ObjectState.Taken.UNSEEN)));
            configuration.forget(freed);
            configuration.fresh.remove(symbol);
            configuration.linked.removeIf(node -> node.isWithin(freed));
        }
    }

    private void swap(Value left, Value right, Invocation at) {
        Configuration configuration = at.configuration();
        MemoryLocation one = memory.target(left, Memory.local(at.frame(), "<left>"));
        MemoryLocation other = memory.target(right, Memory.local(at.frame(), "<right>"));
        touch(at).at(Memory.Reached.at(one), true);
        touch(at).at(Memory.Reached.at(other), true);
        if (!isObject(one, configuration) && !isObject(other, configuration)) {
            extents.swap(one, other, configuration);
        }
    }

    private static boolean isObject(MemoryLocation location, Configuration configuration) {
        return location.path().isEmpty()
                && location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && configuration.objects.containsKey(holder);
    }

    void put(Value pointer, Value value, Invocation at) {
        MemoryLocation location = memory.target(pointer, Memory.local(at.frame(), "<pointer>"));
        touch(at).at(Memory.Reached.at(location), true);
        tracker.store(location, value, at.here(), at.configuration());
    }

    Memory.Touch touch(Invocation at) {
        return fields.touch(at);
    }

    private void clear(Value pointer, Value value, Invocation at) {
        if (pointer instanceof Value.Address || pointer instanceof Value.Unknown) {
            MemoryLocation location = memory.target(pointer, Memory.local(at.frame(), "<pointer>"));
            touch(at).at(Memory.Reached.at(location), true);
            if (location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                    && at.configuration().objects.containsKey(holder)
                    && location.path().isEmpty()) {
                return;
            }
            memory.write(location, value, at.configuration());
        }
    }
}
