// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;


import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.callgraph.Arithmetic;
import uringlint.callgraph.Member;
import uringlint.callgraph.Opcode;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolTable;
import uringlint.typestate.value.Value;

/// Evaluates expressions and places over a configuration: what an address is, what memory holds, what a store changes.
public final class Memory {
    private static final int TERM_DEPTH = 4;
    private static final int CONSTRUCTOR_DEPTH = 8;
    /// Where memory says of which constructor a value is whose parts are stored for themselves.
    private static final String SHAPE = "#";

    private final ProgramIndex index;
    private final ApiModel model;
    private final SymbolTable symbols;
    private final HandOffs handOffs;
    private final Set<String> dataNames;
    /// What names stand for, of which the program's constants are made.
    private final Map<String, Value> named = new HashMap<>();

    public Memory(ProgramIndex index, ApiModel model, SymbolTable symbols, HandOffs handOffs) {
        this.handOffs = handOffs;
        this.index = index;
        this.model = model;
        this.dataNames = model.dataMembers().stream().map(Member::name).collect(Collectors.toSet());
        this.symbols = symbols;
    }

    public SymbolTable symbols() {
        return symbols;
    }

    // ---------------------------------------------------------------- places

    /// The location of a place; loads the pointers on the way. `touched` hears of each location that is read for that.
    public MemoryLocation locate(Place place, String frame, Configuration configuration, Touch touched) {
        return reach(place, frame, configuration, touched).location();
    }

    /// What a name of a type stands for.
    public Type resolve(Type type) {
        return index.resolve(type);
    }

    /// Where a place is. `base` is the type of what the last pointer on the way points to, and `inner` the number of fields
    /// behind that pointer.
    public record Reached(MemoryLocation location, Type base, int inner) {
        public static Reached at(MemoryLocation location) {
            return new Reached(location, Type.UNKNOWN, 0);
        }

        /// What is observed of a look at this place, whose fields from the object on are `path`.
        public Observation.Access access(Way way, List<String> path, List<Location> before) {
            return new Observation.Access(way, path, base, Math.min(inner, path.size()), before);
        }
    }

    public Reached reach(Place place, String frame, Configuration configuration, Touch touched) {
        MemoryLocation location = MemoryLocation.of(region(place.base(), frame));
        Type type = place.base().type();
        Type base = Type.UNKNOWN;
        int inner = 0;
        for (Projection step : place.path()) {
            Type resolved = index.resolve(type);
            switch (step) {
                case Projection.Deref _ -> {
                    if (resolved instanceof Type.Array(var element, _)) {
                        // An array whose type was not known where it was lowered: no pointer is followed.
                        type = element;
                    } else {
                        location = target(read(new Reached(location, base, inner), type, configuration, touched), location);
                        type = resolved instanceof Type.Pointer(var pointee) ? pointee : Type.UNKNOWN;
                        base = type;
                        inner = 0;
                    }
                }
                case Projection.Field(var name) -> {
                    location = normalize(location.field(name));
                    type = index.member(resolved, name);
                    inner++;
                }
                case Projection.Index(var expression) -> {
                    Value at = evaluate(expression, frame, configuration, touched);
                    type = resolved instanceof Type.Array(var element, _) ? element : type;
                    location = at instanceof Value.Int(var number) && number == 0 && isWhole(location)
                            ? location
                            : location.then(new MemoryLocation.Step.Element(at));
                }
            }
        }
        return new Reached(location, base, inner);
    }

    /// `p[0]` is `*p`, unless the memory is known to be an array.
    private static boolean isWhole(MemoryLocation location) {
        return location.path().isEmpty() && location.region() instanceof MemoryLocation.Region.Pointee;
    }

    /// Hears of memory that is read or written.
    public interface Touch {
        void at(Reached reached, boolean isWrite);

        Touch NOBODY = (_, _) -> {};
    }

    private static MemoryLocation.Region region(Variable variable, String frame) {
        return variable.kind() == Variable.Kind.GLOBAL
                ? new MemoryLocation.Region.Global(variable.name())
                : new MemoryLocation.Region.Local(frame, variable.name());
    }

    public static MemoryLocation local(String frame, String variable) {
        return MemoryLocation.of(new MemoryLocation.Region.Local(frame, variable));
    }

    /// What a pointer points to; a pointer that is no symbol (an integer, a term) gets a symbol of its own.
    public MemoryLocation target(Value pointer, MemoryLocation from) {
        return switch (pointer) {
            case Value.Unknown(var symbol) -> normalize(MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol)));
            case Value.Address(var target) -> target;
            case Value.Term(var operator, var operands)
            when (operator.equals("+") || operator.equals("-"))
                    && !operands.isEmpty()
                    && isPointer(operands.getFirst()) ->
                target(operands.getFirst(), from).then(new MemoryLocation.Step.Element(operands.getLast()));
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ ->
                MemoryLocation.of(
                        new MemoryLocation.Region.Pointee(symbols.of(new Symbol.Origin.Initial(from), Type.UNKNOWN)));
        };
    }

    private static boolean isPointer(Value value) {
        return value instanceof Value.Unknown || value instanceof Value.Address;
    }

    /// `container_of(p, T, m)->m.x` is `p->x`.
    private MemoryLocation normalize(MemoryLocation location) {
        if (location.region() instanceof MemoryLocation.Region.Pointee(var symbol)
                && symbol.origin() instanceof Symbol.Origin.Outer(var inner, _, var member)) {
            List<MemoryLocation.Step> steps = fields(member);
            if (location.path().size() >= steps.size() && location.path().subList(0, steps.size()).equals(steps)) {
                return MemoryLocation.of(new MemoryLocation.Region.Pointee(inner))
                        .then(location.path()
                                .subList(steps.size(), location.path().size()));
            }
        }
        return location;
    }

    private static List<MemoryLocation.Step> fields(String designator) {
        var steps = new ArrayList<MemoryLocation.Step>();
        for (String part : designator.split("\\.")) {
            steps.add(new MemoryLocation.Step.Field(part.strip()));
        }
        return steps;
    }

    /// The address of a location: a plain symbol where it is all that the symbol points to.
    public static Value address(MemoryLocation location) {
        return location.path().isEmpty() && location.region() instanceof MemoryLocation.Region.Pointee(var symbol)
                ? new Value.Unknown(symbol)
                : new Value.Address(location);
    }

    /// The structure whose member a pointer points to.
    public Value container(Value pointer, String type, String member) {
        if (pointer instanceof Value.Address(var target)) {
            List<MemoryLocation.Step> steps = fields(member);
            int rest = target.path().size() - steps.size();
            if (rest >= 0 && target.path().subList(rest, target.path().size()).equals(steps)) {
                return address(new MemoryLocation(target.region(), target.path().subList(0, rest)));
            }
            return new Value.Unknown(symbols.of(
                    new Symbol.Origin.Outer(symbols.of(new Symbol.Origin.Initial(target), Type.UNKNOWN), type, member),
                    pointerTo(type)));
        }
        if (pointer instanceof Value.Unknown(var symbol)) {
            return new Value.Unknown(symbols.of(new Symbol.Origin.Outer(symbol, type, member), pointerTo(type)));
        }
        return pointer;
    }

    private static Type pointerTo(String spelled) {
        String name = spelled.strip();
        return new Type.Pointer(
                name.startsWith("struct ")
                        ? new Type.Tagged(Type.Keyword.STRUCT, name.substring(7).strip())
                        : new Type.Named(name));
    }

    // ---------------------------------------------------------------- loads and stores

    public Value read(Reached reached, Type type, Configuration configuration, Touch touched) {
        touched.at(reached, false);
        return peek(reached.location(), type, configuration);
    }

    /// What a location holds; what it held before the entry point ran, if nothing was stored there since.
    public Value peek(MemoryLocation location, Type type, Configuration configuration) {
        Value known = configuration.store.get(location);
        if (known != null) {
            return known;
        }
        if (configuration.store.get(location.field(SHAPE)) instanceof Value.Named(var shape)) {
            return Constructors.of(shape, name -> peek(location.field(name), Type.UNKNOWN, configuration));
        }
        for (int length = location.path().size() - 1; length >= 0; length--) {
            var outer = new MemoryLocation(location.region(), location.path().subList(0, length));
            Value whole = configuration.store.get(outer);
            if (whole instanceof Value.Int(var number) && number == 0) {
                return Value.ZERO;
            }
            if (whole != null && (whole instanceof Value.Unknown || Constructors.is(whole))) {
                return inner(whole, location.path().subList(length, location.path().size()), type);
            }
        }
        if (location.path().isEmpty()
                && location.region() instanceof MemoryLocation.Region.Global(var name)
                && index.fixed(name).isPresent()) {
            Value fixed = evaluate(index.fixed(name).get(), "", configuration, Touch.NOBODY);
            if (fixed instanceof Value.Int || fixed instanceof Value.Named || fixed instanceof Value.Term && !Constructors.is(fixed)) {
                return fixed;
            }
        }
        Optional<Symbol> owner = handOffs.owner(location);
        return new Value.Unknown(owner.orElseGet(() -> symbols.of(new Symbol.Origin.Initial(location), type)));
    }

    /// The same where the path knows anything of it: what is stored there or in what it is a part of, or a value that was read there.
    public Optional<Value> recall(MemoryLocation location, Configuration configuration) {
        Value stored = configuration.store.get(location);
        if (stored != null) {
            return Optional.of(stored);
        }
        return isPartOfStored(location, configuration)
                ? Optional.of(peek(location, Type.UNKNOWN, configuration))
                : symbols.find(new Symbol.Origin.Initial(location)).map(Value.Unknown::new);
    }

    /// Whether the path stored something of which a location is a part.
    public static boolean isPartOfStored(MemoryLocation location, Configuration configuration) {
        for (int length = location.path().size() - 1; length >= 0; length--) {
            if (configuration.store.containsKey(new MemoryLocation(location.region(), location.path().subList(0, length)))) {
                return true;
            }
        }
        return false;
    }

    /// What the steps lead to from a value that is known as a whole.
    private Value inner(Value whole, List<MemoryLocation.Step> steps, Type type) {
        if (steps.isEmpty()) {
            return whole;
        }
        return switch (whole) {
            case Value.Unknown(var symbol) -> {
                MemoryLocation part = home(symbol, type)
                        .orElseGet(() -> MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol)))
                        .then(steps);
                yield new Value.Unknown(symbols.of(new Symbol.Origin.Initial(part), type));
            }
            case Value.Term term
            when Constructors.is(term) && steps.getFirst() instanceof MemoryLocation.Step.Field(var name) ->
                Constructors.field(term, name)
                        .map(value -> inner(value, steps.subList(1, steps.size()), type))
                        .orElse(Value.OPAQUE);
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Term _, Value.Opaque _ ->
                Value.OPAQUE;
        };
    }

    /// Where a value was loaded from that has parts: a part of it is what lay there, wherever the value is now. What
    /// lies in memory that others
    /// may change is another value each time.
    private Optional<MemoryLocation> home(Symbol whole, Type part) {
        boolean isCopied = whole.type() instanceof Type.Tagged && !(index.resolve(part) instanceof Type.Pointer);
        if (isCopied
                || !(whole.origin() instanceof Symbol.Origin.Initial(var from))
                || !(from.region() instanceof MemoryLocation.Region.Pointee(var holder))
                || isShared(holder)) {
            return Optional.empty();
        }
        return Optional.of(from);
    }

    /// Whether a location is the area of an object, which is an array of bytes.
    private boolean isArea(MemoryLocation location) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && location.path().size() == 1
                && location.lastField().equals(model.areaField())
                && index.isPointerTo(holder.type(), model.objectType());
    }

    /// Whether a place is a member, and not what a pointer leads to.
    private static boolean isNamed(Place place) {
        return !place.path().isEmpty() && place.path().getLast() instanceof Projection.Field;
    }

    /// The first byte of an area is where the area is.
    private MemoryLocation withoutFirst(MemoryLocation location) {
        boolean isFirst = location.path().size() == 2
                && location.path().getLast() instanceof MemoryLocation.Step.Element(var number)
                && number.equals(Value.ZERO);
        MemoryLocation whole = isFirst ? new MemoryLocation(location.region(), location.path().subList(0, 1)) : location;
        return isFirst && isArea(whole) ? whole : location;
    }

    /// Whether a location is the bytes at the end of memory that others write to: an array, also where its type was not read.
    private boolean isSharedBytes(MemoryLocation location) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder) && location.path().size() == 1
                && model.sharedMemoryFields().contains(location.lastField()) && isShared(holder)
                && !index.isPointerTo(holder.type(), model.objectType());
    }

    private boolean isShared(Symbol pointer) {
        return pointer.origin() instanceof Symbol.Origin.Initial(var from) && model.sharedMemoryFields().contains(from.lastField());
    }

    /// The member that a location is; its structure's tag is empty where the type is not known.
    public Member member(MemoryLocation location) {
        List<MemoryLocation.Step> path = location.path();
        int last = path.size() - 1;
        while (last >= 0 && !(path.get(last) instanceof MemoryLocation.Step.Field)) {
            last--;
        }
        if (last < 0) {
            return new Member("", "");
        }
        Type type = switch (location.region()) {
            case MemoryLocation.Region.Pointee(var holder) ->
                index.resolve(holder.type()) instanceof Type.Pointer(var target) ? target : Type.UNKNOWN;
            case MemoryLocation.Region.Global(var name) -> index.typeOfGlobal(name);
            case MemoryLocation.Region.Local _ -> Type.UNKNOWN;
        };
        for (MemoryLocation.Step step : path.subList(0, last)) {
            Type from = index.resolve(type);
            type = switch (step) {
                case MemoryLocation.Step.Field(var name) -> index.member(from, name);
                case MemoryLocation.Step.Element _ -> from instanceof Type.Array(var element, _) ? element : type;
            };
        }
        return new Member(index.resolve(type) instanceof Type.Tagged(_, var tag) ? tag : "", location.lastField());
    }

    /// Whether what a location points to goes along with the carrier that it lies in.
    public boolean isData(MemoryLocation location) {
        return dataNames.contains(location.lastField()) && model.isData(member(location));
    }

    /// Parts a value that is known as a whole, before a part of it changes.
    public static void part(MemoryLocation location, Configuration configuration) {
        for (int length = 0; length < location.path().size(); length++) {
            var outer = new MemoryLocation(location.region(), location.path().subList(0, length));
            if (configuration.store.get(outer) instanceof Value.Term term && Constructors.is(term)) {
                configuration.store.remove(outer);
                configuration.store.put(outer.field(SHAPE), new Value.Named(term.operator()));
                List<String> fields = Constructors.fields(term);
                for (int field = 0; field < fields.size(); field++) {
                    configuration.store.put(outer.field(fields.get(field)), term.operands().get(field));
                }
            }
        }
    }

    /// Stores a value; members of the same union lose theirs.
    public void write(MemoryLocation location, Value value, Configuration configuration) {
        if (location.path().isEmpty()
                && location.region() instanceof MemoryLocation.Region.Local local
                && local.variable().startsWith("%")) {
            // A temporary has no parts.
            configuration.store.put(location, value);
            return;
        }
        part(location, configuration);
        if (value instanceof Value.Term term && location.region() instanceof MemoryLocation.Region.Pointee && isStructure(term)) {
            List<String> fields = Constructors.fields(term);
            for (int field = 0; field < fields.size(); field++) {
                write(location.field(fields.get(field)), term.operands().get(field), configuration);
            }
            return;
        }
        configuration.store.keySet().removeIf(known ->
                known.region().equals(location.region()) && (known.isWithin(location) || isSibling(known, location)));
        configuration.store.put(location, value);
    }

    /// Swaps all that two locations hold.
    public void swap(MemoryLocation one, MemoryLocation other, Configuration configuration) {
        Value whole = peek(one, Type.UNKNOWN, configuration);
        configuration.store.putIfAbsent(one, whole);
        configuration.store.putIfAbsent(other, peek(other, Type.UNKNOWN, configuration));
        var swapped = new LinkedHashMap<MemoryLocation, Value>();
        configuration.store.forEach((location, value) -> {
            if (location.isWithin(one)) {
                swapped.put(other.then(location.path().subList(one.path().size(), location.path().size())), value);
            } else if (location.isWithin(other)) {
                swapped.put(one.then(location.path().subList(other.path().size(), location.path().size())), value);
            }
        });
        configuration.forget(one);
        configuration.forget(other);
        configuration.store.putAll(swapped);
    }

    /// Whether a value is a structure with named fields, whose parts are stored for themselves in memory that others see.
    private static boolean isStructure(Value.Term term) {
        return Constructors.is(term)
                && !Constructors.fields(term).isEmpty()
                && !Character.isDigit(Constructors.fields(term).getFirst().charAt(0));
    }

    /// Whether two locations are different members of one union.
    public boolean isSibling(MemoryLocation left, MemoryLocation right) {
        int last = right.path().size() - 1;
        if (last < 0
                || left.path().size() <= last
                || !left.region().equals(right.region())
                || !(left.path().get(last) instanceof MemoryLocation.Step.Field(var one))
                || !(right.path().get(last) instanceof MemoryLocation.Step.Field(var two))
                || one.equals(two)
                || !left.path().subList(0, last).equals(right.path().subList(0, last))) {
            return false;
        }
        return index.unionSiblings(one).contains(two);
    }

    /// A value that is not any of those which the path knows: the first generation of the site that nothing refers to.
    public Value make(String site, Symbol.What what, Type type, Configuration configuration) {
        for (int generation = 0; ; generation++) {
            Symbol symbol = symbols.of(new Symbol.Origin.Made(site, what, generation), type);
            if (generation == 3) {
                discard(symbol, configuration);
                return new Value.Unknown(symbol);
            }
            if (!isMentioned(symbol, configuration)) {
                return new Value.Unknown(symbol);
            }
        }
    }

    private static boolean isMentioned(Symbol symbol, Configuration configuration) {
        if (configuration.objects.containsKey(symbol) || configuration.fresh.contains(symbol)) {
            return true;
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (dependsOn(entry.getValue(), symbol) || dependsOn(entry.getKey(), symbol)) {
                return true;
            }
        }
        for (Value value : configuration.facts.keySet()) {
            if (dependsOn(value, symbol)) {
                return true;
            }
        }
        for (Symbol object : configuration.objects.keySet()) {
            if (dependsOn(object, symbol)) {
                return true;
            }
        }
        return false;
    }

    /// Forgets all that depends on a symbol.
    public static void discard(Symbol symbol, Configuration configuration) {
        configuration.store.keySet().removeIf(location -> dependsOn(location, symbol));
        configuration.store.replaceAll((_, value) -> dependsOn(value, symbol) ? Value.OPAQUE : value);
        configuration.facts.keySet().removeIf(value -> dependsOn(value, symbol));
        configuration.objects.keySet().removeIf(object -> dependsOn(object, symbol));
        configuration.fresh.remove(symbol);
        configuration.linked.removeIf(location -> dependsOn(location, symbol));
    }

    public static boolean dependsOn(Value value, Symbol symbol) {
        return switch (value) {
            case Value.Unknown(var other) -> dependsOn(other, symbol);
            case Value.Address(var target) -> dependsOn(target, symbol);
            case Value.Term(_, var operands) -> {
                for (int at = 0; at < operands.size(); at++) {
                    if (dependsOn(operands.get(at), symbol)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    public static boolean dependsOn(Symbol one, Symbol symbol) {
        return isAmong(symbol, one.mentioned());
    }

    public static boolean dependsOn(MemoryLocation location, Symbol symbol) {
        return isAmong(symbol, location.mentioned());
    }

    private static boolean isAmong(Symbol symbol, Symbol[] symbols) {
        for (Symbol one : symbols) {
            if (one == symbol) {
                return true;
            }
        }
        return false;
    }

    public Symbol symbol(Symbol.Origin origin, Type type) {
        return symbols.of(origin, type);
    }

    // ---------------------------------------------------------------- expressions

    public Value evaluate(Expr expression, String frame, Configuration configuration, Touch touched) {
        return switch (expression) {
            case Expr.Literal(var value, _) -> new Value.Int(value);
            case Expr.Text _ -> Value.OPAQUE;
            case Expr.Unit _ -> Value.OPAQUE;
            case Expr.Symbol(var name) -> named(name);
            case Expr.Read(var place) -> {
                Reached reached = reach(place, frame, configuration, touched);
                Type type = index.typeOf(place);
                yield index.resolve(type) instanceof Type.Array
                                || isSharedBytes(reached.location())
                                || isNamed(place) && isArea(reached.location())
                        ? address(reached.location())
                        : read(reached, type, configuration, touched);
            }
            case Expr.AddressOf(var place) -> address(withoutFirst(locate(place, frame, configuration, touched)));
            case Expr.Cast(_, var inner) -> evaluate(inner, frame, configuration, touched);
            case Expr.Apply(var operator, var operands) -> {
                // The operand of `sizeof` is not evaluated.
                Touch inner = operator.equals("sizeof") ? Touch.NOBODY : touched;
                var values = new ArrayList<Value>(operands.size());
                for (Expr operand : operands) {
                    values.add(evaluate(operand, frame, configuration, inner));
                }
                yield apply(operator, values, configuration);
            }
            case Expr.Aggregate(_, var elements) -> {
                for (Expr.Element element : elements) {
                    evaluate(element.value(), frame, configuration, touched);
                }
                yield Value.OPAQUE;
            }
            case Expr.Variant(var name, var parts) -> {
                var values = new ArrayList<Value>(parts.size());
                for (Expr.Part part : parts) {
                    values.add(evaluate(part.value(), frame, configuration, touched));
                }
                Value value = Constructors.of(
                        name, parts.stream().map(Expr.Part::name).toList(), values);
                yield depth(value) > CONSTRUCTOR_DEPTH ? Value.OPAQUE : value;
            }
            case Expr.Is(var inner, var variant) -> {
                Value value = evaluate(inner, frame, configuration, touched);
                if (value instanceof Value.Term term && Constructors.is(term)) {
                    yield new Value.Int(Constructors.variant(term).equals(variant) ? 1 : 0);
                }
                yield value instanceof Value.Unknown
                        ? apply("==", List.of(value, Constructors.name(variant)), configuration)
                        : Value.OPAQUE;
            }
        };
    }

    /// What a name stands for. Those of the API keep their names; what the program defines by them is the same, however it is called.
    private Value named(String name) {
        Value known = named.get(name);
        if (known == null) {
            known = meaning(name);
            named.put(name, known);
        }
        return known;
    }

    private Value meaning(String name) {
        Long number = model.constants().get(name);
        if (number != null) {
            return number > 0 ? new Value.Named(name) : new Value.Int(number);
        }
        if (index.anyNamed(name).isPresent()) {
            return new Value.Code(name);
        }
        return switch (name) {
            case "NULL", "false" -> Value.ZERO;
            case "true" -> new Value.Int(1);
            default -> {
                boolean isAlias = !model.flags().contains(name)
                        && (index.isMadeOf(name, model.flags())
                                || index.isMadeOf(name, model.constants().keySet()));
                yield isAlias
                        ? evaluate(index.definition(name).orElseThrow(), "", new Configuration(), Touch.NOBODY)
                        : new Value.Named(name);
            }
        };
    }

    /// The integer that a value is, if that is known.
    public java.util.OptionalLong integer(Value value, Configuration configuration) {
        return switch (value) {
            case Value.Int(var number) -> java.util.OptionalLong.of(number);
            case Value.Named(var name) when index.constant(name).isPresent() -> index.constant(name);
            case Value.Named _, Value.Unknown _, Value.Term _ -> {
                Ranges ranges = configuration.factsOf(value).ranges();
                yield ranges.isSingle() ? java.util.OptionalLong.of(ranges.least()) : java.util.OptionalLong.empty();
            }
            case Value.Address _, Value.Code _, Value.Opaque _ -> java.util.OptionalLong.empty();
        };
    }

    public Value apply(String operator, List<Value> values, Configuration configuration) {
        if (values.size() == 1) {
            Value only = values.getFirst();
            if (operator.equals("sizeof")) {
                return new Value.Term("sizeof", values);
            }
            if (Opcode.isField(operator)) {
                var field = only instanceof Value.Int(var made)
                        ? Opcode.field(operator, made)
                        : only instanceof Value.Named(var name)
                                ? index.evaluate(new Expr.Apply(operator, List.of(new Expr.Symbol(name))))
                                : java.util.OptionalLong.empty();
                return field.isPresent() ? new Value.Int(field.getAsLong()) : bounded(new Value.Term(operator, values));
            }
            // The complement of a flag keeps its name.
            boolean isNumber = only instanceof Value.Int || only instanceof Value.Named && !operator.equals("~");
            var number = isNumber ? integer(only, configuration) : java.util.OptionalLong.empty();
            if (number.isPresent()) {
                var result = Arithmetic.unary(operator, number.getAsLong());
                if (result.isPresent()) {
                    return new Value.Int(result.getAsLong());
                }
            }
            if (operator.equals("!") && (only instanceof Value.Address || only instanceof Value.Code)) {
                return Value.ZERO;
            }
            return bounded(new Value.Term(operator, values));
        }
        Value left = values.get(0);
        Value right = values.get(1);
        if (!operator.equals("&") && !operator.equals("|")) {
            var one = integer(left, configuration);
            var two = one.isPresent() ? integer(right, configuration) : one;
            if (two.isPresent()) {
                var result = Arithmetic.binary(operator, one.getAsLong(), two.getAsLong());
                if (result.isPresent()) {
                    return new Value.Int(result.getAsLong());
                }
            }
        } else if (left instanceof Value.Int(var one) && right instanceof Value.Int(var two)) {
            return new Value.Int(operator.equals("&") ? one & two : one | two);
        }
        if (operator.equals("&") && (left.equals(Value.ZERO) || right.equals(Value.ZERO))) {
            return Value.ZERO;
        }
        if ((operator.equals("|") || operator.equals("+") || operator.equals("-")) && right.equals(Value.ZERO)) {
            return left;
        }
        if (operator.equals("|") && left.equals(Value.ZERO)) {
            return right;
        }
        if (left.equals(right) && !(left instanceof Value.Opaque)) {
            switch (operator) {
                case "==", "<=", ">=" -> {
                    return new Value.Int(1);
                }
                case "!=", "<", ">" -> {
                    return Value.ZERO;
                }
                default -> {}
            }
        }
        if ((operator.equals("==") || operator.equals("!=")) && areDistinct(left, right)) {
            return new Value.Int(operator.equals("==") ? 0 : 1);
        }
        return bounded(new Value.Term(operator, values));
    }

    private static boolean areDistinct(Value left, Value right) {
        return left instanceof Value.Named && right instanceof Value.Named
                || isAddress(left) && right.equals(Value.ZERO)
                || isAddress(right) && left.equals(Value.ZERO);
    }

    private static boolean isAddress(Value value) {
        return value instanceof Value.Code
                || value instanceof Value.Address(var target) && !(target.region() instanceof MemoryLocation.Region.Pointee);
    }

    private static Value bounded(Value.Term term) {
        return depth(term) > TERM_DEPTH ? Value.OPAQUE : term;
    }

    private static int depth(Value value) {
        if (value instanceof Value.Term(_, var operands)) {
            int deepest = 0;
            for (Value operand : operands) {
                deepest = Math.max(deepest, depth(operand));
            }
            return deepest + 1;
        }
        return 0;
    }
}
