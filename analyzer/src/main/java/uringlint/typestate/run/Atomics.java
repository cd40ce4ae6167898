// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Carriers;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What changes memory in one step, so that of several who do it one is the first.
final class Atomics {
    private final ProgramIndex index;
    private final Memory memory;
    private final Tracker tracker;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final Claims claims;
    private final MemoryEffects memoryEffects;
    private final Submissions submissions;

    Atomics(Parts parts, MemoryEffects memoryEffects, Submissions submissions) {
        this.index = parts.index();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.claims = parts.claims();
        this.memoryEffects = memoryEffects;
        this.submissions = submissions;
    }

    Optional<Value> apply(Effect.OnWord effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Release(_, var counter) -> {
                if (counted(at.argument(counter), at).isEmpty()) {
                    submissions.mayRun(at);
                } else {
                    return count(at.argument(counter), -1, true, at, extra);
                }
            }
            case Effect.Count(var pointer, var added, var tests) -> {
                return count(at.argument(pointer), added, tests, at, extra);
            }
            case Effect.Exchange exchange -> {
                return Optional.of(exchange(exchange, at));
            }
            case Effect.Change(var pointer) -> change(at.argument(pointer), at);
            case Effect.TryCompareExchange exchange -> {
                return Optional.of(tryCompareExchange(exchange, at, extra));
            }
            case Effect.CompareExchange exchange -> {
                return Optional.of(compareExchange(exchange, at, extra));
            }
            case Effect.ExchangeIf exchange -> {
                return Optional.of(exchangeIf(exchange, at, extra));
            }
            case Effect.TestAndSet _ -> testAndSet(configuration);
        }
        return Optional.empty();
    }

    /// The value that another one took the place of.
    Value exchange(Effect.Exchange effect, Invocation at) {
        Value old = old(at.argument(effect.pointer()), at);
        store(at.argument(effect.pointer()), at.argument(effect.value()), old, at);
        return old;
    }

    /// The expected value, where it was there. On another path something else is.
    Value compareExchange(Effect.CompareExchange effect, Invocation at, List<Configuration> extra) {
        Value expected = at.argument(effect.expected());
        Value old = old(at.argument(effect.pointer()), at);
        refused(old, expected, at).ifPresent(refused -> finish(old, refused, at, extra));
        store(at.argument(effect.pointer()), at.argument(effect.value()), expected, at);
        return expected;
    }

    /// The same, with 0 for a result, or a negative number.
    Value exchangeIf(Effect.ExchangeIf effect, Invocation at, List<Configuration> extra) {
        Value expected = at.argument(effect.expected());
        refused(old(at.argument(effect.pointer()), at), expected, at).ifPresent(refused -> finish(new Value.Int(-1), refused, at, extra));
        store(at.argument(effect.pointer()), at.argument(effect.value()), expected, at);
        return Value.ZERO;
    }

    /// The same, with 1 for a result, or 0 where what is there instead lies where the expected value lay.
    Value tryCompareExchange(Effect.TryCompareExchange effect, Invocation at, List<Configuration> extra) {
        MemoryLocation place = memory.target(at.argument(effect.expected()), Memory.local(at.frame(), "<expected>"));
        Value expected = memory.peek(place, index.typeOf(at.call().result()), at.configuration());
        Value old = old(at.argument(effect.pointer()), at);
        refused(old, expected, at).ifPresent(refused -> {
            memory.write(place, old, refused);
            finish(Value.ZERO, refused, at, extra);
        });
        store(at.argument(effect.pointer()), at.argument(effect.value()), expected, at);
        return new Value.Int(1);
    }

    /// The path on which something else is there than was expected, if there can be.
    private Optional<Configuration> refused(Value old, Value expected, Invocation at) {
        Configuration refused = at.configuration().copy();
        if (!assumptions.assume(memory.terms().apply("!=", List.of(old, expected), refused), true, refused)) {
            return Optional.empty();
        }
        claims.noteRefusal(refused);
        return Optional.of(refused);
    }

    private void finish(Value result, Configuration refused, Invocation at, List<Configuration> extra) {
        assignments.finish(at.call(), result, at.here(), at.frame(), refused);
        extra.add(refused);
    }

    /// Stores a value in the place of another one: an object whose place was cleared so, nobody else finds there.
    private void store(Value pointer, Value value, Value old, Invocation at) {
        memoryEffects.put(pointer, value, at);
        if (value.equals(Value.ZERO) && old instanceof Value.Unknown(var symbol) && at.configuration().objects.containsKey(symbol)) {
            tracker.take(symbol, at.configuration());
        }
        claims.noteChange(at.configuration());
    }

    private Value old(Value pointer, Invocation at) {
        MemoryLocation location = target(pointer, at);
        return memory.read(Memory.Reached.at(location), index.typeOf(at.call().result()), at.configuration(), memoryEffects.touch(at));
    }

    /// What is there now is not known.
    void change(Value pointer, Invocation at) {
        memory.write(target(pointer, at), number(at, at.configuration()), at.configuration());
        claims.noteChange(at.configuration());
    }

    /// A bit is set that may have been set before.
    void testAndSet(Configuration configuration) {
        claims.noteChange(configuration);
        claims.noteRefusal(configuration);
    }

    /// The number in a counter that nobody else counts.
    Optional<Value> counted(Value pointer, Invocation at) {
        MemoryLocation location = target(pointer, at);
        Optional<Value> number = Optional.of(memory.peek(location, Type.UNKNOWN, at.configuration())).filter(Value.Int.class::isInstance);
        return number.filter(_ -> isOwn(location, at.configuration()));
    }

    private boolean isOwn(MemoryLocation location, Configuration configuration) {
        return location.region() instanceof MemoryLocation.Region.Local
                || location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && configuration.fresh.contains(holder)
                        && !configuration.isPublished(holder, memory.members()::isData);
    }

    /// Counts. A counter that reached 0 on this path does not reach it again; any other number is known only of memory
    /// that nobody else has, since others count too.
    Optional<Value> count(Value pointer, int added, boolean tests, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        MemoryLocation location = target(pointer, at);
        if (added > 0) {
            tracker.carriers().count(location, configuration);
        }
        if (memory.peek(location, Type.UNKNOWN, configuration) instanceof Value.Int(var number)
                && (number == 0 || isOwn(location, configuration))) {
            // Below 0 all are alike: whoever counts in a loop comes back with the same.
            boolean isOver = number == 0 && added < 0 && (tests || !isOwn(location, configuration));
            configuration.store.put(location, new Value.Int(isOver ? 0 : number + added));
            return tests ? Optional.of(new Value.Int(number + added == 0 ? 1 : 0)) : Optional.empty();
        }
        if (!tests) {
            configuration.store.put(location, number(at, configuration));
            return Optional.empty();
        }
        Configuration more = configuration.copy();
        more.store.put(location, number(at, more));
        tracker.carriers().leaveToOthers(location, at.here(), more);
        finish(Value.ZERO, more, at, extra);
        Carriers.takeFromOthers(location, configuration);
        configuration.store.put(location, Value.ZERO);
        // Whoever counted to 0 is the only one.
        claims.noteChange(configuration);
        return Optional.of(new Value.Int(1));
    }

    private Value number(Invocation at, Configuration configuration) {
        return memory.make(at.site() + "#", Symbol.What.value("count"), Type.UNKNOWN, configuration);
    }

    private MemoryLocation target(Value pointer, Invocation at) {
        return memory.target(pointer, Memory.local(at.frame(), "<pointer>"));
    }
}
