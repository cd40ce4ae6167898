// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.Optional;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Value;

/// What functions of the API do to locks, and to sections in which nobody may sleep.
final class LockEffects {
    private final Tracker tracker;
    private final Observations seen;

    LockEffects(Parts parts) {
        this.tracker = parts.tracker();
        this.seen = parts.seen();
    }

    Optional<Value> apply(Effect.OnLock effect, Invocation at) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Lock lock -> {
                await(lock, at);
                take(lock, at);
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

    /// Whoever asks for this lock may have to wait for it.
    void await(Effect.Lock lock, Invocation at) {
        Value name = lockName(at, lock.lock());
        if (lock.kind() == HeldLock.Kind.MUTEX && !isOwn(name, at.configuration())) {
            seen.observeOwn(
                    at.here(),
                    at.configuration(),
                    moment -> new Observation.Sleep(moment, at.name(), Waiting.LOCK, Observations.lockName(name)));
        }
    }

    void take(Effect.Lock lock, Invocation at) {
        at.configuration().locks.put(lockName(at, lock.lock()), lock.kind());
    }

    private static Value lockName(Invocation at, int lock) {
        return lock < 0 ? new Value.Named(at.name().replace("unlock", "lock")) : at.argument(lock);
    }
}
