// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What a call of a function of the API does: its effects, one after the other, in the handlers of their kinds.
final class ApiCalls {
    /// Runs the body of a function in the place of a call.
    interface Callee {
        List<Configuration> run(
                Function function,
                Instruction.Call call,
                List<Value> arguments,
                Site here,
                String frame,
                String site,
                Configuration configuration);
    }

    private final Callee callee;
    private final ProgramIndex index;
    private final Memory memory;
    private final Tracker tracker;
    private final Claims claims;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ObjectEffects objectEffects;
    private final Submissions submissions;
    private final MemoryEffects memoryEffects;
    private final Atomics atomics;
    private final Insertions insertions;
    private final LockEffects lockEffects;
    private final Guards guards;
    private final ResultEffects resultEffects;
    private final ContextEffects contextEffects;

    ApiCalls(Parts parts, Callee callee) {
        this.callee = callee;
        this.index = parts.index();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.claims = parts.claims();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.memoryEffects = new MemoryEffects(parts);
        this.objectEffects = new ObjectEffects(parts, memoryEffects);
        this.submissions = new Submissions(parts);
        this.atomics = new Atomics(parts, memoryEffects, submissions);
        this.guards = new Guards(parts);
        this.insertions = new Insertions(parts, memoryEffects, guards);
        this.lockEffects = new LockEffects(parts);
        this.resultEffects = new ResultEffects(parts);
        this.contextEffects = new ContextEffects(parts);
    }

    MemoryEffects memoryEffects() {
        return memoryEffects;
    }

    ObjectEffects objectEffects() {
        return objectEffects;
    }

    List<Configuration> apply(
            Effect.Api api,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        var invocation = new Invocation(api, call, arguments, here, frame, site, configuration);
        Optional<Value> result = Optional.empty();
        var extra = new ArrayList<Configuration>();
        tracker.areas().given(arguments, configuration);
        claims.noteQuestion(api.name(), arguments, configuration);
        Optional<Function> release = api.effects().stream().flatMap(effect -> released(effect, invocation).stream()).findFirst();
        if (release.isPresent()) {
            // The counter is the only argument of the function, and was the first one of the call.
            return callee.run(release.get(), call, arguments.subList(0, 1), here, frame, site, configuration);
        }
        for (Effect effect : api.effects()) {
            Optional<Value> given = apply(effect, invocation, extra);
            if (given.isPresent()) {
                result = given;
            }
        }
        Value value = result.orElseGet(() -> memory.make(site, Symbol.What.result(api.name()), index.typeOf(call.result()), configuration));
        assignments.finish(call, value, here, frame, configuration);
        extra.add(configuration);
        return extra;
    }

    /// The function that a counter calls which reaches 0 by this.
    private Optional<Function> released(Effect effect, Invocation at) {
        return effect instanceof Effect.Release(var callback, var counter)
                && at.argument(callback) instanceof Value.Code(var name)
                && atomics.counted(at.argument(counter), at).filter(new Value.Int(1)::equals).isPresent()
                ? index.resolve(name, at.here().function().file())
                : Optional.empty();
    }

    private Optional<Value> apply(Effect effect, Invocation at, List<Configuration> extra) {
        return switch (effect) {
            case Effect.OnObject onObject -> objectEffects.apply(onObject, at, extra);
            case Effect.OnCarrier onCarrier -> submissions.apply(onCarrier, at, extra);
            case Effect.OnMemory onMemory -> memoryEffects.apply(onMemory, at, extra);
            case Effect.OnWord onWord -> atomics.apply(onWord, at, extra);
            case Effect.OnContainer onContainer -> insertions.apply(onContainer, at, extra);
            case Effect.OnLock onLock -> lockEffects.apply(onLock, at);
            case Effect.When when -> Optional.of(guarded(when, at, extra));
            case Effect.OfResult ofResult -> resultEffects.apply(ofResult, at, extra);
            case Effect.OfContext ofContext -> contextEffects.apply(ofContext, at, extra);
        };
    }

    /// The result where an effect came about. On another path it did not.
    private Value guarded(Effect.When when, Invocation at, List<Configuration> extra) {
        Optional<Effect.Lock> lock = Optional.of(when.effect()).filter(Effect.Lock.class::isInstance).map(Effect.Lock.class::cast);
        if (when.waits().isPresent()) {
            lock.ifPresent(awaited -> lockEffects.await(awaited, at));
        }
        guards.refuse(when.refused(), at, extra);
        lock.ifPresentOrElse(taken -> lockEffects.take(taken, at), () -> apply(when.effect(), at, extra));
        return guards.done(when.done(), at);
    }

    /// What a function that is not entered does while it runs.
    void before(List<Effect> effects, String function, List<Value> arguments, Site here, Configuration configuration) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Sleep sleep) {
                contextEffects.sleep(sleep, function, arguments, here, configuration);
            } else if (effect instanceof Effect.UserCopy) {
                contextEffects.copies(function, arguments, here, configuration);
            }
        }
    }

    /// What is so behind a function that was not entered.
    void after(List<Effect> effects, Instruction.Call call, List<Value> arguments, Site here, String frame, Configuration configuration) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Free(var argument) && argument < arguments.size()) {
                memoryEffects.free(arguments.get(argument), call.arguments().get(argument), here, configuration);
            } else if (effect instanceof Effect.Result(var low, var high)) {
                MemoryLocation location = memory.locate(call.result(), frame, configuration, Memory.Touch.NOBODY);
                assumptions.narrow(
                        memory.peek(location, index.typeOf(call.result()), configuration),
                        Ranges.between(low, high),
                        configuration);
            }
        }
    }
}
