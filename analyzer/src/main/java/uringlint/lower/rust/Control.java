// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers blocks, their statements, and what goes several ways.
final class Control {
    /// What is declared between statements, and runs nowhere.
    private static final Set<String> ITEMS = Set.of(
            "empty_statement",
            "function_item",
            "const_item",
            "static_item",
            "struct_item",
            "enum_item",
            "impl_item",
            "use_declaration",
            "macro_definition",
            "trait_item",
            "type_item",
            "attribute_item",
            "mod_item",
            "union_item",
            "inner_attribute_item",
            "foreign_mod_item",
            "function_signature_item",
            "extern_crate_declaration");

    private final BodyLowering in;

    Control(BodyLowering in) {
        this.in = in;
    }

    Operand value(SyntaxNode node, RustType expected) {
        return switch (node.kind()) {
            case "block" -> block(node, expected);
            case "unsafe_block", "const_block" -> inner(node).map(block -> block(block, expected)).orElse(Values.UNIT);
            case "if_expression" -> choice(node, expected, Optional.empty());
            case "match_expression" -> match(node, expected, Optional.empty());
            case "loop_expression" -> in.loops.loop(node, expected);
            case "while_expression" -> in.loops.repeat(node);
            case "for_expression" -> in.loops.each(node);
            case "return_expression" -> {
                Exit exit = in.function();
                Operand result = operand(node)
                        .map(inner -> in.values.consume(inner, exit.result().expected()))
                        .orElse(Values.UNIT);
                in.leave(exit, result, in.span(node));
                yield never();
            }
            case "break_expression" -> {
                in.loops.jump(node, false);
                yield never();
            }
            case "continue_expression" -> {
                in.loops.jump(node, true);
                yield never();
            }
            case "let_condition", "let_chain" -> in.conditions.truth(node);
            default -> in.opaque(node, "`" + node.kind() + "` is not understood");
        };
    }

    private static Operand never() {
        return new Operand(new Expr.Unit(), RustType.path("!"));
    }

    static Optional<SyntaxNode> operand(SyntaxNode node) {
        return node.namedChildren().stream()
                .filter(child -> !child.kind().equals("label") && !Values.isComment(child))
                .findFirst();
    }

    static String label(SyntaxNode node) {
        return node.namedChildren().stream()
                .filter(child -> child.kind().equals("label"))
                .findFirst()
                .map(SyntaxNode::text)
                .map(text -> text.replace(":", "").strip())
                .orElse("");
    }

    // ---------------------------------------------------------------- blocks

    /// A block with a scope of its own; its value is that of its last expression.
    Operand block(SyntaxNode node, RustType expected) {
        return block(node, expected, Optional.empty());
    }

    /// The body of a function: the values at its ends leave it where they are written.
    void body(SyntaxNode node, Exit exit) {
        block(node, exit.result().expected(), Optional.of(exit));
    }

    private Operand block(SyntaxNode node, RustType expected, Optional<Exit> tail) {
        var outer = in.scope;
        Cleanups before = in.cleanups;
        in.scope = new RustScope(Optional.of(outer));
        String label = label(node);
        Optional<Exit> exit = Optional.empty();
        if (!label.isEmpty()) {
            exit = Optional.of(new Exit(label, Optional.of(new Open()), in.new Result(expected), Optional.empty(), before));
            in.exits.add(exit.get());
        }
        Operand result = statements(node, expected, tail);
        Span end = new Span(in.span(node).end() - 1, in.span(node).end());
        if (tail.isPresent() && in.builder.isOpen()) {
            in.leave(tail.get(), Values.UNIT, end);
        }
        if (in.builder.isOpen()
                && in.cleanups.isBeyond(before)
                && !(result.value() instanceof Expr.Literal)
                && !(result.value() instanceof Expr.Unit)) {
            result = in.read(in.hold(result, in.span(node)));
        }
        in.ownership.release(before, end);
        if (exit.isPresent()) {
            in.exits.removeLast();
            if (in.builder.isOpen()) {
                exit.get().result().put(result, end);
            }
            in.builder.enter(exit.get().block().get(), end);
            result = exit.get().result().value();
        }
        in.scope = outer;
        return result;
    }

    /// Lowers what stands in a block; the result is that of its last expression, unless that leaves by `tail`.
    private Operand statements(SyntaxNode block, RustType expected, Optional<Exit> tail) {
        List<SyntaxNode> children = block.namedChildren().stream()
                .filter(child -> !Values.isComment(child) && !child.kind().equals("label"))
                .toList();
        Operand result = Values.UNIT;
        for (int at = 0; at < children.size(); at++) {
            SyntaxNode child = children.get(at);
            boolean isLast = at == children.size() - 1;
            boolean isStatement = child.kind().equals("expression_statement");
            if (child.kind().equals("let_declaration")) {
                let(child);
            } else if (isStatement && !(isLast && !child.text().endsWith(";"))) {
                statement(child);
            } else if (!ITEMS.contains(child.kind())) {
                Optional<SyntaxNode> value = isStatement ? child.namedChildren().stream().findFirst() : Optional.of(child);
                if (isLast && tail.isPresent()) {
                    value.ifPresent(last -> end(last, tail.get()));
                } else {
                    result = value.map(inner -> in.values.consume(inner, isLast ? expected : RustType.UNKNOWN))
                            .orElse(Values.UNIT);
                }
            }
        }
        return result;
    }

    /// The block behind a word.
    private Optional<SyntaxNode> inner(SyntaxNode node) {
        if (node.kind().equals("unsafe_block")) {
            in.noteUnchecked(node);
        }
        return node.namedChildren().stream().filter(child -> child.kind().equals("block")).findFirst();
    }

    /// The last expression of a function: each way through it leaves the function with its own value.
    void end(SyntaxNode node, Exit exit) {
        switch (node.kind()) {
            case "block" -> block(node, exit.result().expected(), Optional.of(exit));
            case "parenthesized_expression" -> end(Closures.bare(node), exit);
            case "unsafe_block" -> inner(node).ifPresent(block -> block(block, exit.result().expected(), Optional.of(exit)));
            case "if_expression" -> {
                if (node.child("alternative").isPresent()) {
                    choice(node, exit.result().expected(), Optional.of(exit));
                } else {
                    choice(node, exit.result().expected(), Optional.empty());
                }
            }
            case "match_expression" -> match(node, exit.result().expected(), Optional.of(exit));
            default -> {
                in.tail = Optional.of(new BodyLowering.Tail(node, exit));
                Operand value = in.values.consume(node, exit.result().expected());
                in.tail = Optional.empty();
                in.leave(exit, value, in.span(node));
            }
        }
    }

    /// Whether an assignment gives a variable of this block its first value, which is as if it were declared here.
    private boolean isFirst(SyntaxNode assignment) {
        return assignment
                        .child("left")
                        .filter(left -> left.kind().equals("identifier"))
                        .flatMap(left -> in.scope.find(left.text()))
                        .filter(binding -> binding instanceof RustScope.Binding.Later(var scope, _, _)
                                && scope == in.scope)
                        .isPresent()
                && assignment.child("right").isPresent();
    }

    /// A statement: what it makes and nobody takes is dropped at its end.
    private void statement(SyntaxNode node) {
        if (node.namedChildren().isEmpty()) {
            return;
        }
        SyntaxNode inner = node.namedChildren().getFirst();
        if (inner.kind().equals("assignment_expression") && isFirst(inner)) {
            SyntaxNode name = inner.child("left").orElseThrow();
            if (in.scope.find(name.text()).orElseThrow() instanceof RustScope.Binding.Later later) {
                in.deferred.forget(later.mark());
            }
            let(inner, name, inner.child("right").orElseThrow(), in.values.expectedAt(name));
            return;
        }
        Cleanups before = in.cleanups;
        drop(in.values.value(inner, RustType.UNKNOWN), node);
        in.ownership.release(before, in.span(node));
    }

    /// Drops a value that nobody takes, unless a variable has it.
    private void drop(Operand operand, SyntaxNode node) {
        boolean isKept = operand.value() instanceof Expr.Read(var place)
                && !(place.isVariable() && place.base().kind() == Variable.Kind.TEMPORARY);
        boolean isGuard = in.types.resolve(operand.type()).name().equals(LibraryTypes.GUARD);
        if (in.builder.isOpen() && !isKept && !isGuard && in.owned.isOwner(operand.type())) {
            in.ownership.own(in.hold(operand, in.span(node)), in.span(node));
        }
    }

    void let(SyntaxNode node) {
        Optional<SyntaxNode> pattern = node.child("pattern");
        Optional<SyntaxNode> value = node.child("value");
        RustType declared = node.child("type").map(in::type).orElse(RustType.UNKNOWN);
        if (pattern.isEmpty()) {
            return;
        }
        if (value.isPresent()) {
            let(node, pattern.get(), value.get(), declared);
        } else if (pattern.get().kind().equals("identifier")) {
            in.deferred.declare(pattern.get().text(), declared);
        } else {
            in.patterns.declare(pattern.get(), declared);
        }
    }

    private void let(SyntaxNode node, SyntaxNode pattern, SyntaxNode value, RustType declared) {
        SyntaxNode bare = Closures.bare(value);
        if (bare.kind().equals("closure_expression") && pattern.kind().equals("identifier")) {
            in.scope.put(pattern.text(), in.closures.here(bare));
            return;
        }
        Cleanups before = in.cleanups;
        if (pattern.text().equals("_")) {
            drop(in.values.value(value, declared), node);
            in.ownership.release(before, in.span(node));
            return;
        }
        Operand operand = in.values.consume(value, declared);
        RustType type = declared instanceof RustType.Unknown || declared.name().equals("_") ? operand.type() : declared;
        // What a reference is made of lives as long as the reference.
        if (in.cleanups.isBeyond(before) && !value.kind().equals("reference_expression")) {
            if (in.builder.isOpen() && !(operand.value() instanceof Expr.Literal)) {
                operand = in.read(in.hold(operand, in.span(node)));
            }
            in.ownership.release(before, in.span(node));
        }
        if (!in.builder.isOpen()) {
            in.patterns.declare(pattern, type);
            return;
        }
        var typed = new Operand(operand.value(), type);
        node.child("alternative").ifPresentOrElse(
                alternative -> bindOrElse(pattern, typed, alternative, node),
                () -> in.patterns.bind(pattern, typed, Optional.empty(), in.span(node)));
    }

    /// `let pattern = value else { … };`
    private void bindOrElse(SyntaxNode pattern, Operand operand, SyntaxNode alternative, SyntaxNode node) {
        var refused = new Patterns.Refusal(new Open(), in.cleanups);
        var outer = in.scope;
        in.patterns.bind(pattern, operand, Optional.of(refused), in.span(node));
        var bound = new Open();
        in.builder.jump(bound, in.span(node));
        Cleanups after = in.cleanups;
        in.cleanups = refused.cleanups();
        in.builder.enter(refused.block(), in.span(alternative));
        block(alternative, RustType.path("!"));
        if (in.builder.isOpen()) {
            in.builder.leave(new Terminator.Unreachable(in.span(alternative)));
        }
        in.cleanups = after;
        in.scope = outer;
        in.builder.enter(bound, in.span(node));
    }

    // ---------------------------------------------------------------- branches

    private Operand choice(SyntaxNode node, RustType expected, Optional<Exit> tail) {
        var result = in.new Result(expected);
        var yes = new Open();
        var no = new Open();
        var end = new Open();
        Cleanups before = in.cleanups;
        var outer = in.scope;
        in.scope = new RustScope(Optional.of(outer));
        Cleanups refused = in.conditions.condition(node.child("condition").orElse(node), yes, no);
        in.builder.enter(yes, in.span(node));
        branch(node.child("consequence"), result, before, end, node, tail);
        in.scope = outer;
        in.cleanups = refused;
        in.builder.enter(no, in.span(node));
        branch(node.child("alternative"), result, before, end, node, tail);
        in.cleanups = before;
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    private void branch(
            Optional<SyntaxNode> node,
            BodyLowering.Result result,
            Cleanups before,
            Open end,
            SyntaxNode whole,
            Optional<Exit> tail) {
        Optional<SyntaxNode> body = node.flatMap(inner -> inner.kind().equals("else_clause")
                ? inner.namedChildren().stream().reduce((_, last) -> last)
                : Optional.of(inner));
        if (tail.isPresent() && body.isPresent()) {
            end(body.get(), tail.get());
            return;
        }
        Operand value = body.map(inner -> in.values.consume(inner, result.expected())).orElse(Values.UNIT);
        if (in.builder.isOpen()) {
            if (node.isPresent()) {
                result.put(value, body.map(in::span).orElse(in.span(whole)));
            }
            in.ownership.release(before, in.span(whole));
            in.builder.jump(end, in.span(whole));
        }
    }

    private Operand match(SyntaxNode node, RustType expected, Optional<Exit> tail) {
        var result = in.new Result(expected);
        var end = new Open();
        Cleanups before = in.cleanups;
        Operand looked = node.child("value").map(in.conditions::scrutinee).orElse(Values.UNIT);
        Operand operand = looked.value() instanceof Expr.Read ? looked : in.read(in.hold(looked, in.span(node)));
        Cleanups held = in.cleanups;
        List<SyntaxNode> arms = node.child("body").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                .filter(child -> child.kind().equals("match_arm"))
                .toList();
        var outer = in.scope;
        for (int at = 0; at < arms.size(); at++) {
            SyntaxNode arm = arms.get(at);
            var next = new Open();
            in.scope = new RustScope(Optional.of(outer));
            in.patterns.take(in.conditions.arm(arm, operand, new Patterns.Refusal(next, held)));
            branch(arm.child("value"), result, before, end, arm, tail);
            in.cleanups = held;
            in.builder.enter(next, in.span(arm));
        }
        in.scope = outer;
        // The arms of a match cover all there is.
        in.builder.leave(new Terminator.Unreachable(in.span(node)));
        in.cleanups = before;
        in.builder.enter(end, in.span(node));
        return result.value();
    }
}
