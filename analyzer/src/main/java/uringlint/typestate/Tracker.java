package uringlint.typestate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uringlint.callgraph.CallGraph;
import uringlint.ir.Function;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Span;

/// The tracked objects of one entry point: when a value becomes one, what happens to it, and what is observed of that.
final class Tracker {
    private final ApiModel model;
    private final Memory memory;
    private final Role role;
    private final HandOffs handOffs;
    private final Exposure exposure = new Exposure(this);
    private final Set<Observation> observations = new LinkedHashSet<>();
    private final Set<Uncertain> uncertain = new LinkedHashSet<>();
    private final Map<Symbol, String> names = new HashMap<>();
    private final Reads reads;
    private final Areas areas;
    private final Decisions decisions;
    private final Arrivals arrivals;
    private final Carriers carriers;
    private final Writers writers;

    Tracker(ApiModel model, Memory memory, Role role, HandOffs handOffs, Writers writers, CallGraph graph) {
        this.model = model;
        this.memory = memory;
        this.role = role;
        this.handOffs = handOffs;
        this.writers = writers;
        this.reads = new Reads(model, this);
        this.areas = new Areas(model, this);
        this.decisions = new Decisions(model, this);
        this.carriers = new Carriers(this, memory, writers);
        this.arrivals = new Arrivals(model, memory, handOffs, writers, graph, role.function());
    }

    Writers writers() {
        return writers;
    }

    Reads reads() {
        return reads;
    }

    Areas areas() {
        return areas;
    }

    Decisions decisions() {
        return decisions;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Carriers carriers() {
        return carriers;
    }

    Exposure exposure() {
        return exposure;
    }

    List<Observation> observations() {
        return List.copyOf(observations);
    }

    /// Why something that happened was no observation.
    List<Uncertain> uncertain() {
        return List.copyOf(uncertain);
    }

    Role role() {
        return role;
    }

    /// Where in the program something happens.
    record Site(Function function, Span span) {}

    /// The object that a value points to, if it can be told; it is tracked from now on.
    Optional<Symbol> track(Value value, Configuration configuration) {
        if (!(value instanceof Value.Unknown(var symbol)) || configuration.factsOf(value).ranges().isOnly(0)) {
            return Optional.empty();
        }
        if (!configuration.objects.containsKey(symbol)) {
            ObjectState state = ObjectState.of(source(symbol));
            configuration.objects.put(symbol, isMovedOut(symbol, configuration) ? state.withTaken(ObjectState.Taken.YES) : state);
            arrivals.arrive(symbol, configuration);
        }
        return Optional.of(symbol);
    }

    /// Tracks an object that lies in a value which was moved out of its place.
    void trackMovedOut(Value value, Configuration configuration) {
        if (value instanceof Value.Unknown(var symbol) && isMovedOut(symbol, configuration)) {
            track(value, configuration);
        }
    }

    /// Whether the value in which an object was found was moved out of its place before anyone looked into it.
    private boolean isMovedOut(Symbol symbol, Configuration configuration) {
        return source(symbol) == ObjectState.Source.FOUND
                && symbol.origin() instanceof Symbol.Origin.Initial(var home)
                && (isOfMoved(home) || !memory.peek(home, symbol.type(), configuration).equals(new Value.Unknown(symbol)));
    }

    private static boolean isOfMoved(Location home) {
        return home.region() instanceof Location.Region.Pointee(var holder) && holder.is(Symbol.What.Kind.MOVED);
    }

    private ObjectState.Source source(Symbol symbol) {
        return switch (symbol.origin()) {
            case Symbol.Origin.Parameter _ -> switch (role.kind()) {
                case HANDLER -> ObjectState.Source.ISSUED;
                case TASK_WORK -> role.objectStaysShared() ? ObjectState.Source.SHARED : ObjectState.Source.ARRIVED;
                case POLL -> ObjectState.Source.SHARED;
                case COMPLETION, INTERRUPT, TIMER, WORKER -> ObjectState.Source.ARRIVED;
                case RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> ObjectState.Source.ARGUMENT;
            };
            case Symbol.Origin.Initial(var location) -> initialSource(location);
            case Symbol.Origin.Outer _, Symbol.Origin.Made _ -> ObjectState.Source.FOUND;
        };
    }

    private ObjectState.Source initialSource(Location location) {
        if (!isOfParameter(location)) {
            return ObjectState.Source.FOUND;
        }
        return switch (role.kind()) {
            case TASK_WORK -> location.lastField().equals(CARRIED)
                    ? role.objectStaysShared() ? ObjectState.Source.SHARED : ObjectState.Source.ARRIVED
                    : ObjectState.Source.FOUND;
            case COMPLETION, INTERRUPT, TIMER, WORKER ->
                memory.isData(location) || handOffs.brings(role.function().name(), location.fieldPath())
                        ? ObjectState.Source.ARRIVED
                        : ObjectState.Source.FOUND;
            case HANDLER, POLL, RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> ObjectState.Source.FOUND;
        };
    }

    /// The name under which a structure passed by value refers to the object that it carries.
    static final String CARRIED = "<object>";

    private boolean isOfParameter(Location location) {
        return location.region() instanceof Location.Region.Pointee(var holder) && isOfParameter(holder);
    }

    private boolean isOfParameter(Symbol holder) {
        return switch (holder.origin()) {
            case Symbol.Origin.Parameter _ -> true;
            case Symbol.Origin.Outer(var inner, _, _) -> isOfParameter(inner);
            case Symbol.Origin.Initial(var location) ->
                (location.path().isEmpty() || memory.isData(location)) && isOfParameter(location);
            case Symbol.Origin.Made _ -> false;
        };
    }

    /// Whether others can get at an object.
    boolean isPublished(Symbol object, Configuration configuration) {
        ObjectState state = configuration.objects.get(object);
        if (state != null && state.taken() == ObjectState.Taken.NO && (state.source() == ObjectState.Source.FOUND || state.source() == ObjectState.Source.SHARED)) {
            return true;
        }
        return configuration.isPublished(object, memory::isData);
    }

    /// Notes that memory is read or written, where it belongs to an object.
    void touch(Memory.Reached reached, boolean isWrite, Site site, boolean isDebug, Observation.Way way, Configuration configuration) {
        Location location = reached.location();
        if (!isDebug && way != Observation.Way.MESSAGE) {
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
        observe(owner.get(), site, configuration, moment -> new Observation.Touch(moment, isDebug));
    }

    /// Whoever reads what a pointer points to knows that it is not null.
    void confirm(Symbol object, Configuration configuration) {
        var pointer = new Value.Unknown(object);
        Facts known = configuration.factsOf(pointer);
        if (known.ranges().contains(0)) {
            configuration.learn(pointer, known.withRanges(known.ranges().without(0)));
        }
    }

    /// The object to whose memory a location belongs: itself, or what one of its shared-memory fields points to.
    private Optional<Symbol> owner(Location location, Configuration configuration) {
        if (!(location.region() instanceof Location.Region.Pointee(var holder))) {
            return Optional.empty();
        }
        if (configuration.objects.containsKey(holder)) {
            return Optional.of(holder);
        }
        if (holder.origin() instanceof Symbol.Origin.Initial(var from)
                && from.region() instanceof Location.Region.Pointee(var owner)
                && configuration.objects.containsKey(owner)
                && model.sharedMemoryFields().contains(from.lastField())) {
            return Optional.of(owner);
        }
        return Optional.empty();
    }

    /// Stores a value and sees what that publishes, and what it takes back.
    void store(Location location, Value value, Site site, Configuration configuration) {
        Memory.part(location, configuration);
        var before = new LinkedHashMap<Symbol, Boolean>();
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(value, object) || isKeptAt(object, location, configuration)) {
                before.put(object, isPublished(object, configuration));
            }
        }
        noteKept(location, value, site, configuration);
        memory.write(location, value, configuration);
        exposure.noteChange(location, configuration);
        for (Map.Entry<Symbol, Boolean> entry : before.entrySet()) {
            Symbol object = entry.getKey();
            ObjectState state = configuration.objects.get(object);
            boolean refers = Configuration.refersTo(value, object);
            if (!refers && isFoundAt(object, location) && state.taken() == ObjectState.Taken.NO) {
                boolean isHeld = value.equals(Value.ZERO) && isHeldByLocal(object, configuration);
                configuration.objects.put(object, state.withTaken(isHeld ? ObjectState.Taken.YES : ObjectState.Taken.MAYBE));
                observe(object, site, configuration, moment -> new Observation.Take(moment, Observation.Kept.at(location)));
                effect(object, Trace.Event.TAKEN, site, "`%s` is taken out of `%s`".formatted(name(object, site, configuration), location), configuration);
            } else if (refers && state.taken() != ObjectState.Taken.NO && !(location.region() instanceof Location.Region.Local) && isPublished(object, configuration)) {
                configuration.objects.put(object, state.withTaken(ObjectState.Taken.NO));
            }
            boolean now = isPublished(object, configuration);
            if (now && !entry.getValue()) {
                effect(object, Trace.Event.PUBLISHED, site, "`%s` is stored in `%s`, where others find it".formatted(name(object, site, configuration), location), configuration);
                publish(object, location, site, configuration);
            } else if (!now && entry.getValue() && !isFoundAt(object, location)) {
                effect(object, Trace.Event.TAKEN_BACK, site, "`%s` is taken back out of `%s`".formatted(name(object, site, configuration), location), configuration);
            }
        }
    }

    /// Notes a pointer that is stored where it may be followed when what it points to is gone: to shared memory in memory that
    /// outlives the call, or to a local variable in an object.
    private void noteKept(Location location, Value value, Site site, Configuration configuration) {
        if (!(location.region() instanceof Location.Region.Pointee(var holder))) {
            return;
        }
        Optional<Location> target = switch (value) {
            case Value.Address(var pointed) -> Optional.of(pointed);
            case Value.Unknown(var symbol) -> Optional.of(Location.of(new Location.Region.Pointee(symbol)));
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> Optional.empty();
        };
        if (target.isEmpty()) {
            return;
        }
        Optional<Reads.Shared> shared = reads.shared(target.get(), configuration);
        if (shared.isPresent()) {
            observe(shared.get().object(), site, configuration, moment -> new Observation.KeepShared(moment, Observation.Kept.at(location),
                    new Observation.Access(Observation.Way.PLAIN, shared.get().path(), Type.UNKNOWN, 0, List.of())));
        } else if (target.get().region() instanceof Location.Region.Local && configuration.objects.containsKey(holder)) {
            boolean isInArea = areas.owner(location, configuration).isPresent();
            observe(holder, site, configuration, moment -> new Observation.KeepLocal(moment, isInArea));
        }
    }

    /// Notes that the memory is freed in which objects were found: nobody finds them there any more.
    void loseHome(Location freed, Site site, Configuration configuration) {
        for (Map.Entry<Symbol, ObjectState> entry : List.copyOf(configuration.objects.entrySet())) {
            Symbol object = entry.getKey();
            ObjectState state = entry.getValue();
            boolean isOpen = state.life() == ObjectState.Life.OWNED && state.taken() == ObjectState.Taken.NO;
            boolean isHome = state.source() == ObjectState.Source.FOUND
                    && object.origin() instanceof Symbol.Origin.Initial(var home)
                    && home.isWithin(freed)
                    && !configuration.store.containsKey(home);
            boolean isBack = state.source() == ObjectState.Source.SHARED && handOffs.homes().stream().anyMatch(field -> {
                Location place = freed.field(field);
                return !configuration.store.containsKey(place) && handOffs.owner(place).filter(owner -> owner == object).isPresent();
            });
            if (isOpen && (isHome || isBack)) {
                configuration.objects.put(object, state.withTaken(isBack ? ObjectState.Taken.YES : ObjectState.Taken.MAYBE));
                observe(object, site, configuration, moment -> new Observation.Take(moment, Observation.Kept.at(freed)));
                effect(object, Trace.Event.TAKEN, site, "`%s` is taken out of `%s`, which is freed".formatted(name(object, site, configuration), freed), configuration);
            }
        }
    }

    /// Notes that a path has an object that it found, and that nobody else finds it there.
    void take(Symbol object, Configuration configuration) {
        configuration.objects.computeIfPresent(object, (_, state) ->
                state.source() == ObjectState.Source.FOUND ? state.withTaken(ObjectState.Taken.YES) : state);
    }

    private static boolean isHeldByLocal(Symbol object, Configuration configuration) {
        for (Map.Entry<Location, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region() instanceof Location.Region.Local && entry.getValue() instanceof Value.Unknown(var symbol) && symbol == object) {
                return true;
            }
        }
        return false;
    }

    private boolean isKeptAt(Symbol object, Location location, Configuration configuration) {
        if (isFoundAt(object, location)) {
            return true;
        }
        for (Map.Entry<Location, Value> entry : configuration.store.entrySet()) {
            if (Configuration.refersTo(entry.getValue(), object)
                    && (entry.getKey().isWithin(location) || memory.isSibling(entry.getKey(), location))) {
                return true;
            }
        }
        return false;
    }

    private void noteBackPointers(Symbol object, Configuration configuration) {
        configuration.store.forEach((home, value) -> {
            if (value.equals(new Value.Unknown(object))
                    && home.path().size() == 1
                    && home.region() instanceof Location.Region.Pointee(var holder)
                    && holder != object) {
                configuration.store.forEach((back, pointer) -> {
                    if (pointer.equals(new Value.Unknown(holder))
                            && back.region() instanceof Location.Region.Pointee(var owner)
                            && owner == object) {
                        handOffs.noteBackPointer(back.path(), home.lastField());
                    }
                });
            }
        });
    }

    private boolean isFoundAt(Symbol object, Location location) {
        if (handOffs.owner(location).filter(owner -> owner == object).isPresent()) {
            return true;
        }
        return object.origin() instanceof Symbol.Origin.Initial(var home)
                && (home.isWithin(location) || memory.isSibling(home, location));
    }

    /// Remembers the variable to which an object was assigned first. Whoever names what was taken out of its place has it.
    void hold(Symbol object, Place target, Configuration configuration) {
        if (target.isVariable() && target.base().kind() == Variable.Kind.LOCAL) {
            names.putIfAbsent(object, target.base().name());
            if (configuration.objects.get(object).taken() == ObjectState.Taken.MAYBE) {
                take(object, configuration);
            }
        }
    }

    /// Tracks an object in a variable of a function; the trace says where it was met first.
    Optional<Symbol> meet(Value value, Site site, Configuration configuration) {
        boolean isKnown = value instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol);
        Optional<Symbol> object = track(value, configuration);
        if (!isKnown && object.isPresent()) {
            configuration.trace = configuration.trace.then(new Trace.Step.Meet(object.get()), site.function().file(), site.span());
        }
        return object;
    }

    /// Changes the state of an object, with a step in the trace.
    void move(Symbol object, ObjectState.Life life, Trace.Event event, Site site, String words, Configuration configuration) {
        move(object, life, Carrier.NONE, event, site, words, configuration);
    }

    void move(Symbol object, ObjectState.Life life, Carrier carrier, Trace.Event event, Site site, String words, Configuration configuration) {
        configuration.objects.compute(object, (_, state) -> state.with(life, carrier, new uringlint.source.Location(site.function().file(), site.span())));
        effect(object, event, site, words, configuration);
    }

    void effect(Symbol object, Trace.Event event, Site site, String words, Configuration configuration) {
        configuration.trace = configuration.trace.then(new Trace.Step.Effect(object, event, words), site.function().file(), site.span());
    }

    /// Observes that an object was stored where others find it.
    void publish(Symbol object, Location place, Site site, Configuration configuration) {
        handOffs.notePublished(Observation.Kept.at(place).field());
        observe(object, site, configuration, moment -> new Observation.Publish(moment, Observation.Kept.at(place)));
    }

    /// Notes something that is not followed.
    void lose(Uncertain one) {
        uncertain.add(one);
    }

    /// Marks an object as given to code about which nothing is known.
    void escape(Symbol object, Configuration configuration) {
        configuration.objects.computeIfPresent(object, (_, state) ->
                state.life() == ObjectState.Life.OWNED ? state.with(ObjectState.Life.ESCAPED, state.carrier(), ObjectState.NOWHERE) : state);
    }

    /// The name of an object for people: a variable that holds it, of the function at hand if there is one.
    String name(Symbol object, Site site, Configuration configuration) {
        String found = "";
        for (Map.Entry<Location, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region() instanceof Location.Region.Local(var frame, var variable)
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
        if (object.origin() instanceof Symbol.Origin.Initial(var home) && handOffs.owner(home).isEmpty() && !home.lastField().equals(CARRIED)) {
            return found.isEmpty() ? home.toString() : found;
        }
        return found.isEmpty() ? names.getOrDefault(object, "it") : found;
    }

    /// Observes something that happened to an object, unless the path is not known to be one.
    void observe(Symbol object, Site site, Configuration configuration, java.util.function.Function<Moment, Observation> what) {
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
        return new Moment(role, site.function(), site.span(), object, name(object, site, configuration), configuration.objects.get(object), isPublished(object, configuration),
                Exposure.isExposed(object, configuration), parameters(configuration), members(object, configuration), configuration.marks, configuration.claims, locks,
                configuration.trace.anchor(object).stream().toList(), configuration.trace);
    }

    /// The name of a lock: the field or variable that it is, or what took it.
    static String lockName(Value lock) {
        return switch (lock) {
            case Value.Address(var target) -> target.lastField().isEmpty() ? target.toString() : target.lastField();
            case Value.Unknown(var symbol) -> symbol.origin() instanceof Symbol.Origin.Initial(var location) ? location.lastField() : symbol.toString();
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
                    && location.region() instanceof Location.Region.Pointee(var holder)
                    && holder == object) {
                members.put(location.lastField(), facts);
            }
        });
        return members;
    }

    /// Observes something of the objects that the entry point was called for.
    void observeOwn(Site site, Configuration configuration, java.util.function.Function<Moment, Observation> what) {
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
}
