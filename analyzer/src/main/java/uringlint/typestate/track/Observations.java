// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import uringlint.source.Location;
import uringlint.typestate.observe.Kept;
import uringlint.typestate.observe.Moment;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.observe.Watchpoint;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What was seen on the paths of an entry point: what happened to objects, in which state they were, and what they are called.
public final class Observations {
    private final Memory memory;
    private final Role role;
    private final HandOffs handOffs;
    private final Set<Observation> observations = new LinkedHashSet<>();
    private final Set<Uncertain> uncertain = new LinkedHashSet<>();
    private final Set<Watchpoint.Hit> hits = new LinkedHashSet<>();
    private final Predicate<Site> watched;
    private final Map<Symbol, String> names = new HashMap<>();
    private final Map<Symbol, String> spellings = new HashMap<>();

    Observations(Memory memory, Role role, HandOffs handOffs, Predicate<Site> watched) {
        this.watched = watched;
        this.memory = memory;
        this.role = role;
        this.handOffs = handOffs;
    }

    public List<Observation> all() {
        return List.copyOf(observations);
    }

    /// Keeps what a path knows before a statement, where somebody wants to see it.
    public void look(Site site, Configuration configuration) {
        if (watched.test(site)) {
            hits.add(new Watchpoint.Hit(
                    role,
                    new Location(site.function().file(), site.span()),
                    configuration.trace.steps(),
                    configuration.toString(),
                    standing(configuration)));
        }
    }

    private static List<Watchpoint.Standing> standing(Configuration configuration) {
        var all = new ArrayList<Watchpoint.Standing>();
        configuration.objects.forEach((object, state) -> {
            List<String> places = configuration.store.entrySet().stream()
                    .filter(entry -> !(entry.getKey().region() instanceof MemoryLocation.Region.Local)
                            && Configuration.refersTo(entry.getValue(), object))
                    .map(entry -> entry.getKey().toString())
                    .sorted()
                    .toList();
            all.add(new Watchpoint.Standing(object.toString(), state, places));
        });
        return all;
    }

    public List<Watchpoint.Hit> hits() {
        return List.copyOf(hits);
    }

    /// Why something that happened was no observation.
    public List<Uncertain> uncertain() {
        return List.copyOf(uncertain);
    }

    public Role role() {
        return role;
    }

    /// The name under which a structure passed by value refers to the object that it carries.
    public static final String CARRIED = "<object>";

    /// Whether others can get at an object.
    public boolean isPublished(Symbol object, Configuration configuration) {
        return isPublished(object, memory.members()::isData, configuration);
    }

    private static boolean isPublished(Symbol object, Predicate<MemoryLocation> ignored, Configuration configuration) {
        ObjectState state = configuration.objects.get(object);
        if (state != null
                && state.taken() == ObjectState.Taken.NO
                && (state.source() == ObjectState.Source.FOUND || state.source() == ObjectState.Source.SHARED)) {
            return true;
        }
        return configuration.isPublished(object, ignored);
    }

    /// Whether others can get at an object where somebody looks for any.
    public boolean isFound(Symbol object, Configuration configuration) {
        boolean areAllSearched = configuration.marks.stream().noneMatch(PathMark.Parked.class::isInstance);
        return areAllSearched ? isPublished(object, configuration) : isPublished(
                object,
                place -> memory.members().isData(place) || configuration.marks.contains(new PathMark.Parked(place)),
                configuration);
    }

    /// Changes the state of an object, with a step in the trace.
    public void move(Symbol object, ObjectState.Life life, Trace.Event event, Site site, String words, Configuration configuration) {
        move(object, life, Carrier.NONE, event, site, words, configuration);
    }

    public void move(
            Symbol object,
            ObjectState.Life life,
            Carrier carrier,
            Trace.Event event,
            Site site,
            String words,
            Configuration configuration) {
        configuration.objects.compute(object, (_, state) -> state.with(life, carrier, new Location(site.function().file(), site.span())));
        effect(object, event, site, words, configuration);
    }

    public void effect(Symbol object, Trace.Event event, Site site, String words, Configuration configuration) {
        configuration.trace = configuration.trace.then(new Trace.Step.Effect(object, event, words), site.function().file(), site.span());
    }

    /// Observes that an object was stored where others find it.
    public void publish(Symbol object, MemoryLocation place, Site site, Configuration configuration) {
        handOffs.notePublished(Kept.at(place).field());
        observe(object, site, configuration, moment -> new Observation.Publish(moment, Kept.at(place)));
    }

    /// Notes something that is not followed.
    public void lose(Uncertain one) {
        uncertain.add(one);
    }

    /// Marks an object as given to code about which nothing is known.
    public void escape(Symbol object, Configuration configuration) {
        configuration.objects.computeIfPresent(
                object,
                (_, state) -> state.life() == ObjectState.Life.OWNED
                        ? state.with(ObjectState.Life.ESCAPED, state.carrier(), ObjectState.NOWHERE)
                        : state);
    }

    /// The name of an object for people: a variable that holds it, of the function at hand if there is one.
    public String name(Symbol object, Site site, Configuration configuration) {
        String found = "";
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region() instanceof MemoryLocation.Region.Local(var frame, var variable)
                    && entry.getKey().path().isEmpty()
                    && !variable.startsWith("%")
                    && entry.getValue() instanceof Value.Unknown(var held)
                    && held == object) {
                if (frame.equals(site.function().name())) {
                    return variable;
                }
                found = variable;
            }
        }
        if (object.origin() instanceof Symbol.Origin.Parameter(_, _, var parameter)) {
            return parameter;
        }
        if (object.origin() instanceof Symbol.Origin.Initial(var home)
                && handOffs.owner(home).isEmpty()
                && !home.lastField().equals(CARRIED)) {
            return found.isEmpty() ? spellings.getOrDefault(object, home.toString()) : found;
        }
        return found.isEmpty() ? names.getOrDefault(object, spellings.getOrDefault(object, "it")) : found;
    }

    /// Remembers how code would name an object that it does not name.
    public void spell(Symbol object, String text) {
        spellings.put(object, text);
    }

    /// Observes something that happened to an object, unless the path is not known to be one.
    public void observe(Symbol object, Site site, Configuration configuration, java.util.function.Function<Moment, Observation> what) {
        List<Uncertain> reasons = configuration.uncertain();
        if (!reasons.isEmpty()) {
            uncertain.addAll(reasons);
            return;
        }
        Observation observation = what.apply(moment(object, site, configuration));
        if (observation instanceof Observation.Exit && observation.before().source() == ObjectState.Source.ISSUED) {
            noteBackPointers(object, configuration);
        }
        observations.add(observation);
    }

    private Moment moment(Symbol object, Site site, Configuration configuration) {
        var locks = new ArrayList<HeldLock>();
        configuration.locks.forEach((lock, kind) -> locks.add(new HeldLock(kind, lockName(lock))));
        return new Moment(
                role,
                site.function(),
                site.span(),
                object,
                name(object, site, configuration),
                configuration.objects.get(object),
                isPublished(object, configuration),
                configuration.isExposed(object),
                parameters(configuration),
                members(object, configuration),
                configuration.marks,
                configuration.claims,
                locks,
                configuration.trace.anchor(object).stream().toList(),
                configuration.trace);
    }

    /// The name of a lock: the field or variable that it is, or what took it.
    public static String lockName(Value lock) {
        return switch (lock) {
            case Value.Address(var target) -> target.lastField().isEmpty() ? target.toString() : target.lastField();
            case Value.Unknown(var symbol) ->
                symbol.origin() instanceof Symbol.Origin.Initial(var location)
                        ? location.lastField()
                        : symbol.toString();
            case Value.Named(var name) -> name;
            case Value.Int _, Value.Code _, Value.Term _, Value.Opaque _ -> "";
        };
    }

    /// What is known of the object's own fields.
    private static Map<String, Facts> members(Symbol object, Configuration configuration) {
        var members = new TreeMap<String, Facts>();
        configuration.facts.forEach((value, facts) -> {
            if (value instanceof Value.Unknown(var symbol)
                    && symbol.origin() instanceof Symbol.Origin.Initial(var location)
                    && location.path().size() == 1
                    && location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                    && holder == object) {
                members.put(location.lastField(), facts);
            }
        });
        return members;
    }

    /// Observes something of the objects that the entry point was called for.
    public void observeOwn(Site site, Configuration configuration, java.util.function.Function<Moment, Observation> what) {
        for (Map.Entry<Symbol, ObjectState> entry : List.copyOf(configuration.objects.entrySet())) {
            if (entry.getValue().isOwn()) {
                observe(entry.getKey(), site, configuration, what);
                return;
            }
        }
    }

    private Map<String, Facts> parameters(Configuration configuration) {
        var parameters = new LinkedHashMap<String, Facts>();
        for (int index = 0; index < role.function().parameters().size(); index++) {
            var parameter = role.function().parameters().get(index);
            Symbol symbol = memory.symbol(new Symbol.Origin.Parameter(role.function().name(), index, parameter.name()), parameter.type());
            Facts facts = configuration.factsOf(new Value.Unknown(symbol));
            if (!facts.isNothing()) {
                parameters.put(parameter.name(), facts);
            }
        }
        return parameters;
    }

    /// Remembers what an object is called that is in no variable any more.
    void call(Symbol object, String name) {
        names.putIfAbsent(object, name);
    }

    private void noteBackPointers(Symbol object, Configuration configuration) {
        configuration.store.forEach((home, value) -> {
            if (value.equals(new Value.Unknown(object))
                    && home.path().size() == 1
                    && home.region() instanceof MemoryLocation.Region.Pointee(var holder)
                    && holder != object) {
                configuration.store.forEach((back, pointer) -> {
                    if (pointer.equals(new Value.Unknown(holder))
                            && back.region() instanceof MemoryLocation.Region.Pointee(var owner)
                            && owner == object) {
                        handOffs.noteBackPointer(back.path(), home.lastField());
                    }
                });
            }
        });
    }
}
