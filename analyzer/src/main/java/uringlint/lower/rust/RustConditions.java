// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.syntax.SyntaxNode;

/// Lowers conditions, with the patterns in them, to branches.
final class RustConditions {
    private final BodyLowering in;

    RustConditions(BodyLowering in) {
        this.in = in;
    }

    /// Branches by a condition. What it binds is in sight where it holds; what is to be dropped where it does not hold is the result.
    Cleanups condition(SyntaxNode node, Open yes, Open no) {
        Cleanups before = in.cleanups;
        switch (node.kind()) {
            case "let_condition" -> {
                // What the value is made of lives until the end of the whole statement.
                Operand looked = node.child("value").map(this::scrutinee).orElse(Values.UNIT);
                Cleanups held = in.cleanups;
                node.child("pattern")
                        .ifPresent(pattern -> in.patterns.bind(
                                pattern, looked, Optional.of(new Patterns.Refusal(no, held)), in.span(node)));
                in.builder.jump(yes, in.span(node));
                return held;
            }
            case "let_chain" ->
                chain(
                        node.namedChildren().stream()
                                .filter(child -> !Values.isComment(child))
                                .toList(),
                        yes,
                        new Patterns.Refusal(no, before));
            default -> test(node, yes, no);
        }
        return before;
    }

    private void chain(List<SyntaxNode> parts, Open yes, Patterns.Refusal refused) {
        for (SyntaxNode part : parts) {
            var next = new Open();
            if (part.kind().equals("let_condition")) {
                Operand looked = part.child("value").map(this::scrutinee).orElse(Values.UNIT);
                part.child("pattern")
                        .ifPresent(pattern -> in.patterns.bind(pattern, looked, Optional.of(refused), in.span(part)));
            } else {
                guard(part, next, refused);
            }
            in.builder.enter(next, in.span(part));
        }
        parts.stream().findFirst().ifPresent(part -> in.builder.jump(yes, in.span(part)));
    }

    /// A condition that is asked when something was bound already.
    private void guard(SyntaxNode node, Open yes, Patterns.Refusal refused) {
        if (!in.cleanups.isBeyond(refused.cleanups())) {
            test(node, yes, refused.block());
            return;
        }
        Cleanups before = in.cleanups;
        var way = new Open();
        test(node, yes, way);
        in.builder.enter(way, in.span(node));
        if (in.builder.isOpen()) {
            in.cleanups = before;
            in.ownership.dropTo(refused.cleanups(), in.span(node));
        }
        in.builder.jump(refused.block(), in.span(node));
        in.cleanups = before;
    }

    /// Branches by a condition that binds nothing. What its parts are made of is dropped on both ways.
    private void test(SyntaxNode node, Open yes, Open no) {
        switch (node.kind()) {
            case "parenthesized_expression" -> {
                if (!node.namedChildren().isEmpty()) {
                    test(node.namedChildren().getFirst(), yes, no);
                    return;
                }
            }
            case "unary_expression" -> {
                if (node.text().startsWith("!") && !node.namedChildren().isEmpty()) {
                    test(node.namedChildren().getFirst(), no, yes);
                    return;
                }
            }
            case "binary_expression" -> {
                String operator = Values.operator(node);
                if (operator.equals("&&") || operator.equals("||")) {
                    var next = new Open();
                    test(
                            node.child("left").orElse(node),
                            operator.equals("&&") ? next : yes,
                            operator.equals("&&") ? no : next);
                    in.builder.enter(next, in.span(node));
                    test(node.child("right").orElse(node), yes, no);
                    return;
                }
            }
            default -> {}
        }
        Cleanups before = in.cleanups;
        Operand operand = in.values.value(node, RustType.BOOL);
        if (in.cleanups.isBeyond(before) && in.builder.isOpen()) {
            operand = in.read(in.hold(operand, in.span(node)));
        }
        in.ownership.release(before, in.span(node));
        if (operand.value() instanceof Expr.Literal(var number, _)) {
            in.builder.jump(number != 0 ? yes : no, in.span(node));
        } else if (in.builder.isOpen()) {
            in.builder.branch(operand.value(), yes, no, in.span(node));
        }
    }

    /// What is looked at by a pattern: the place itself, where there is one.
    Operand scrutinee(SyntaxNode node) {
        return RustPlaces.isPlace(node)
                        && !(in.scope.find(node.text()).orElse(null) instanceof RustScope.Binding.Closure)
                        && (node.kind().equals("self")
                                || !node.kind().equals("identifier")
                                || in.scope.find(node.text()).isPresent())
                ? in.read(in.places.place(node))
                : in.values.value(node, RustType.UNKNOWN);
    }

    /// Branches by whether a value is of the pattern of an arm, and its guard holds.
    void matches(SyntaxNode value, SyntaxNode arm, Open yes, Open no) {
        Cleanups before = in.cleanups;
        Operand looked = scrutinee(value);
        if (in.cleanups.isBeyond(before)) {
            looked = in.read(in.hold(looked, in.span(value)));
            in.ownership.release(before, in.span(value));
        }
        arm(
                arm,
                looked.value() instanceof Expr.Read ? looked : in.read(in.hold(looked, in.span(value))),
                new Patterns.Refusal(no, in.cleanups));
        in.builder.jump(yes, in.span(arm));
    }

    /// Tests the pattern of an arm, binds its names, and tests its guard, which still sees all in its place.
    List<Patterns.Bound> arm(SyntaxNode arm, Operand operand, Patterns.Refusal refused) {
        Optional<SyntaxNode> pattern = arm.child("pattern");
        Optional<SyntaxNode> guard = pattern.flatMap(inner -> inner.child("condition"));
        List<Patterns.Bound> bound = in.patterns.match(pattern.orElse(arm), operand, Optional.of(refused), in.span(pattern.orElse(arm)));
        if (guard.isPresent()) {
            var passed = new Open();
            boolean isPattern = guard.get().kind().startsWith("let_");
            if (isPattern) {
                chain(
                        guard.get().kind().equals("let_chain") ? guard.get().namedChildren() : List.of(guard.get()),
                        passed,
                        refused);
            } else {
                guard(guard.get(), passed, refused);
            }
            in.builder.enter(passed, in.span(guard.get()));
        }
        return bound;
    }

    /// A condition as a value.
    Operand truth(SyntaxNode node) {
        Cleanups before = in.cleanups;
        var yes = new Open();
        var no = new Open();
        Cleanups refused = condition(node, yes, no);
        return truth(node, yes, no, before, refused);
    }

    /// True or false, by the way on which control comes.
    Operand truth(SyntaxNode node, Open yes, Open no, Cleanups before, Cleanups refused) {
        var result = in.new Result(RustType.BOOL);
        var end = new Open();
        for (Open branch : List.of(yes, no)) {
            in.cleanups = branch == no ? refused : in.cleanups;
            in.builder.enter(branch, in.span(node));
            result.put(
                    new Operand(
                            new Expr.Literal(branch == yes ? 1 : 0, branch == yes ? "true" : "false"), RustType.BOOL),
                    in.span(node));
            in.ownership.release(before, in.span(node));
            in.builder.jump(end, in.span(node));
        }
        in.cleanups = before;
        in.builder.enter(end, in.span(node));
        return result.value();
    }
}
