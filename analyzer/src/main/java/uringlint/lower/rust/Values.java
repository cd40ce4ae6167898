// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// Lowers expressions to values.
final class Values {
    private final BodyLowering in;

    Values(BodyLowering in) {
        this.in = in;
    }

    static final Operand UNIT = new Operand(new Expr.Literal(0, "()"), RustType.UNIT);

    /// The value of an expression; code that it is not lowered in the right type for what is expected is none that compiles.
    Operand value(SyntaxNode node, RustType expected) {
        if (!in.descend()) {
            in.ascend();
            return in.opaque(node, "an expression is nested too deep");
        }
        try {
            Operand operand = lower(node, expected);
            in.note(operand.value(), node);
            return operand;
        } finally {
            in.ascend();
        }
    }

    /// A value that is used up: a variable that owns something is empty afterwards.
    Operand consume(SyntaxNode node, RustType expected) {
        return moved(value(node, expected), node);
    }

    /// The values of arguments of which nothing is expected.
    List<Operand> consumed(List<SyntaxNode> arguments) {
        return arguments.stream().map(argument -> consume(argument, RustType.UNKNOWN)).toList();
    }

    /// A value that is moved out of its place.
    Operand moved(Operand operand, SyntaxNode node) {
        boolean isOwner = operand.value() instanceof Expr.Read(Place place)
                && place.path().stream().allMatch(Projection.Field.class::isInstance)
                && in.owned.isOwner(operand.type());
        if (!isOwner) {
            return operand;
        }
        boolean isPart = operand.value() instanceof Expr.Read(Place place)
                && !place.isVariable()
                && place.base().kind() == Variable.Kind.TEMPORARY;
        Operand held = isPart ? operand : in.read(in.hold(operand, in.span(node)));
        if (held.value() instanceof Expr.Read(var place)) {
            in.ownership.passOn(operand.value(), place.base());
        }
        if (held.value().equals(operand.value()) || isName(node)) {
            in.ownership.moved(operand, in.span(node));
        }
        return held;
    }

    /// Only what is named is moved: a handle that was made of a pointer is a value of its own.
    private static boolean isName(SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier", "self" -> true;
            case "parenthesized_expression" -> node.namedChildren().stream().anyMatch(Values::isName);
            case "field_expression" -> node.child("value").filter(Values::isName).isPresent();
            default -> false;
        };
    }

    private Operand lower(SyntaxNode node, RustType expected) {
        return switch (node.kind()) {
            case "integer_literal" ->
                Literal.integer(node.text())
                        .map(literal -> new Operand(literal, integerType(node.text(), expected)))
                        .orElseGet(() -> new Operand(new Expr.Symbol(node.text()), RustType.I32));
            case "boolean_literal" ->
                new Operand(new Expr.Literal(node.text().equals("true") ? 1 : 0, node.text()), RustType.BOOL);
            case "char_literal" -> new Operand(Literal.character(node.text()), RustType.path("char"));
            case "string_literal", "raw_string_literal", "float_literal" ->
                new Operand(new Expr.Text(node.text()), new RustType.Reference(false, RustType.path("str")));
            case "unit_expression" -> UNIT;
            case "identifier", "self" -> name(node, expected);
            case "scoped_identifier", "generic_function" -> in.paths.path(node, expected);
            case "field_expression", "index_expression" -> in.read(in.places.place(node));
            case "parenthesized_expression" ->
                node.namedChildren().isEmpty()
                        ? UNIT
                        : value(node.namedChildren().getFirst(), expected);
            case "unary_expression" -> unary(node, expected);
            case "binary_expression" -> binary(node, expected);
            case "reference_expression" -> reference(node, expected);
            case "type_cast_expression" -> cast(node);
            case "call_expression" -> in.invocations.call(node, expected);
            case "macro_invocation" -> in.macros.value(node, expected);
            case "try_expression" -> in.wrapped.propagate(node, expected);
            case "struct_expression" -> in.composites.structure(node, expected);
            case "tuple_expression" -> in.composites.tuple(node, expected);
            case "array_expression" -> in.composites.array(node, expected);
            case "closure_expression" -> in.closures.value(node);
            case "range_expression" -> in.composites.range(node);
            case "assignment_expression", "compound_assignment_expr" -> assignment(node);
            case "if_expression",
                    "match_expression",
                    "block",
                    "unsafe_block",
                    "const_block",
                    "loop_expression",
                    "while_expression",
                    "for_expression",
                    "return_expression",
                    "break_expression",
                    "continue_expression",
                    "let_condition",
                    "let_chain",
                    "async_block",
                    "gen_block",
                    "labeled_block" -> in.control.value(node, expected);
            case "metavariable" -> in.opaque(node, "a macro's parameter is not bound");
            default -> in.opaque(node, "`" + node.kind() + "` is not understood");
        };
    }

    private RustType integerType(String text, RustType expected) {
        for (String suffix : List.of("u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize")) {
            if (text.endsWith(suffix)) {
                return RustType.path(suffix);
            }
        }
        return in.types.erase(expected) instanceof Type.Named ? expected : RustType.I32;
    }

    private Operand name(SyntaxNode node, RustType expected) {
        Optional<RustScope.Binding> known = in.scope.find(node.text());
        if (known.isPresent()) {
            return switch (known.get()) {
                case RustScope.Binding.Local(var variable, var type) -> {
                    in.ownership.used.add(variable);
                    yield new Operand(new Expr.Read(Place.of(variable)), type);
                }
                case RustScope.Binding.Later later -> in.read(in.deferred.begin(node.text(), later, expected));
                case RustScope.Binding.Closure closure -> in.closures.value(closure.node());
            };
        }
        return in.paths.named(node.text(), node, expected);
    }

    private Operand unary(SyntaxNode node, RustType expected) {
        if (node.namedChildren().isEmpty()) {
            return in.opaque(node, "an operator has no operand");
        }
        SyntaxNode inner = node.namedChildren().getFirst();
        if (node.text().startsWith("*")) {
            return in.read(in.places.place(node));
        }
        Operand operand = value(inner, expected);
        boolean isBool = in.types.resolve(operand.type()).equals(RustType.BOOL) || expected.equals(RustType.BOOL);
        String operator = node.text().startsWith("-") ? "-" : isBool ? "!" : "~";
        if (operator.equals("-") && operand.value() instanceof Expr.Literal(var number, var text)) {
            return new Operand(new Expr.Literal(-number, "-" + text), operand.type());
        }
        return new Operand(new Expr.Apply(operator, List.of(operand.value())), operand.type());
    }

    private Operand binary(SyntaxNode node, RustType expected) {
        Optional<SyntaxNode> left = node.child("left");
        Optional<SyntaxNode> right = node.child("right");
        if (left.isEmpty() || right.isEmpty()) {
            return in.opaque(node, "an operator lacks an operand");
        }
        String operator = operator(node);
        if (operator.equals("&&") || operator.equals("||")) {
            return in.conditions.truth(node);
        }
        boolean isComparison = List.of("==", "!=", "<", ">", "<=", ">=").contains(operator);
        Operand one = value(left.get(), isComparison ? RustType.UNKNOWN : expected);
        Operand two = value(right.get(), one.type());
        if (isComparison && in.types.isOption(one.type()) && two.value() instanceof Expr.Variant(var variant, _)) {
            return new Operand(new Expr.Is(one.value(), variant), RustType.BOOL);
        }
        return new Operand(new Expr.Apply(operator, List.of(one.value(), two.value())), isComparison ? RustType.BOOL : one.type());
    }

    static String operator(SyntaxNode node) {
        for (SyntaxNode child : node.children()) {
            if (!child.isNamed() && child.field().equals("operator")) {
                return child.text();
            }
        }
        return node.children().size() > 1 ? node.children().get(1).text() : "";
    }

    private Operand reference(SyntaxNode node, RustType expected) {
        Optional<SyntaxNode> target = node.child("value");
        if (target.isEmpty()) {
            return in.opaque(node, "a reference to nothing");
        }
        boolean isMutable = node.namedChildren().stream().anyMatch(child -> child.kind().equals("mutable_specifier"));
        boolean isRaw = node.text().startsWith("&raw");
        SyntaxNode inner = target.get();
        boolean isOfPointer = inner.kind().equals("unary_expression")
                && inner.text().startsWith("*")
                && !inner.namedChildren().isEmpty();
        if (isOfPointer && !isRaw) {
            return referenced(node, in.places.slot(inner.namedChildren().getFirst()), inner.namedChildren().getFirst(), isMutable);
        }
        RustType wanted = expected instanceof RustType.Reference(_, var pointee) ? pointee : RustType.UNKNOWN;
        Slot slot = RustPlaces.isPlace(inner) ? in.places.place(inner) : in.hold(value(inner, wanted), in.span(inner));
        return isRaw
                ? new Operand(RustPlaces.address(slot.place()), new RustType.Raw(isMutable, slot.type()))
                : in.places.borrow(slot, isMutable);
    }

    /// `&*pointer`. Whoever makes a reference of a raw pointer promises something: what, is for rules to say.
    private Operand referenced(SyntaxNode node, Slot pointer, SyntaxNode spelled, boolean isMutable) {
        Operand borrowed = in.places.borrow(in.places.deref(pointer), isMutable);
        RustType type = in.types.resolve(pointer.type());
        boolean isPromise = type instanceof RustType.Raw || type instanceof RustType.Unknown && isCall(spelled);
        return isPromise ? in.call(isMutable ? "&mut*" : "&*", borrowed.type(), node, List.of(borrowed)) : borrowed;
    }

    private static boolean isCall(SyntaxNode node) {
        return switch (node.kind()) {
            case "call_expression", "type_cast_expression" -> true;
            case "parenthesized_expression" ->
                !node.namedChildren().isEmpty() && isCall(node.namedChildren().getFirst());
            default -> false;
        };
    }

    private Operand cast(SyntaxNode node) {
        Optional<SyntaxNode> value = node.child("value");
        Optional<SyntaxNode> type = node.child("type");
        if (value.isEmpty() || type.isEmpty()) {
            return in.opaque(node, "a cast is not understood");
        }
        RustType target = in.type(type.get());
        Operand operand = value(value.get(), RustType.UNKNOWN);
        if (target instanceof RustType.Raw(var isMutable, RustType.Path(var name, _, _)) && name.equals("_")) {
            return new Operand(operand.value(), new RustType.Raw(isMutable, in.types.target(operand.type()).orElse(RustType.UNKNOWN)));
        }
        if (target.name().equals("_")) {
            return operand;
        }
        return new Operand(new Expr.Cast(in.types.erase(target), operand.value()), target);
    }

    static boolean isComment(SyntaxNode node) {
        return node.kind().equals("line_comment")
                || node.kind().equals("block_comment")
                || node.kind().equals("attribute_item");
    }

    private Operand assignment(SyntaxNode node) {
        Optional<SyntaxNode> left = node.child("left");
        Optional<SyntaxNode> right = node.child("right");
        if (left.isEmpty() || right.isEmpty()) {
            return in.opaque(node, "an assignment is not understood");
        }
        if (left.get().text().equals("_")) {
            value(right.get(), RustType.UNKNOWN);
            return UNIT;
        }
        if (left.get().kind().equals("tuple_expression")) {
            spread(left.get(), consume(right.get(), RustType.UNKNOWN), node);
            return UNIT;
        }
        if (node.kind().equals("compound_assignment_expr")) {
            Slot target = in.places.place(left.get());
            Operand operand = value(right.get(), target.type());
            String operator = operator(node).replace("=", "");
            in.assign(target.place(), new Expr.Apply(operator, List.of(new Expr.Read(target.place()), operand.value())), in.span(node));
            return UNIT;
        }
        // Rust evaluates the right side first.
        Operand operand = consume(right.get(), expectedAt(left.get()));
        Slot target = in.scope.find(left.get().text()).orElse(null) instanceof RustScope.Binding.Later later
                ? in.deferred.begin(left.get().text(), later, operand.type())
                : in.places.place(left.get());
        replace(target, operand, left.get(), node);
        return UNIT;
    }

    /// Gives a place another value: what it had until now ends.
    private void replace(Slot target, Operand operand, SyntaxNode left, SyntaxNode node) {
        boolean isFirst = in.scope.find(left.text()).orElse(null) instanceof RustScope.Binding.Later;
        if (isFirst || !in.owned.isSlot(target.type())) {
            in.assign(target.place(), operand.value(), in.span(node));
            return;
        }
        Operand old = in.optionPlaces.swap(target, operand, in.span(node));
        in.drops.drop(in.hold(old, in.span(node)), in.span(node));
    }

    /// `(a, b) = value`
    private void spread(SyntaxNode places, Operand value, SyntaxNode node) {
        Slot whole = in.hold(value, in.span(node));
        int at = 0;
        for (SyntaxNode part : places.namedChildren()) {
            if (!part.text().equals("_")) {
                String name = Integer.toString(at);
                RustType type = in.types.field(whole.type(), name).orElse(RustType.UNKNOWN);
                Place target = in.places.place(part).place();
                in.assign(target, new Expr.Read(whole.then(new Projection.Field(name), type).place()), in.span(node));
            }
            at++;
        }
    }

    /// The type of a place before it is lowered, where a variable tells it.
    RustType expectedAt(SyntaxNode left) {
        return switch (in.scope.find(left.text()).orElse(null)) {
            case RustScope.Binding.Local(_, var type) -> type;
            case RustScope.Binding.Later(_, var type, _) -> type;
            case RustScope.Binding.Closure _ -> RustType.UNKNOWN;
            case null -> RustType.UNKNOWN;
        };
    }
}
