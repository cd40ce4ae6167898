// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.callgraph.CallGraph;
import uringlint.effects.Abilities;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.state.Memory;
import uringlint.typestate.state.Mentions;
import uringlint.typestate.state.Pruning;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Decisions;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Runs one entry point over configurations: block by block in reverse postorder, calls by their bodies or by the API model.
/// Every loop is bounded: configurations a block, steps an entry point, depth of calls.
public final class Simulation implements Bodies {
    private static final int CONFIGURATIONS = 12;
    private static final int WEAK_CONFIGURATIONS = 64;
    /// Generated code: its straight lines cost the square of their length.
    public static final int LONGEST_BLOCK = 5_000;
    private static final int UNROLL = 1;
    private static final int JOINS = 24;
    /// Never written to.
    private static final BitSet NOTHING = new BitSet();
    private static final String RESULT = "<result>";

    private final ApiModel model;
    private final Memory memory;
    private final Assumptions assumptions;
    private final Tracker tracker;
    private final Observations seen;
    private final Shapes shapes;
    private final Calls calls;
    private final Assignments assignments;
    private final Budget budget;
    private final Deque<Function> stack = new ArrayDeque<>();
    private final Deque<BitSet> continuations = new ArrayDeque<>();
    private final Mentions mentions;
    private final Pruning pruning;
    private final JoinKeys keys;
    private final Joining joining;
    private final Loops loops;
    private final Claims claims;
    private final ResultRanges results;

    public Simulation(
            Parts parts,
            Shapes shapes,
            Mentions mentions,
            CallGraph graph,
            Abilities abilities,
            Set<Function> visited,
            Budget budget) {
        this.model = parts.model();
        this.memory = parts.memory();
        this.assumptions = parts.assumptions();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.claims = parts.claims();
        this.results = parts.results();
        this.shapes = shapes;
        this.budget = budget;
        this.mentions = mentions;
        this.pruning = new Pruning(mentions, model);
        this.assignments = parts.assignments();
        this.calls = new Calls(parts, this, graph, abilities, visited);
        this.loops = new Loops(memory, assumptions);
        this.keys = new JoinKeys(model, results);
        this.joining = new Joining(results, memory);
    }

    @Override
    public Deque<Function> stack() {
        return stack;
    }

    /// What the code after the call that runs now can still name.
    @Override
    public BitSet continuation() {
        return continuations.isEmpty() ? new BitSet() : (BitSet) continuations.peek().clone();
    }

    /// Values that were made in a call which has ended may be made anew by the next one: what is known of them goes with them.
    @Override
    public Predicate<Map.Entry<Value, Facts>> needed(Function function, Configuration entry) {
        Predicate<Map.Entry<Value, Facts>> asked = pruning.askedFor(mentions.after(function, function.entry().id()), entry);
        Set<String> running = frames();
        return known -> asked.test(known) || !Slice.isMadeIn(known.getKey(), running);
    }

    /// The names of the local variables of all functions that run.
    private Set<String> frames() {
        var frames = new HashSet<String>();
        var depth = new HashMap<Function, Integer>();
        for (Function active : stack) {
            int recursion = depth.merge(active, 1, Integer::sum) - 1;
            frames.add(recursion == 0 ? active.name() : active.name() + "#" + recursion);
        }
        return frames;
    }

    @Override
    public String frame(Function function) {
        int recursion = 0;
        for (Function active : stack) {
            if (active == function) {
                recursion++;
            }
        }
        return recursion == 0 ? function.name() : function.name() + "#" + recursion;
    }

    /// Runs a function from one configuration, whose parameters are stored already.
    @Override
    public List<Exit> run(Function function, String frame, Configuration entry) {
        var run = new Activation(function, frame, shapes.of(function));
        Map<String, Integer> outerVisits = entry.visits.copy();
        Map<String, Set<MemoryLocation>> outerBefore = entry.before.copy();
        entry.visits.clear();
        entry.before.clear();
        arrive(function.entry().id(), entry, run);
        stack.push(function);
        while (!run.isDone()) {
            BasicBlock block = run.next();
            List<Activation.Known> waiting = run.take();
            BitSet continuation = (BitSet) mentions.after(function, block.id()).clone();
            if (!continuations.isEmpty()) {
                continuation.or(continuations.peek());
            }
            continuations.push(continuation);
            boolean isRepeated = run.shape.cfg.isRepeated(block.id());
            for (Activation.Known known : waiting) {
                if (block.instructions().size() > LONGEST_BLOCK) {
                    lose(Uncertain.Reason.LENGTH, function);
                    budget.exhaust();
                }
                if (!budget.spend()) {
                    break;
                }
                known.isWaiting = false;
                // Where no path comes back to, nothing is joined with it any more.
                Configuration start = isRepeated ? known.configuration.copy() : known.configuration;
                for (Configuration after : execute(block, function, frame, start)) {
                    leave(block, after, run);
                }
            }
            continuations.pop();
            if (budget.isSpent()) {
                break;
            }
        }
        stack.pop();
        var result = new ArrayList<Exit>();
        for (Exit exit : run.exits.all()) {
            exit.configuration().visits.clear();
            exit.configuration().visits.putAll(outerVisits);
            exit.configuration().before.clear();
            exit.configuration().before.putAll(outerBefore);
            result.add(exit);
        }
        return result;
    }

    private void lose(Uncertain.Reason reason, Function function) {
        seen.lose(new Uncertain(reason, new Location(function.file(), function.nameSpan()), function.name()));
    }

    private void arrive(BlockId id, Configuration configuration, Activation run) {
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
                lose(Uncertain.Reason.STATES, shape.cfg.function());
                return;
            }
            known.put(key, same);
        } else if (!joining.join(same.configuration, configuration, frame + "/" + id)) {
            return;
        } else if (++same.joins > JOINS) {
            lose(Uncertain.Reason.STATES, shape.cfg.function());
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
        pruning.prune(configuration, mentions.after(shape.cfg.function(), id), outer(shape.cfg.function()));
        Garbage.collect(configuration);
    }

    /// What the callers of the running function can still name.
    private BitSet outer(Function function) {
        boolean isRunning = stack.peek() == function;
        int depth = 0;
        for (BitSet continuation : continuations) {
            if (depth++ == (isRunning ? 1 : 0)) {
                return continuation;
            }
        }
        return NOTHING;
    }

    private List<Configuration> execute(BasicBlock block, Function function, String frame, Configuration start) {
        List<Configuration> current = new ArrayList<>();
        current.add(start);
        for (int number = 0; number < block.instructions().size(); number++) {
            Instruction instruction = block.instructions().get(number);
            String site = frame + "/" + block.id().index() + "." + number;
            var next = new ArrayList<Configuration>();
            for (Configuration configuration : current) {
                next.addAll(step(instruction, function, frame, site, configuration));
            }
            current = next;
        }
        return current;
    }

    private List<Configuration> step(Instruction instruction, Function function, String frame, String site, Configuration configuration) {
        var here = new Site(function, instruction.span());
        seen.look(here, configuration);
        Way way = instruction instanceof Instruction.Assign assign && Decisions.isZeroTest(assign) ? Way.ZERO_TEST : Way.PLAIN;
        Memory.Touch touch = (reached, isWrite) -> {
            tracker.touch(reached, isWrite, here, false, isWrite ? Way.PLAIN : way, configuration);
            claims.noteShared(reached.location(), isWrite, configuration);
        };
        return switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                calls.refresh(value, frame, site, configuration);
                assignments.assign(target, value, here, frame, configuration, touch);
                yield List.of(configuration);
            }
            case Instruction.Call call -> calls.call(call, here, frame, site, configuration);
            case Instruction.Drop drop -> calls.drop(drop, here, frame, site, configuration);
            case Instruction.Opaque(var touched, _) -> {
                for (Place place : touched) {
                    MemoryLocation location = memory.locate(place, frame, configuration, touch);
                    if (place.isVariable()) {
                        memory.write(
                                location,
                                memory.make(site, Symbol.What.value(place.base().name()), Type.UNKNOWN, configuration),
                                configuration);
                    }
                }
                yield List.of(configuration);
            }
        };
    }

    private void leave(BasicBlock block, Configuration configuration, Activation run) {
        Function function = run.function;
        String frame = run.frame;
        var here = new Site(function, block.terminator().span());
        seen.look(here, configuration);
        Way way = block.terminator() instanceof Terminator.Branch(var tested, _, _, _)
                        && Decisions.isZeroTest(tested)
                ? Way.ZERO_TEST
                : Way.PLAIN;
        Memory.Touch touch = (read, isWrite) -> {
            tracker.touch(read, isWrite, here, false, way, configuration);
            claims.noteShared(read.location(), isWrite, configuration);
        };
        switch (block.terminator()) {
            case Terminator.Jump(var target, _) -> arrive(target, configuration, run);
            case Terminator.Unreachable _ -> {}
            case Terminator.Return(var expression, var span) -> {
                Value value = memory.evaluate(expression, frame, configuration, touch);
                configuration.blame = Assignments.blame(expression, function, span, frame, configuration);
                configuration.store.keySet().removeIf(location ->
                        location.region() instanceof MemoryLocation.Region.Local(var owner, _) && owner.equals(frame));
                configuration.visits.clear();
                configuration.before.clear();
                pruning.prune(configuration, NOTHING, outer(function));
                Garbage.collect(configuration, value);
                if (value instanceof Value.Named && run.shape.isZeroWritten && memory.terms().integer(value, configuration).isEmpty()) {
                    configuration.learn(value, configuration.factsOf(value).withRanges(configuration.factsOf(value).ranges().without(0)));
                }
                exit(new Exit(configuration, value), run);
            }
            case Terminator.Branch branch -> branch(branch, block, configuration, touch, run);
        }
    }

    /// Goes on where a condition holds and where it does not, as far as either can be.
    private void branch(Terminator.Branch branch, BasicBlock block, Configuration configuration, Memory.Touch touch, Activation run) {
        Function function = run.function;
        String frame = run.frame;
        var here = new Site(function, branch.span());
        calls.refresh(branch.condition(), frame, frame + "/" + block.id().index(), configuration);
        Value value = memory.evaluate(branch.condition(), frame, configuration, touch);
        Set<Value> before = configuration.guesses.copy().keySet();
        tracker.decisions().decides(value, here, configuration);
        if (value instanceof Value.Opaque) {
            arrive(branch.whenTrue(), configuration.copy(), run);
            arrive(branch.whenFalse(), configuration, run);
            return;
        }
        Configuration other = configuration.copy();
        assumptions.decide(new Location(function.file(), branch.span()), branch.condition());
        boolean canHold = assumptions.assume(value, true, configuration);
        boolean canFail = assumptions.assume(value, false, other);
        assumptions.decided();
        if (!canHold || !canFail) {
            // What is the only way is no guess.
            configuration.guesses.keySet().retainAll(before);
            other.guesses.keySet().retainAll(before);
        }
        tracker.decisions().holds(value, true, configuration);
        tracker.decisions().holds(value, false, other);
        if (canHold && canFail) {
            claims.noteTest(value, configuration);
            claims.noteTest(value, other);
            boolean isPointer = calls.isPointer(branch.condition());
            configuration.trace = configuration.trace.then(new Trace.Step.Branch(true, isPointer), function.file(), branch.span());
            other.trace = other.trace.then(new Trace.Step.Branch(false, isPointer), function.file(), branch.span());
        }
        if (canHold) {
            arrive(branch.whenTrue(), configuration, run);
        }
        if (canFail) {
            arrive(branch.whenFalse(), other, run);
        }
    }

    /// Adds a way out, or joins it with one that agrees.
    private void exit(Exit exit, Activation run) {
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
}
