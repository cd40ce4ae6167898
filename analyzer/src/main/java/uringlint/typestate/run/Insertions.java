// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Returned;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// How objects go into containers and come out of them, where the result says whether they did.
final class Insertions {
    private final ProgramIndex index;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final Assumptions assumptions;
    private final Claims claims;
    private final Guards guards;
    private final Relevance relevance;
    private final MemoryEffects memoryEffects;

    Insertions(Parts parts, MemoryEffects memoryEffects, Guards guards) {
        this.index = parts.index();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.assumptions = parts.assumptions();
        this.claims = parts.claims();
        this.guards = guards;
        this.relevance = parts.relevance();
        this.memoryEffects = memoryEffects;
    }

    Optional<Value> apply(Effect.OnContainer effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.TakeOut _ -> {
                return Optional.of(takeOut(at));
            }
            case Effect.Erase _ -> {
                return Optional.of(erase(at));
            }
            case Effect.TakeInto takeInto -> {
                return Optional.of(takeInto(takeInto, at, extra));
            }
            case Effect.CompareKeep keep -> {
                return Optional.of(compareKeep(keep, at, extra));
            }
            case Effect.Keep keep -> {
                return Optional.of(keep(keep, at, extra));
            }
            case Effect.Holds(var container) -> {
                return lastKept(at.argument(container), at).map(_ -> new Value.Int(1));
            }
            case Effect.TakeFrom(var container) -> {
                return Optional.of(takeFrom(at.argument(container), at));
            }
            case Effect.Link(var node, var head) -> link(at.argument(node), head < 0 ? Value.ZERO : at.argument(head), at);
            case Effect.LinkCopied(var pointer) -> {
                MemoryLocation place = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>"));
                link(memory.peek(place, Type.UNKNOWN, configuration), Value.ZERO, at);
            }
            case Effect.Unlink(var node) -> unlink(at.argument(node), configuration);
        }
        return Optional.empty();
    }

    /// What a container had under a key. What the path itself put in by a key is linked as a whole, not by a node in it.
    Value erase(Invocation at) {
        Configuration configuration = at.configuration();
        Optional<MemoryLocation> own = configuration.linked.stream()
                .filter(node -> node.path().isEmpty() && node.region() instanceof MemoryLocation.Region.Pointee)
                .reduce((_, last) -> last);
        if (own.isEmpty()) {
            return takeOut(at);
        }
        configuration.linked.remove(own.get());
        claims.noteChange(configuration);
        return Memory.address(own.get());
    }

    /// The result where something was taken out. On another path there was nothing.
    Value takeInto(Effect.TakeInto effect, Invocation at, List<Configuration> extra) {
        guards.refuse(new Returned.Number(Ranges.of(0)), at, extra);
        Configuration configuration = at.configuration();
        MemoryLocation place = memory.target(at.argument(effect.pointer()), Memory.local(at.frame(), "<pointer>"));
        Type type = memoryEffects.pointed(at.expression(effect.pointer()));
        Value taken = memory.make(at.site() + "&", Symbol.What.result(at.name()), type, configuration);
        if (relevance.isObjectPointer(type)) {
            tracker.track(taken, configuration).ifPresent(object -> tracker.take(object, configuration));
        }
        memory.write(place, taken, configuration);
        claims.noteChange(configuration);
        return guards.done(new Returned.Number(Ranges.between(1, Integer.MAX_VALUE)), at);
    }

    /// The result where a value was put into a container. On another path it was not.
    Value keep(Effect.Keep effect, Invocation at, List<Configuration> extra) {
        guards.refuse(new Returned.Error(), at, extra);
        Value place = memory.make(at.site() + "[]", Symbol.What.value("some"), Type.UNKNOWN, at.configuration());
        MemoryLocation element = container(at.argument(effect.container()), at).then(new MemoryLocation.Step.Element(place));
        tracker.store(element, at.argument(effect.value()), at.here(), at.configuration());
        return Value.ZERO;
    }

    /// The expected value, where a container had it and another one took its place. On another path it had something else.
    Value compareKeep(Effect.CompareKeep effect, Invocation at, List<Configuration> extra) {
        Value expected = at.argument(effect.expected());
        Value value = at.argument(effect.value());
        guards.refuse((here, refused) -> {
            Value other = memory.make(here.site(), Symbol.What.result(here.name()), index.typeOf(here.call().result()), refused);
            assumptions.assume(memory.terms().apply("!=", List.of(other, expected), refused), true, refused);
            return other;
        }, at, extra);
        if (value.equals(Value.ZERO)) {
            if (expected instanceof Value.Unknown(var symbol) && at.configuration().objects.containsKey(symbol)) {
                tracker.take(symbol, at.configuration());
            }
            claims.noteChange(at.configuration());
        } else {
            link(value, Value.ZERO, at);
        }
        return expected;
    }

    /// What the path itself put into a container last, which it takes out again, or else something that nobody else finds any more.
    Value takeFrom(Value container, Invocation at) {
        Optional<MemoryLocation> last = lastKept(container, at);
        if (last.isEmpty()) {
            return takeOut(at);
        }
        Value value = at.configuration().store.get(last.get());
        tracker.store(last.get(), Value.ZERO, at.here(), at.configuration());
        claims.noteChange(at.configuration());
        return value;
    }

    /// The place in a container where the path itself put an object last, or a value with one.
    Optional<MemoryLocation> lastKept(Value container, Invocation at) {
        MemoryLocation place = container(container, at);
        Optional<MemoryLocation> last = Optional.empty();
        for (Map.Entry<MemoryLocation, Value> entry : at.configuration().store.entrySet()) {
            boolean isElement = entry.getKey().isWithin(place) && entry.getKey().path().size() == place.path().size() + 1
                    && entry.getKey().path().getLast() instanceof MemoryLocation.Step.Element;
            if (isElement
                    && at.configuration().objects.keySet().stream()
                            .anyMatch(object -> Configuration.refersTo(entry.getValue(), object))) {
                last = Optional.of(entry.getKey());
            }
        }
        return last;
    }

    private MemoryLocation container(Value container, Invocation at) {
        return memory.target(container, Memory.local(at.frame(), "<container>"));
    }

    /// An object that nobody else finds any more.
    Value takeOut(Invocation at) {
        Configuration configuration = at.configuration();
        Type type = index.typeOf(at.call().result());
        boolean isPointer = index.resolve(type) instanceof Type.Pointer;
        Value value = memory.make(at.site(), isPointer ? Symbol.What.result(at.name()) : Symbol.What.moved(at.name()), type, configuration);
        if (relevance.isObjectPointer(type)) {
            tracker.track(value, configuration).ifPresent(object -> tracker.take(object, configuration));
        }
        claims.noteChange(configuration);
        return value;
    }

    private void link(Value node, Value head, Invocation at) {
        if (node.equals(Value.ZERO)) {
            return;
        }
        Configuration configuration = at.configuration();
        MemoryLocation location = memory.target(node, Memory.local(at.frame(), "<node>"));
        boolean isParked = head instanceof Value.Address(var list)
                && tracker.writers().lists().isParking(list.lastField(), location.lastField());
        var mark = new PathMark.Parked(location);
        if (isParked) {
            note(at, () -> configuration.linked.add(location), seen::isPublished, location, "from which nobody takes it");
            configuration.marks.add(mark);
        } else {
            note(at, () -> {
                configuration.marks.remove(mark);
                configuration.linked.add(location);
                // Whoever looks into a list takes its lock, but for those that have none.
                if (head.equals(Value.ZERO) || !configuration.isLocked()) {
                    tracker.exposure().noteChange(location, configuration);
                }
            }, seen::isFound, location, "where others find it");
        }
    }

    /// Notes of which objects a link makes something true.
    private void note(Invocation at, Runnable link, BiPredicate<Symbol, Configuration> isThere, MemoryLocation node, String where) {
        Configuration configuration = at.configuration();
        List<Symbol> before = configuration.objects.keySet().stream().filter(object -> !isThere.test(object, configuration)).toList();
        link.run();
        for (Symbol object : before) {
            if (isThere.test(object, configuration)) {
                String words = "`%s` is linked into a list, %s".formatted(seen.name(object, at.here(), configuration), where);
                seen.effect(object, Trace.Event.PUBLISHED, at.here(), words, configuration);
                seen.publish(object, node, at.here(), configuration);
            }
        }
    }

    private void unlink(Value node, Configuration configuration) {
        MemoryLocation location = memory.target(node, Memory.local("", "<node>"));
        configuration.linked.remove(location);
        configuration.marks.remove(new PathMark.Parked(location));
        claims.noteRemoval(configuration);
    }
}
