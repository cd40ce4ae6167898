// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.typestate.entry.Callbacks;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Carriers;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// How objects go to other contexts: by themselves, or in a carrier such as a request, a work item or a timer.
final class Submissions {
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final Claims claims;
    private final Reach reach;
    private final HandOffs handOffs;
    private final Callbacks callbacks;

    Submissions(Parts parts) {
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.claims = parts.claims();
        this.reach = parts.reach();
        this.handOffs = parts.handOffs();
        this.callbacks = parts.callbacks();
    }

    Optional<Value> apply(Effect.OnCarrier effect, Invocation at, List<Configuration> extra) {
        switch (effect) {
            case Effect.HandOff handOff -> handOff(handOff, at);
            case Effect.Submit submit -> {
                return submit(submit, at, extra);
            }
            case Effect.MayCall _ -> mayRun(at);
            case Effect.TakeBack takeBack -> {
                return Optional.of(takeBack(takeBack, at, extra));
            }
        }
        return Optional.empty();
    }

    /// An object is given to a callback.
    void handOff(Effect.HandOff effect, Invocation at) {
        Configuration configuration = at.configuration();
        String callback = at.argument(effect.callback()) instanceof Value.Code(var name) ? name : "";
        tracker.track(at.argument(effect.object()), configuration).ifPresent(object -> {
            handOffs.note(callback, staysShared(object, configuration), "");
            handOff(object, callback, effect.carrier(), at);
        });
    }

    /// An object that was found in a field where the driver keeps its objects stays there; one in a context of its own does not.
    private boolean staysShared(Symbol object, Configuration configuration) {
        ObjectState state = configuration.objects.get(object);
        if (state.source() == ObjectState.Source.FOUND && object.origin() instanceof Symbol.Origin.Initial(var home)) {
            return seen.isPublished(object, configuration) && handOffs.isPublishedIn(home.lastField());
        }
        return seen.isPublished(object, configuration);
    }

    private void handOff(Symbol object, String callback, Carrier carrier, Invocation at) {
        Configuration configuration = at.configuration();
        seen.observe(object, at.here(), configuration, moment -> new Observation.HandOff(moment, carrier, callback));
        if (configuration.objects.get(object).owed() > 1) {
            configuration.objects.compute(object, (_, state) -> state.withOwed(-1));
            return;
        }
        String to = callback.isEmpty() ? "" : " to `%s`".formatted(callback);
        seen.move(
                object,
                ObjectState.Life.HANDED_OFF,
                carrier,
                Trace.Event.HANDED_OFF,
                at.here(),
                "`%s` is handed off%s".formatted(seen.name(object, at.here(), configuration), to),
                configuration);
        tracker.arrivals().note(callback, object, assumptions, configuration);
    }

    /// A carrier is started: what it holds goes with it. Gives the result, where that tells whether it was started.
    Optional<Value> submit(Effect.Submit effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        Value carrier = at.argument(effect.carrier());
        MemoryLocation base = memory.target(carrier, Memory.local(at.frame(), "<carrier>"));
        Value callback = effect.callback().startsWith("@")
                ? reach.methodOf(at.expression(effect.carrier()), effect.callback().substring(1))
                : field(base, effect.callback(), configuration);
        List<String> names = callback instanceof Value.Code(var function) ? List.of(function)
                : callbacks.of(base, memory.members().of(base)).stream().map(Function::name).toList();
        String name = names.size() == 1 ? names.getFirst() : "";
        List<Symbol> carried = effect.data().isEmpty()
                ? carriedIn(base.region(), configuration)
                : carriedBy(configuration.store.getOrDefault(base.field(effect.data()), Value.OPAQUE), configuration);
        if (carried.isEmpty()) {
            seen.observeOwn(at.here(), configuration, moment -> new Observation.Start(moment, at.name()));
        }
        Optional<Value> result = carried.isEmpty() ? Optional.empty() : started(effect.started(), at, extra);
        for (Symbol object : carried) {
            if (configuration.objects.get(object).life() == ObjectState.Life.HANDED_OFF
                    && tracker.carriers().isCounted(object, configuration)) {
                continue;
            }
            tracker.carriers().lend(base.region(), configuration);
            String field = fieldOf(object, effect.data(), base, configuration);
            boolean isShared = seen.isPublished(object, configuration) && !isFreshCarrier(base, configuration);
            for (String one : names) {
                handOffs.note(one, isShared, field);
            }
            handOff(object, name, effect.kind(), at);
        }
        if (base.region() instanceof MemoryLocation.Region.Pointee(var symbol)) {
            configuration.fresh.remove(symbol);
        }
        return result;
    }

    /// The objects to which the data of a carrier leads.
    private List<Symbol> carriedBy(Value data, Configuration configuration) {
        var carried = new ArrayList<>(reach.carried(data, configuration));
        if (carried.isEmpty() && data instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol)) {
            carried.add(symbol);
        }
        if (data instanceof Value.Address(var target)
                && target.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && configuration.objects.containsKey(holder)) {
            carried.add(holder);
        }
        return carried;
    }

    /// The objects that the memory around a carrier holds, or that it lies in.
    private List<Symbol> carriedIn(MemoryLocation.Region region, Configuration configuration) {
        if (!(region instanceof MemoryLocation.Region.Pointee(var holder))) {
            return List.of();
        }
        if (configuration.objects.containsKey(holder)) {
            return List.of(holder);
        }
        var carried = new LinkedHashSet<>(reach.carried(new Value.Unknown(holder), configuration));
        carried.addAll(ownIn(region, configuration));
        return new ArrayList<>(carried);
    }

    /// The field by which an object is found in a carrier, or nothing.
    private static String fieldOf(Symbol object, String data, MemoryLocation carrier, Configuration configuration) {
        if (configuration.store.get(carrier.field(data)) instanceof Value.Unknown(var symbol) && symbol == object) {
            return data;
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if ((!data.isEmpty() || entry.getKey().region().equals(carrier.region()))
                    && entry.getKey().region() instanceof MemoryLocation.Region.Pointee
                    && !entry.getKey().fieldPath().isEmpty()
                    && Configuration.refersTo(entry.getValue(), object)) {
                return entry.getKey().fieldPath();
            }
        }
        return "";
    }

    /// The result where a carrier was started. Where it was not, the path goes on without.
    private Optional<Value> started(Ranges started, Invocation at, List<Configuration> extra) {
        if (started.equals(Ranges.ALL)) {
            return Optional.empty();
        }
        Configuration refused = at.configuration().copy();
        Value error = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, refused);
        assumptions.narrow(error, Ranges.between(ResultRanges.ERRNO, started.contains(0) ? -1 : Integer.MAX_VALUE).minus(started), refused);
        assignments.finish(at.call(), error, at.here(), at.frame(), refused);
        extra.add(refused);
        if (started.isSingle()) {
            return Optional.of(new Value.Int(started.least()));
        }
        Value result = memory.make(at.site() + "+", Symbol.What.result(at.name()), Type.UNKNOWN, at.configuration());
        assumptions.narrow(result, started, at.configuration());
        return Optional.of(result);
    }

    /// Whether the path allocated a carrier, and put it into no list in which others find it.
    private static boolean isFreshCarrier(MemoryLocation base, Configuration configuration) {
        return base.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && configuration.fresh.contains(holder)
                && configuration.linked.stream().noneMatch(node -> node.region().equals(base.region()));
    }

    private static Value field(MemoryLocation base, String field, Configuration configuration) {
        Value own = configuration.store.get(base.field(field));
        if (own != null) {
            return own;
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region().equals(base.region()) && entry.getKey().lastField().equals(field)) {
                return entry.getValue();
            }
        }
        return Value.OPAQUE;
    }

    /// The result where what was submitted runs or has run. On another path it had not run yet, and is that path's again.
    Value takeBack(Effect.TakeBack effect, Invocation at, List<Configuration> extra) {
        Configuration back = at.configuration().copy();
        MemoryLocation base = memory.target(at.argument(effect.carrier()), Memory.local(at.frame(), "<carrier>"));
        Carriers.takeBack(base.region(), back);
        Carriers.takeBack(base.region(), at.configuration());
        for (Symbol object : ownIn(base.region(), back)) {
            if (back.objects.get(object).life() == ObjectState.Life.HANDED_OFF) {
                seen.move(
                        object,
                        ObjectState.Life.OWNED,
                        Trace.Event.TAKEN_BACK,
                        at.here(),
                        "`%s` is taken back".formatted(seen.name(object, at.here(), back)),
                        back);
            }
        }
        claims.noteChange(back);
        assignments.finish(at.call(), new Value.Int(1), at.here(), at.frame(), back);
        extra.add(back);
        if (effect.least() == 0) {
            return Value.ZERO;
        }
        Value result = memory.make(at.site(), Symbol.What.result(at.name()), Type.UNKNOWN, at.configuration());
        assumptions.narrow(result, Ranges.between(effect.least(), 0), at.configuration());
        return result;
    }

    /// The objects that the entry point was called for and that lie in a region, or lay there when it was called.
    private static List<Symbol> ownIn(MemoryLocation.Region region, Configuration configuration) {
        var found = new ArrayList<Symbol>();
        configuration.objects.forEach((object, state) -> {
            boolean isOwn = state.source() == ObjectState.Source.ISSUED || state.source() == ObjectState.Source.ARRIVED;
            boolean isHome = object.origin() instanceof Symbol.Origin.Initial(var home) && holds(home.region(), region);
            boolean isStored = configuration.store.entrySet().stream()
                    .anyMatch(entry -> holds(entry.getKey().region(), region) && Configuration.refersTo(entry.getValue(), object));
            if (isOwn && (isHome || isStored)) {
                found.add(object);
            }
        });
        return found;
    }

    /// Whether a structure is a region, or holds it as a member.
    private static boolean holds(MemoryLocation.Region structure, MemoryLocation.Region member) {
        return structure.equals(member)
                || structure instanceof MemoryLocation.Region.Pointee(var outer)
                        && outer.origin() instanceof Symbol.Origin.Outer(var inner, _, _)
                        && member instanceof MemoryLocation.Region.Pointee(var pointer)
                        && pointer == inner;
    }

    /// A callback may run now, and may do anything to what it is given.
    void mayRun(Invocation at) {
        for (Value argument : at.arguments()) {
            for (Symbol object : reach.carried(argument, at.configuration())) {
                seen.escape(object, at.configuration());
            }
            if (argument instanceof Value.Address(var target)) {
                for (Symbol object : ownIn(target.region(), at.configuration())) {
                    seen.escape(object, at.configuration());
                }
            }
        }
    }
}
