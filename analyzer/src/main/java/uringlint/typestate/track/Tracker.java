// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import uringlint.callgraph.CallGraph;
import uringlint.effects.Writers;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.typestate.observe.Kept;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// The tracked objects of one entry point: when a value becomes one, what happens to it, and what is observed of that.
public final class Tracker {
    private final ApiModel model;
    private final Memory memory;
    private final Role role;
    private final HandOffs handOffs;
    private final Observations seen;
    private final Sources sources;
    private final Exposure exposure;
    private final Reads reads;
    private final Areas areas;
    private final Decisions decisions;
    private final Arrivals arrivals;
    private final Carriers carriers;
    private final Writers writers;

    public Tracker(ApiModel model, Memory memory, Role role, HandOffs handOffs, Writers writers, CallGraph graph, Predicate<Site> watched) {
        this.model = model;
        this.memory = memory;
        this.role = role;
        this.handOffs = handOffs;
        this.writers = writers;
        this.seen = new Observations(memory, role, handOffs, watched);
        this.sources = new Sources(memory, role, handOffs);
        this.exposure = new Exposure(seen);
        this.reads = new Reads(model, seen);
        this.arrivals = new Arrivals(model, memory, handOffs, writers, graph, role.function());
        this.areas = new Areas(model, seen, arrivals);
        this.decisions = new Decisions(model, seen, reads);
        this.carriers = new Carriers(seen, memory, writers);
    }

    public Observations seen() {
        return seen;
    }

    public Writers writers() {
        return writers;
    }

    public Reads reads() {
        return reads;
    }

    public Areas areas() {
        return areas;
    }

    public Decisions decisions() {
        return decisions;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    public Carriers carriers() {
        return carriers;
    }

    public Exposure exposure() {
        return exposure;
    }

    /// The object that a value points to, if it can be told; it is tracked from now on.
    public Optional<Symbol> track(Value value, Configuration configuration) {
        if (!(value instanceof Value.Unknown(var symbol)) || configuration.factsOf(value).ranges().isOnly(0)) {
            return Optional.empty();
        }
        if (!configuration.objects.containsKey(symbol)) {
            ObjectState state = ObjectState.of(sources.of(symbol));
            configuration.objects.put(symbol, isMovedOut(symbol, configuration) ? state.withTaken(ObjectState.Taken.YES) : state);
            arrivals.arrive(symbol, configuration);
        }
        return Optional.of(symbol);
    }

    /// Tracks the objects that a structure of others is known to hold as long as it lives, whether or not the path looked at them.
    /// `spelling` is what stands before the name of a member.
    public List<Symbol> meetInside(Symbol holder, Type structure, String spelling, Configuration configuration) {
        boolean isOwn = configuration.fresh.contains(holder) || holder.is(Symbol.What.Kind.NEW) || sources.isOfParameter(holder);
        if (isOwn || role.kind() == Role.Kind.RELEASE) {
            return List.of();
        }
        var met = new ArrayList<Symbol>();
        for (String field : memory.members().objectsIn(structure)) {
            MemoryLocation place = MemoryLocation.of(new MemoryLocation.Region.Pointee(holder)).field(field);
            boolean holds = writers.isLifelong(field) && !writers.of(field).isEmpty() && !configuration.store.containsKey(place);
            if (holds && memory.peek(place, Type.UNKNOWN, configuration) instanceof Value.Unknown(var object)
                    && !configuration.objects.containsKey(object)) {
                track(new Value.Unknown(object), configuration).ifPresent(found -> {
                    confirm(found, configuration);
                    seen.spell(found, spelling + field);
                    met.add(found);
                });
            }
        }
        return met;
    }

    /// Tracks an object that lies in a value which was moved out of its place.
    public void trackMovedOut(Value value, Configuration configuration) {
        if (value instanceof Value.Unknown(var symbol) && isMovedOut(symbol, configuration)) {
            track(value, configuration);
        }
    }

    /// Whether the value in which an object was found was moved out of its place before anyone looked into it.
    private boolean isMovedOut(Symbol symbol, Configuration configuration) {
        return sources.of(symbol) == ObjectState.Source.FOUND
                && symbol.origin() instanceof Symbol.Origin.Initial(var home)
                && (isOfMoved(home) || !memory.peek(home, symbol.type(), configuration).equals(new Value.Unknown(symbol)));
    }

    private static boolean isOfMoved(MemoryLocation home) {
        return home.region() instanceof MemoryLocation.Region.Pointee(var holder) && holder.is(Symbol.What.Kind.MOVED);
    }

    /// Notes that memory is read or written, where it belongs to an object.
    public void touch(Memory.Reached reached, boolean isWrite, Site site, boolean isDebug, Way way, Configuration configuration) {
        MemoryLocation location = reached.location();
        if (!isDebug && way != Way.MESSAGE) {
            reads.note(reached, isWrite, site, way, configuration);
        }
        if (!isDebug) {
            areas.note(reached, isWrite, site, way, configuration);
            carriers.touch(reached, site, configuration);
        }
        Optional<Symbol> owner = owner(location, configuration);
        if (owner.isEmpty()) {
            return;
        }
        ObjectState state = configuration.objects.get(owner.get());
        confirm(owner.get(), configuration);
        if (state.life() == ObjectState.Life.OWNED || state.life() == ObjectState.Life.ESCAPED) {
            return;
        }
        seen.observe(owner.get(), site, configuration, moment -> new Observation.Touch(moment, isDebug));
    }

    /// Whoever reads what a pointer points to knows that it is not null.
    public void confirm(Symbol object, Configuration configuration) {
        var pointer = new Value.Unknown(object);
        Facts known = configuration.factsOf(pointer);
        if (known.ranges().contains(0)) {
            configuration.learn(pointer, known.withRanges(known.ranges().without(0)));
        }
    }

    /// The object to whose memory a location belongs: itself, or what one of its shared-memory fields points to.
    private Optional<Symbol> owner(MemoryLocation location, Configuration configuration) {
        if (!(location.region() instanceof MemoryLocation.Region.Pointee(var holder))) {
            return Optional.empty();
        }
        if (configuration.objects.containsKey(holder)) {
            return Optional.of(holder);
        }
        if (holder.origin() instanceof Symbol.Origin.Initial(var from)
                && from.region() instanceof MemoryLocation.Region.Pointee(var owner)
                && configuration.objects.containsKey(owner)
                && model.sharedMemoryFields().contains(from.lastField())) {
            return Optional.of(owner);
        }
        return Optional.empty();
    }

    /// Stores a value and sees what that publishes, and what it takes back.
    public void store(MemoryLocation location, Value value, Site site, Configuration configuration) {
        Memory.part(location, configuration);
        var before = new LinkedHashMap<Symbol, Boolean>();
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(value, object) || isKeptAt(object, location, configuration)) {
                before.put(object, seen.isPublished(object, configuration));
            }
        }
        noteKept(location, value, site, configuration);
        memory.write(location, value, configuration);
        exposure.noteChange(location, configuration);
        for (Map.Entry<Symbol, Boolean> entry : before.entrySet()) {
            Symbol object = entry.getKey();
            ObjectState state = configuration.objects.get(object);
            boolean refers = Configuration.refersTo(value, object);
            // What a callback shares with others is where the path found it again, by comparing the two.
            boolean isHere = isFoundAt(object, location) || state.source() == ObjectState.Source.SHARED;
            if (!refers && isHere && state.taken() == ObjectState.Taken.NO) {
                boolean isHeld = value.equals(Value.ZERO) && isHeldByLocal(object, configuration);
                configuration.objects.put(object, state.withTaken(isHeld ? ObjectState.Taken.YES : ObjectState.Taken.MAYBE));
                seen.observe(object, site, configuration, moment -> new Observation.Take(moment, Kept.at(location)));
                seen.effect(
                        object,
                        Trace.Event.TAKEN,
                        site,
                        "`%s` is taken out of `%s`".formatted(seen.name(object, site, configuration), location),
                        configuration);
            } else if (refers
                    && state.taken() != ObjectState.Taken.NO
                    && !(location.region() instanceof MemoryLocation.Region.Local)
                    && seen.isPublished(object, configuration)) {
                configuration.objects.put(object, state.withTaken(ObjectState.Taken.NO));
            }
            boolean now = seen.isPublished(object, configuration);
            if (now && !entry.getValue()) {
                seen.effect(
                        object,
                        Trace.Event.PUBLISHED,
                        site,
                        "`%s` is stored in `%s`, where others find it"
                                .formatted(seen.name(object, site, configuration), location),
                        configuration);
                seen.publish(object, location, site, configuration);
            } else if (!now && entry.getValue() && !isFoundAt(object, location)) {
                seen.effect(
                        object,
                        Trace.Event.TAKEN_BACK,
                        site,
                        "`%s` is taken back out of `%s`".formatted(seen.name(object, site, configuration), location),
                        configuration);
            }
        }
    }

    /// Notes a pointer that is stored where it may be followed when what it points to is gone: to shared memory in memory that
    /// outlives the call, or to a local variable in an object.
    private void noteKept(MemoryLocation location, Value value, Site site, Configuration configuration) {
        if (!(location.region() instanceof MemoryLocation.Region.Pointee(var holder))) {
            return;
        }
        Optional<MemoryLocation> target = switch (value) {
            case Value.Address(var pointed) -> Optional.of(pointed);
            case Value.Unknown(var symbol) -> Optional.of(MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol)));
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> Optional.empty();
        };
        if (target.isEmpty()) {
            return;
        }
        Optional<Reads.Shared> shared = reads.shared(target.get(), configuration);
        if (shared.isPresent()) {
            seen.observe(shared.get().object(), site, configuration, moment -> new Observation.KeepShared(moment, Kept.at(location),
                    new Observation.Access(Way.PLAIN, shared.get().path(), Type.UNKNOWN, 0, List.of())));
        } else if (target.get().region() instanceof MemoryLocation.Region.Local && configuration.objects.containsKey(holder)) {
            boolean isInArea = areas.owner(location, configuration).isPresent();
            seen.observe(holder, site, configuration, moment -> new Observation.KeepLocal(moment, isInArea));
        }
    }

    /// Notes that the memory is freed in which objects were found: nobody finds them there any more.
    public void loseHome(MemoryLocation freed, Site site, Configuration configuration) {
        for (Map.Entry<Symbol, ObjectState> entry : List.copyOf(configuration.objects.entrySet())) {
            Symbol object = entry.getKey();
            ObjectState state = entry.getValue();
            boolean isOpen = state.life() == ObjectState.Life.OWNED && state.taken() == ObjectState.Taken.NO;
            boolean isHome = state.source() == ObjectState.Source.FOUND
                    && object.origin() instanceof Symbol.Origin.Initial(var home)
                    && home.isWithin(freed)
                    && !configuration.store.containsKey(home);
            boolean isBack = state.source() == ObjectState.Source.SHARED && handOffs.homes().stream().anyMatch(field -> {
                MemoryLocation place = freed.field(field);
                return !configuration.store.containsKey(place) && handOffs.owner(place).filter(owner -> owner == object).isPresent();
            });
            if (isOpen && (isHome || isBack)) {
                configuration.objects.put(object, state.withTaken(isBack ? ObjectState.Taken.YES : ObjectState.Taken.MAYBE));
                seen.observe(object, site, configuration, moment -> new Observation.Take(moment, Kept.at(freed)));
                seen.effect(
                        object,
                        Trace.Event.TAKEN,
                        site,
                        "`%s` is taken out of `%s`, which is freed"
                                .formatted(seen.name(object, site, configuration), freed),
                        configuration);
            }
        }
    }

    /// Notes that a path has an object that it found, and that nobody else finds it there.
    public void take(Symbol object, Configuration configuration) {
        configuration.objects.computeIfPresent(object, (_, state) ->
                state.source() == ObjectState.Source.FOUND ? state.withTaken(ObjectState.Taken.YES) : state);
    }

    private static boolean isHeldByLocal(Symbol object, Configuration configuration) {
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region() instanceof MemoryLocation.Region.Local
                    && entry.getValue() instanceof Value.Unknown(var symbol)
                    && symbol == object) {
                return true;
            }
        }
        return false;
    }

    private boolean isKeptAt(Symbol object, MemoryLocation location, Configuration configuration) {
        if (isFoundAt(object, location)) {
            return true;
        }
        boolean hasSiblings = memory.members().hasSiblings(location);
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (Configuration.refersTo(entry.getValue(), object)
                    && (entry.getKey().isWithin(location)
                            || hasSiblings && memory.members().isSibling(entry.getKey(), location))) {
                return true;
            }
        }
        return false;
    }

    private boolean isFoundAt(Symbol object, MemoryLocation location) {
        if (handOffs.owner(location).filter(owner -> owner == object).isPresent()) {
            return true;
        }
        return object.origin() instanceof Symbol.Origin.Initial(var home)
                && (home.isWithin(location) || memory.members().isSibling(home, location));
    }

    /// Remembers the variable to which an object was assigned first. Whoever names what was taken out of its place has it.
    public void hold(Symbol object, Place target, Configuration configuration) {
        if (target.isVariable() && target.base().kind() == Variable.Kind.LOCAL) {
            seen.call(object, target.base().name());
            if (configuration.objects.get(object).taken() == ObjectState.Taken.MAYBE) {
                take(object, configuration);
            }
        }
    }

    /// Tracks an object in a variable of a function; the trace says where it was met first.
    public Optional<Symbol> meet(Value value, Site site, Configuration configuration) {
        boolean isKnown = value instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol);
        Optional<Symbol> object = track(value, configuration);
        if (!isKnown && object.isPresent()) {
            configuration.trace = configuration.trace.then(new Trace.Step.Meet(object.get()), site.function().file(), site.span());
        }
        return object;
    }
}
