// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import uringlint.dialect.DialectFact;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// What the parts of the lowering of one function share: the blocks, the names in sight, and where the nodes come from.
final class FunctionLowering {
    private static final int MAX_DEPTH = 400;

    final FileScope file;
    final FunctionBuilder builder;
    final Written written = new Written();
    final TypeLowering types;
    final Expressions expressions = new Expressions(this);
    final Places places = new Places(this);
    final Conditions conditions = new Conditions(this);
    final CallLowering calls = new CallLowering(this);
    final Initializers initializers = new Initializers(this);
    final Expansion expansion;
    final Locals locals = new Locals(this);
    final Iterators iterators = new Iterators(this);
    final Jumps jumps = new Jumps(this);
    final Switches switches = new Switches(this);
    final Statements statements = new Statements(this);

    Scope scope = new Scope(Optional.empty());
    Frame frame = Frame.file();
    Cleanups cleanups = Cleanups.none();
    private final String function;
    private final MacroBodies macros;
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Variable> undeclared = new HashMap<>();
    private int temporaries;
    private int depth;

    FunctionLowering(FileScope file, MacroBodies macros, String function, Span end) {
        this.file = file;
        this.function = function;
        this.macros = macros;
        builder = new FunctionBuilder(end);
        types = new TypeLowering(file, this::spelled, name -> variable(name).map(Variable::type).orElse(Type.UNKNOWN));
        expansion = new Expansion(this, macros);
    }

    /// For initializers outside of functions, where nothing happens in any order.
    static FunctionLowering ofInitializers(FileScope file, MacroBodies macros) {
        return new FunctionLowering(file, macros, "", new Span(0, 0));
    }

    /// Whether calls stay parts of values, since there is no one to run them.
    boolean isStatic() {
        return function.isEmpty();
    }

    /// The value of an initializer that is computed before the program runs.
    Expr constant(SyntaxNode node, Type type) {
        FunctionLowering outside = ofInitializers(file, macros);
        outside.scope = scope.inner();
        return outside.initializers.value(node, type);
    }

    /// Where the node is in the file; for the body of a macro, where the macro is used.
    Span span(SyntaxNode node) {
        return frame.use().isPresent() ? frame.use().get() : node.span();
    }

    /// The text of a node; a macro's parameter stands for its argument.
    String text(SyntaxNode node) {
        return spelled(node.text());
    }

    private String spelled(String name) {
        String spelled = name;
        for (Frame at = frame; at.binds(spelled) && at.bindings().get(spelled).size() == 1; at = at.outer().orElseThrow()) {
            spelled = sourceText(at.bindings().get(spelled).getFirst());
            if (at.outer().isEmpty()) {
                break;
            }
        }
        return spelled;
    }

    /// The original text of an argument; of a type, all of it.
    static String sourceText(SyntaxNode node) {
        var fact = node.tree().prepared().factAt(node.span().start(), DialectFact.Kind.TYPE_ARGUMENT);
        return fact.isPresent() && !fact.get().name().isEmpty() ? fact.get().name() : TypeLowering.uncommented(node.text());
    }

    /// Does something as if it stood in another frame.
    <T> T in(Frame other, Supplier<T> work) {
        Frame before = frame;
        frame = other;
        try {
            return work.get();
        } finally {
            frame = before;
        }
    }

    /// Goes one level deeper into the tree; false when that is too deep.
    boolean descend() {
        return ++depth <= MAX_DEPTH;
    }

    void ascend() {
        depth--;
    }

    Variable temporary(Type type) {
        return new Variable("%" + ++temporaries, Variable.Kind.TEMPORARY, type);
    }

    /// A new local variable in the current scope; the same one where a name is declared twice in one scope (by two arms of an `#if`).
    Variable declare(String name, Variable.Kind kind, Type type) {
        Optional<Variable> here = scope.here(name);
        if (here.isPresent() && here.get().kind() == kind) {
            return here.get();
        }
        // The plain name stays with a variable of the file that has it.
        int count = names.merge(name, kind == Variable.Kind.LOCAL && file.variable(name).isPresent() ? 2 : 1, Integer::sum);
        String distinct = kind == Variable.Kind.GLOBAL ? function + "." + name : name;
        var variable = new Variable(count == 1 ? distinct : distinct + "#" + count, kind, type);
        scope.put(name, variable);
        return variable;
    }

    Optional<Variable> variable(String name) {
        Optional<Variable> local = scope.find(name);
        return local.isPresent() ? local : file.variable(name);
    }

    /// A name that is used as a place must be a variable: one that this file does not declare, or a macro that stands for one.
    Variable undeclared(String name) {
        return undeclared.computeIfAbsent(name, _ -> {
            boolean isTaken = names.containsKey(name);
            int count = names.merge(name, 1, Integer::sum);
            return new Variable(isTaken ? name + "#" + count : name, Variable.Kind.GLOBAL, Type.UNKNOWN);
        });
    }

    void assign(Place target, Expr value, Span span) {
        builder.add(new Instruction.Assign(target, value, span));
    }

    /// The value in a new temporary.
    Place hold(Expr value, Span span) {
        Place place = Place.of(temporary(type(value)));
        assign(place, value, span);
        return place;
    }

    /// A value that is not known, made by a part that is not understood.
    Expr opaque(SyntaxNode node, String why) {
        file.problem(span(node), why);
        return unknown(node);
    }

    /// A value that is not known.
    Expr unknown(SyntaxNode node) {
        Place result = Place.of(temporary(Type.UNKNOWN));
        Set<Place> touched = new LinkedHashSet<>();
        collect(node, touched);
        touched.add(result);
        builder.add(new Instruction.Opaque(touched, span(node)));
        return new Expr.Read(result);
    }

    private void collect(SyntaxNode root, Set<Place> touched) {
        // A list of its own instead of recursion: this is where trees end that are too deep.
        List<SyntaxNode> pending = new ArrayList<>();
        pending.add(root);
        while (!pending.isEmpty() && touched.size() < 64) {
            SyntaxNode node = pending.removeLast();
            if (node.kind().equals("identifier")) {
                scope.find(node.text()).ifPresent(variable -> touched.add(Place.of(variable)));
            }
            List<SyntaxNode> children = node.namedChildren();
            for (int index = children.size() - 1; index >= 0; index--) {
                pending.add(children.get(index));
            }
        }
    }

    /// The type of a value as far as it is known.
    Type type(Expr value) {
        return switch (value) {
            case Expr.Read(var place) -> file.type(place);
            case Expr.AddressOf(var place) -> {
                Type target = file.type(place);
                yield target.equals(Type.UNKNOWN) ? target : new Type.Pointer(target);
            }
            case Expr.Cast(var type, _) -> type;
            case Expr.Aggregate(var type, _) -> type;
            case Expr.Apply(var operator, var operands) -> applied(operator, operands);
            case Expr.Literal _ -> new Type.Named("int");
            case Expr.Text _ -> new Type.Pointer(new Type.Named("char"));
            case Expr.Symbol _, Expr.Unit _, Expr.Variant _, Expr.Is _ -> Type.UNKNOWN;
        };
    }

    private Type applied(String operator, List<Expr> operands) {
        return switch (operator) {
            case "==", "!=", "<", ">", "<=", ">=", "!" -> new Type.Named("int");
            case "sizeof" -> new Type.Named("size_t");
            case "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "~" -> type(operands.getFirst());
            default -> Type.UNKNOWN;
        };
    }
}
