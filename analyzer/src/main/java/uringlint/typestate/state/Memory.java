// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolTable;
import uringlint.typestate.value.Value;

/// Evaluates expressions and places over a configuration: what an address is, what memory holds, what a store changes.
public final class Memory {
    private static final int CONSTRUCTOR_DEPTH = 8;
    /// Where memory says of which constructor a value is whose parts are stored for themselves.
    private static final String SHAPE = "#";

    private final ProgramIndex index;
    private final SymbolTable symbols;
    private final HandOffs handOffs;
    private final Members members;
    private final Terms terms;
    private final NamedValues named;

    public Memory(ProgramIndex index, ApiModel model, SymbolTable symbols, HandOffs handOffs) {
        this.handOffs = handOffs;
        this.index = index;
        this.symbols = symbols;
        this.members = new Members(index, model);
        this.terms = new Terms(index);
        this.named = new NamedValues(index, model, expression -> evaluate(expression, "", new Configuration(), Touch.NOBODY));
    }

    public SymbolTable symbols() {
        return symbols;
    }

    public Members members() {
        return members;
    }

    public Terms terms() {
        return terms;
    }

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
            return new Observation.Access(way, path, base, Math.min(inner, path.size()), before, location.elements());
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

    /// What the steps lead to from a value that is known as a whole.
    private Value inner(Value whole, List<MemoryLocation.Step> steps, Type type) {
        if (steps.isEmpty()) {
            return whole;
        }
        return switch (whole) {
            case Value.Unknown(var symbol) -> {
                MemoryLocation part = members.home(symbol, type)
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

    /// Whether a place is a member, and not what a pointer leads to.
    private static boolean isNamed(Place place) {
        return !place.path().isEmpty() && place.path().getLast() instanceof Projection.Field;
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
        boolean hasSiblings = members.hasSiblings(location);
        configuration.store.keySet().removeIf(known ->
                known.isWithin(location) || hasSiblings && members.isSibling(known, location));
        configuration.store.put(location, value);
    }

    /// Whether a value is a structure with named fields, whose parts are stored for themselves in memory that others see.
    private static boolean isStructure(Value.Term term) {
        return Constructors.is(term)
                && !Constructors.fields(term).isEmpty()
                && !Character.isDigit(Constructors.fields(term).getFirst().charAt(0));
    }

    /// A value that is not any of those which the path knows: the first generation of the site that nothing refers to.
    public Value make(String site, Symbol.What what, Type type, Configuration configuration) {
        for (int generation = 0; ; generation++) {
            Symbol symbol = symbols.of(new Symbol.Origin.Made(site, what, generation), type);
            if (generation == 3) {
                Dependence.discard(symbol, configuration);
                return new Value.Unknown(symbol);
            }
            if (!Dependence.isMentioned(symbol, configuration)) {
                return new Value.Unknown(symbol);
            }
        }
    }

    public Symbol symbol(Symbol.Origin origin, Type type) {
        return symbols.of(origin, type);
    }

    public Value evaluate(Expr expression, String frame, Configuration configuration, Touch touched) {
        return switch (expression) {
            case Expr.Literal(var value, _) -> new Value.Int(value);
            case Expr.Text _ -> Value.OPAQUE;
            case Expr.Unit _ -> Value.OPAQUE;
            case Expr.Symbol(var name) -> named.of(name);
            case Expr.Read(var place) -> {
                Reached reached = reach(place, frame, configuration, touched);
                Type type = index.typeOf(place);
                yield index.resolve(type) instanceof Type.Array
                                || members.isSharedBytes(reached.location())
                                || isNamed(place) && members.isArea(reached.location())
                        ? address(reached.location())
                        : read(reached, type, configuration, touched);
            }
            case Expr.AddressOf(var place) -> address(members.withoutFirst(locate(place, frame, configuration, touched)));
            case Expr.Cast(_, var inner) -> evaluate(inner, frame, configuration, touched);
            case Expr.Apply(var operator, var operands) -> {
                // The operand of `sizeof` is not evaluated.
                Touch inner = operator.equals("sizeof") ? Touch.NOBODY : touched;
                var values = new ArrayList<Value>(operands.size());
                for (Expr operand : operands) {
                    values.add(evaluate(operand, frame, configuration, inner));
                }
                yield terms.apply(operator, values, configuration);
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
                yield Terms.depth(value) > CONSTRUCTOR_DEPTH ? Value.OPAQUE : value;
            }
            case Expr.Is(var inner, var variant) -> {
                Value value = evaluate(inner, frame, configuration, touched);
                if (value instanceof Value.Term term && Constructors.is(term)) {
                    yield new Value.Int(Constructors.variant(term).equals(variant) ? 1 : 0);
                }
                yield value instanceof Value.Unknown
                        ? terms.apply("==", List.of(value, Constructors.name(variant)), configuration)
                        : Value.OPAQUE;
            }
        };
    }

}
