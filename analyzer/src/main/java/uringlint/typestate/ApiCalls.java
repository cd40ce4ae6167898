package uringlint.typestate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;

/// Applies the effects of the API model.
final class ApiCalls {
    private final Calls calls;
    private final Simulation simulation;
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Submissions submissions;
    private final Atomics atomics;
    private final Insertions insertions;

    ApiCalls(Calls calls, Simulation simulation, ProgramIndex index, ApiModel model, Memory memory, Tracker tracker, HandOffs handOffs, Callbacks callbacks) {
        this.calls = calls;
        this.simulation = simulation;
        this.index = index;
        this.model = model;
        this.memory = memory;
        this.tracker = tracker;
        this.submissions = new Submissions(calls, memory, tracker, simulation.assumptions(), handOffs, callbacks);
        this.atomics = new Atomics(this, calls, simulation.assumptions(), index, memory, tracker);
        this.insertions = new Insertions(this, calls, simulation.assumptions(), index, memory, tracker, errors());
    }

    List<Configuration> apply(Effect.Api api, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, String site, Configuration configuration) {
        var invocation = new Invocation(api, call, arguments, here, frame, site, configuration);
        Optional<Value> result = Optional.empty();
        var extra = new ArrayList<Configuration>();
        tracker.areas().given(arguments, configuration);
        calls.claims().noteQuestion(api.name(), arguments, configuration);
        Optional<Function> release = api.effects().stream().flatMap(effect -> released(effect, invocation).stream()).findFirst();
        if (release.isPresent()) {
            // The counter is the only argument of the function, and was the first one of the call.
            return calls.project(release.get(), call, arguments.subList(0, 1), here, frame, site, configuration);
        }
        for (Effect effect : api.effects()) {
            Optional<Value> given = apply(effect, invocation, extra);
            if (given.isPresent()) {
                result = given;
            }
        }
        Value value = result.orElseGet(() -> memory.make(site, Symbol.What.result(api.name()), index.typeOf(call.result()), configuration));
        calls.finish(call, value, here, frame, configuration);
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
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Complete complete -> complete(complete, at);
            case Effect.HandOff handOff -> submissions.handOff(handOff, at);
            case Effect.Submit submit -> {
                return submissions.submit(submit, at, extra);
            }
            case Effect.Reissue(var object) -> tracker.track(at.argument(object), configuration).ifPresent(symbol -> {
                tracker.observe(symbol, at.here(), configuration, Observation.Reissue::new);
                tracker.move(symbol, ObjectState.Life.RETURNED, Trace.Event.GIVEN_BACK, at.here(), "`%s` goes back to the core, which issues it again".formatted(tracker.name(symbol, at.here(), configuration)), configuration);
            });
            case Effect.Mark(var object, var flags) -> tracker.track(at.argument(object), configuration).ifPresent(symbol -> {
                tracker.observe(symbol, at.here(), configuration, moment -> new Observation.Mark(moment, word(flags, at)));
                configuration.objects.compute(symbol, (_, state) -> state.withMark(true));
                tracker.effect(symbol, Trace.Event.MARKED, at.here(), "`%s` is marked cancelable".formatted(tracker.name(symbol, at.here(), configuration)), configuration);
            });
            case Effect.SetCallback(var carrier, var callback, var field, _) -> {
                Location location = memory.target(at.argument(carrier), Memory.local(at.frame(), "<carrier>"));
                configuration.store.put(location.field(field), at.argument(callback));
            }
            case Effect.SetField(var carrier, var value, var field) -> {
                Location location = memory.target(at.argument(carrier), Memory.local(at.frame(), "<carrier>")).field(field);
                tracker.store(location, at.argument(value), at.here(), configuration);
            }
            case Effect.Use(var object) -> {
                tracker.track(at.argument(object), configuration);
                touch(at).at(Memory.Reached.at(memory.target(at.argument(object), Memory.local(at.frame(), "<object>"))), false);
            }
            case Effect.Ask(var object, var flags) -> tracker.track(at.argument(object), configuration).ifPresent(symbol ->
                    tracker.observe(symbol, at.here(), configuration, moment -> new Observation.Call(moment, at.name(), word(flags, at), Observation.Area.EMPTY)));
            case Effect.Sleep sleep -> sleep(sleep, at.name(), at.arguments(), at.here(), configuration);
            case Effect.Size(var argument) -> tracker.decisions().gauge(at.argument(argument), Observation.Use.SIZE, at.here(), configuration);
            case Effect.UserCopy _ -> copies(at.name(), at.arguments(), at.here(), configuration);
            case Effect.Fetch(var pointer, var way) -> {
                return Optional.of(fetch(pointer, way, at));
            }
            case Effect.Load(var pointer, var field) -> {
                Location location = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>")).field(field);
                return Optional.of(memory.read(Memory.Reached.at(location), index.typeOf(at.call().result()), configuration, touch(at)));
            }
            case Effect.Look(var pointer, var field, var way) -> {
                Location location = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>"));
                for (String step : field.split("\\.")) {
                    location = location.field(step);
                }
                tracker.touch(new Memory.Reached(location, Type.UNKNOWN, 1), false, at.here(), false, way, configuration);
            }
            case Effect.Answer(var object, var result) -> tracker.track(at.argument(object), configuration).ifPresent(symbol -> {
                Value value = at.argument(result);
                Ranges ranges = calls.results().ranges(value, configuration);
                tracker.observe(symbol, at.here(), configuration, moment -> new Observation.Answer(moment, ranges, Results.isConstant(value)));
            });
            case Effect.Pair(var variant, var argument) -> {
                return Optional.of(Constructors.of("", List.of("0", "1"), List.of(Constructors.of(variant, List.of(), List.of()), at.argument(argument))));
            }
            case Effect.Wrap(var variant, var argument) -> {
                boolean isPointer = index.resolve(index.typeOf(at.call().result())) instanceof Type.Pointer;
                return Optional.of(isPointer ? at.argument(argument) : Constructors.of(variant, List.of("0"), List.of(at.argument(argument))));
            }
            case Effect.Fill(var pointer, var field, var source) -> {
                Location location = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>")).field(field);
                touch(at).at(Memory.Reached.at(location), true);
                Location from = memory.target(at.argument(source), Memory.local(at.frame(), "<source>"));
                Value value = from.region() instanceof Location.Region.Local ? memory.peek(from, Type.UNKNOWN, configuration)
                        : memory.make(at.site() + "&", Symbol.What.value("copied"), Type.UNKNOWN, configuration);
                tracker.store(location, value, at.here(), configuration);
            }
            case Effect.Open(var pointer, var field) -> {
                Location location = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>")).field(field);
                Configuration failed = configuration.copy();
                Value error = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, failed);
                simulation.assumptions().narrow(error, errors(), failed);
                boolean isInteger = index.resolve(index.typeOf(at.call().result())) instanceof Type.Named;
                calls.finish(at.call(), isInteger ? error : Constructors.of("Err", List.of("0"), List.of(error)), at.here(), at.frame(), failed);
                extra.add(failed);
                Value value = memory.peek(location, Type.UNKNOWN, configuration);
                if (isInteger) {
                    Value number = memory.make(at.site() + "+", Symbol.What.result(at.name()), Type.UNKNOWN, configuration);
                    simulation.assumptions().narrow(number, Ranges.between(0, Long.MAX_VALUE / 4), configuration);
                    return Optional.of(number);
                }
                return Optional.of(Constructors.of("Ok", List.of("0"), List.of(value)));
            }
            case Effect.Lose(var object, var isNamed) -> lose(at.argument(object), isNamed, at.here(), configuration);
            case Effect.Delegate(var object) -> {
                return Optional.of(delegate(at.argument(object), at, extra));
            }
            // What their results tell is asked when a path decides by them.
            case Effect.Identity _, Effect.Tell _, Effect.Once _ -> {}
            case Effect.Register _, Effect.RegisterHeld _, Effect.Log _, Effect.Yield _, Effect.Nothing _ -> {}
            case Effect.MayCall _ -> submissions.mayRun(at);
            case Effect.Release(_, var counter) -> {
                if (atomics.counted(at.argument(counter), at).isEmpty()) {
                    submissions.mayRun(at);
                } else {
                    return atomics.count(at.argument(counter), -1, true, at, extra);
                }
            }
            case Effect.Pure _ -> {
                boolean isKnown = at.arguments().stream().noneMatch(Value.Opaque.class::isInstance) && !at.arguments().isEmpty() && at.arguments().size() <= 2;
                return isKnown ? Optional.of(memory.apply(at.name(), at.arguments(), configuration)) : Optional.empty();
            }
            case Effect.Same(var argument) -> {
                return Optional.of(at.argument(argument));
            }
            case Effect.FieldAddress(var argument, var field) -> {
                if (!model.sharedMemoryFields().contains(field)) {
                    tracker.track(at.argument(argument), configuration);
                }
                return Optional.of(Memory.address(memory.target(at.argument(argument), Memory.local(at.frame(), "<object>")).field(field)));
            }
            case Effect.CarriedObject(var argument) -> {
                return Optional.of(carriedObject(at.argument(argument), at));
            }
            case Effect.Container(var pointer, var type, var member) -> {
                Value outer = memory.container(at.argument(pointer), symbolName(at.expression(type)), symbolName(at.expression(member)));
                calls.bringCarried(outer, configuration);
                return Optional.of(outer);
            }
            case Effect.Outer(var pointer, var type, var member) -> {
                return Optional.of(memory.container(at.argument(pointer), type, member));
            }
            case Effect.Allocate(var zeroed) -> {
                return Optional.of(allocate(zeroed, at));
            }
            case Effect.Free(var argument) -> free(at.argument(argument), at.expression(argument), at.here(), configuration);
            case Effect.Put(var pointer, var value) -> {
                put(at.argument(pointer), at.argument(value), at);
                tracker.carriers().start(memory.target(at.argument(pointer), Memory.local(at.frame(), "<counter>")), at.argument(value), configuration);
            }
            case Effect.Refer(var argument) -> Carriers.refer(at.argument(argument), configuration);
            case Effect.Count(var pointer, var added, var tests) -> {
                return atomics.count(at.argument(pointer), added, tests, at, extra);
            }
            case Effect.Exchange exchange -> {
                return Optional.of(atomics.exchange(exchange, at));
            }
            case Effect.TakeBack takeBack -> {
                return Optional.of(submissions.takeBack(takeBack, at, extra));
            }
            case Effect.TakeOut _ -> {
                return Optional.of(insertions.takeOut(at));
            }
            case Effect.Erase _ -> {
                return Optional.of(insertions.erase(at));
            }
            case Effect.TakeInto takeInto -> {
                return Optional.of(insertions.takeInto(takeInto, at, extra));
            }
            case Effect.SetNumber(var pointer, var number) -> put(at.argument(pointer), new Value.Int(number), at);
            case Effect.Change(var pointer) -> atomics.change(at.argument(pointer), at);
            case Effect.TryCompareExchange exchange -> {
                return Optional.of(atomics.tryCompareExchange(exchange, at, extra));
            }
            case Effect.CompareExchange exchange -> {
                return Optional.of(atomics.compareExchange(exchange, at, extra));
            }
            case Effect.CompareKeep keep -> {
                return Optional.of(insertions.compareKeep(keep, at, extra));
            }
            case Effect.Swap(var left, var right) -> swap(at.argument(left), at.argument(right), at);
            case Effect.Keep keep -> {
                return Optional.of(insertions.keep(keep, at, extra));
            }
            case Effect.Holds(var container) -> {
                return insertions.lastKept(at.argument(container), at).map(_ -> new Value.Int(1));
            }
            case Effect.TakeFrom(var container) -> {
                return Optional.of(insertions.takeFrom(at.argument(container), at));
            }
            case Effect.ExchangeIf exchange -> {
                return Optional.of(atomics.exchangeIf(exchange, at, extra));
            }
            case Effect.TestAndSet _ -> atomics.testAndSet(configuration);
            case Effect.Link(var node) -> link(at.argument(node), at);
            case Effect.LinkIfZero(var node) -> {
                return Optional.of(insertions.linkIfZero(node, at, extra));
            }
            case Effect.LinkIf linkIf -> {
                return Optional.of(insertions.linkIf(linkIf, at, extra));
            }
            case Effect.LinkFrom linkFrom -> {
                return Optional.of(insertions.linkFrom(linkFrom, at, extra));
            }
            case Effect.Replace(var node) -> {
                return Optional.of(insertions.replace(node, at, extra));
            }
            case Effect.LinkCopied(var pointer) -> {
                return Optional.of(insertions.linkCopied(pointer, at, extra));
            }
            case Effect.LinkUnlessError(var node) -> {
                return Optional.of(insertions.linkUnlessError(node, at, extra));
            }
            case Effect.EntryError(var argument) -> {
                return Optional.of(at.argument(argument) instanceof Value.Term(var operator, var operands) && operator.equals("ERR_PTR")
                        ? operands.getFirst()
                        : Value.ZERO);
            }
            case Effect.Unlink(var node) -> unlink(at.argument(node), configuration);
            case Effect.Lock(var lock, var kind) -> {
                Value name = lockName(at, lock);
                if (kind == HeldLock.Kind.MUTEX && !isOwn(name, configuration)) {
                    tracker.observeOwn(at.here(), configuration, moment -> new Observation.Sleep(moment, at.name(), Waiting.LOCK, Tracker.lockName(name)));
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
            case Effect.Clear(var pointer) -> clear(at.argument(pointer), Value.ZERO, at);
            case Effect.Copy(var target, var source) -> {
                if (source >= 0) {
                    fetch(source, Observation.Way.COPY, at);
                }
                clear(at.argument(target), memory.make(at.site() + "&", Symbol.What.value("copied"), Type.UNKNOWN, configuration), at);
            }
            case Effect.IsError(var argument, var orNull) -> {
                Value pointer = at.argument(argument);
                return Optional.of(new Value.Term(orNull ? "IS_ERR_OR_NULL" : "IS_ERR", List.of(pointer)));
            }
            case Effect.ErrorOf(var argument) -> {
                return Optional.of(errorOf(at.argument(argument), configuration));
            }
            case Effect.ErrorOrZero(var argument) -> {
                return Optional.of(errorOrZero(at.argument(argument), at, extra));
            }
            case Effect.Wake _ -> tracker.observeOwn(at.here(), configuration, moment -> new Observation.Start(moment, at.name()));
            case Effect.ErrorPointer(var argument) -> {
                return Optional.of(new Value.Term("ERR_PTR", List.of(at.argument(argument))));
            }
            case Effect.Result(var low, var high) -> {
                Value value = memory.make(at.site(), Symbol.What.result(at.name()), index.typeOf(at.call().result()), configuration);
                simulation.assumptions().narrow(value, Ranges.between(low, high), configuration);
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private Value errorOf(Value pointer, Configuration configuration) {
        Value error = pointer instanceof Value.Term(var operator, var operands) && operator.equals("ERR_PTR") ? operands.getFirst() : new Value.Term("PTR_ERR", List.of(pointer));
        if (!(error instanceof Value.Int)) {
            simulation.assumptions().narrow(error, errors(), configuration);
        }
        return error;
    }

    /// The result for an error pointer. Any other pointer is a path of its own.
    private Value errorOrZero(Value pointer, Invocation at, List<Configuration> extra) {
        Value test = new Value.Term("IS_ERR", List.of(pointer));
        Configuration good = at.configuration().copy();
        boolean canBeGood = simulation.assumptions().assume(test, false, good);
        if (!simulation.assumptions().assume(test, true, at.configuration())) {
            return Value.ZERO;
        }
        if (canBeGood) {
            calls.finish(at.call(), Value.ZERO, at.here(), at.frame(), good);
            extra.add(good);
        }
        return errorOf(pointer, at.configuration());
    }

    /// What a function that is not entered does while it runs.
    void before(List<Effect> effects, String function, List<Value> arguments, Tracker.Site here, Configuration configuration) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Sleep sleep) {
                sleep(sleep, function, arguments, here, configuration);
            } else if (effect instanceof Effect.UserCopy) {
                copies(function, arguments, here, configuration);
            }
        }
    }

    /// What is so behind a function that was not entered.
    void after(List<Effect> effects, Instruction.Call call, List<Value> arguments, Tracker.Site here, String frame, Configuration configuration) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Free(var argument) && argument < arguments.size()) {
                free(arguments.get(argument), call.arguments().get(argument), here, configuration);
            } else if (effect instanceof Effect.Result(var low, var high)) {
                Location location = memory.locate(call.result(), frame, configuration, Memory.Touch.NOBODY);
                simulation.assumptions().narrow(memory.peek(location, index.typeOf(call.result()), configuration), Ranges.between(low, high), configuration);
            }
        }
    }

    private void sleep(Effect.Sleep sleep, String function, List<Value> arguments, Tracker.Site here, Configuration configuration) {
        boolean isDecided = sleep.argument() >= 0 && sleep.argument() < arguments.size();
        if (!isDecided || !hasFlag(arguments.get(sleep.argument()), sleep.flag(), configuration)) {
            sleeps(sleep.waiting(), function, here, configuration);
        }
    }

    private void copies(String function, List<Value> arguments, Tracker.Site here, Configuration configuration) {
        tracker.observeOwn(here, configuration, moment -> new Observation.UserCopy(moment, function));
        if (arguments.stream().anyMatch(argument -> tracker.reads().leadsToShared(argument, configuration))) {
            tracker.observeOwn(here, configuration, moment -> new Observation.MistakenCopy(moment, function));
        }
    }

    /// An argument with flags, and what is known of it; nothing if the function has none.
    private Observation.Word word(int argument, Invocation at) {
        return argument < 0 ? Observation.Word.NONE : new Observation.Word.Given(at.argument(argument), simulation.assumptions().known(at.argument(argument), at.configuration()));
    }

    private boolean hasFlag(Value word, String flag, Configuration configuration) {
        return Assumptions.flags(word).contains(new Flag.Named(flag)) || simulation.assumptions().known(word, configuration).isSet(flag);
    }

    /// Notes that a function may sleep.
    void sleeps(Waiting waiting, String function, Tracker.Site here, Configuration configuration) {
        tracker.observeOwn(here, configuration, moment -> new Observation.Sleep(moment, function, waiting, ""));
    }

    private Value fetch(int pointer, Observation.Way way, Invocation at) {
        if (at.expression(pointer) instanceof Expr.AddressOf(var place) && way != Observation.Way.COPY) {
            Memory.Reached reached = memory.reach(place, at.frame(), at.configuration(), Memory.Touch.NOBODY);
            tracker.touch(reached, false, at.here(), false, way, at.configuration());
            return memory.peek(reached.location(), index.typeOf(place), at.configuration());
        }
        Location location = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>"));
        Type base = way == Observation.Way.COPY && isUntyped(pointed(at.expression(pointer))) ? pointed(at.expression(0)) : pointed(at.expression(pointer));
        tracker.touch(new Memory.Reached(location, base, 0), false, at.here(), false, way, at.configuration());
        return memory.peek(location, Type.UNKNOWN, at.configuration());
    }

    /// The type of what a pointer points to.
    Type pointed(Expr pointer) {
        return switch (pointer) {
            case Expr.Read(var place) when index.resolve(index.typeOf(place)) instanceof Type.Pointer(var target) -> target;
            case Expr.AddressOf(var place) -> index.typeOf(place);
            case Expr.Cast(Type.Pointer(var target), _) -> target;
            case Expr.Cast _, Expr.Read _, Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> Type.UNKNOWN;
        };
    }

    private static boolean isUntyped(Type type) {
        return type.equals(Type.UNKNOWN) || type.equals(new Type.Named("void")) || type.equals(new Type.Named("u8")) || type.equals(new Type.Named("__u8"));
    }

    /// Whether nobody else can hold a lock: it lies in memory that the path has allocated and given to nobody.
    private static boolean isOwn(Value lock, Configuration configuration) {
        return lock instanceof Value.Address(var target) && target.region() instanceof Location.Region.Pointee(var holder) && configuration.fresh.contains(holder)
                || lock instanceof Value.Unknown(var symbol) && configuration.fresh.contains(symbol);
    }

    /// Takes a lock on one path, and on another one gives a result that says that it was not taken.
    private Value lockIf(Value name, HeldLock.Kind kind, int taken, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        // Whoever gives an error where it did not get the lock has waited for it.
        if (taken == 0 && kind == HeldLock.Kind.MUTEX && !isOwn(name, configuration)) {
            tracker.observeOwn(at.here(), configuration, moment -> new Observation.Sleep(moment, at.name(), Waiting.LOCK, Tracker.lockName(name)));
        }
        Configuration refused = configuration.copy();
        Value result = Value.ZERO;
        if (taken == 0) {
            result = memory.make(at.site(), Symbol.What.result(at.name()), index.typeOf(at.call().result()), refused);
            simulation.assumptions().narrow(result, errors(), refused);
        }
        calls.finish(at.call(), result, at.here(), at.frame(), refused);
        extra.add(refused);
        configuration.locks.put(name, kind);
        return new Value.Int(taken);
    }

    private static Value lockName(Invocation at, int lock) {
        return lock < 0 ? new Value.Named(at.name().replace("unlock", "lock")) : at.argument(lock);
    }

    private static String symbolName(Expr expression) {
        return switch (expression) {
            case Expr.Symbol(var name) -> name;
            case Expr.Apply(_, var operands) -> operands.isEmpty() ? "" : symbolName(operands.getFirst());
            case Expr.Read(var place) -> place.base().name();
            case Expr.Cast _, Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.AddressOf _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> "";
        };
    }

    private void complete(Effect.Complete effect, Invocation at) {
        Configuration configuration = at.configuration();
        tracker.track(at.argument(effect.object()), configuration).ifPresent(object -> {
            Value value = at.argument(effect.result());
            Ranges result = effect.result() < 0 ? Ranges.ALL : calls.results().ranges(value, configuration);
            boolean hasSecond = effect.second() >= 0 && !at.argument(effect.second()).equals(Value.ZERO);
            tracker.observe(object, at.here(), configuration, moment -> new Observation.Complete(moment, result, Results.isConstant(value), value instanceof Value.Named(var constant) ? constant : "", word(effect.flags(), at), hasSecond));
            if (value instanceof Value.Unknown || value instanceof Value.Term) {
                // Whoever completes with a value means it as a result, so it is not the one that says "queued".
                simulation.assumptions().narrow(value, result.without(model.queued()), configuration);
            }
            tracker.move(object, ObjectState.Life.COMPLETED, Trace.Event.COMPLETED, at.here(), "`%s` is completed".formatted(tracker.name(object, at.here(), configuration)), configuration);
            configuration.objects.compute(object, (_, state) -> state.withMark(false));
        });
    }

    private Value carriedObject(Value argument, Invocation at) {
        Location base = memory.target(argument, Memory.local(at.frame(), "<carrier>"));
        Value object = memory.peek(base.field(Tracker.CARRIED), at.call().result().base().type(), at.configuration());
        tracker.track(object, at.configuration());
        return object;
    }

    private Value allocate(boolean zeroed, Invocation at) {
        Value value = memory.make(at.site(), Symbol.What.memory(at.name()), index.typeOf(at.call().result()), at.configuration());
        if (value instanceof Value.Unknown(var symbol)) {
            at.configuration().fresh.add(symbol);
            if (zeroed) {
                at.configuration().store.put(Location.of(new Location.Region.Pointee(symbol)), Value.ZERO);
            }
        }
        return value;
    }

    /// Notes that a variable ends which still has an object.
    void lose(Value value, boolean isNamed, Tracker.Site here, Configuration configuration) {
        tracker.trackMovedOut(value, configuration);
        if (value instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol)
                && configuration.objects.get(symbol).life() == ObjectState.Life.OWNED && !tracker.isPublished(symbol, configuration)
                && !configuration.factsOf(value).ranges().isOnly(0)) {
            boolean isIssued = configuration.objects.get(symbol).source() == ObjectState.Source.ISSUED;
            if (!isNamed && isIssued) {
                configuration.marks.add(PathMark.Known.DROPPED);
            }
            if (isNamed || !isIssued) {
                configuration.lost.put(symbol, new uringlint.source.Location(here.function().file(), here.span()));
            }
            tracker.effect(symbol, Trace.Event.DROPPED, here, "`%s` is dropped".formatted(tracker.name(symbol, here, configuration)), configuration);
        }
    }

    /// The numbers by which functions say that they failed.
    private Ranges errors() {
        return Ranges.between(Results.ERRNO, -1).without(model.queued());
    }

    /// The three answers of an entry point that is called like any function.
    private Value delegate(Value value, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        Optional<Symbol> object = tracker.track(value, configuration);
        if (object.isEmpty()) {
            return memory.make(at.site(), Symbol.What.answer(at.name()), Type.UNKNOWN, configuration);
        }
        tracker.observe(object.get(), at.here(), configuration, moment -> new Observation.Call(moment, at.name(), Observation.Word.NONE, tracker.areas().held(object.get(), configuration)));
        Configuration failed = configuration.copy();
        Value error = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, failed);
        simulation.assumptions().narrow(error, errors(), failed);
        calls.finish(at.call(), Constructors.of("Err", List.of("0"), List.of(error)), at.here(), at.frame(), failed);
        extra.add(failed);
        Configuration kept = configuration.copy();
        handOver(object.get(), at, kept);
        for (String variant : model.queuedVariants().stream().sorted().toList()) {
            Value queued = Constructors.of(variant, List.of("0"), List.of(Value.OPAQUE));
            calls.finish(at.call(), Constructors.of("Ok", List.of("0"), List.of(queued)), at.here(), at.frame(), kept);
        }
        extra.add(kept);
        // Any other variant holds the result.
        Value result = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, configuration);
        for (String variant : model.queuedVariants()) {
            simulation.assumptions().assume(memory.apply("==", List.of(result, Constructors.name(variant)), configuration), false, configuration);
        }
        return Constructors.of("Ok", List.of("0"), List.of(result));
    }

    private void handOver(Symbol object, Invocation at, Configuration configuration) {
        tracker.move(object, ObjectState.Life.HANDED_OFF, Trace.Event.HANDED_OFF, at.here(), "`%s` is kept by the driver".formatted(tracker.name(object, at.here(), configuration)), configuration);
    }

    /// Freed memory keeps nothing: what it held is not stored there any more. But what others find by a node in it, they find there still.
    void free(Value pointer, Expr spelled, Tracker.Site here, Configuration configuration) {
        if (pointer instanceof Value.Unknown(var symbol)) {
            if (configuration.objects.containsKey(symbol)) {
                return;
            }
            tracker.carriers().free(symbol, index.resolve(pointed(spelled)), here, configuration);
            Location freed = Location.of(new Location.Region.Pointee(symbol));
            if (symbol.is(Symbol.What.Kind.NEW) && configuration.linked.stream().anyMatch(node -> node.isWithin(freed))) {
                return;
            }
            tracker.areas().noteFreed(symbol, configuration);
            tracker.loseHome(freed, here, configuration);
            configuration.forget(freed);
            configuration.fresh.remove(symbol);
            configuration.linked.removeIf(node -> node.isWithin(freed));
        }
    }

    private void swap(Value left, Value right, Invocation at) {
        Configuration configuration = at.configuration();
        Location one = memory.target(left, Memory.local(at.frame(), "<left>"));
        Location other = memory.target(right, Memory.local(at.frame(), "<right>"));
        touch(at).at(Memory.Reached.at(one), true);
        touch(at).at(Memory.Reached.at(other), true);
        if (!isObject(one, configuration) && !isObject(other, configuration)) {
            memory.swap(one, other, configuration);
        }
    }

    private static boolean isObject(Location location, Configuration configuration) {
        return location.path().isEmpty() && location.region() instanceof Location.Region.Pointee(var holder) && configuration.objects.containsKey(holder);
    }

    void put(Value pointer, Value value, Invocation at) {
        Location location = memory.target(pointer, Memory.local(at.frame(), "<pointer>"));
        touch(at).at(Memory.Reached.at(location), true);
        tracker.store(location, value, at.here(), at.configuration());
    }

    Memory.Touch touch(Invocation at) {
        return (reached, isWrite) -> tracker.touch(reached, isWrite, at.here(), false, Observation.Way.PLAIN, at.configuration());
    }

    private void clear(Value pointer, Value value, Invocation at) {
        if (pointer instanceof Value.Address || pointer instanceof Value.Unknown) {
            Location location = memory.target(pointer, Memory.local(at.frame(), "<pointer>"));
            touch(at).at(Memory.Reached.at(location), true);
            if (location.region() instanceof Location.Region.Pointee(var holder) && at.configuration().objects.containsKey(holder) && location.path().isEmpty()) {
                return;
            }
            memory.write(location, value, at.configuration());
        }
    }

    void link(Value node, Invocation at) {
        if (node.equals(Value.ZERO)) {
            return;
        }
        Configuration configuration = at.configuration();
        Location location = memory.target(node, Memory.local(at.frame(), "<node>"));
        var before = new ArrayList<Symbol>();
        for (Symbol object : configuration.objects.keySet()) {
            if (!tracker.isPublished(object, configuration)) {
                before.add(object);
            }
        }
        configuration.linked.add(location);
        tracker.exposure().noteChange(location, configuration);
        for (Symbol object : before) {
            if (tracker.isPublished(object, configuration)) {
                tracker.effect(object, Trace.Event.PUBLISHED, at.here(), "`%s` is linked into a list, where others find it".formatted(tracker.name(object, at.here(), configuration)), configuration);
                tracker.publish(object, location, at.here(), configuration);
            }
        }
    }

    private void unlink(Value node, Configuration configuration) {
        Location location = memory.target(node, Memory.local("", "<node>"));
        configuration.linked.remove(location);
        calls.claims().noteRemoval(configuration);
    }
}
