// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;


import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.IrWalk;
import uringlint.cfg.Cfg;
import uringlint.cfg.Liveness;
import uringlint.effects.Abilities;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Contents;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.state.Memory;
import uringlint.typestate.state.Mentions;
import uringlint.typestate.state.Pruning;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Decisions;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
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
    private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=");
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
    private final Joining joining;
    private final Claims claims;
    private final ResultRanges results;
    private final Reach reach;
    private final Relevance relevance;

    /// What is computed once for a function, whoever runs it.
    public static final class Shapes {
        private final Map<Function, Shape> shapes = new ConcurrentHashMap<>();

        Shape of(Function function) {
            return shapes.computeIfAbsent(function, Shape::new);
        }
    }

    /// The order of a function's blocks, its loops and what they assign, and its live variables.
    static final class Shape {
        final Cfg cfg;
        final Liveness liveness;
        /// The variables that the function returns.
        final Set<String> answers = new java.util.HashSet<>();
        /// Whether the function returns a written 0, so that no constant that it returns by name is 0.
        final boolean isZeroWritten;

        Shape(Function function) {
            cfg = new Cfg(function);
            liveness = new Liveness(cfg);
            for (BasicBlock block : function.blocks()) {
                if (block.terminator() instanceof Terminator.Return(Expr.Read(var place), _) && place.isVariable()) {
                    answers.add(place.base().name());
                }
            }
            isZeroWritten = function.blocks().stream()
                    .anyMatch(block -> block.terminator() instanceof Terminator.Return(var value, _)
                                    && isZero(value)
                            || block.instructions().stream()
                                    .anyMatch(instruction -> instruction
                                                    instanceof Instruction.Assign(var target, var value, _)
                                            && target.isVariable()
                                            && answers.contains(target.base().name())
                                            && isZero(value)));
        }

        private static boolean isZero(Expr value) {
            return value instanceof Expr.Literal(var number, _) && number == 0;
        }
    }

    /// The steps that an entry point may take.
    public static final class Budget {
        private int steps;

        public Budget(int steps) {
            this.steps = steps;
        }

        boolean spend() {
            return --steps >= 0;
        }

        void exhaust() {
            steps = 0;
        }

        public boolean isSpent() {
            return steps < 0;
        }

    }

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
        this.reach = parts.reach();
        this.relevance = parts.relevance();
        this.shapes = shapes;
        this.budget = budget;
        this.mentions = mentions;
        this.pruning = new Pruning(mentions, model);
        this.assignments = parts.assignments();
        this.calls = new Calls(parts, this, graph, abilities, visited);
        this.joining = new Joining(model, results, memory);
    }

    @Override
    public Deque<Function> stack() {
        return stack;
    }

    /// Runs the entry point of the tracker's role and observes how it ends. `arriving` is what is known of the area of
    /// the object that it is called for.
    public void runRole(Contents arriving) {
        Function function = seen.role().function();
        var configuration = new Configuration();
        configuration.arriving = arriving;
        configuration.trace = arriving.path().closed();
        String frame = frame(function);
        for (int number = 0; number < function.parameters().size(); number++) {
            Variable parameter = function.parameters().get(number);
            var value = new Value.Unknown(memory.symbol(
                    new Symbol.Origin.Parameter(function.name(), number, parameter.name()), parameter.type()));
            configuration.store.put(Memory.local(frame, parameter.name()), value);
            if (relevance.isObjectPointer(parameter.type())) {
                tracker.track(value, configuration);
            }
        }
        reach.bringCarried(configuration);
        for (Exit exit : run(function, frame, configuration)) {
            Configuration last = exit.configuration();
            Configuration.Blame blame = last.blame;
            Function where = blame.function().orElse(function);
            Ranges result = results.ranges(exit.value(), last);
            for (Symbol object : List.copyOf(last.objects.keySet())) {
                ObjectState state = last.objects.get(object);
                if (last.factsOf(new Value.Unknown(object)).ranges().isOnly(0)) {
                    continue;
                }
                if (state.taken() != ObjectState.Taken.NO && mayBeGivenBack(object, exit.value(), last)) {
                    continue;
                }
                if (state.source() == ObjectState.Source.ISSUED
                        || state.source() == ObjectState.Source.ARRIVED
                        || Garbage.isOwed(object, state, last)) {
                    String name = exit.value() instanceof Value.Named(var constant) ? constant : "";
                    Optional<Location> dropped = Optional.ofNullable(last.lost.get(object));
                    seen.observe(
                            object,
                            new Site(where, blame.span()),
                            last,
                            moment -> new Observation.Exit(
                                    moment,
                                    result,
                                    ResultRanges.isConstant(exit.value()),
                                    name,
                                    tracker.areas().held(object, last),
                                    dropped.<Observation.Ending>map(Observation.Ending.Dropped::new)
                                            .orElse(Observation.Ending.PLAIN)));
                }
            }
        }
    }

    /// A found object that was taken is not lost if the caller gets it, or if it may be the one that the path was called for and
    /// gave back.
    private static boolean mayBeGivenBack(Symbol object, Value result, Configuration last) {
        if (Configuration.refersTo(result, object)) {
            return true;
        }
        for (Map.Entry<Symbol, ObjectState> entry : last.objects.entrySet()) {
            boolean isParameter = entry.getKey() != object && entry.getValue().source() != ObjectState.Source.FOUND;
            if (isParameter && entry.getValue().life() != ObjectState.Life.OWNED) {
                return true;
            }
        }
        return false;
    }

    /// What the code after the call that runs now can still name.
    @Override
    public BitSet continuation() {
        return continuations.isEmpty() ? new BitSet() : (BitSet) continuations.peek().clone();
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
        Shape shape = shapes.of(function);
        var pending = new TreeMap<Integer, List<Known>>();
        var reached = new HashMap<Integer, Map<List<Object>, Known>>();
        Map<Integer, BlockId> blocks = new HashMap<>();
        var exits = new LinkedHashMap<List<Object>, Exit>();
        Map<String, Integer> outerVisits = Map.copyOf(entry.visits);
        Map<String, Set<MemoryLocation>> outerBefore = Map.copyOf(entry.before);
        entry.visits.clear();
        entry.before.clear();
        arrive(function.entry().id(), entry, frame, shape, pending, reached, blocks);
        stack.push(function);
        while (!pending.isEmpty()) {
            int order = pending.firstKey();
            List<Known> waiting = pending.pollFirstEntry().getValue();
            BasicBlock block = function.block(blocks.get(order));
            BitSet continuation = (BitSet) mentions.after(function, block.id()).clone();
            if (!continuations.isEmpty()) {
                continuation.or(continuations.peek());
            }
            continuations.push(continuation);
            for (Known known : waiting) {
                if (block.instructions().size() > LONGEST_BLOCK) {
                    lose(Uncertain.Reason.LENGTH, function);
                    budget.exhaust();
                }
                if (!budget.spend()) {
                    break;
                }
                known.isWaiting = false;
                for (Configuration after : execute(block, function, frame, known.configuration.copy())) {
                    leave(block, function, frame, after, shape, pending, reached, blocks, exits);
                }
            }
            continuations.pop();
            if (budget.isSpent()) {
                break;
            }
        }
        stack.pop();
        var result = new ArrayList<Exit>();
        for (Exit exit : exits.values()) {
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

    private void arrive(
            BlockId id,
            Configuration configuration,
            String frame,
            Shape shape,
            TreeMap<Integer, List<Known>> pending,
            Map<Integer, Map<List<Object>, Known>> reached,
            Map<Integer, BlockId> blocks) {
        Optional<Boolean> answer = shape.cfg.isLoopHead(id) ? answer(id, configuration, frame, shape) : Optional.empty();
        settle(id, configuration, frame, shape);
        if (answer.isPresent()
                && shape.cfg.function().block(id).terminator()
                        instanceof Terminator.Branch(var condition, var whenTrue, var whenFalse, _)) {
            // What is known of this path would be lost where it meets the others at the head.
            if (assumptions.assume(memory.evaluate(condition, frame, configuration, Memory.Touch.NOBODY), answer.get(), configuration)) {
                arrive(answer.get() ? whenTrue : whenFalse, configuration, frame, shape, pending, reached, blocks);
            }
            return;
        }
        int order = shape.cfg.order(id);
        Map<List<Object>, Known> known = reached.computeIfAbsent(order, _ -> new LinkedHashMap<>());
        if (known.size() >= WEAK_CONFIGURATIONS) {
            Function function = shape.cfg.function();
            Joining.coarsen(configuration, new Location(function.file(), function.nameSpan()), function.name());
        }
        List<Object> key = known.size() < CONFIGURATIONS
                ? joining.key(configuration, Optional.empty())
                : joining.weakKey(configuration, shape.answers);
        Known same = known.get(key);
        if (same == null) {
            if (known.size() >= 2 * WEAK_CONFIGURATIONS) {
                lose(Uncertain.Reason.STATES, shape.cfg.function());
                return;
            }
            same = new Known(configuration);
            known.put(key, same);
        } else if (!joining.join(same.configuration, configuration, frame + "/" + id)) {
            return;
        } else if (++same.joins > JOINS) {
            lose(Uncertain.Reason.STATES, shape.cfg.function());
            return;
        }
        blocks.put(order, id);
        if (!same.isWaiting) {
            same.isWaiting = true;
            pending.computeIfAbsent(order, _ -> new ArrayList<>()).add(same);
        }
    }

    /// Whether nothing but numbers and local variables is looked at, so that it does not matter whether anybody does.
    private static boolean isLocal(Expr value) {
        var isLocal = new boolean[] {true};
        IrWalk.parts(
                value,
                part -> isLocal[0] &= !(part instanceof Expr.Read(var place))
                        || place.isVariable() && place.base().kind() != Variable.Kind.GLOBAL);
        return isLocal[0];
    }

    /// The answer to the comparison of local numbers at the head of a loop, if there is only one for a path.
    private Optional<Boolean> answer(BlockId head, Configuration configuration, String frame, Shape shape) {
        BasicBlock block = shape.cfg.function().block(head);
        boolean isComparison = block.instructions().isEmpty()
                && block.terminator()
                        instanceof Terminator.Branch(Expr.Apply(var operator, var operands), _, _, _)
                && COMPARISONS.contains(operator)
                && operands.stream().allMatch(Simulation::isLocal);
        if (!isComparison
                || !(memory.evaluate(
                                ((Terminator.Branch) block.terminator()).condition(),
                                frame,
                                configuration,
                                Memory.Touch.NOBODY)
                        instanceof Value.Term compared)) {
            return Optional.empty();
        }
        boolean canHold = assumptions.assume(compared, true, configuration.copy());
        boolean canFail = assumptions.assume(compared, false, configuration.copy());
        return canHold == canFail ? Optional.empty() : Optional.of(canHold);
    }

    /// A configuration that reached a block, joined with all that agree with it.
    private static final class Known {
        final Configuration configuration;
        boolean isWaiting;
        int joins;

        Known(Configuration configuration) {
            this.configuration = configuration;
        }
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
                widen(id, configuration, frame, shape);
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

    private void widen(BlockId head, Configuration configuration, String frame, Shape shape) {
        var body = shape.cfg.loop(head.index());
        for (int number = body.nextSetBit(0); number >= 0; number = body.nextSetBit(number + 1)) {
            for (Instruction instruction : shape.cfg.function().blocks().get(number).instructions()) {
                Optional<Place> written = switch (instruction) {
                    case Instruction.Assign(var target, _, _) -> Optional.of(target);
                    case Instruction.Call(var result, _, _, _) -> Optional.of(result);
                    case Instruction.Drop _, Instruction.Opaque _ -> Optional.empty();
                };
                if (written.isPresent() && written.get().isVariable() && written.get().base().kind() != Variable.Kind.GLOBAL) {
                    widen(Memory.local(frame, written.get().base().name()), frame + "/" + head, configuration);
                }
            }
        }
    }

    /// A loop keeps a variable whose values have stayed the constants they were; all others are forgotten.
    private void widen(MemoryLocation variable, String site, Configuration configuration) {
        Value value = configuration.store.get(variable);
        if (value instanceof Value.Term || value instanceof Value.Int(var number) && number > 1) {
            Symbol any = memory.symbol(new Symbol.Origin.Made(site, Symbol.What.value(variable.toString()), 0), Type.UNKNOWN);
            configuration.facts.keySet().removeIf(known -> Configuration.mentions(known, any));
            configuration.store.put(variable, new Value.Unknown(any));
        }
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

    private void leave(
            BasicBlock block,
            Function function,
            String frame,
            Configuration configuration,
            Shape shape,
            TreeMap<Integer, List<Known>> pending,
            Map<Integer, Map<List<Object>, Known>> reached,
            Map<Integer, BlockId> blocks,
            Map<List<Object>, Exit> exits) {
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
            case Terminator.Jump(var target, _) -> arrive(target, configuration, frame, shape, pending, reached, blocks);
            case Terminator.Unreachable _ -> {}
            case Terminator.Return(var expression, var span) -> {
                Value value = memory.evaluate(expression, frame, configuration, touch);
                configuration.blame = blame(expression, function, span, frame, configuration);
                configuration.store.keySet().removeIf(location ->
                        location.region() instanceof MemoryLocation.Region.Local(var owner, _) && owner.equals(frame));
                configuration.visits.clear();
                configuration.before.clear();
                pruning.prune(configuration, NOTHING, outer(function));
                Garbage.collect(configuration, value);
                if (value instanceof Value.Named && shape.isZeroWritten && memory.integer(value, configuration).isEmpty()) {
                    configuration.learn(value, configuration.factsOf(value).withRanges(configuration.factsOf(value).ranges().without(0)));
                }
                exit(new Exit(configuration, value), frame, exits);
            }
            case Terminator.Branch(var condition, var whenTrue, var whenFalse, var span) -> {
                calls.refresh(condition, frame, frame + "/" + block.id().index(), configuration);
                Value value = memory.evaluate(condition, frame, configuration, touch);
                Set<Value> before = Set.copyOf(configuration.guesses.keySet());
                tracker.decisions().decides(value, here, configuration);
                if (value instanceof Value.Opaque) {
                    arrive(whenTrue, configuration.copy(), frame, shape, pending, reached, blocks);
                    arrive(whenFalse, configuration, frame, shape, pending, reached, blocks);
                    return;
                }
                Configuration other = configuration.copy();
                assumptions.decide(new Location(function.file(), span), condition);
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
                    configuration.trace = configuration.trace.then(new Trace.Step.Branch(true), function.file(), span);
                    other.trace = other.trace.then(new Trace.Step.Branch(false), function.file(), span);
                }
                if (canHold) {
                    arrive(whenTrue, configuration, frame, shape, pending, reached, blocks);
                }
                if (canFail) {
                    arrive(whenFalse, other, frame, shape, pending, reached, blocks);
                }
            }
        }
    }

    /// Adds a way out, or joins it with one that agrees.
    private void exit(Exit exit, String frame, Map<List<Object>, Exit> exits) {
        Configuration configuration = exit.configuration();
        if (exit.value() instanceof Value.Unknown) {
            // What a function hands on is what it got: only a callee that had the object can answer "queued".
            assumptions.narrow(exit.value(), results.ranges(exit.value(), configuration), configuration);
        }
        MemoryLocation result = Memory.local(frame, RESULT);
        configuration.store.put(result, exit.value());
        List<Object> key = joining.key(configuration, Optional.of(exit.value()));
        if (!(exit.value() instanceof Value.Opaque)) {
            key.add(configuration.blame.span());
        }
        Exit known = exits.get(key);
        if (known != null) {
            known.configuration().store.put(result, known.value());
            joining.join(known.configuration(), configuration, frame + "/exit");
        }
        Configuration kept = known == null ? configuration : known.configuration();
        exits.put(key, new Exit(kept, kept.store.remove(result)));
    }

    /// The return that made a value: this one, or the one in a callee whose result is handed on with no change since.
    private Configuration.Blame blame(Expr expression, Function function, Span span, String frame, Configuration configuration) {
        Optional<Place> given = Assignments.handedOn(expression).filter(place -> place.base().kind() != Variable.Kind.GLOBAL);
        if (given.isPresent()) {
            Configuration.Blame origin = configuration.origins.get(Memory.local(frame, given.get().base().name()));
            if (origin != null && origin.lives().equals(configuration.lives())) {
                return origin;
            }
        }
        return new Configuration.Blame(Optional.of(function), span, configuration.lives());
    }
}
