package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers blocks, conditions, loops and what leaves them.
final class Control {
    private final BodyLowering in;

    Control(BodyLowering in) {
        this.in = in;
    }

    Operand value(SyntaxNode node, RustType expected) {
        return switch (node.kind()) {
            case "block" -> block(node, expected);
            case "unsafe_block", "const_block" -> node.namedChildren().stream().filter(child -> child.kind().equals("block")).findFirst()
                    .map(block -> block(block, expected)).orElse(Values.UNIT);
            case "if_expression" -> choice(node, expected, Optional.empty());
            case "match_expression" -> match(node, expected, Optional.empty());
            case "loop_expression" -> loop(node, expected);
            case "while_expression" -> repeat(node);
            case "for_expression" -> each(node);
            case "return_expression" -> {
                Exit exit = in.function();
                Operand result = operand(node).map(inner -> in.values.consume(inner, exit.result().expected())).orElse(Values.UNIT);
                in.leave(exit, result, in.span(node));
                yield never();
            }
            case "break_expression" -> {
                jump(node, false);
                yield never();
            }
            case "continue_expression" -> {
                jump(node, true);
                yield never();
            }
            case "let_condition", "let_chain" -> truth(node);
            default -> in.opaque(node, "`" + node.kind() + "` is not understood");
        };
    }

    private static Operand never() {
        return new Operand(new Expr.Unit(), RustType.path("!"));
    }

    private static Optional<SyntaxNode> operand(SyntaxNode node) {
        return node.namedChildren().stream().filter(child -> !child.kind().equals("label") && !Values.isComment(child)).findFirst();
    }

    private static String label(SyntaxNode node) {
        return node.namedChildren().stream().filter(child -> child.kind().equals("label")).findFirst().map(SyntaxNode::text).map(text -> text.replace(":", "").strip()).orElse("");
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
        in.scope = new BodyLowering.Scope(Optional.of(outer));
        String label = label(node);
        Optional<Exit> exit = Optional.empty();
        if (!label.isEmpty()) {
            exit = Optional.of(new Exit(label, Optional.of(new Open()), in.new Result(expected), Optional.empty(), before));
            in.exits.add(exit.get());
        }
        Operand result = Values.UNIT;
        List<SyntaxNode> children = node.namedChildren().stream().filter(child -> !Values.isComment(child) && !child.kind().equals("label")).toList();
        for (int at = 0; at < children.size(); at++) {
            SyntaxNode child = children.get(at);
            boolean isLast = at == children.size() - 1;
            switch (child.kind()) {
                case "let_declaration" -> let(child);
                case "expression_statement" -> {
                    boolean isValue = isLast && !child.text().endsWith(";");
                    if (isValue && tail.isPresent() && !child.namedChildren().isEmpty()) {
                        end(child.namedChildren().getFirst(), tail.get());
                    } else {
                        Operand operand = statement(child, isValue ? expected : RustType.UNKNOWN);
                        result = isValue ? operand : result;
                    }
                }
                case "empty_statement", "function_item", "const_item", "static_item", "struct_item", "enum_item", "impl_item", "use_declaration", "macro_definition", "trait_item",
                        "type_item", "attribute_item", "mod_item", "union_item", "inner_attribute_item", "foreign_mod_item", "function_signature_item", "extern_crate_declaration" -> {}
                default -> {
                    if (isLast && tail.isPresent()) {
                        end(child, tail.get());
                    } else {
                        result = in.values.consume(child, isLast ? expected : RustType.UNKNOWN);
                    }
                }
            }
        }
        if (tail.isPresent() && in.builder.isOpen()) {
            in.leave(tail.get(), Values.UNIT, new Span(in.span(node).end() - 1, in.span(node).end()));
        }
        if (in.builder.isOpen() && in.cleanups.depth() > before.depth() && !(result.value() instanceof Expr.Literal) && !(result.value() instanceof Expr.Unit)) {
            result = in.read(in.hold(result, in.span(node)));
        }
        Span end = new Span(in.span(node).end() - 1, in.span(node).end());
        in.release(before, end);
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

    /// The last expression of a function: each way through it leaves the function with its own value.
    private void end(SyntaxNode node, Exit exit) {
        switch (node.kind()) {
            case "block" -> block(node, exit.result().expected(), Optional.of(exit));
            case "unsafe_block" -> node.namedChildren().stream().filter(child -> child.kind().equals("block")).findFirst()
                    .ifPresent(block -> block(block, exit.result().expected(), Optional.of(exit)));
            case "if_expression" -> {
                if (node.child("alternative").isPresent()) {
                    choice(node, exit.result().expected(), Optional.of(exit));
                } else {
                    choice(node, exit.result().expected(), Optional.empty());
                }
            }
            case "match_expression" -> match(node, exit.result().expected(), Optional.of(exit));
            default -> {
                Operand value = in.values.consume(node, exit.result().expected());
                in.leave(exit, value, in.span(node));
            }
        }
    }

    private Operand statement(SyntaxNode node, RustType expected) {
        Cleanups before = in.cleanups;
        Operand result = Values.UNIT;
        if (!node.namedChildren().isEmpty()) {
            result = in.values.value(node.namedChildren().getFirst(), expected);
        }
        boolean isKept = in.cleanups.depth() > before.depth() && in.builder.isOpen() && !(result.value() instanceof Expr.Literal) && !(result.value() instanceof Expr.Unit);
        if (isKept) {
            result = in.read(in.hold(result, in.span(node)));
        }
        in.release(before, in.span(node));
        return result;
    }

    private void let(SyntaxNode node) {
        Optional<SyntaxNode> pattern = node.child("pattern");
        Optional<SyntaxNode> value = node.child("value");
        RustType declared = node.child("type").map(in::type).orElse(RustType.UNKNOWN);
        if (pattern.isEmpty()) {
            return;
        }
        if (value.isEmpty()) {
            in.patterns.declare(pattern.get(), declared);
            return;
        }
        if (value.get().kind().equals("closure_expression") && pattern.get().kind().equals("identifier")) {
            in.scope.put(pattern.get().text(), new BodyLowering.Binding.Closure(value.get(), in.scope));
            return;
        }
        Cleanups before = in.cleanups;
        boolean isIgnored = pattern.get().text().equals("_");
        Operand operand = isIgnored ? in.values.value(value.get(), declared) : in.values.consume(value.get(), declared);
        RustType type = declared instanceof RustType.Unknown || declared.name().equals("_") ? operand.type() : declared;
        boolean isGuard = in.types.resolve(type).name().equals(Types.GUARD);
        boolean isMade = !(operand.value() instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() != Variable.Kind.TEMPORARY);
        if (isIgnored && isMade && !isGuard) {
            in.own(in.hold(new Operand(operand.value(), type), in.span(node)), in.span(node));
        }
        if (!isGuard || isIgnored) {
            boolean isHeld = in.cleanups.depth() > before.depth() && in.builder.isOpen() && !(operand.value() instanceof Expr.Literal) && !isIgnored;
            if (isHeld) {
                operand = in.read(in.hold(operand, in.span(node)));
            }
            in.release(before, in.span(node));
        }
        if (isIgnored || !in.builder.isOpen()) {
            if (!isIgnored) {
                in.patterns.declare(pattern.get(), type);
            }
            return;
        }
        Optional<SyntaxNode> alternative = node.child("alternative");
        if (alternative.isEmpty()) {
            in.patterns.bind(pattern.get(), new Operand(operand.value(), type), Optional.empty(), in.span(node));
            return;
        }
        var refused = new Open();
        in.patterns.bind(pattern.get(), new Operand(operand.value(), type), Optional.of(refused), in.span(node));
        var bound = new Open();
        in.builder.jump(bound, in.span(node));
        Cleanups after = in.cleanups;
        in.cleanups = before;
        in.builder.enter(refused, in.span(alternative.get()));
        block(alternative.get(), RustType.path("!"));
        if (in.builder.isOpen()) {
            in.builder.leave(new Terminator.Unreachable(in.span(alternative.get())));
        }
        in.cleanups = after;
        in.builder.enter(bound, in.span(node));
    }

    // ---------------------------------------------------------------- conditions

    /// Branches by a condition. What it binds is in sight where it holds.
    void condition(SyntaxNode node, Open yes, Open no) {
        switch (node.kind()) {
            case "parenthesized_expression" -> {
                if (!node.namedChildren().isEmpty()) {
                    condition(node.namedChildren().getFirst(), yes, no);
                    return;
                }
            }
            case "unary_expression" -> {
                if (node.text().startsWith("!") && !node.namedChildren().isEmpty()) {
                    condition(node.namedChildren().getFirst(), no, yes);
                    return;
                }
            }
            case "binary_expression" -> {
                String operator = Values.operator(node);
                if (operator.equals("&&") || operator.equals("||")) {
                    var next = new Open();
                    condition(node.child("left").orElse(node), operator.equals("&&") ? next : yes, operator.equals("&&") ? no : next);
                    in.builder.enter(next, in.span(node));
                    condition(node.child("right").orElse(node), yes, no);
                    return;
                }
            }
            case "let_chain" -> {
                List<SyntaxNode> parts = node.namedChildren().stream().filter(child -> !Values.isComment(child)).toList();
                for (int at = 0; at < parts.size(); at++) {
                    Open next = at == parts.size() - 1 ? yes : new Open();
                    condition(parts.get(at), next, no);
                    if (next != yes) {
                        in.builder.enter(next, in.span(parts.get(at)));
                    }
                }
                return;
            }
            case "let_condition" -> {
                Optional<SyntaxNode> pattern = node.child("pattern");
                Optional<SyntaxNode> value = node.child("value");
                if (pattern.isPresent() && value.isPresent()) {
                    in.patterns.bind(pattern.get(), scrutinee(value.get()), Optional.of(no), in.span(node));
                    in.builder.jump(yes, in.span(node));
                    return;
                }
            }
            default -> {}
        }
        Operand operand = in.values.value(node, RustType.BOOL);
        if (in.builder.isOpen()) {
            in.builder.branch(operand.value(), yes, no, in.span(node));
        }
    }

    /// What is looked at by a pattern: the place itself, where there is one.
    private Operand scrutinee(SyntaxNode node) {
        return Places.isPlace(node) && !(in.scope.find(node.text()).orElse(null) instanceof BodyLowering.Binding.Closure)
                && (node.kind().equals("self") || !node.kind().equals("identifier") || in.scope.find(node.text()).isPresent())
                ? in.read(in.places.place(node))
                : in.values.value(node, RustType.UNKNOWN);
    }

    /// Branches by whether a value is of the pattern of an arm, and its guard holds.
    void matches(SyntaxNode value, SyntaxNode arm, Open yes, Open no) {
        Operand looked = scrutinee(value);
        arm(arm, looked.value() instanceof Expr.Read ? looked : in.read(in.hold(looked, in.span(value))), no);
        in.builder.jump(yes, in.span(arm));
    }

    /// Tests and binds the pattern of an arm, and tests its guard.
    private void arm(SyntaxNode arm, Operand operand, Open refused) {
        Optional<SyntaxNode> pattern = arm.child("pattern");
        Optional<SyntaxNode> guard = pattern.flatMap(inner -> inner.child("condition"));
        SyntaxNode shape = pattern.flatMap(inner -> inner.namedChildren().stream().filter(child -> !child.field().equals("condition")).findFirst()).or(() -> pattern).orElse(arm);
        in.patterns.bind(shape, operand, Optional.of(refused), in.span(shape));
        if (guard.isPresent()) {
            var passed = new Open();
            condition(guard.get(), passed, refused);
            in.builder.enter(passed, in.span(guard.get()));
        }
    }

    /// A condition as a value.
    Operand truth(SyntaxNode node) {
        var result = in.new Result(RustType.BOOL);
        var yes = new Open();
        var no = new Open();
        var end = new Open();
        condition(node, yes, no);
        for (Open branch : List.of(yes, no)) {
            in.builder.enter(branch, in.span(node));
            result.put(new Operand(new Expr.Literal(branch == yes ? 1 : 0, branch == yes ? "true" : "false"), RustType.BOOL), in.span(node));
            in.builder.jump(end, in.span(node));
        }
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    private Operand choice(SyntaxNode node, RustType expected, Optional<Exit> tail) {
        var result = in.new Result(expected);
        var yes = new Open();
        var no = new Open();
        var end = new Open();
        Cleanups before = in.cleanups;
        var outer = in.scope;
        in.scope = new BodyLowering.Scope(Optional.of(outer));
        SyntaxNode test = node.child("condition").orElse(node);
        condition(test, yes, no);
        boolean isPattern = test.kind().startsWith("let_");
        Cleanups tested = in.cleanups;
        in.builder.enter(yes, in.span(node));
        if (!isPattern) {
            in.release(before, in.span(test));
        }
        branch(node.child("consequence"), result, before, end, node, tail);
        in.scope = outer;
        in.cleanups = tested;
        in.builder.enter(no, in.span(node));
        in.release(before, in.span(test));
        branch(node.child("alternative"), result, before, end, node, tail);
        in.cleanups = before;
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    private void branch(Optional<SyntaxNode> node, BodyLowering.Result result, Cleanups before, Open end, SyntaxNode whole, Optional<Exit> tail) {
        Optional<SyntaxNode> body = node.map(inner -> inner.kind().equals("else_clause") ? inner.namedChildren().getLast() : inner);
        if (tail.isPresent() && body.isPresent()) {
            end(body.get(), tail.get());
            return;
        }
        Operand value = body.map(inner -> in.values.value(inner, result.expected())).orElse(Values.UNIT);
        if (in.builder.isOpen()) {
            if (node.isPresent()) {
                result.put(value, body.map(in::span).orElse(in.span(whole)));
            }
            in.release(before, in.span(whole));
            in.builder.jump(end, in.span(whole));
        }
    }

    private Operand match(SyntaxNode node, RustType expected, Optional<Exit> tail) {
        var result = in.new Result(expected);
        var end = new Open();
        Cleanups before = in.cleanups;
        Operand looked = node.child("value").map(this::scrutinee).orElse(Values.UNIT);
        Operand operand = looked.value() instanceof Expr.Read ? looked : in.read(in.hold(looked, in.span(node)));
        Cleanups held = in.cleanups;
        List<SyntaxNode> arms = node.child("body").map(SyntaxNode::namedChildren).orElse(List.of()).stream().filter(child -> child.kind().equals("match_arm")).toList();
        var outer = in.scope;
        for (int at = 0; at < arms.size(); at++) {
            SyntaxNode arm = arms.get(at);
            var next = new Open();
            in.scope = new BodyLowering.Scope(Optional.of(outer));
            arm(arm, operand, next);
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

    // ---------------------------------------------------------------- loops

    private Operand loop(SyntaxNode node, RustType expected) {
        var head = new Open();
        var end = new Open();
        var exit = new Exit(label(node) + "loop", Optional.of(end), in.new Result(expected), Optional.of(head), in.cleanups);
        in.builder.enter(head, in.span(node));
        in.exits.add(exit);
        node.child("body").ifPresent(body -> block(body, RustType.UNIT));
        in.exits.removeLast();
        in.builder.jump(head, in.span(node));
        in.builder.enter(end, in.span(node));
        return exit.result().value();
    }

    private Operand repeat(SyntaxNode node) {
        var head = new Open();
        var body = new Open();
        var done = new Open();
        var end = new Open();
        Cleanups before = in.cleanups;
        var outer = in.scope;
        in.builder.enter(head, in.span(node));
        in.scope = new BodyLowering.Scope(Optional.of(outer));
        condition(node.child("condition").orElse(node), body, done);
        Cleanups tested = in.cleanups;
        in.builder.enter(body, in.span(node));
        in.exits.add(new Exit(label(node) + "loop", Optional.of(end), in.new Result(RustType.UNIT), Optional.of(head), before));
        node.child("body").ifPresent(inner -> block(inner, RustType.UNIT));
        in.exits.removeLast();
        in.release(before, in.span(node));
        in.builder.jump(head, in.span(node));
        in.scope = outer;
        in.cleanups = tested;
        in.builder.enter(done, in.span(node));
        in.release(before, in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(end, in.span(node));
        return Values.UNIT;
    }

    /// `for x in it`: a call gives the next element, or none.
    private Operand each(SyntaxNode node) {
        Cleanups before = in.cleanups;
        var outer = in.scope;
        Operand iterated = node.child("value").map(value -> in.values.consume(value, RustType.UNKNOWN)).orElse(Values.UNIT);
        Slot iterator = in.hold(iterated, in.span(node));
        RustType element = in.methods.elementOf(iterated.type());
        var head = new Open();
        var body = new Open();
        var end = new Open();
        var exit = new Exit(label(node) + "loop", Optional.of(end), in.new Result(RustType.UNIT), Optional.of(head), in.cleanups);
        in.builder.enter(head, in.span(node));
        Operand more = in.call("Iterator::more", RustType.BOOL, node, List.of(in.read(iterator)));
        in.builder.branch(more.value(), body, end, in.span(node));
        in.builder.enter(body, in.span(node));
        in.scope = new BodyLowering.Scope(Optional.of(outer));
        Operand next = in.call(element instanceof RustType.Reference ? "Iterator::next" : "Iterator::take", element, node, List.of(in.read(iterator)));
        node.child("pattern").ifPresent(pattern -> in.patterns.bind(pattern, next, Optional.empty(), in.span(pattern)));
        in.exits.add(exit);
        node.child("body").ifPresent(inner -> block(inner, RustType.UNIT));
        in.exits.removeLast();
        in.scope = outer;
        in.builder.jump(head, in.span(node));
        in.builder.enter(end, in.span(node));
        in.release(before, in.span(node));
        return Values.UNIT;
    }

    private void jump(SyntaxNode node, boolean again) {
        String label = label(node);
        List<Exit> open = new ArrayList<>(in.exits);
        for (int at = open.size() - 1; at >= 0; at--) {
            Exit exit = open.get(at);
            if (exit.label().equals("fn")) {
                break;
            }
            boolean isMeant = label.isEmpty() ? exit.label().endsWith("loop") : exit.label().equals(label) || exit.label().equals(label + "loop");
            if (isMeant) {
                if (again) {
                    if (in.builder.isOpen()) {
                        in.cleanups.dropTo(exit.cleanups(), in.builder.current(), in.span(node));
                        exit.next().ifPresent(next -> in.builder.jump(next, in.span(node)));
                    }
                } else {
                    Operand value = operand(node).map(inner -> in.values.consume(inner, exit.result().expected())).orElse(Values.UNIT);
                    in.leave(exit, value, in.span(node));
                }
                return;
            }
        }
        in.opaque(node, "a jump leads nowhere");
    }
}
