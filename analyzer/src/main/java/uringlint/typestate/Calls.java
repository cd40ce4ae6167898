package uringlint.typestate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.Member;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;

/// What a call does: by the API model, by the body of the callee, or, where neither is known, anything to what it is given.
final class Calls {
    private static final int DEPTH = 64;
    private static final int SMALL = 4;
    /// How many blocks a helper may have, with all that it calls, to be entered for what it may do.
    private static final int ENTERED = 30;
    private static final int TARGETS = 32;

    private final Simulation simulation;
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Relevance relevance;
    private final CallGraph graph;
    private final Abilities abilities;
    private final Set<Function> visited;
    private final HandOffs handOffs;
    private final ApiCalls apiCalls;
    private final Claims claims;
    private final Slice.Summaries summaries = new Slice.Summaries();
    private final Results results;

    Calls(Simulation simulation, ProgramIndex index, ApiModel model, Memory memory, Tracker tracker, Relevance relevance, CallGraph graph, Abilities abilities, Callbacks callbacks, HandOffs handOffs, Set<Function> visited) {
        this.simulation = simulation;
        this.index = index;
        this.model = model;
        this.memory = memory;
        this.tracker = tracker;
        this.relevance = relevance;
        this.graph = graph;
        this.abilities = abilities;
        this.visited = visited;
        this.results = new Results(index, model, memory);
        this.claims = new Claims(model, tracker.role(), tracker.arrivals(), relevance::isObjectPointer);
        this.handOffs = handOffs;
        this.apiCalls = new ApiCalls(this, simulation, index, model, memory, tracker, handOffs, callbacks);
    }

    Results results() {
        return results;
    }

    Claims claims() {
        return claims;
    }

    boolean isObjectPointer(Type type) {
        return relevance.isObjectPointer(type);
    }

    List<Configuration> call(Instruction.Call call, Tracker.Site here, String frame, String site, Configuration configuration) {
        String name = model.nameOf(call);
        Optional<Effect.Log> message = message(name, call.arguments().size());
        boolean isDebug = message.filter(Effect.Log::debug).isPresent();
        Observation.Way way = message.isPresent() ? Observation.Way.MESSAGE : isVolatile(name, call.arguments().size()) ? Observation.Way.ONCE : Observation.Way.PLAIN;
        Memory.Touch touch = (reached, isWrite) -> tracker.touch(reached, isWrite, here, isDebug, way, configuration);
        var arguments = new ArrayList<Value>();
        for (Expr argument : call.arguments()) {
            if (way == Observation.Way.ONCE && argument instanceof Expr.Read(var place)) {
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
            if (part instanceof Expr.Read(var place) && !place.path().isEmpty() && place.path().getLast() instanceof Projection.Field(var name) && tracker.writers().isGuarded(name)) {
                refresh(place, frame, site + "." + name, configuration);
            }
        });
    }

    /// Forgets what was known of memory that is read again on purpose since a lock was dropped.
    private void refresh(Place place, String frame, String site, Configuration configuration) {
        if (configuration.stale.isEmpty()) {
            return;
        }
        Location location = memory.locate(place, frame, configuration, Memory.Touch.NOBODY);
        if (configuration.stale.remove(location)) {
            configuration.store.put(location, memory.make(site + "@", Symbol.What.value(location.toString()), index.typeOf(place), configuration));
        }
    }

    private Optional<Effect.Log> message(String name, int arity) {
        return !model.knows(name) ? Optional.empty()
                : model.find(name, arity).flatMap(api -> api.effects().stream().filter(Effect.Log.class::isInstance).map(Effect.Log.class::cast).findFirst());
    }

    private boolean isVolatile(String name, int arity) {
        return model.knows(name) && model.find(name, arity).stream().anyMatch(api -> api.effects().stream().anyMatch(Effect.Once.class::isInstance));
    }

    private List<Configuration> direct(Instruction.Call call, String name, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        Optional<Function> body = index.resolve(name, here.function().file());
        if (model.knows(name) && (body.isEmpty() || model.hasEffects(name))) {
            Effect.Api api = model.nearest(name, arguments.size()).orElseThrow();
            return apiCalls.apply(api, call, arguments, here, frame, site, configuration);
        }
        if (body.isEmpty() && model.isInert(name)) {
            return apiCalls.apply(new Effect.Api(name, -1, List.of(new Effect.Nothing())), call, arguments, here, frame, site, configuration);
        }
        List<Function> targets = body.isPresent() ? List.of(body.get()) : index.targets(name, here.function().file());
        return targets.isEmpty() || targets.size() > TARGETS
                ? unknown(name, call, arguments, here, frame, site, configuration)
                : any(targets, call, arguments, here, frame, site, configuration);
    }

    private List<Configuration> any(List<Function> targets, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        var results = new ArrayList<Configuration>();
        for (int at = 0; at < targets.size(); at++) {
            results.addAll(project(targets.get(at), call, arguments, here, frame, site, at == targets.size() - 1 ? configuration : configuration.copy()));
        }
        return results;
    }

    /// A call through a pointer goes to each function that the pointer may hold.
    private List<Configuration> indirect(Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        Optional<Member> member = call.callee() instanceof Expr.Read(var place) ? graph.pointers().member(place) : Optional.empty();
        List<Function> targets = graph.targets(call, here.function()).stream().filter(relevance::isRelevant).toList();
        // Whoever calls through an operations table is no driver: what is called is an entry point, and judged as one.
        if (member.filter(model::isOfTable).isPresent() || targets.isEmpty() || targets.size() > TARGETS) {
            return unknown(member.map(Member::name).orElse(""), call, arguments, here, frame, site, configuration);
        }
        return any(targets, call, arguments, here, frame, site, configuration);
    }

    // ---------------------------------------------------------------- functions of the program

    List<Configuration> project(Function function, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        if (!isWorthEntering(function, arguments, configuration)) {
            return skip(function, call, arguments, here, frame, site, configuration);
        }
        int active = 0;
        for (Function running : simulation.stack()) {
            active += running == function ? 1 : 0;
        }
        if (active > 0 || simulation.stack().size() >= DEPTH) {
            return relevance.isRelevant(function) ? tooDeep(function, call, arguments, here, frame, site, configuration)
                    : skip(function, call, arguments, here, frame, site, configuration);
        }
        visited.add(function);
        String inner = simulation.frame(function);
        for (int number = 0; number < function.parameters().size(); number++) {
            Variable parameter = function.parameters().get(number);
            Value value = number < arguments.size() ? arguments.get(number) : Value.OPAQUE;
            configuration.store.put(Memory.local(inner, parameter.name()), value);
            configuration.store.put(Memory.local(Slice.arguments(inner), parameter.name()), value);
        }
        configuration.trace = configuration.trace.then(new Trace.Step.Call(function.name()), here.function().file(), here.span());
        for (int number = 0; number < Math.min(arguments.size(), function.parameters().size()); number++) {
            if (isObjectPointer(function.parameters().get(number).type())) {
                tracker.meet(arguments.get(number), here, configuration);
            }
        }
        var results = new ArrayList<Configuration>();
        boolean wasGone = isGone(configuration);
        Slice slice = Slice.of(configuration, inner);
        for (Slice.Summary summary : summaries(function, inner, slice)) {
            Configuration after = Slice.join(summary.after(), slice, inner);
            after.trace = Slice.append(configuration.trace, summary.steps()).then(new Trace.Step.Leave(), here.function().file(), here.span());
            nameCaller(here, configuration, after);
            Configuration.Blame blame = after.blame;
            finish(call, summary.value(), here, frame, after);
            if (call.result().isVariable() && !wasGone) {
                after.origins.put(Memory.local(frame, call.result().base().name()), blame);
            }
            results.add(after);
        }
        return results;
    }

    /// What a callee did to objects, its caller did by the call.
    private static void nameCaller(Tracker.Site call, Configuration before, Configuration after) {
        var place = new uringlint.source.Location(call.function().file(), call.span());
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
                    && (entry.getValue().life() != ObjectState.Life.OWNED || tracker.isPublished(entry.getKey(), configuration))) {
                return true;
            }
        }
        return false;
    }

    private List<Slice.Summary> summaries(Function function, String inner, Slice slice) {
        Configuration entry = slice.inside();
        List<Object> key = List.of(function, inner, entry.copy(), simulation.continuation());
        List<Slice.Summary> known = summaries.find(key);
        if (!known.isEmpty()) {
            return known;
        }
        int length = entry.trace.length();
        var found = new ArrayList<Slice.Summary>();
        for (Simulation.Exit exit : simulation.run(function, inner, entry.copy())) {
            found.add(new Slice.Summary(exit.configuration(), exit.value(), Slice.steps(exit.configuration().trace, length)));
        }
        summaries.keep(key, found);
        return found;
    }

    private boolean isWorthEntering(Function function, List<Value> arguments, Configuration configuration) {
        return isNearObject(function, arguments, configuration)
                || abilities.size(function) <= ENTERED && (isPredicate(function) || isAble(function, arguments, configuration));
    }

    /// Whether all that a function can tell is what it makes of numbers.
    private boolean isPredicate(Function function) {
        return !function.parameters().isEmpty() && function.parameters().stream().noneMatch(parameter -> index.resolve(parameter.type()) instanceof Type.Pointer)
                && !(index.resolve(function.result()) instanceof Type.Pointer);
    }

    /// Whether what a function may do matters here, though it is not given an object.
    private boolean isAble(Function function, List<Value> arguments, Configuration configuration) {
        Set<Abilities.Ability> able = abilities.of(function);
        boolean matters = able.contains(Abilities.Ability.LOCKS) || able.contains(Abilities.Ability.UNLOCKS) || switch (tracker.role().kind()) {
            case HANDLER -> able.contains(Abilities.Ability.SLEEPS);
            case TASK_WORK -> able.contains(Abilities.Ability.COPIES);
            case POLL, COMPLETION, INTERRUPT, TIMER, WORKER, RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> false;
        };
        boolean touches = able.contains(Abilities.Ability.FREES) || able.contains(Abilities.Ability.MOVES);
        return matters || touches && arguments.stream().anyMatch(argument -> isHolder(argument, configuration));
    }

    /// Whether an argument points to memory that holds an object which the path has met.
    private static boolean isHolder(Value argument, Configuration configuration) {
        return switch (argument) {
            case Value.Unknown(var symbol) -> reachesObject(symbol, configuration);
            case Value.Address(var target) -> target.region() instanceof Location.Region.Pointee(var holder) && reachesObject(holder, configuration);
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
        };
    }

    private boolean isNearObject(Function function, List<Value> arguments, Configuration configuration) {
        if (relevance.isRelevant(function)) {
            return tracker.role().kind() != Role.Kind.HANDLER || relevance.isNear(function) || reachesObject(arguments, configuration);
        }
        if (arguments.stream().anyMatch(argument -> tracker.reads().leadsToShared(argument, configuration))) {
            return true;
        }
        if (function.blocks().size() <= SMALL || arguments.stream().anyMatch(argument -> isCarrier(argument, configuration))) {
            return true;
        }
        for (Value argument : arguments) {
            if (argument instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter(var owner, _, _)
                    && owner.equals(tracker.role().function().name()) && function.blocks().size() <= 3 * SMALL
                    && !(index.resolve(symbol.type()) instanceof Type.Pointer)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an argument is memory of the path's own that holds an object: code that knows nothing of the object may copy, store or link it.
    private boolean isCarrier(Value argument, Configuration configuration) {
        boolean isOwn = switch (argument) {
            case Value.Unknown(var symbol) -> configuration.fresh.contains(symbol);
            case Value.Address(var target) -> target.region() instanceof Location.Region.Local || target.region() instanceof Location.Region.Pointee(var holder) && configuration.fresh.contains(holder);
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
        };
        return isOwn && !carried(argument, configuration).isEmpty();
    }

    /// Whether an argument leads to an object that this path has met. What else the callee may find is seen when it is run for
    /// itself.
    private boolean reachesObject(List<Value> arguments, Configuration configuration) {
        for (Value argument : arguments) {
            boolean reaches = switch (argument) {
                case Value.Unknown(var symbol) -> reachesObject(symbol, configuration);
                case Value.Address(var target) ->
                    !(target.region() instanceof Location.Region.Pointee(var holder)) || reachesObject(holder, configuration);
                case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
            };
            if (reaches) {
                return true;
            }
        }
        return false;
    }

    private static boolean reachesObject(Symbol base, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Memory.dependsOn(object, base)) {
                return true;
            }
        }
        for (Map.Entry<Location, Value> entry : configuration.store.entrySet()) {
            if (entry.getValue() instanceof Value.Unknown(var held)
                    && configuration.objects.containsKey(held)
                    && Memory.dependsOn(entry.getKey(), base)) {
                return true;
            }
        }
        return false;
    }

    /// A function that can do nothing to an object: its result is one of those that it writes out, and what it was given the address of is unknown. That it says
    /// that the object is kept is a case of its own.
    private List<Configuration> skip(Function function, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        if (tracker.role().kind() == Role.Kind.HANDLER) {
            abilities.sleep(function).ifPresent(sleep -> sleeps(sleep, function, here, configuration));
        }
        overwriteLocals(arguments, site, configuration);
        tracker.areas().given(arguments, configuration);
        Value result = memory.make(site, Symbol.What.result(function.name()), index.typeOf(call.result()), configuration);
        if (relevance.isAllocator(function) && result instanceof Value.Unknown(var symbol)) {
            configuration.fresh.add(symbol);
        }
        Ranges constants = results.of(function);
        var cases = new ArrayList<Configuration>();
        boolean isSplit = !constants.equals(Ranges.ALL) && constants.contains(model.queued()) && !constants.isSingle();
        if (isSplit) {
            Configuration kept = configuration.copy();
            finish(call, new Value.Int(model.queued()), here, frame, kept);
            cases.add(kept);
        }
        if (!constants.equals(Ranges.ALL)) {
            simulation.assumptions().narrow(result, isSplit ? constants.without(model.queued()) : constants, configuration);
        }
        finish(call, result, here, frame, configuration);
        cases.add(configuration);
        return cases;
    }

    /// Notes that a function sleeps that is not entered.
    private void sleeps(Abilities.Sleep sleep, Function function, Tracker.Site here, Configuration configuration) {
        Trace before = configuration.trace;
        Tracker.Site from = here;
        for (Tracker.Site site : sleep.sites()) {
            configuration.trace = configuration.trace.then(new Trace.Step.Call(site.function().name()), from.function().file(), from.span());
            from = site;
        }
        tracker.observeOwn(from, configuration, moment -> new Observation.Sleep(moment, sleep.name(), sleep.waiting(), ""));
        configuration.trace = before;
    }

    /// A function whose body would be run for too long: it may do anything to what it gets.
    private List<Configuration> tooDeep(Function function, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        return unknown(new Uncertain(Uncertain.Reason.DEPTH, new uringlint.source.Location(here.function().file(), here.span()), function.name()),
                function.name(), call, arguments, here, frame, site, configuration);
    }

    // ---------------------------------------------------------------- functions that are not known

    private List<Configuration> unknown(String name, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        boolean isDirect = call.callee() instanceof Expr.Symbol;
        String what = isDirect || !name.isEmpty() || !(call.callee() instanceof Expr.Read(var pointer)) ? name : pointer.base().name();
        var place = new uringlint.source.Location(here.function().file(), here.span());
        List<Effect> effects = isDirect ? model.outside().effects(name, arguments.size()) : List.of();
        apiCalls.before(effects, name, arguments, here, configuration);
        List<Configuration> all = unknown(new Uncertain(isDirect ? Uncertain.Reason.CALLEE : Uncertain.Reason.TARGET, place, what), name, call, arguments, here, frame, site, configuration);
        all.forEach(after -> apiCalls.after(effects, call, arguments, here, frame, after));
        return all;
    }

    private List<Configuration> unknown(Uncertain reason, String name, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        boolean given = false;
        boolean isLost = false;
        for (Value argument : arguments) {
            for (Symbol object : carried(argument, configuration)) {
                boolean isOpen = configuration.objects.get(object).life() == ObjectState.Life.OWNED;
                tracker.escape(object, configuration);
                given = true;
                isLost |= isOpen;
            }
            if (argument instanceof Value.Unknown(var symbol)) {
                configuration.fresh.remove(symbol);
            }
        }
        if (isLost) {
            tracker.lose(reason);
        }
        overwriteLocals(arguments, site, configuration);
        tracker.areas().given(arguments, configuration);
        Value result = memory.make(site, given ? Symbol.What.answer(name) : Symbol.What.result(name), index.resultOf(name), configuration);
        finish(call, result, here, frame, configuration);
        return List.of(configuration);
    }

    /// The objects to which an argument leads: itself, or those that the memory holds that it points to, if only this path knows
    /// that memory.
    List<Symbol> carried(Value argument, Configuration configuration) {
        var found = new LinkedHashSet<Symbol>();
        carried(argument, configuration, found, 3);
        return List.copyOf(found);
    }

    private void carried(Value argument, Configuration configuration, Set<Symbol> found, int depth) {
        if (depth == 0) {
            return;
        }
        if (argument instanceof Value.Term(_, var operands) && Constructors.is(argument)) {
            operands.forEach(operand -> carried(operand, configuration, found, depth - 1));
            return;
        }
        Location.Region region = switch (argument) {
            case Value.Unknown(var symbol) -> new Location.Region.Pointee(symbol);
            case Value.Address(var target) -> target.region();
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> null;
        };
        if (region == null) {
            return;
        }
        if (region instanceof Location.Region.Pointee(var symbol)) {
            if (configuration.objects.containsKey(symbol)) {
                if (argument instanceof Value.Unknown) {
                    found.add(symbol);
                }
                return;
            }
            if (!configuration.fresh.contains(symbol)) {
                return;
            }
        }
        for (Map.Entry<Location, Value> entry : Map.copyOf(configuration.store).entrySet()) {
            if (entry.getKey().region().equals(region)) {
                carried(entry.getValue(), configuration, found, depth - 1);
            }
        }
    }

    /// A callee may write to the local variables whose address it gets.
    void overwriteLocals(List<Value> arguments, String site, Configuration configuration) {
        for (int number = 0; number < arguments.size(); number++) {
            if (arguments.get(number) instanceof Value.Address(var target) && target.region() instanceof Location.Region.Local) {
                Value before = configuration.store.get(target);
                boolean isPlain = target.path().isEmpty() && before != null && configuration.store.keySet().stream().filter(known -> known.isWithin(target)).count() == 1;
                if (isPlain || !target.path().isEmpty()) {
                    memory.write(target, memory.make(site + "&" + number, Symbol.What.value(target.toString()), Type.UNKNOWN, configuration), configuration);
                } else if (before == null) {
                    configuration.store.put(target, memory.make(site + "&" + number, Symbol.What.value(target.toString()), Type.UNKNOWN, configuration));
                }
            }
        }
    }

    /// Tracks the objects that a callback's parameter is known to bring, whether or not the callback looks at them.
    void bringCarried(Configuration configuration) {
        Role role = tracker.role();
        if (role.kind() == Role.Kind.COMPLETION && !role.function().parameters().isEmpty()) {
            Variable first = role.function().parameters().getFirst();
            bring(new Value.Unknown(memory.symbol(new Symbol.Origin.Parameter(role.function().name(), 0, first.name()), first.type())), true, configuration);
        }
    }

    /// The same for the structure that holds the parameter of a worker or a timer.
    void bringCarried(Value outer, Configuration configuration) {
        boolean isCallback = tracker.role().isCallback() && tracker.role().kind() != Role.Kind.TASK_WORK;
        if (isCallback
                && outer instanceof Value.Unknown(var symbol)
                && symbol.origin() instanceof Symbol.Origin.Outer(var inner, _, _)
                && isOfParameter(inner)) {
            bring(outer, false, configuration);
        }
    }

    private static boolean isOfParameter(Symbol symbol) {
        return switch (symbol.origin()) {
            case Symbol.Origin.Parameter _ -> true;
            case Symbol.Origin.Outer(var inner, _, _) -> isOfParameter(inner);
            case Symbol.Origin.Initial _, Symbol.Origin.Made _ -> false;
        };
    }

    /// The path to an object from the structure that a callback sees, which may be a member of the one that was started.
    private String seenFrom(Type pointer, String path) {
        Type structure = index.resolve(pointer) instanceof Type.Pointer(var target) ? index.resolve(target) : Type.UNKNOWN;
        String rest = path;
        while (rest.indexOf('.') > 0 && index.member(structure, rest.substring(0, rest.indexOf('.'))).equals(Type.UNKNOWN)) {
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        return rest;
    }

    private void bring(Value carrier, boolean onlyData, Configuration configuration) {
        String callback = tracker.role().function().name();
        for (String field : handOffs.fieldsOf(callback)) {
            if (handOffs.brings(callback, field) && carrier instanceof Value.Unknown(var symbol)) {
                Location location = Location.of(new Location.Region.Pointee(symbol)).fields(seenFrom(symbol.type(), field));
                if (onlyData && !memory.isData(location)) {
                    continue;
                }
                Value object = memory.peek(location, Type.UNKNOWN, configuration);
                tracker.track(object, configuration).ifPresent(found -> tracker.confirm(found, configuration));
            }
        }
    }

    /// The method `Trait::method` of the type that an argument points to.
    Value methodOf(Expr argument, String method) {
        Type type = argument instanceof Expr.Read(var place) ? index.resolve(index.typeOf(place)) : Type.UNKNOWN;
        if (type instanceof Type.Pointer(Type.Tagged(_, var owner))) {
            String trait = method.substring(0, method.indexOf(':'));
            String name = owner + method.substring(method.indexOf(':'));
            boolean isImplemented = index.program().units().stream().flatMap(unit -> unit.implementations().stream())
                    .anyMatch(known -> known.trait().equals(trait) && known.type().equals(owner) && known.methods().contains(name));
            return isImplemented ? new Value.Code(name) : Value.OPAQUE;
        }
        return Value.OPAQUE;
    }

    /// Stores the result of a call.
    void finish(Instruction.Call call, Value result, Tracker.Site here, String frame, Configuration configuration) {
        Memory.Reached reached = memory.reach(call.result(), frame, configuration, Memory.Touch.NOBODY);
        simulation.assignments().put(reached, result, call.result(), here, configuration, (where, isWrite) -> tracker.touch(where, isWrite, here, false, Observation.Way.PLAIN, configuration));
        configuration.origins.remove(reached.location());
    }

    /// The end of a scope: what `__free`, a guard or a function for that does.
    List<Configuration> drop(Instruction.Drop drop, Tracker.Site here, String frame, String site, Configuration configuration) {
        String cleanup = drop.cleanup();
        Location location = memory.locate(drop.place(), frame, configuration, Memory.Touch.NOBODY);
        Value value = memory.peek(location, index.typeOf(drop.place()), configuration);
        if (cleanup.startsWith("guard:")) {
            configuration.locks.remove(value);
            tracker.exposure().noteUnlock(configuration);
            return List.of(configuration);
        }
        Optional<Function> function = cleanup.startsWith("call:") ? index.resolve(cleanup.substring(5), here.function().file()) : Optional.empty();
        if (function.isPresent()) {
            // What was moved elsewhere does not end here.
            boolean isMoved = value instanceof Value.Opaque;
            var result = new Place(new Variable("%drop", Variable.Kind.TEMPORARY, Type.UNKNOWN), List.of());
            Value argument = index.resolve(index.typeOf(drop.place())) instanceof Type.Pointer ? value : Memory.address(location);
            return isMoved ? List.of(configuration)
                    : project(function.get(), new Instruction.Call(result, new Expr.Symbol(function.get().name()), List.of(), drop.span()), List.of(argument), here, frame, site, configuration);
        }
        model.find(cleanup, 1).ifPresent(api -> {
            for (Effect effect : api.effects()) {
                if (effect instanceof Effect.Free && value instanceof Value.Unknown) {
                    apiCalls.free(value, new Expr.Read(drop.place()), here, configuration);
                } else if (effect instanceof Effect.Lose(_, var isNamed)) {
                    apiCalls.lose(value, isNamed, here, configuration);
                }
            }
        });
        return List.of(configuration);
    }

}
