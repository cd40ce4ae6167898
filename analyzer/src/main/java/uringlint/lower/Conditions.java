// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Variable;
import uringlint.ir.text.Literals;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Conditions become branches, also where a value is asked for.
final class Conditions {
    private final FunctionLowering in;

    Conditions(FunctionLowering in) {
        this.in = in;
    }

    /// Whether a node is `a && b` or `a || b`.
    static boolean isLogical(SyntaxNode node) {
        String operator = Expressions.operator(node);
        return node.kind().equals("binary_expression") && (operator.equals("&&") || operator.equals("||"));
    }

    /// Goes on to one of two blocks. No block is current afterwards.
    void branch(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        if (in.descend()) {
            lower(node, whenTrue, whenFalse);
        } else {
            in.builder.branch(in.opaque(node, "a condition is nested too deeply"), whenTrue, whenFalse, in.span(node));
        }
        in.ascend();
    }

    private void lower(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        switch (node.kind()) {
            case "parenthesized_expression" -> {
                List<SyntaxNode> children = node.namedChildren();
                if (children.size() == 1) {
                    branch(children.getFirst(), whenTrue, whenFalse);
                } else {
                    plain(node, whenTrue, whenFalse);
                }
            }
            case "unary_expression" -> {
                if (Expressions.operator(node).equals("!") && node.child("argument").isPresent()) {
                    branch(node.child("argument").get(), whenFalse, whenTrue);
                } else {
                    plain(node, whenTrue, whenFalse);
                }
            }
            case "binary_expression" -> logical(node, whenTrue, whenFalse);
            case "comma_expression" -> {
                node.child("left").ifPresent(left -> in.expressions.effect(left, in.span(left)));
                node.child("right").ifPresentOrElse(right -> branch(right, whenTrue, whenFalse), () -> plain(node, whenTrue, whenFalse));
            }
            case "conditional_expression" -> chooseBranch(node, whenTrue, whenFalse);
            case "number_literal", "true", "false" ->
                in.builder.jump(isTrue(node.text()) ? whenTrue : whenFalse, in.span(node));
            case "call_expression" -> {
                if (in.isStatic()) {
                    plain(node, whenTrue, whenFalse);
                } else {
                    in.calls.branch(node, whenTrue, whenFalse);
                }
            }
            case "identifier" -> name(node, whenTrue, whenFalse);
            default -> plain(node, whenTrue, whenFalse);
        }
    }

    private void logical(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        Optional<SyntaxNode> left = node.child("left");
        Optional<SyntaxNode> right = node.child("right");
        if (!isLogical(node) || left.isEmpty() || right.isEmpty()) {
            plain(node, whenTrue, whenFalse);
            return;
        }
        var next = new FunctionBuilder.Open();
        if (Expressions.operator(node).equals("&&")) {
            branch(left.get(), next, whenFalse);
        } else {
            branch(left.get(), whenTrue, next);
        }
        in.builder.enter(next, in.span(node));
        branch(right.get(), whenTrue, whenFalse);
    }

    private void name(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        if (!in.frame.binds(node.text())) {
            plain(node, whenTrue, whenFalse);
            return;
        }
        in.expansion.argument(node.text(), bound -> {
            branch(bound, whenTrue, whenFalse);
            return new Expr.Unit();
        }, () -> {
            in.builder.branch(new Expr.Symbol(node.text()), whenTrue, whenFalse, in.span(node));
            return new Expr.Unit();
        });
    }

    private static boolean isTrue(String literal) {
        boolean hasSign = literal.startsWith("-") || literal.startsWith("+");
        return Literals.parse(hasSign ? literal.substring(1).strip() : literal).value() != 0;
    }

    private void plain(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        in.builder.branch(in.expressions.value(node), whenTrue, whenFalse, in.span(node));
    }

    private void chooseBranch(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        Optional<SyntaxNode> condition = node.child("condition");
        Optional<SyntaxNode> consequence = node.child("consequence");
        Optional<SyntaxNode> alternative = node.child("alternative");
        if (condition.isEmpty() || alternative.isEmpty()) {
            plain(node, whenTrue, whenFalse);
            return;
        }
        var otherwise = new FunctionBuilder.Open();
        if (consequence.isPresent()) {
            var then = new FunctionBuilder.Open();
            branch(condition.get(), then, otherwise);
            in.builder.enter(then, in.span(node));
            branch(consequence.get(), whenTrue, whenFalse);
        } else {
            branch(condition.get(), whenTrue, otherwise);
        }
        in.builder.enter(otherwise, in.span(node));
        branch(alternative.get(), whenTrue, whenFalse);
    }

    /// Puts 1 or 0 into a place.
    void store(Place target, SyntaxNode node, Span span) {
        var yes = new FunctionBuilder.Open();
        var no = new FunctionBuilder.Open();
        var after = new FunctionBuilder.Open();
        branch(node, yes, no);
        in.builder.enter(yes, span);
        in.assign(target, Literals.of(1), span);
        in.builder.jump(after, span);
        in.builder.enter(no, span);
        in.assign(target, Literals.of(0), span);
        in.builder.enter(after, span);
    }

    /// `a ? b : c` and `a ?: c`, into a place or for their effects.
    void choose(Optional<Place> target, SyntaxNode node, Span span) {
        Optional<SyntaxNode> condition = node.child("condition");
        Optional<SyntaxNode> consequence = node.child("consequence");
        Optional<SyntaxNode> alternative = node.child("alternative");
        if (condition.isEmpty() || alternative.isEmpty()) {
            Expr unknown = in.opaque(node, "a conditional expression is not understood");
            target.ifPresent(place -> in.assign(place, unknown, span));
            return;
        }
        var yes = new FunctionBuilder.Open();
        var no = new FunctionBuilder.Open();
        var after = new FunctionBuilder.Open();
        if (consequence.isPresent()) {
            branch(condition.get(), yes, no);
            in.builder.enter(yes, span);
            store(target, consequence.get(), span);
        } else {
            Expr value = in.expressions.value(condition.get());
            boolean isVariable = value instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() != Variable.Kind.GLOBAL;
            // The value is taken once.
            Expr tested = isVariable ? value : new Expr.Read(in.hold(value, in.span(condition.get())));
            in.builder.branch(tested, yes, no, in.span(condition.get()));
            in.builder.enter(yes, span);
            target.ifPresent(place -> in.assign(place, tested, span));
        }
        in.builder.jump(after, span);
        in.builder.enter(no, span);
        store(target, alternative.get(), span);
        in.builder.enter(after, span);
    }

    private void store(Optional<Place> target, SyntaxNode node, Span span) {
        if (target.isPresent()) {
            in.expressions.store(target.get(), node, span);
        } else {
            in.expressions.effect(node, in.span(node));
        }
    }
}
