// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.Member;
import uringlint.callgraph.ProgramIndex;
import uringlint.effects.Abilities;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Location;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.entry.Roles;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What a call does: by the API model, by the body of the callee, or, where neither is known, anything to what it is given.
final class Calls {
    private static final int DEPTH = 64;
    private static final int TARGETS = Roles.DELEGATES;
    /// How many generic functions lie between the core and the method that answers.
    private static final int GENERIC = 2;
    /// Where the result of what ends a variable goes.
    private static final Place DROPPED = new Place(new Variable("%drop", Variable.Kind.TEMPORARY, Type.UNKNOWN), List.of());

    private final Bodies bodies;
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final Relevance relevance;
    private final CallGraph graph;
    private final Set<Function> visited;
    private final ApiCalls apiCalls;
    private final Assignments assignments;
    private final Inlining inlining;
    private final UnenteredCalls unentered;
    private final Slice.Summaries summaries = new Slice.Summaries();

    Calls(Parts parts, Bodies bodies, CallGraph graph, Abilities abilities, Set<Function> visited) {
        this.bodies = bodies;
        this.index = parts.index();
        this.model = parts.model();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.relevance = parts.relevance();
        this.graph = graph;
        this.visited = visited;
        this.assignments = parts.assignments();
        this.inlining = new Inlining(parts, abilities);
        this.apiCalls = new ApiCalls(parts, this::project);
        this.unentered = new UnenteredCalls(parts, abilities, apiCalls);
    }

    List<Configuration> call(Instruction.Call call, Site here, String frame, String site, Configuration configuration) {
        String name = model.nameOf(call);
        Optional<Effect.Log> message = message(name, call.arguments().size());
        boolean isDebug = message.filter(Effect.Log::debug).isPresent();
        Way way = message.isPresent() ? Way.MESSAGE : isVolatile(name, call.arguments().size()) ? Way.ONCE : Way.PLAIN;
        Memory.Touch touch = (reached, isWrite) -> tracker.touch(reached, isWrite, here, isDebug, way, configuration);
        var arguments = new ArrayList<Value>();
        for (Expr argument : call.arguments()) {
            if (way == Way.ONCE && argument instanceof Expr.Read(var place)) {
                refresh(place, frame, site, configuration);
            }
            arguments.add(memory.evaluate(argument, frame, configuration, touch));
        }
        if (!name.isEmpty()) {
            return direct(call, name, arguments, here, frame, site, configuration);
        }
        Value callee = memory.evaluate(call.callee(), frame, configuration, touch);
        if (callee instanceof Value.Code(var target)) {
            return direct(call, target, arguments, here, frame, site, configuration);
        }
        return indirect(call, arguments, here, frame, site, configuration);
    }

    /// Forgets what was known of memory that an expression reads again since a lock was dropped, if it is changed under a lock somewhere.
    void refresh(Expr expression, String frame, String site, Configuration configuration) {
        if (configuration.stale.isEmpty()) {
            return;
        }
        IrWalk.parts(expression, part -> {
            if (part instanceof Expr.Read(var place)
                    && !place.path().isEmpty()
                    && place.path().getLast() instanceof Projection.Field(var name)
                    && tracker.writers().isGuarded(name)) {
                refresh(place, frame, site + "." + name, configuration);
            }
        });
    }

    /// Forgets what was known of memory that is read again on purpose since a lock was dropped.
    private void refresh(Place place, String frame, String site, Configuration configuration) {
        if (configuration.stale.isEmpty()) {
            return;
        }
        MemoryLocation location = memory.locate(place, frame, configuration, Memory.Touch.NOBODY);
        if (memory.symbols().find(new Symbol.Origin.Initial(location)).filter(configuration.stale::remove).isPresent()) {
            configuration.store.put(
                    location,
                    memory.make(
                            site + "@", Symbol.What.value(location.toString()), index.typeOf(place), configuration));
        }
    }

    private Optional<Effect.Log> message(String name, int arity) {
        return !model.knows(name)
                ? Optional.empty()
                : model.find(name, arity)
                        .flatMap(api -> api.effects().stream()
                                .filter(Effect.Log.class::isInstance)
                                .map(Effect.Log.class::cast)
                                .findFirst());
    }

    private boolean isVolatile(String name, int arity) {
        return model.knows(name)
                && model.find(name, arity).stream()
                        .anyMatch(api -> api.effects().stream().anyMatch(Effect.Once.class::isInstance));
    }

    private List<Configuration> direct(
            Instruction.Call call,
            String name,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        Optional<Function> body = index.resolve(name, here.function().file());
        if (model.knows(name) && (body.isEmpty() || model.hasEffects(name))) {
            Effect.Api api = model.nearest(name, arguments.size()).orElseThrow();
            return apiCalls.apply(api, call, arguments, here, frame, site, configuration);
        }
        if (body.isEmpty() && model.isInert(name)) {
            return apiCalls.apply(
                    new Effect.Api(name, -1, List.of(new Effect.Nothing())),
                    call,
                    arguments,
                    here,
                    frame,
                    site,
                    configuration);
        }
        // Where a call gives less than is taken, or more, one of the two is of another state of the program, of which a patch brought but a
        // part.
        List<Function> targets = (body.isPresent() ? List.of(body.get()) : index.targets(name, here.function().file())).stream()
                .filter(target -> target.takes(arguments.size()))
                .toList();
        return targets.isEmpty() || targets.size() > TARGETS
                ? unentered.unknown(name, call, arguments, here, frame, site, configuration)
                : any(targets, call, arguments, here, frame, site, configuration);
    }

    private List<Configuration> any(
            List<Function> targets,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        var results = new ArrayList<Configuration>();
        for (int at = 0; at < targets.size(); at++) {
            results.addAll(project(
                    targets.get(at),
                    call,
                    arguments,
                    here,
                    frame,
                    site,
                    at == targets.size() - 1 ? configuration : configuration.copy()));
        }
        return results;
    }

    /// A call through a pointer goes to each function that the pointer may hold.
    private List<Configuration> indirect(
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        Optional<Member> member = call.callee() instanceof Expr.Read(var place) ? graph.pointers().member(place) : Optional.empty();
        List<Function> targets = graph.targets(call, here.function()).stream().filter(relevance::isRelevant).toList();
        // Whoever calls through an operations table is no driver: what is called is an entry point, and judged as one.
        if (member.filter(model::isOfTable).isPresent() || targets.isEmpty() || targets.size() > TARGETS) {
            return unentered.unknown(member.map(Member::name).orElse(""), call, arguments, here, frame, site, configuration);
        }
        return any(targets, call, arguments, here, frame, site, configuration);
    }

    List<Configuration> project(
            Function function,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        boolean isAnswer = isAnswer(call, function);
        if (!isAnswer && !inlining.isWorthEntering(function, arguments, configuration)) {
            return unentered.skip(function, call, arguments, here, frame, site, configuration);
        }
        if (bodies.stack().isRunning(function) || bodies.stack().depth() >= DEPTH) {
            return relevance.isRelevant(function) ? unentered.tooDeep(function, call, arguments, here, frame, site, configuration)
                    : unentered.skip(function, call, arguments, here, frame, site, configuration);
        }
        visited.add(function);
        String inner = bodies.stack().frame(function);
        for (int number = 0; number < function.parameters().size(); number++) {
            Variable parameter = function.parameters().get(number);
            Value value = number < arguments.size() ? arguments.get(number) : Value.OPAQUE;
            configuration.store.put(Memory.local(inner, parameter.name()), value);
            configuration.store.put(Memory.local(Slice.arguments(inner), parameter.name()), value);
        }
        configuration.trace = configuration.trace.then(new Trace.Step.Call(function.name()), here.function().file(), here.span());
        for (int number = 0; number < Math.min(arguments.size(), function.parameters().size()); number++) {
            if (relevance.isObjectPointer(function.parameters().get(number).type())) {
                tracker.meet(arguments.get(number), here, configuration);
            }
        }
        var results = new ArrayList<Configuration>();
        boolean wasGone = isGone(configuration);
        Slice slice = Slice.of(configuration, inner, inside -> bodies.needed(function, inside));
        for (Slice.Summary summary : summaries(function, inner, slice)) {
            Configuration after = Slice.join(summary.after(), slice, inner);
            after.trace = Slice.append(configuration.trace, summary.steps())
                    .then(new Trace.Step.Leave(), here.function().file(), here.span());
            nameCaller(here, configuration, after);
            Configuration.Blame blame = after.blame;
            after.answer = isAnswer ? blame : after.answer;
            assignments.finish(call, summary.value(), here, frame, after);
            if (call.result().isVariable() && !wasGone) {
                after.origins.put(Memory.local(frame, call.result().base().name()), blame);
            }
            results.add(after);
        }
        return results;
    }

    /// Whether generic code that the core enters hands its object to one of those that implement a trait.
    private boolean isAnswer(Instruction.Call call, Function target) {
        return bodies.stack().depth() <= GENERIC
                && call.callee() instanceof Expr.Symbol(var name)
                && name.contains("::")
                && !name.equals(target.name())
                && target.parameters().stream().anyMatch(parameter -> relevance.mayHoldObject(parameter.type()));
    }

    /// What a callee did to objects, its caller did by the call.
    private static void nameCaller(Site call, Configuration before, Configuration after) {
        var place = new Location(call.function().file(), call.span());
        after.objects.replaceAll((object, state) -> {
            ObjectState known = before.objects.get(object);
            boolean isNew = !state.since().equals(ObjectState.NOWHERE) && (known == null || !known.since().equals(state.since()));
            return isNew ? state.withSince(place) : state;
        });
    }

    /// Whether the object that the entry point was called for was given away before: then the result is decided where both meet.
    private boolean isGone(Configuration configuration) {
        for (Map.Entry<Symbol, ObjectState> entry : configuration.objects.entrySet()) {
            if (entry.getValue().source() == ObjectState.Source.ISSUED
                    && (entry.getValue().life() != ObjectState.Life.OWNED || seen.isPublished(entry.getKey(), configuration))) {
                return true;
            }
        }
        return false;
    }

    private List<Slice.Summary> summaries(Function function, String inner, Slice slice) {
        Configuration entry = slice.inside();
        List<Object> key = List.of(function, inner, entry.copy(), bodies.stack().continuation());
        List<Slice.Summary> known = summaries.find(key);
        if (!known.isEmpty()) {
            return known;
        }
        int length = entry.trace.length();
        var found = new ArrayList<Slice.Summary>();
        for (Exit exit : bodies.run(function, inner, entry.copy())) {
            found.add(new Slice.Summary(exit.configuration(), exit.value(), Slice.steps(exit.configuration().trace, length)));
        }
        summaries.keep(key, found);
        return found;
    }

    /// The end of a scope: what `__free`, a guard or a function for that does.
    List<Configuration> drop(Instruction.Drop drop, Site here, String frame, String site, Configuration configuration) {
        String cleanup = drop.cleanup();
        MemoryLocation location = memory.locate(drop.place(), frame, configuration, Memory.Touch.NOBODY);
        Value value = memory.peek(location, index.typeOf(drop.place()), configuration);
        if (cleanup.startsWith("guard:")) {
            configuration.locks.remove(value);
            tracker.exposure().noteUnlock(configuration);
            return List.of(configuration);
        }
        Optional<Function> function = cleanup.startsWith("call:")
                ? index.resolve(cleanup.substring(5), here.function().file())
                : Optional.empty();
        if (function.isPresent()) {
            // What was moved elsewhere does not end here.
            boolean isMoved = value instanceof Value.Opaque;
            Value argument = index.resolve(index.typeOf(drop.place())) instanceof Type.Pointer ? value : Memory.address(location);
            return isMoved
                    ? List.of(configuration)
                    : project(
                            function.get(),
                            new Instruction.Call(DROPPED, new Expr.Symbol(function.get().name()), List.of(), drop.span()),
                            List.of(argument),
                            here,
                            frame,
                            site,
                            configuration);
        }
        model.cleanup(cleanup).ifPresent(api -> {
            for (Effect effect : api.effects()) {
                if (effect instanceof Effect.Free && value instanceof Value.Unknown) {
                    apiCalls.memoryEffects().free(value, new Expr.Read(drop.place()), here, configuration);
                } else if (effect instanceof Effect.Lose(_, var isNamed)) {
                    if (api.name().endsWith("*")) {
                        apiCalls.objectEffects().loseAny(value, isNamed, here, configuration);
                    } else {
                        apiCalls.objectEffects().lose(value, isNamed, here, configuration);
                    }
                } else if (effect instanceof Effect.Complete complete) {
                    var call = new Instruction.Call(
                            DROPPED, new Expr.Symbol(cleanup), List.of(new Expr.Read(drop.place())), drop.span());
                    var invocation = new Invocation(api, call, List.of(value), here, frame, site, configuration);
                    apiCalls.objectEffects().apply(complete, invocation, new ArrayList<>());
                }
            }
        });
        return List.of(configuration);
    }

    /// Whether a condition is a pointer, or says that one is NULL.
    boolean isPointer(Expr condition) {
        return switch (condition) {
            case Expr.Read(var place) -> index.resolve(index.typeOf(place)) instanceof Type.Pointer;
            case Expr.Apply(_, var operands) -> !operands.isEmpty() && isPointer(operands.getFirst());
            case Expr.Cast(_, var inner) -> isPointer(inner);
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> false;
        };
    }
}
