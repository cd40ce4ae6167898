// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Spellings;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// What the parts of the lowering of one function share: the blocks, the names in sight, what is dropped at the end of scopes,
/// and where `return`, `break` and `?` go.
final class BodyLowering {
    private static final int DEPTH = 200;

    /// A value with its type.
    record Operand(Expr value, RustType type) {}

    /// A place with its type.
    record Slot(Place place, RustType type) {
        Slot then(Projection step, RustType inner) {
            return new Slot(place.then(step), inner);
        }
    }

    /// Where a block of code ends early, with a value: the function, a closure that is lowered in it, a loop with a
    /// label.
    record Exit(
            String label,
            Optional<FunctionBuilder.Open> block,
            Result result,
            Optional<FunctionBuilder.Open> next,
            Cleanups cleanups) {}

    /// The last expression of a function, and where its value goes.
    record Tail(SyntaxNode node, Exit exit) {}

    /// The place that gets the value of a construct with several ends; made when the first value is known, which tells its type.
    final class Result {
        private RustType expected;
        private Optional<Slot> slot = Optional.empty();
        private boolean isOpen = true;

        Result(RustType expected) {
            this.expected = expected;
        }

        RustType expected() {
            return slot.map(Slot::type).orElse(expected);
        }

        void put(Operand operand, Span span) {
            isOpen = false;
            if (slot.isEmpty() && operand.type().equals(RustType.UNIT)) {
                return;
            }
            if (slot.isEmpty()) {
                RustType type = expected instanceof RustType.Unknown ? operand.type() : expected;
                slot = Optional.of(new Slot(Place.of(temporary(type)), type));
            }
            assign(slot.get().place(), operand.value(), span);
        }

        /// Whether nothing was put here yet.
        boolean isOpen() {
            return isOpen;
        }

        Operand value() {
            return slot.map(known -> new Operand(new Expr.Read(known.place()), known.type()))
                    .orElse(new Operand(new Expr.Literal(0, "()"), expected));
        }
    }

    final Items items;
    final Types types;
    final OwnedTypes owned;
    final SourceFile file;
    final FunctionBuilder builder;
    final List<Problem> problems;
    final Values values = new Values(this);
    final Composites composites = new Composites(this);
    final RustPlaces places = new RustPlaces(this);
    final Patterns patterns = new Patterns(this);
    final Control control = new Control(this);
    final RustConditions conditions = new RustConditions(this);
    final RustLoops loops = new RustLoops(this);
    final Iterations iterations = new Iterations(this);
    final RustPaths paths = new RustPaths(this);
    final Invocations invocations = new Invocations(this);
    final KnownCalls knownCalls = new KnownCalls(this);
    final DeclaredCalls declaredCalls = new DeclaredCalls(this);
    final MethodCalls methods = new MethodCalls(this);
    final PointerMethods pointerMethods = new PointerMethods(this);
    final Wrapped wrapped = new Wrapped(this);
    final WrappedMethods wrappedMethods = new WrappedMethods(this, wrapped);
    final OptionPlaces optionPlaces = new OptionPlaces(this, wrapped);
    final MacroCalls macros = new MacroCalls(this);
    final Closures closures = new Closures(this);
    final Containers containers = new Containers(this);
    final Drops drops = new Drops(this);
    final Ownership ownership = new Ownership(this);
    final Deferred deferred = new Deferred(this);
    final ClosureInlining inlining = new ClosureInlining(this);
    final MacroExpansion expansion = new MacroExpansion(this);
    final MacroFragments fragments;

    RustScope scope = new RustScope(Optional.empty());
    Cleanups cleanups = Cleanups.none();
    List<Exit> exits = new ArrayList<>();
    Map<String, RustType> names = new HashMap<>();
    /// The function, and those in whose body it stands, outwards.
    final List<String> around = new ArrayList<>();
    /// What is lowered as the end of the function.
    Optional<Tail> tail = Optional.empty();
    /// Set while the code of a macro is lowered that has no place of its own in the file.
    Optional<Span> use = Optional.empty();
    private final Map<String, Integer> counts = new HashMap<>();
    /// The types of the variables that were declared.
    final Map<Variable, RustType> declared = new HashMap<>();
    /// The addresses that are in temporaries.
    private final Map<Place, Operand> addresses = new HashMap<>();
    private final List<Spellings.Spelled> spelled = new ArrayList<>();
    private final List<Spellings.Made> made = new ArrayList<>();
    private final Set<Span> unchecked = new LinkedHashSet<>();
    private final Map<Instruction.Call, List<Optional<Span>>> arguments = new IdentityHashMap<>();
    private int temporaries;
    private int depth;

    BodyLowering(Items items, Types types, SourceFile file, Span end, List<Problem> problems, MacroFragments fragments) {
        this.items = items;
        this.types = types;
        this.owned = new OwnedTypes(items, types);
        this.file = file;
        this.problems = problems;
        this.fragments = fragments;
        builder = new FunctionBuilder(end);
    }

    Span span(SyntaxNode node) {
        return use.orElse(node.span());
    }

    boolean descend() {
        return ++depth <= DEPTH;
    }

    void ascend() {
        depth--;
    }

    Variable temporary(RustType type) {
        return new Variable("%" + ++temporaries, Variable.Kind.TEMPORARY, types.erase(type));
    }

    /// A new local variable.
    Variable declare(String name, Variable.Kind kind, RustType type) {
        int count = counts.merge(name, 1, Integer::sum);
        var variable = new Variable(count == 1 ? name : name + "#" + count, kind, types.erase(type));
        scope.put(name, new RustScope.Binding.Local(variable, type));
        declared.put(variable, type);
        return variable;
    }

    void assign(Place target, Expr value, Span span) {
        builder.add(new Instruction.Assign(target, value, span));
    }

    /// The value in a new temporary.
    Slot hold(Operand operand, Span span) {
        if (operand.value() instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() == Variable.Kind.TEMPORARY) {
            return new Slot(place, operand.type());
        }
        var slot = new Slot(Place.of(temporary(operand.type())), operand.type());
        assign(slot.place(), operand.value(), span);
        if (operand.value() instanceof Expr.AddressOf) {
            addresses.put(slot.place(), operand);
        }
        return slot;
    }

    /// The value of a place; an address that was only held for a moment is that address.
    Operand plain(Slot slot) {
        Operand address = addresses.get(slot.place());
        return address == null ? read(slot) : address;
    }

    Operand read(Slot slot) {
        return new Operand(new Expr.Read(slot.place()), slot.type());
    }

    /// A call with its result.
    Operand call(String function, RustType result, SyntaxNode node, List<Operand> operands) {
        return call(new Expr.Symbol(function), result, node, operands, List.of());
    }

    Operand call(Expr callee, RustType result, SyntaxNode node, List<Operand> operands, List<SyntaxNode> nodes) {
        var slot = new Slot(Place.of(temporary(result)), result);
        var call = new Instruction.Call(slot.place(), callee, operands.stream().map(Operand::value).toList(), span(node));
        builder.add(call);
        if (!nodes.isEmpty() && use.isEmpty() && !inlining.isOpen()) {
            arguments.put(call, nodes.stream().map(argument -> Optional.of(argument.span())).toList());
        }
        if (types.resolve(result).name().equals(LibraryTypes.GUARD)) {
            ownership.own(slot, span(node));
        }
        return read(slot);
    }

    /// A value that is not known, made by a part that is not understood.
    Operand opaque(SyntaxNode node, String why) {
        problems.add(new Problem(Problem.Kind.PARSE, new Location(file, span(node)), why));
        Place result = Place.of(temporary(RustType.UNKNOWN));
        Set<Place> touched = new LinkedHashSet<>();
        collect(node, touched);
        touched.add(result);
        builder.add(new Instruction.Opaque(touched, span(node)));
        return new Operand(new Expr.Read(result), RustType.UNKNOWN);
    }

    /// The variables that a piece of code names.
    void collect(SyntaxNode root, Set<Place> touched) {
        var pending = new ArrayList<SyntaxNode>();
        pending.add(root);
        while (!pending.isEmpty() && touched.size() < 64) {
            SyntaxNode node = pending.removeLast();
            boolean isName = node.kind().equals("identifier") || node.kind().equals("self");
            if (isName && scope.find(node.text()).orElse(null) instanceof RustScope.Binding.Local(var variable, _)) {
                touched.add(Place.of(variable));
            }
            List<SyntaxNode> children = node.namedChildren();
            for (int at = children.size() - 1; at >= 0; at--) {
                pending.add(children.get(at));
            }
        }
    }

    /// Notes where a value is written.
    void note(Expr value, SyntaxNode node) {
        if (use.isEmpty() && !inlining.isOpen() && !(value instanceof Expr.Literal)) {
            spelled.add(new Spellings.Spelled(value, node.span()));
        }
    }

    /// Notes that a value is made one of a type that only wraps it.
    void noteMade(RustType type, Expr value, SyntaxNode node) {
        if (types.inside(type).isPresent()) {
            made.add(new Spellings.Made(types.resolve(type).name(), value, span(node)));
        }
    }

    /// Notes an `unsafe` block.
    void noteUnchecked(SyntaxNode node) {
        if (use.isEmpty()) {
            unchecked.add(node.span());
        }
    }

    Spellings spellings() {
        return spelled.isEmpty() && arguments.isEmpty() && unchecked.isEmpty() ? Spellings.NONE
                : new Spellings(spelled, arguments, made, List.copyOf(unchecked));
    }

    /// The type that a node spells, with the names of this place.
    RustType type(SyntaxNode node) {
        return RustType.of(node).with(names);
    }

    /// Branches to where a pattern or a condition is refused, with the drops on the way there.
    void branch(Expr condition, FunctionBuilder.Open matched, Patterns.Refusal refused, Span span) {
        if (!cleanups.isBeyond(refused.cleanups())) {
            builder.branch(condition, matched, refused.block(), span);
            return;
        }
        var way = new FunctionBuilder.Open();
        builder.branch(condition, matched, way, span);
        builder.enter(way, span);
        ownership.dropTo(refused.cleanups(), span);
        builder.jump(refused.block(), span);
    }

    /// Leaves for an exit: drops what lies between, and goes there with a value.
    void leave(Exit exit, Operand value, Span span) {
        if (!builder.isOpen()) {
            return;
        }
        if (exit.block().isPresent()) {
            exit.result().put(value, span);
            ownership.dropTo(exit.cleanups(), span);
            builder.jump(exit.block().get(), span);
            return;
        }
        Expr result = value.value();
        if (cleanups.depth() > 0 && !(result instanceof Expr.Literal)) {
            result = new Expr.Read(hold(value, span).place());
        }
        ownership.dropTo(Cleanups.none(), span);
        builder.leave(new Terminator.Return(result, span));
    }

    /// Where the value of a call goes that is the end of the function.
    Optional<Exit> exitOf(SyntaxNode node) {
        Optional<Exit> exit = tail.filter(last -> last.node().equals(node)).map(Tail::exit);
        tail = Optional.empty();
        return exit;
    }

    /// The innermost function or closure.
    Exit function() {
        return exits.stream().filter(exit -> exit.label().equals("fn")).reduce((_, last) -> last).orElseThrow();
    }
}
