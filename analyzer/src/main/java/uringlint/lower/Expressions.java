// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.text.Literals;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Values: what an expression does becomes instructions, what is left of it is an `Expr` without effects.
final class Expressions {
    private final FunctionLowering in;

    Expressions(FunctionLowering in) {
        this.in = in;
    }

    /// The value of an expression, after its effects.
    Expr value(SyntaxNode node) {
        Expr value = in.descend() ? lower(node) : in.opaque(node, "an expression is nested too deeply");
        in.ascend();
        if (in.frame.use().isEmpty()) {
            in.written.value(value, node);
        }
        return value;
    }

    private Expr lower(SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier", "field_identifier", "type_identifier" -> identifier(node);
            case "number_literal" -> number(node.text());
            case "char_literal", "true", "false" -> Literals.parse(node.text());
            case "null" -> new Expr.Literal(0, "NULL");
            case "string_literal", "concatenated_string" -> new Expr.Text(string(node));
            case "parenthesized_expression", "extension_expression" -> inner(node);
            case "compound_statement" -> in.statements.value(node);
            case "field_expression", "subscript_expression" -> new Expr.Read(in.places.place(node));
            case "pointer_expression" -> pointer(node);
            case "unary_expression" -> unary(node);
            case "binary_expression" -> binary(node);
            case "assignment_expression" -> new Expr.Read(assign(node, in.span(node)));
            case "update_expression" -> update(node);
            case "conditional_expression" -> conditional(node);
            case "call_expression" -> in.calls.value(node);
            case "cast_expression" -> cast(node);
            case "compound_literal_expression" -> compoundLiteral(node);
            case "initializer_list" -> in.initializers.list(node, Type.UNKNOWN);
            case "sizeof_expression" -> measure("sizeof", node);
            case "alignof_expression" -> measure("alignof", node);
            case "offsetof_expression" -> offset(node);
            case "comma_expression" -> {
                node.child("left").ifPresent(left -> effect(left, in.span(left)));
                yield node.child("right").map(this::value).orElse(new Expr.Unit());
            }
            case "type_descriptor", "preproc_defined", "operator_name" -> new Expr.Symbol(in.text(node));
            case "generic_expression" -> selection(node);
            case "gnu_asm_expression" -> in.unknown(node);
            default -> in.opaque(node, "an expression is not understood: " + node.kind());
        };
    }

    /// The grammar takes a sign for a part of the number.
    private static Expr number(String text) {
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case '-' -> new Expr.Apply("-", List.of(Literals.parse(text.substring(1).strip())));
            case '+' -> Literals.parse(text.substring(1).strip());
            default -> Literals.parse(text);
        };
    }

    private Expr inner(SyntaxNode node) {
        List<SyntaxNode> children = node.namedChildren();
        return children.size() == 1 ? value(children.getFirst()) : in.opaque(node, "an expression is not understood");
    }

    private Expr identifier(SyntaxNode node) {
        String name = node.text();
        if (in.frame.binds(name)) {
            return in.expansion.argument(
                    name, this::value, () -> in.opaque(node, "a macro's argument is not understood"));
        }
        var variable = in.variable(name);
        if (variable.isPresent()) {
            return new Expr.Read(Place.of(variable.get()));
        }
        Optional<Expr> type = in.calls.typeArgument(node);
        if (type.isPresent()) {
            return type.get();
        }
        if (in.expansion.isShorthand(name)) {
            Optional<Expr> expanded = in.expansion.use(name, List.of(), in.span(node), body ->
                    body instanceof MacroBodies.Body.Value(var expression) ? Optional.of(value(expression)) : Optional.empty());
            if (expanded.isPresent()) {
                return expanded.get();
            }
        }
        return new Expr.Symbol(name);
    }

    /// The text of string literals next to each other; names of macros between them are left out.
    private static String string(SyntaxNode node) {
        if (node.kind().equals("string_literal")) {
            String text = node.text();
            int open = text.indexOf('"');
            return open >= 0 && text.length() >= open + 2 ? text.substring(open + 1, text.length() - 1) : "";
        }
        var text = new StringBuilder();
        for (SyntaxNode child : node.namedChildren()) {
            if (child.kind().equals("string_literal")) {
                text.append(string(child));
            }
        }
        return text.toString();
    }

    /// `_Generic(x, T: a, U: b)` is `a`: the kernel's selections differ in qualifiers alone.
    private Expr selection(SyntaxNode node) {
        SyntaxNode previous = node;
        for (SyntaxNode child : node.namedChildren()) {
            if (previous.kind().equals("type_descriptor") && !child.kind().equals("type_descriptor")) {
                return value(child);
            }
            previous = child;
        }
        return in.unknown(node);
    }

    private Expr pointer(SyntaxNode node) {
        Optional<SyntaxNode> argument = node.child("argument");
        if (argument.isEmpty()) {
            return in.opaque(node, "an operand is missing");
        }
        if (operator(node).equals("&")) {
            return in.places.address(argument.get());
        }
        Expr read = new Expr.Read(in.places.place(node));
        if (!isVolatile(argument.get())) {
            return read;
        }
        // `*(volatile T *)p` is what the macro expands to; the IR knows no qualifiers.
        Place result = Place.of(in.temporary(in.type(read)));
        in.builder.add(new Instruction.Call(result, new Expr.Symbol("READ_ONCE"), List.of(read), in.span(node)));
        return new Expr.Read(result);
    }

    private static boolean isVolatile(SyntaxNode pointer) {
        SyntaxNode inner = pointer;
        while (inner.kind().equals("parenthesized_expression") && inner.namedChildren().size() == 1) {
            inner = inner.namedChildren().getFirst();
        }
        return inner.kind().equals("cast_expression")
                && inner.child("type")
                        .filter(type -> type.text().contains("volatile"))
                        .isPresent();
    }

    static String operator(SyntaxNode node) {
        Optional<SyntaxNode> operator = node.child("operator");
        return operator.isPresent() ? operator.get().preparedText() : "";
    }

    private Expr unary(SyntaxNode node) {
        Optional<SyntaxNode> argument = node.child("argument");
        if (argument.isEmpty()) {
            return in.opaque(node, "an operand is missing");
        }
        Expr operand = value(argument.get());
        String operator = operator(node);
        return operator.equals("+") ? operand : new Expr.Apply(operator, List.of(operand));
    }

    private Expr binary(SyntaxNode node) {
        String operator = operator(node);
        Optional<SyntaxNode> left = node.child("left");
        Optional<SyntaxNode> right = node.child("right");
        if (left.isEmpty() || right.isEmpty()) {
            return in.opaque(node, "an operand is missing");
        }
        if ((operator.equals("&&") || operator.equals("||")) && !in.isStatic()) {
            Place result = Place.of(in.temporary(new Type.Named("int")));
            in.conditions.store(result, node, in.span(node));
            return new Expr.Read(result);
        }
        Optional<Type> castType = castType(left.get());
        if (castType.isPresent() && "-+*&".contains(operator)) {
            return misreadCast(castType.get(), operator, right.get());
        }
        Expr first = value(left.get());
        return new Expr.Apply(operator, List.of(first, value(right.get())));
    }

    /// `(u32) - 1` can be a difference or a cast; it is a cast where the name is that of a type.
    private Expr misreadCast(Type type, String operator, SyntaxNode operand) {
        Expr value = switch (operator) {
            case "&" -> in.places.address(operand);
            case "*" -> new Expr.Read(in.places.target(operand));
            case "-" -> new Expr.Apply("-", List.of(value(operand)));
            default -> value(operand);
        };
        return new Expr.Cast(type, value);
    }

    /// The type that stands in parentheses where the grammar saw a name.
    Optional<Type> castType(SyntaxNode node) {
        if (!node.kind().equals("parenthesized_expression")) {
            return Optional.empty();
        }
        List<SyntaxNode> children = node.namedChildren();
        if (children.size() != 1 || !children.getFirst().kind().equals("identifier")) {
            return Optional.empty();
        }
        String name = in.text(children.getFirst());
        boolean isType = TypeNames.isKnown(name)
                || in.file.isAlias(name) && in.variable(name).isEmpty()
                || name.startsWith("struct ");
        return isType ? Optional.of(TypeNames.parse(name)) : Optional.empty();
    }

    private Expr update(SyntaxNode node) {
        List<SyntaxNode> children = node.children();
        boolean isPrefix = !children.isEmpty() && !children.getFirst().isNamed();
        Optional<SyntaxNode> argument = node.child("argument");
        if (argument.isEmpty()) {
            return in.opaque(node, "an operand is missing");
        }
        Place place = in.places.place(argument.get());
        Expr.Read before = new Expr.Read(place);
        Expr result = isPrefix ? before : new Expr.Read(in.hold(before, in.span(node)));
        step(place, node, in.span(node));
        return result;
    }

    private void step(Place place, SyntaxNode node, Span span) {
        String operator = operator(node).equals("--") ? "-" : "+";
        in.assign(place, new Expr.Apply(operator, List.of(new Expr.Read(place), Literals.of(1))), span);
    }

    /// An assignment; the place that got the value.
    Place assign(SyntaxNode node, Span span) {
        Optional<SyntaxNode> left = node.child("left");
        Optional<SyntaxNode> right = node.child("right");
        if (left.isEmpty() || right.isEmpty()) {
            return in.hold(in.opaque(node, "an operand is missing"), span);
        }
        Place target = in.places.place(left.get());
        String operator = operator(node);
        if (operator.equals("=")) {
            store(target, right.get(), span);
        } else {
            Expr operand = value(right.get());
            String binary = operator.isEmpty() ? "+" : operator.substring(0, operator.length() - 1);
            in.assign(target, new Expr.Apply(binary, List.of(new Expr.Read(target), operand)), span);
        }
        return target;
    }

    /// Puts the value of an expression into a place, a call's without a detour.
    void store(Place target, SyntaxNode node, Span span) {
        if (!in.descend()) {
            in.assign(target, in.opaque(node, "an expression is nested too deeply"), span);
            in.ascend();
            return;
        }
        switch (node.kind()) {
            case "parenthesized_expression" -> {
                List<SyntaxNode> children = node.namedChildren();
                if (children.size() == 1) {
                    store(target, children.getFirst(), span);
                } else {
                    in.assign(target, in.opaque(node, "an expression is not understood"), span);
                }
            }
            case "identifier" -> {
                if (in.frame.binds(node.text())) {
                    in.expansion.argument(node.text(), bound -> {
                        store(target, bound, span);
                        return new Expr.Unit();
                    }, () -> in.opaque(node, "a macro's argument is not understood"));
                } else {
                    in.assign(target, value(node), span);
                }
            }
            case "call_expression" -> in.calls.store(target, node, span);
            case "conditional_expression" -> in.conditions.choose(Optional.of(target), node, span);
            case "binary_expression" -> {
                if (Conditions.isLogical(node)) {
                    in.conditions.store(target, node, span);
                } else {
                    in.assign(target, value(node), span);
                }
            }
            case "initializer_list" -> in.assign(target, in.initializers.list(node, in.file.type(target)), span);
            default -> in.assign(target, value(node), span);
        }
        in.ascend();
    }

    /// Only the effects of an expression.
    void effect(SyntaxNode node, Span span) {
        if (!in.descend()) {
            in.opaque(node, "an expression is nested too deeply");
            in.ascend();
            return;
        }
        switch (node.kind()) {
            case "assignment_expression" -> assign(node, span);
            case "update_expression" ->
                node.child("argument").ifPresent(argument -> step(in.places.place(argument), node, span));
            case "call_expression" -> in.calls.effect(node);
            case "comma_expression" -> {
                node.child("left").ifPresent(left -> effect(left, in.span(left)));
                node.child("right").ifPresent(right -> effect(right, in.span(right)));
            }
            case "parenthesized_expression" -> node.namedChildren().forEach(child -> effect(child, span));
            case "compound_statement" -> in.statements.lower(node);
            case "conditional_expression" -> in.conditions.choose(Optional.empty(), node, span);
            case "cast_expression" -> node.child("value").ifPresent(value -> effect(value, span));
            case "identifier" -> {
                String name = node.text();
                if (in.frame.binds(name)) {
                    in.expansion.argument(name, bound -> {
                        effect(bound, in.span(bound));
                        return new Expr.Unit();
                    }, Expr.Unit::new);
                } else if (in.variable(name).isEmpty()) {
                    in.expansion.statement(name, List.of(), in.span(node));
                }
            }
            default -> value(node);
        }
        in.ascend();
    }

    private Expr conditional(SyntaxNode node) {
        if (in.isStatic()) {
            return new Expr.Apply("?:", node.namedChildren().stream().map(this::value).toList());
        }
        Place result = Place.of(in.temporary(Type.UNKNOWN));
        in.conditions.choose(Optional.of(result), node, in.span(node));
        return new Expr.Read(result);
    }

    private Expr cast(SyntaxNode node) {
        Optional<SyntaxNode> type = node.child("type");
        Optional<SyntaxNode> value = node.child("value");
        if (type.isEmpty() || value.isEmpty()) {
            return in.opaque(node, "a cast is not understood");
        }
        Expr inner = value(value.get());
        Type target = in.types.descriptor(type.get());
        return target.equals(Type.UNKNOWN) ? inner : new Expr.Cast(target, inner);
    }

    private Expr compoundLiteral(SyntaxNode node) {
        Type type = node.child("type").map(in.types::descriptor).orElse(Type.UNKNOWN);
        Optional<SyntaxNode> value = node.child("value");
        return value.isPresent() ? in.initializers.list(value.get(), type) : new Expr.Aggregate(type, List.of());
    }

    private Expr measure(String operator, SyntaxNode node) {
        Optional<SyntaxNode> type = node.child("type");
        if (type.isPresent()) {
            return new Expr.Apply(operator, List.of(new Expr.Symbol(typeText(type.get()))));
        }
        Optional<SyntaxNode> value = node.child("value");
        return value.isEmpty()
                ? in.opaque(node, "an operand is missing")
                : new Expr.Apply(operator, List.of(measured(value.get())));
    }

    private String typeText(SyntaxNode node) {
        return in.frame.bindings().isEmpty() ? TypeLowering.uncommented(node.text()) : in.text(node);
    }

    /// The operand of `sizeof`: a place is named, nothing is evaluated.
    Expr measured(SyntaxNode node) {
        SyntaxNode operand = node;
        while (operand.kind().equals("parenthesized_expression") && operand.namedChildren().size() == 1) {
            operand = operand.namedChildren().getFirst();
        }
        if (operand.kind().equals("identifier") && in.frame.binds(operand.text())) {
            return in.expansion.argument(operand.text(), this::measured, () -> new Expr.Symbol("?"));
        }
        return in.places.isPure(operand, 0) && in.places.hasVariable(operand)
                ? new Expr.Read(in.places.place(operand))
                : new Expr.Symbol(FunctionLowering.sourceText(operand));
    }

    private Expr offset(SyntaxNode node) {
        String type = node.child("type").map(this::typeText).orElse("");
        String member = node.child("member").map(in::text).orElse("");
        return new Expr.Apply("offsetof", List.of(new Expr.Symbol(type), new Expr.Symbol(member)));
    }
}
