// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// `switch`: a chain of comparisons, then the body with a block a label.
final class Switches {
    private final FunctionLowering in;
    private Map<SyntaxNode, FunctionBuilder.Open> cases = Map.of();

    Switches(FunctionLowering in) {
        this.in = in;
    }

    void lower(SyntaxNode node) {
        Optional<SyntaxNode> condition = node.child("condition");
        Optional<SyntaxNode> body = node.child("body");
        if (condition.isEmpty() || body.isEmpty()) {
            in.opaque(node, "a switch is not understood");
            return;
        }
        Expr value = once(in.expressions.value(condition.get()), condition.get());
        var labels = new ArrayList<SyntaxNode>();
        collect(body.get(), labels, 0);
        var blocks = new LinkedHashMap<SyntaxNode, FunctionBuilder.Open>();
        labels.forEach(label -> blocks.put(label, new FunctionBuilder.Open()));
        var exit = new FunctionBuilder.Open();
        Optional<FunctionBuilder.Open> otherwise = Optional.empty();
        for (var entry : blocks.entrySet()) {
            Optional<SyntaxNode> match = entry.getKey().child("value");
            if (match.isPresent()) {
                compare(value, match.get(), entry.getValue());
            } else {
                otherwise = Optional.of(entry.getValue());
            }
        }
        in.builder.jump(otherwise.orElse(exit), in.span(condition.get()));
        Map<SyntaxNode, FunctionBuilder.Open> outer = cases;
        cases = blocks;
        in.jumps.breakable(exit, () -> in.statements.lower(body.get()));
        cases = outer;
        in.builder.enter(exit, in.span(node));
    }

    /// Memory is read once, however many labels there are.
    private Expr once(Expr value, SyntaxNode node) {
        boolean isMemory = value instanceof Expr.Read(var place) && !place.isVariable();
        return isMemory ? new Expr.Read(in.hold(value, in.span(node))) : value;
    }

    /// Collects the labels that belong to this switch, in the order in which they will be met.
    private static void collect(SyntaxNode node, List<SyntaxNode> found, int level) {
        if (level > 200) {
            return;
        }
        switch (node.kind()) {
            case "switch_statement", "expression_statement", "declaration", "return_statement" -> {}
            case "preproc_if", "preproc_elif" -> {
                Optional<Boolean> known = Definitions.constantCondition(node);
                if (known.orElse(true)) {
                    Definitions.arm(node).forEach(part -> collect(part, found, level + 1));
                }
                if (!known.orElse(false)) {
                    node.child("alternative").ifPresent(other -> collect(other, found, level + 1));
                }
            }
            default -> {
                if (node.kind().equals("case_statement")) {
                    found.add(node);
                }
                node.namedChildren().forEach(child -> collect(child, found, level + 1));
            }
        }
    }

    private void compare(Expr value, SyntaxNode match, FunctionBuilder.Open block) {
        var next = new FunctionBuilder.Open();
        Span span = in.span(match);
        SyntaxNode inner = match;
        while (inner.kind().equals("parenthesized_expression") && inner.namedChildren().size() == 1) {
            inner = inner.namedChildren().getFirst();
        }
        if (isRange(inner)) {
            var above = new FunctionBuilder.Open();
            in.builder.branch(new Expr.Apply(">=", List.of(value, operand(inner, "left"))), above, next, span);
            in.builder.enter(above, span);
            in.builder.branch(new Expr.Apply("<=", List.of(value, operand(inner, "right"))), block, next, span);
        } else {
            in.builder.branch(new Expr.Apply("==", List.of(value, in.expressions.value(inner))), block, next, span);
        }
        in.builder.enter(next, span);
    }

    private Expr operand(SyntaxNode node, String side) {
        return node.child(side).map(in.expressions::value).orElse(new Expr.Unit());
    }

    /// `A ... B` is `A | B` after the dialect; the dots are still in the file.
    private static boolean isRange(SyntaxNode node) {
        Optional<SyntaxNode> operator = node.child("operator");
        return node.kind().equals("binary_expression") && operator.isPresent() && operator.get().text().equals(".");
    }

    /// A label with what follows it up to the next one.
    void label(SyntaxNode node) {
        FunctionBuilder.Open block = cases.get(node);
        if (block != null) {
            in.builder.enter(block, in.span(node));
        }
        for (SyntaxNode child : node.namedChildren()) {
            if (!child.field().equals("value")) {
                in.statements.lower(child);
            }
        }
    }
}
