// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What functions of the API do to tracked objects.
final class ObjectEffects {
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ResultRanges results;
    private final MemoryEffects memoryEffects;

    ObjectEffects(Parts parts, MemoryEffects memoryEffects) {
        this.model = parts.model();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.results = parts.results();
        this.memoryEffects = memoryEffects;
    }

    Optional<Value> apply(Effect.OnObject effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Complete complete -> complete(complete, at);
            case Effect.Reissue(var object) ->
                tracker.track(at.argument(object), configuration).ifPresent(symbol -> reissue(symbol, at));
            case Effect.Mark(var object, var flags) ->
                tracker.track(at.argument(object), configuration).ifPresent(symbol -> mark(symbol, flags, at));
            case Effect.Use(var object) -> {
                tracker.track(at.argument(object), configuration);
                MemoryLocation used = memory.target(at.argument(object), Memory.local(at.frame(), "<object>"));
                memoryEffects.touch(at).at(Memory.Reached.at(used), false);
            }
            case Effect.Ask(var object, var flags) ->
                tracker.track(at.argument(object), configuration).ifPresent(symbol -> ask(symbol, flags, at));
            case Effect.Answer(var object, var result) ->
                tracker.track(at.argument(object), configuration).ifPresent(symbol -> answer(symbol, at.argument(result), at));
            case Effect.Lose(var object, var isNamed) -> lose(at.argument(object), isNamed, at.here(), configuration);
            case Effect.Delegate(var object) -> {
                return Optional.of(delegate(at.argument(object), at, extra));
            }
            case Effect.CarriedObject(var argument) -> {
                return Optional.of(carriedObject(at.argument(argument), at));
            }
        }
        return Optional.empty();
    }

    private void reissue(Symbol object, Invocation at) {
        seen.observe(object, at.here(), at.configuration(), Observation.Reissue::new);
        seen.move(
                object,
                ObjectState.Life.RETURNED,
                Trace.Event.GIVEN_BACK,
                at.here(),
                "`%s` goes back to the core, which issues it again".formatted(seen.name(object, at.here(), at.configuration())),
                at.configuration());
    }

    private void mark(Symbol object, int flags, Invocation at) {
        seen.observe(object, at.here(), at.configuration(), moment -> new Observation.Mark(moment, word(flags, at)));
        at.configuration().objects.compute(object, (_, state) -> state.withMark(true));
        seen.effect(
                object,
                Trace.Event.MARKED,
                at.here(),
                "`%s` is marked cancelable".formatted(seen.name(object, at.here(), at.configuration())),
                at.configuration());
    }

    private void ask(Symbol object, int flags, Invocation at) {
        seen.observe(
                object,
                at.here(),
                at.configuration(),
                moment -> new Observation.Call(moment, at.name(), word(flags, at), Observation.Area.EMPTY));
    }

    private void answer(Symbol object, Value result, Invocation at) {
        Ranges ranges = results.ranges(result, at.configuration());
        boolean isConstant = ResultRanges.isConstant(result);
        seen.observe(object, at.here(), at.configuration(), moment -> new Observation.Answer(moment, ranges, isConstant));
    }

    private void complete(Effect.Complete effect, Invocation at) {
        Configuration configuration = at.configuration();
        tracker.track(at.argument(effect.object()), configuration).ifPresent(object -> {
            Value value = at.argument(effect.result());
            Ranges result = effect.result() < 0 ? Ranges.ALL : results.ranges(value, configuration);
            boolean hasSecond =
                    effect.second() >= 0 && !at.argument(effect.second()).equals(Value.ZERO);
            seen.observe(
                    object,
                    at.here(),
                    configuration,
                    moment -> new Observation.Complete(
                            moment,
                            result,
                            ResultRanges.isConstant(value),
                            value instanceof Value.Named(var constant) ? constant : "",
                            word(effect.flags(), at),
                            hasSecond));
            if (value instanceof Value.Unknown || value instanceof Value.Term) {
                // Whoever completes with a value means it as a result, so it is not the one that says "queued".
                assumptions.narrow(value, result.without(model.queued()), configuration);
            }
            if (configuration.objects.get(object).owed() > 1) {
                configuration.objects.compute(object, (_, state) -> state.withOwed(-1));
                return;
            }
            seen.move(
                    object,
                    ObjectState.Life.COMPLETED,
                    Trace.Event.COMPLETED,
                    at.here(),
                    "`%s` is completed".formatted(seen.name(object, at.here(), configuration)),
                    configuration);
            configuration.objects.compute(object, (_, state) -> state.withMark(false));
        });
    }

    private Value carriedObject(Value argument, Invocation at) {
        MemoryLocation base = memory.target(argument, Memory.local(at.frame(), "<carrier>"));
        Value object = memory.peek(base.field(Observations.CARRIED), at.call().result().base().type(), at.configuration());
        tracker.track(object, at.configuration());
        return object;
    }

    /// Notes that a variable ends which still has an object, and is of a type of which no more is known: an object that the entry point was
    /// called for is only lost if it says that it is kept.
    void loseAny(Value value, boolean isNamed, Site here, Configuration configuration) {
        tracker.trackMovedOut(value, configuration);
        if (!(value instanceof Value.Unknown(var symbol)) || !configuration.objects.containsKey(symbol)) {
            return;
        }
        ObjectState state = configuration.objects.get(symbol);
        if (state.source() == ObjectState.Source.FOUND) {
            lose(value, isNamed, here, configuration);
        } else if (isNamed && state.life() == ObjectState.Life.OWNED && !seen.isPublished(symbol, configuration)) {
            configuration.lost.put(symbol, new Location(here.function().file(), here.span()));
        }
    }

    /// Notes that a variable ends which still has an object.
    void lose(Value value, boolean isNamed, Site here, Configuration configuration) {
        tracker.trackMovedOut(value, configuration);
        if (value instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol)
                && configuration.objects.get(symbol).life() == ObjectState.Life.OWNED && !seen.isPublished(symbol, configuration)
                && !configuration.factsOf(value).ranges().isOnly(0)) {
            boolean isIssued = configuration.objects.get(symbol).source() == ObjectState.Source.ISSUED;
            if (isNamed && configuration.objects.get(symbol).taken() == ObjectState.Taken.MAYBE) {
                // Who ends what was in a place has it.
                tracker.take(symbol, configuration);
            }
            if (!isNamed && isIssued) {
                configuration.marks.add(PathMark.Known.DROPPED);
            }
            if (isNamed || !isIssued) {
                configuration.lost.put(symbol, new Location(here.function().file(), here.span()));
            }
            seen.effect(
                    symbol,
                    Trace.Event.DROPPED,
                    here,
                    "`%s` is dropped".formatted(seen.name(symbol, here, configuration)),
                    configuration);
        }
    }

    /// The three answers of an entry point that is called like any function.
    private Value delegate(Value value, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        Optional<Symbol> object = tracker.track(value, configuration);
        if (object.isEmpty()) {
            return memory.make(at.site(), Symbol.What.answer(at.name()), Type.UNKNOWN, configuration);
        }
        seen.observe(
                object.get(),
                at.here(),
                configuration,
                moment -> new Observation.Call(
                        moment,
                        at.name(),
                        Observation.Word.NONE,
                        tracker.areas().held(object.get(), configuration)));
        Configuration failed = configuration.copy();
        Value error = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, failed);
        assumptions.narrow(error, results.errors(), failed);
        assignments.finish(
                at.call(), Constructors.of("Err", List.of("0"), List.of(error)), at.here(), at.frame(), failed);
        extra.add(failed);
        Configuration kept = configuration.copy();
        handOver(object.get(), at, kept);
        for (String variant : model.queuedVariants().stream().sorted().toList()) {
            Value queued = Constructors.of(variant, List.of("0"), List.of(Value.OPAQUE));
            assignments.finish(
                    at.call(), Constructors.of("Ok", List.of("0"), List.of(queued)), at.here(), at.frame(), kept);
        }
        extra.add(kept);
        // Any other variant holds the result.
        Value result = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, configuration);
        for (String variant : model.queuedVariants()) {
            assumptions.assume(
                    memory.terms().apply("==", List.of(result, Constructors.name(variant)), configuration),
                    false,
                    configuration);
        }
        return Constructors.of("Ok", List.of("0"), List.of(result));
    }

    private void handOver(Symbol object, Invocation at, Configuration configuration) {
        seen.move(
                object,
                ObjectState.Life.HANDED_OFF,
                Trace.Event.HANDED_OFF,
                at.here(),
                "`%s` is kept by the driver".formatted(seen.name(object, at.here(), configuration)),
                configuration);
    }

    /// An argument with flags, and what is known of it; nothing if the function has none.
    private Observation.Word word(int argument, Invocation at) {
        // A call that fits none of the known forms is of another one, of which nobody knows where it has its flags.
        boolean isOfOtherForm = at.api().arity() >= 0 && at.api().arity() != at.call().arguments().size();
        return argument < 0 || isOfOtherForm
                ? Observation.Word.NONE
                : new Observation.Word.Given(
                        at.argument(argument), assumptions.flagWords().known(at.argument(argument), at.configuration()));
    }
}
