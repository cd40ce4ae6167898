// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.Optional;
import java.util.Set;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.ir.Terminator;
import uringlint.source.Location;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.state.Memory;
import uringlint.typestate.state.Mentions;
import uringlint.typestate.state.Pruning;
import uringlint.typestate.track.Observations;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Value;

/// Where paths meet: at the heads of blocks and at the ways out of a function. What agrees in all that matters is joined,
/// and how much can be apart is bounded.
final class Arrivals {
    private static final int CONFIGURATIONS = 12;
    private static final int WEAK_CONFIGURATIONS = 64;
    private static final int UNROLL = 1;
    private static final int JOINS = 24;
    private static final String RESULT = "<result>";

    private final Memory memory;
    private final Assumptions assumptions;
    private final Observations seen;
    private final ResultRanges results;
    private final Mentions mentions;
    private final Pruning pruning;
    private final CallStack stack;
    private final JoinKeys keys;
    private final Joining joining;
    private final Loops loops;

    Arrivals(Parts parts, Mentions mentions, Pruning pruning, CallStack stack) {
        this.memory = parts.memory();
        this.assumptions = parts.assumptions();
        this.seen = parts.seen();
        this.results = parts.results();
        this.mentions = mentions;
        this.pruning = pruning;
        this.stack = stack;
        this.keys = new JoinKeys(parts.model(), results);
        this.joining = new Joining(results, memory);
        this.loops = new Loops(memory, assumptions);
    }

    /// Brings a configuration to a block, where it waits to go on unless all that it says is known there.
    void arrive(BlockId id, Configuration configuration, Activation run) {
        String frame = run.frame;
        Shape shape = run.shape;
        Optional<Boolean> answer = shape.cfg.isLoopHead(id) ? loops.answer(id, configuration, frame, shape) : Optional.empty();
        settle(id, configuration, frame, shape);
        if (answer.isPresent()
                && shape.cfg.function().block(id).terminator()
                        instanceof Terminator.Branch(var condition, var whenTrue, var whenFalse, _)) {
            // What is known of this path would be lost where it meets the others at the head.
            if (assumptions.assume(memory.evaluate(condition, frame, configuration, Memory.Touch.NOBODY), answer.get(), configuration)) {
                arrive(answer.get() ? whenTrue : whenFalse, configuration, run);
            }
            return;
        }
        Kinds<Activation.Known> known = run.at(id);
        if (known.size() == 0) {
            var first = new Activation.Known(configuration);
            known.start(first);
            run.await(id, first);
            return;
        }
        if (known.size() >= WEAK_CONFIGURATIONS) {
            Function function = shape.cfg.function();
            Joining.coarsen(configuration, new Location(function.file(), function.nameSpan()), function.name());
        }
        JoinKey key = known.size() < CONFIGURATIONS
                ? keys.of(configuration, Optional.empty())
                : keys.weak(configuration, shape.answers);
        Optional<Activation.Known> found = known.find(key, first -> keys.of(first.configuration, Optional.empty()));
        Activation.Known same = found.orElseGet(() -> new Activation.Known(configuration));
        if (found.isEmpty()) {
            if (known.size() >= 2 * WEAK_CONFIGURATIONS) {
                lose(shape.cfg.function());
                return;
            }
            known.put(key, same);
        } else if (!joining.join(same.configuration, configuration, frame + "/" + id)) {
            return;
        } else if (++same.joins > JOINS) {
            lose(shape.cfg.function());
            return;
        }
        run.await(id, same);
    }

    /// Drops what cannot matter any more, and widens at the head of a loop that was gone through.
    private void settle(BlockId id, Configuration configuration, String frame, Shape shape) {
        configuration.store.keySet().removeIf(location ->
                location.region() instanceof MemoryLocation.Region.Local(var owner, var variable)
                        && owner.equals(frame)
                        && !shape.liveness.isLive(variable, id));
        configuration.origins.keySet().removeIf(location -> !configuration.store.containsKey(location));
        configuration.visits.keySet().removeIf(head -> !shape.cfg.loop(Integer.parseInt(head)).get(id.index()));
        configuration.before.keySet().retainAll(configuration.visits.keySet());
        if (shape.cfg.isLoopHead(id)) {
            String head = Integer.toString(id.index());
            int visits = configuration.visits.merge(head, 1, Integer::sum);
            if (visits == 1) {
                configuration.before.put(head, Garbage.keptInElements(configuration));
            } else {
                Garbage.forgetRepeated(configuration.before.getOrDefault(head, Set.of()), configuration);
            }
            if (visits > UNROLL) {
                configuration.visits.put(head, UNROLL + 1);
                loops.widen(id, configuration, frame, shape);
                Garbage.forgetElements(configuration);
            }
        }
        pruning.prune(configuration, mentions.after(shape.cfg.function(), id), stack.outer(shape.cfg.function()));
        Garbage.collect(configuration);
    }

    /// Adds a way out, or joins it with one that agrees.
    void exit(Exit exit, Activation run) {
        Configuration configuration = exit.configuration();
        if (exit.value() instanceof Value.Unknown) {
            // What a function hands on is what it got: only a callee that had the object can answer "queued".
            assumptions.narrow(exit.value(), results.ranges(exit.value(), configuration), configuration);
        }
        if (run.exits.size() == 0) {
            run.exits.start(exit);
            return;
        }
        MemoryLocation result = Memory.local(run.frame, RESULT);
        JoinKey key = key(exit, result);
        Optional<Exit> known = run.exits.find(key, first -> key(first, result));
        if (known.isEmpty()) {
            run.exits.put(key, exit);
            return;
        }
        Configuration kept = known.get().configuration();
        kept.store.put(result, known.get().value());
        configuration.store.put(result, exit.value());
        joining.join(kept, configuration, run.frame + "/exit");
        Value returned = kept.store.getOrDefault(result, Value.OPAQUE);
        kept.store.remove(result);
        run.exits.put(key, new Exit(kept, returned));
    }

    /// What another way out must have in common with one. Its value lies in memory for that, beside its variables.
    private JoinKey key(Exit exit, MemoryLocation result) {
        Configuration configuration = exit.configuration();
        configuration.store.put(result, exit.value());
        JoinKey key = keys.of(configuration, Optional.of(exit.value()));
        configuration.store.remove(result);
        return key;
    }

    private void lose(Function function) {
        seen.lose(new Uncertain(Uncertain.Reason.STATES, new Location(function.file(), function.nameSpan()), function.name()));
    }
}
