package uringlint.typestate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.source.Location;

/// What a path reads of memory that an object shares with others, what it decides by that, and what it reads of the driver's own area
/// of an object before it was written.
final class Reads {
    /// The mark of a path that looked whether the submitter is still there.
    static final String ALIVE = "alive";
    /// The mark of a path that knows that it runs in the object's own context.
    static final String SAME_CONTEXT = "same context";

    /// How the origin of a value begins that tells of the context; the marks follow.
    static final String TELL = "tell ";

    private static final Set<String> RELATIONS = Set.of("<", ">", "<=", ">=");

    private final ApiModel model;
    private final Tracker tracker;

    Reads(ApiModel model, Tracker tracker) {
        this.model = model;
        this.tracker = tracker;
    }

    /// Whether a condition compares what it reads with 0 and does nothing else.
    static boolean isZeroTest(Expr condition) {
        return switch (condition) {
            case Expr.Read _ -> true;
            case Expr.Cast(_, var inner) -> isZeroTest(inner);
            case Expr.Apply(var operator, var operands) -> switch (operator) {
                case "!" -> isZeroTest(operands.getFirst());
                case "|" -> operands.stream().allMatch(Reads::isZeroTest);
                case "==", "!=", ">" -> isZeroTest(operands.getFirst()) && operands.getLast() instanceof Expr.Literal(var number, _) && number == 0;
                default -> false;
            };
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _, Expr.Aggregate _, Expr.Is _ -> false;
        };
    }

    /// Where shared memory was read, and as part of which structure.
    record Place(Location location, Type base) {}

    /// A location in shared memory, and the object that shares it.
    record Shared(Symbol object, List<String> path) {}

    /// The object with which a location is shared: one of its pointers to shared memory leads there.
    Optional<Shared> shared(uringlint.typestate.Location location, Configuration configuration) {
        if (location.region() instanceof uringlint.typestate.Location.Region.Pointee(var holder)
                && holder.origin() instanceof Symbol.Origin.Initial(var from)
                && from.region() instanceof uringlint.typestate.Location.Region.Pointee(var owner)
                && configuration.objects.containsKey(owner)
                && from.path().size() == 1
                && model.sharedMemoryFields().contains(from.lastField())) {
            var path = new ArrayList<String>();
            path.add(from.lastField());
            path.addAll(fields(location));
            return Optional.of(new Shared(owner, path));
        }
        return Optional.empty();
    }

    /// Whether a value is a pointer to shared memory.
    boolean leadsToShared(Value value, Configuration configuration) {
        return switch (value) {
            case Value.Unknown(var symbol) ->
                shared(uringlint.typestate.Location.of(new uringlint.typestate.Location.Region.Pointee(symbol)), configuration).isPresent();
            case Value.Address(var target) -> shared(target, configuration).isPresent();
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
        };
    }

    private static List<String> fields(uringlint.typestate.Location location) {
        var names = new ArrayList<String>();
        for (uringlint.typestate.Location.Step step : location.path()) {
            if (step instanceof uringlint.typestate.Location.Step.Field(var name)) {
                names.add(name);
            }
        }
        return names;
    }

    /// Notes a read or a write of shared memory, or of the area.
    void note(Memory.Reached reached, boolean isWrite, Tracker.Site site, Detail.Way way, Configuration configuration) {
        uringlint.typestate.Location location = reached.location();
        Optional<Shared> shared = shared(location, configuration);
        if (shared.isPresent()) {
            noteShared(shared.get(), reached, isWrite, site, way, configuration);
        } else if (location.region() instanceof uringlint.typestate.Location.Region.Pointee(var holder)
                && configuration.objects.containsKey(holder)
                && fields(location).stream().findFirst().equals(Optional.of(model.areaField()))) {
            noteArea(holder, reached, isWrite, site, way, configuration);
        }
    }

    private void noteShared(Shared shared, Memory.Reached reached, boolean isWrite, Tracker.Site site, Detail.Way way, Configuration configuration) {
        var here = new Place(new Location(site.function().file(), site.span()), reached.inner() == 0 ? Type.UNKNOWN : reached.base());
        uringlint.typestate.Location location = reached.location();
        if (isWrite) {
            tracker.observe(Observation.Kind.WRITE, shared.object(), site, detail(way, shared.path(), reached, Optional.empty()), configuration);
            return;
        }
        tracker.observe(Observation.Kind.READ, shared.object(), site, detail(way, shared.path(), reached, earlier(location, here.base(), configuration)), configuration);
        if (isFixed(location)) {
            configuration.reads.putIfAbsent(location, here);
        }
    }

    private static Detail.Read detail(Detail.Way way, List<String> path, Memory.Reached reached, Optional<Location> earlier) {
        int inner = Math.min(reached.inner(), path.size());
        return new Detail.Read(way, path, reached.base(), inner, earlier);
    }

    /// Where the path read memory before that a location overlaps.
    private static Optional<Location> earlier(uringlint.typestate.Location location, Type base, Configuration configuration) {
        if (isFixed(location)) {
            for (var entry : configuration.reads.entrySet()) {
                if ((entry.getKey().isWithin(location) || location.isWithin(entry.getKey())) && mayBeOne(base, entry.getValue().base())) {
                    return Optional.of(entry.getValue().location());
                }
            }
        }
        return Optional.empty();
    }

    /// Fields of one name in two structures need not lie at one place.
    private static boolean mayBeOne(Type left, Type right) {
        return left.equals(right) || left.equals(Type.UNKNOWN) || right.equals(Type.UNKNOWN);
    }

    /// Whether a location is the same memory whenever it is named: an element of an array under a variable index is not.
    private static boolean isFixed(uringlint.typestate.Location location) {
        for (uringlint.typestate.Location.Step step : location.path()) {
            if (step instanceof uringlint.typestate.Location.Step.Element(var at) && !(at instanceof Value.Int)) {
                return false;
            }
        }
        return true;
    }

    private void noteArea(Symbol object, Memory.Reached reached, boolean isWrite, Tracker.Site site, Detail.Way way, Configuration configuration) {
        uringlint.typestate.Location location = reached.location();
        if (isWrite) {
            configuration.written.add(location);
            configuration.freed.removeIf(pointer -> new Value.Unknown(pointer).equals(configuration.store.get(location))
                    || pointer.origin() instanceof Symbol.Origin.Initial(var home) && home.equals(location));
        } else if (configuration.objects.get(object).life() == ObjectState.Life.OWNED && !isWritten(location, configuration)) {
            tracker.observe(Observation.Kind.READ, object, site, detail(way, fields(location), reached, Optional.empty()), configuration);
        }
    }

    private static boolean isWritten(uringlint.typestate.Location location, Configuration configuration) {
        for (uringlint.typestate.Location written : configuration.written) {
            if (written.isWithin(location) || location.isWithin(written)) {
                return true;
            }
        }
        for (uringlint.typestate.Location stored : configuration.store.keySet()) {
            if (stored.isWithin(location) || location.isWithin(stored) && !stored.path().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Notes that memory is freed to which the area of an object points.
    void noteFreed(Symbol pointer, Configuration configuration) {
        boolean isLoaded = pointer.origin() instanceof Symbol.Origin.Initial(var home) && isArea(home, configuration);
        boolean isStored = configuration.store.entrySet().stream()
                .anyMatch(entry -> entry.getValue().equals(new Value.Unknown(pointer)) && isArea(entry.getKey(), configuration));
        if (isLoaded || isStored) {
            configuration.freed.add(pointer);
        }
    }

    private boolean isArea(uringlint.typestate.Location location, Configuration configuration) {
        return location.region() instanceof uringlint.typestate.Location.Region.Pointee(var holder)
                && configuration.objects.containsKey(holder)
                && fields(location).stream().findFirst().equals(Optional.of(model.areaField()));
    }

    /// What the area of an object holds.
    Detail area(Symbol object, Configuration configuration) {
        var owned = new ArrayList<String>();
        var freed = new ArrayList<String>();
        for (var entry : configuration.store.entrySet()) {
            boolean isHere = isArea(entry.getKey(), configuration)
                    && entry.getKey().region() instanceof uringlint.typestate.Location.Region.Pointee(var holder)
                    && holder == object;
            if (isHere && entry.getValue() instanceof Value.Unknown(var symbol)) {
                String field = String.join(".", fields(entry.getKey()));
                if (configuration.freed.contains(symbol)) {
                    freed.add(field);
                } else if (configuration.fresh.contains(symbol) && !configuration.factsOf(entry.getValue()).ranges().isOnly(0) && !isElsewhere(symbol, object, configuration)) {
                    owned.add(field);
                }
            }
        }
        for (Symbol symbol : configuration.freed) {
            if (symbol.origin() instanceof Symbol.Origin.Initial(var home) && isArea(home, configuration) && !configuration.store.containsKey(home)) {
                freed.add(String.join(".", fields(home)));
            }
        }
        return owned.isEmpty() && freed.isEmpty() ? Detail.NONE : new Detail.Area(owned, freed);
    }

    private static boolean isElsewhere(Symbol memory, Symbol object, Configuration configuration) {
        return configuration.store.entrySet().stream().anyMatch(entry -> Configuration.refersTo(entry.getValue(), memory)
                && !(entry.getKey().region() instanceof uringlint.typestate.Location.Region.Pointee(var holder) && (holder == object || holder == memory))
                && !(entry.getKey().region() instanceof uringlint.typestate.Location.Region.Local));
    }

    /// Notes that code about which nothing is known got the address of an area.
    void given(List<Value> arguments, Configuration configuration) {
        for (Value argument : arguments) {
            if (argument instanceof Value.Address(var target)
                    && target.region() instanceof uringlint.typestate.Location.Region.Pointee(var holder)
                    && configuration.objects.containsKey(holder)) {
                configuration.written.add(target);
            }
        }
    }

    // ---------------------------------------------------------------- what values decide

    /// Notes that a branch is decided by a value.
    void decides(Value condition, Tracker.Site site, Configuration configuration) {
        boolean isBound = condition instanceof Value.Term(var operator, _) && RELATIONS.contains(operator);
        gauge(condition, isBound ? "bound" : "test", site, configuration);
        if (tracker.role().kind() == Role.Kind.TASK_WORK && asksForDeath(condition)) {
            configuration.marks.add(ALIVE);
        }
    }

    /// Notes what a condition tells if it holds, or if it does not.
    void holds(Value condition, boolean holds, Configuration configuration) {
        if (condition instanceof Value.Term(var operator, var operands)
                && operator.equals(holds ? "==" : "!=")
                && operands.stream().anyMatch(Reads::isIdentity)) {
            configuration.marks.add(SAME_CONTEXT);
        }
        if (condition instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Made(_, var what, _) && what.startsWith(TELL)) {
            int middle = what.indexOf('/');
            String mark = holds ? what.substring(TELL.length(), middle) : what.substring(middle + 1);
            if (!mark.isEmpty()) {
                configuration.marks.add(mark);
            }
        }
    }

    private static boolean isIdentity(Value value) {
        return value instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Made(_, var what, _) && what.equals("identity");
    }

    private boolean asksForDeath(Value value) {
        return switch (value) {
            case Value.Named(var name) -> model.deathTests().contains(name);
            case Value.Unknown(var symbol) -> switch (symbol.origin()) {
                case Symbol.Origin.Initial(var location) -> model.deathTests().contains(location.lastField()) || location.region() instanceof uringlint.typestate.Location.Region.Global(var name) && model.deathTests().contains(name);
                case Symbol.Origin.Made(_, var what, _) -> model.deathTests().contains(what.substring(what.indexOf(' ') + 1));
                case Symbol.Origin.Parameter _, Symbol.Origin.Outer _ -> false;
            };
            case Value.Term(_, var operands) -> operands.stream().anyMatch(this::asksForDeath);
            case Value.Int _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    /// Notes that something depends on a value that was read from shared memory.
    void gauge(Value value, String how, Tracker.Site site, Configuration configuration) {
        switch (value) {
            case Value.Unknown(var symbol) -> {
                if (symbol.origin() instanceof Symbol.Origin.Initial(var location)) {
                    shared(location, configuration).ifPresent(shared -> tracker.observe(Observation.Kind.GAUGE, shared.object(), site, how,
                            new Detail.Read(Detail.Way.PLAIN, shared.path(), symbol.type(), 0, Optional.empty()), configuration));
                }
            }
            case Value.Address(var target) -> {
                for (uringlint.typestate.Location.Step step : target.path()) {
                    if (step instanceof uringlint.typestate.Location.Step.Element(var at)) {
                        gauge(at, "size", site, configuration);
                    }
                }
            }
            case Value.Term(_, var operands) -> operands.forEach(operand -> gauge(operand, how, site, configuration));
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> {}
        }
    }
}
