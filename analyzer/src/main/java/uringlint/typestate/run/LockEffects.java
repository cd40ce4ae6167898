// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What functions of the API do to locks, and to sections in which nobody may sleep.
final class LockEffects {
    private final ProgramIndex index;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ResultRanges results;

    LockEffects(Parts parts) {
        this.index = parts.index();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.results = parts.results();
    }

    Optional<Value> apply(Effect.OnLock effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Lock(var lock, var kind) -> {
                Value name = lockName(at, lock);
                if (kind == HeldLock.Kind.MUTEX && !isOwn(name, configuration)) {
                    seen.observeOwn(
                            at.here(),
                            configuration,
                            moment -> new Observation.Sleep(
                                    moment, at.name(), Waiting.LOCK, Observations.lockName(name)));
                }
                configuration.locks.put(name, kind);
            }
            case Effect.LockIf(var lock, var kind, var taken) -> {
                return Optional.of(lockIf(lockName(at, lock), kind, taken, at, extra));
            }
            case Effect.Unlock(var lock) -> {
                configuration.locks.remove(lockName(at, lock));
                tracker.exposure().noteUnlock(configuration);
                Garbage.age(configuration);
            }
            case Effect.Enter(var section) -> {
                configuration.locks.put(new Value.Named(section), HeldLock.Kind.SECTION);
                // A guard has it as its value, and leaves it by that.
                return at.name().contains(":") ? Optional.of(new Value.Named(section)) : Optional.empty();
            }
            case Effect.Leave(var section) -> configuration.locks.remove(new Value.Named(section));
        }
        return Optional.empty();
    }

    /// Whether nobody else can hold a lock: it lies in memory that the path has allocated and given to nobody.
    private static boolean isOwn(Value lock, Configuration configuration) {
        return lock instanceof Value.Address(var target)
                        && target.region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && configuration.fresh.contains(holder)
                || lock instanceof Value.Unknown(var symbol) && configuration.fresh.contains(symbol);
    }

    /// Takes a lock on one path, and on another one gives a result that says that it was not taken.
    private Value lockIf(Value name, HeldLock.Kind kind, int taken, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        // Whoever gives an error where it did not get the lock has waited for it.
        if (taken == 0 && kind == HeldLock.Kind.MUTEX && !isOwn(name, configuration)) {
            seen.observeOwn(
                    at.here(),
                    configuration,
                    moment -> new Observation.Sleep(moment, at.name(), Waiting.LOCK, Observations.lockName(name)));
        }
        Configuration refused = configuration.copy();
        Value result = Value.ZERO;
        if (taken == 0) {
            result = memory.make(at.site(), Symbol.What.result(at.name()), index.typeOf(at.call().result()), refused);
            assumptions.narrow(result, results.errors(), refused);
        }
        assignments.finish(at.call(), result, at.here(), at.frame(), refused);
        extra.add(refused);
        configuration.locks.put(name, kind);
        return new Value.Int(taken);
    }

    private static Value lockName(Invocation at, int lock) {
        return lock < 0 ? new Value.Named(at.name().replace("unlock", "lock")) : at.argument(lock);
    }
}
