// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.callgraph.CallGraph;
import uringlint.effects.Abilities;
import uringlint.ir.BasicBlock;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.observe.Uncertain;
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
    /// Generated code: its straight lines cost the square of their length.
    public static final int LONGEST_BLOCK = 5_000;

    private final Memory memory;
    private final Assumptions assumptions;
    private final Tracker tracker;
    private final Observations seen;
    private final Shapes shapes;
    private final Calls calls;
    private final Assignments assignments;
    private final Budget budget;
    private final CallStack stack = new CallStack();
    private final Mentions mentions;
    private final Pruning pruning;
    private final Arrivals arrivals;
    private final Claims claims;

    public Simulation(
            Parts parts,
            Shapes shapes,
            Mentions mentions,
            CallGraph graph,
            Abilities abilities,
            Set<Function> visited,
            Budget budget) {
        this.memory = parts.memory();
        this.assumptions = parts.assumptions();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.claims = parts.claims();
        this.shapes = shapes;
        this.budget = budget;
        this.mentions = mentions;
        this.pruning = new Pruning(mentions, parts.model());
        this.arrivals = new Arrivals(parts, mentions, pruning, stack);
        this.assignments = parts.assignments();
        this.calls = new Calls(parts, this, graph, abilities, visited);
    }

    @Override
    public CallStack stack() {
        return stack;
    }

    /// Values that were made in a call which has ended may be made anew by the next one: what is known of them goes with them.
    @Override
    public Predicate<Map.Entry<Value, Facts>> needed(Function function, Configuration entry) {
        Predicate<Map.Entry<Value, Facts>> asked = pruning.askedFor(mentions.after(function, function.entry().id()), entry);
        Set<String> running = stack.frames();
        return known -> asked.test(known) || !Slice.isMadeIn(known.getKey(), running);
    }

    /// Runs a function from one configuration, whose parameters are stored already.
    @Override
    public List<Exit> run(Function function, String frame, Configuration entry) {
        var run = new Activation(function, frame, shapes.of(function));
        Map<String, Integer> outerVisits = entry.visits.copy();
        Map<String, Set<MemoryLocation>> outerBefore = entry.before.copy();
        entry.visits.clear();
        entry.before.clear();
        arrivals.arrive(function.entry().id(), entry, run);
        stack.enter(function);
        while (!run.isDone()) {
            BasicBlock block = run.next();
            List<Activation.Known> waiting = run.take();
            stack.open(mentions.after(function, block.id()));
            boolean isRepeated = run.shape.cfg.isRepeated(block.id());
            for (Activation.Known known : waiting) {
                if (block.instructions().size() > LONGEST_BLOCK) {
                    seen.lose(new Uncertain(
                            Uncertain.Reason.LENGTH, new Location(function.file(), function.nameSpan()), function.name()));
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
            stack.close();
            if (budget.isSpent()) {
                break;
            }
        }
        stack.leave();
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
            case Terminator.Jump(var target, _) -> arrivals.arrive(target, configuration, run);
            case Terminator.Unreachable _ -> {}
            case Terminator.Return(var expression, var span) -> {
                Value value = memory.evaluate(expression, frame, configuration, touch);
                configuration.blame = Assignments.blame(expression, function, span, frame, configuration);
                configuration.store.keySet().removeIf(location ->
                        location.region() instanceof MemoryLocation.Region.Local(var owner, _) && owner.equals(frame));
                configuration.visits.clear();
                configuration.before.clear();
                pruning.prune(configuration, new BitSet(), stack.outer(function));
                Garbage.collect(configuration, value);
                if (value instanceof Value.Named && run.shape.isZeroWritten && memory.terms().integer(value, configuration).isEmpty()) {
                    configuration.learn(value, configuration.factsOf(value).withRanges(configuration.factsOf(value).ranges().without(0)));
                }
                arrivals.exit(new Exit(configuration, value), run);
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
            arrivals.arrive(branch.whenTrue(), configuration.copy(), run);
            arrivals.arrive(branch.whenFalse(), configuration, run);
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
            arrivals.arrive(branch.whenTrue(), configuration, run);
        }
        if (canFail) {
            arrivals.arrive(branch.whenFalse(), other, run);
        }
    }
}
