// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.syntax.SyntaxNode;

/// Access paths.
final class Places {
    private static final Projection DEREF = new Projection.Deref();

    private final FunctionLowering in;

    Places(FunctionLowering in) {
        this.in = in;
    }

    /// The place that an expression names; a value that has none gets a temporary.
    Place place(SyntaxNode node) {
        Place place = in.descend()
                ? lower(node)
                : in.hold(in.opaque(node, "an expression is nested too deeply"), in.span(node));
        in.ascend();
        return place;
    }

    private Place lower(SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier" -> identifier(node);
            case "parenthesized_expression", "extension_expression" -> {
                List<SyntaxNode> children = node.namedChildren();
                yield children.size() == 1 ? place(children.getFirst()) : held(node);
            }
            case "field_expression" -> field(node);
            case "subscript_expression" -> element(node);
            case "pointer_expression" -> {
                Optional<SyntaxNode> argument = node.child("argument");
                yield argument.isPresent() && Expressions.operator(node).equals("*")
                        ? target(argument.get())
                        : held(node);
            }
            default -> held(node);
        };
    }

    private Place held(SyntaxNode node) {
        Expr value = in.expressions.value(node);
        return value instanceof Expr.Read(var place) ? place : in.hold(value, in.span(node));
    }

    private Place identifier(SyntaxNode node) {
        String name = node.text();
        if (in.frame.binds(name)) {
            Expr address = in.expansion.argument(name, bound -> new Expr.AddressOf(place(bound)), () -> new Expr.AddressOf(held(node)));
            return ((Expr.AddressOf) address).place();
        }
        Optional<Variable> variable = in.variable(name);
        if (variable.isEmpty() && in.expansion.isShorthand(name) && in.expressions.value(node) instanceof Expr.Read(var place)) {
            return place;
        }
        return Place.of(variable.orElseGet(() -> in.undeclared(name)));
    }

    private Place field(SyntaxNode node) {
        Optional<SyntaxNode> argument = node.child("argument");
        Optional<SyntaxNode> field = node.child("field");
        if (argument.isEmpty() || field.isEmpty()) {
            return in.hold(in.opaque(node, "an access is not understood"), in.span(node));
        }
        Place base = Expressions.operator(node).equals("->") ? target(argument.get()) : place(argument.get());
        return base.then(new Projection.Field(in.text(field.get())));
    }

    private Place element(SyntaxNode node) {
        Optional<SyntaxNode> argument = node.child("argument");
        Optional<SyntaxNode> index = node.child("index");
        if (argument.isEmpty() || index.isEmpty()) {
            return in.hold(in.opaque(node, "an access is not understood"), in.span(node));
        }
        Place base = place(argument.get());
        if (!(in.file.resolve(in.file.type(base)) instanceof Type.Array)) {
            base = base.then(DEREF);
        }
        return base.then(new Projection.Index(in.expressions.value(index.get())));
    }

    /// What a pointer points to.
    Place target(SyntaxNode pointer) {
        return target(in.expressions.value(pointer), pointer);
    }

    private Place target(Expr pointer, SyntaxNode node) {
        return switch (pointer) {
            case Expr.Read(var place) -> place.then(DEREF);
            case Expr.AddressOf(var place) -> place;
            case Expr.Symbol(var name) -> Place.of(in.undeclared(name)).then(DEREF);
            case Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.Apply _, Expr.Cast _, Expr.Aggregate _, Expr.Variant _,
                    Expr.Is _ -> in.hold(pointer, in.span(node)).then(DEREF);
        };
    }

    /// `&operand`
    Expr address(SyntaxNode operand) {
        SyntaxNode inner = operand;
        while (inner.kind().equals("parenthesized_expression") && inner.namedChildren().size() == 1) {
            inner = inner.namedChildren().getFirst();
        }
        if (inner.kind().equals("identifier")) {
            String name = inner.text();
            if (in.frame.binds(name)) {
                return in.expansion.argument(name, this::address, () -> new Expr.Symbol(name));
            }
            if (in.variable(name).isEmpty() && (in.file.result(name).isPresent() || in.file.isConstant(name))) {
                return new Expr.Symbol(name);
            }
        }
        Place place = place(inner);
        boolean isTarget = !place.path().isEmpty() && place.path().getLast().equals(DEREF);
        return isTarget
                ? new Expr.Read(new Place(
                        place.base(), place.path().subList(0, place.path().size() - 1)))
                : new Expr.AddressOf(place);
    }

    /// Whether an expression is a path of names only.
    boolean isPure(SyntaxNode node, int level) {
        if (level > 50) {
            return false;
        }
        return switch (node.kind()) {
            case "identifier" -> true;
            case "number_literal" -> level > 0;
            case "field_expression", "pointer_expression", "parenthesized_expression", "subscript_expression" -> {
                boolean isPure = !Expressions.operator(node).equals("&");
                for (SyntaxNode child : node.namedChildren()) {
                    isPure &= child.kind().equals("field_identifier") || isPure(child, level + 1);
                }
                yield isPure;
            }
            default -> false;
        };
    }

    /// Whether a path starts at a variable.
    boolean hasVariable(SyntaxNode node) {
        SyntaxNode at = node;
        while (!at.kind().equals("identifier")) {
            List<SyntaxNode> children = at.namedChildren();
            if (children.isEmpty()) {
                return false;
            }
            at = children.getFirst();
        }
        return in.frame.binds(at.text()) || in.variable(at.text()).isPresent();
    }
}
