// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.Optional;
import uringlint.dialect.DialectFact;
import uringlint.ir.Expr;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Statements.
final class Statements {
    private final FunctionLowering in;

    Statements(FunctionLowering in) {
        this.in = in;
    }

    void lower(SyntaxNode node) {
        if (in.descend()) {
            statement(node);
        } else {
            in.opaque(node, "a statement is nested too deeply");
        }
        in.ascend();
    }

    private void statement(SyntaxNode node) {
        switch (node.kind()) {
            case "compound_statement" -> block(node);
            case "expression_statement" -> expression(node);
            case "declaration" -> in.locals.declaration(node);
            case "if_statement" -> {
                if (!isIterator(node)) {
                    choice(node);
                }
            }
            case "while_statement" -> {
                if (!isIterator(node)) {
                    whileLoop(node);
                }
            }
            case "do_statement" -> doLoop(node);
            case "for_statement" -> forLoop(node, () -> node.child("body").ifPresent(this::lower));
            case "switch_statement" -> in.switches.lower(node);
            case "case_statement" -> in.switches.label(node);
            case "return_statement" -> returns(node);
            case "break_statement" -> in.jumps.breakOut(node);
            case "continue_statement" -> in.jumps.continueLoop(node);
            case "goto_statement" ->
                node.child("label")
                        .ifPresentOrElse(
                                label -> in.jumps.goTo(in.text(label), in.span(node)),
                                () -> in.opaque(node, "a computed goto is not understood"));
            case "labeled_statement" -> {
                node.child("label").ifPresent(label -> in.jumps.label(in.text(label), in.span(label)));
                parts(node, "label");
            }
            case "attributed_statement", "else_clause" -> parts(node, "");
            case "preproc_if", "preproc_ifdef", "preproc_elif", "preproc_elifdef" -> conditional(node);
            case "preproc_else" -> arm(node);
            case "preproc_def", "preproc_function_def" -> Definitions.macro(node).ifPresent(in.expansion::define);
            case "type_definition" -> in.locals.alias(node);
            case "struct_specifier", "union_specifier", "enum_specifier" -> in.types.declareTag(node);
            case "preproc_call", "preproc_include", "comment", "attribute_specifier", "statement_identifier" -> {}
            case "function_definition" -> {
                in.opaque(node, "a function within a function is not understood");
                node.child("body").ifPresent(this::lower);
            }
            case "ERROR" -> error(node);
            default -> in.expressions.effect(node, in.span(node));
        }
    }

    private void parts(SyntaxNode node, String except) {
        for (SyntaxNode child : node.namedChildren()) {
            if (except.isEmpty() || !child.field().equals(except)) {
                lower(child);
            }
        }
    }

    private void error(SyntaxNode node) {
        in.opaque(node, "a part of a function could not be parsed");
        for (SyntaxNode child : node.namedChildren()) {
            String kind = child.kind();
            if (kind.endsWith("_statement")
                    || kind.equals("declaration")
                    || kind.equals("call_expression")
                    || kind.equals("assignment_expression")) {
                lower(child);
            }
        }
    }

    private boolean isIterator(SyntaxNode node) {
        Optional<DialectFact> fact = node.tree().prepared().factAt(node.span().start(), DialectFact.Kind.ITERATOR);
        fact.ifPresent(iterator -> in.iterators.lower(node, iterator));
        return fact.isPresent();
    }

    /// Statements in a scope of their own.
    private void block(SyntaxNode node) {
        scoped(end(node), () -> node.namedChildren().forEach(this::lower));
    }

    private Span end(SyntaxNode node) {
        Span span = in.span(node);
        return in.frame.use().isPresent() || span.length() == 0 ? span : new Span(span.end() - 1, span.end());
    }

    /// Does something in a scope of its own; what it declared is dropped at `end`.
    void scoped(Span end, Runnable work) {
        Scope scope = in.scope;
        Cleanups cleanups = in.cleanups;
        in.scope = scope.inner();
        work.run();
        if (in.cleanups.depth() > cleanups.depth() && in.builder.isOpen()) {
            in.cleanups.dropTo(cleanups, in.builder.current(), end);
        }
        in.cleanups = cleanups;
        in.scope = scope;
    }

    /// The value of `({ ... })`.
    Expr value(SyntaxNode node) {
        Scope scope = in.scope;
        Cleanups cleanups = in.cleanups;
        in.scope = scope.inner();
        Expr value = new Expr.Unit();
        List<SyntaxNode> children = node.namedChildren();
        for (int index = 0; index < children.size(); index++) {
            SyntaxNode child = children.get(index);
            boolean isLast = index == children.size() - 1;
            if (isLast && child.kind().equals("expression_statement") && !child.namedChildren().isEmpty()) {
                value = in.expressions.value(child.namedChildren().getFirst());
            } else {
                lower(child);
            }
        }
        if (in.cleanups.depth() > cleanups.depth() && in.builder.isOpen()) {
            value = new Expr.Read(in.hold(value, end(node)));
            in.cleanups.dropTo(cleanups, in.builder.current(), end(node));
        }
        in.cleanups = cleanups;
        in.scope = scope;
        return value;
    }

    private void expression(SyntaxNode node) {
        for (SyntaxNode child : node.namedChildren()) {
            if (child.isError()) {
                in.opaque(child, "a part of a function could not be parsed");
            } else if (!child.kind().equals("call_expression") || !in.locals.macro(child)) {
                in.expressions.effect(child, in.span(node));
            }
        }
    }

    private void choice(SyntaxNode node) {
        Optional<SyntaxNode> condition = node.child("condition");
        Optional<SyntaxNode> alternative = node.child("alternative");
        if (condition.isEmpty()) {
            in.opaque(node, "a condition is missing");
            return;
        }
        var yes = new FunctionBuilder.Open();
        var after = new FunctionBuilder.Open();
        var no = alternative.isPresent() ? new FunctionBuilder.Open() : after;
        Span span = in.span(node);
        in.conditions.branch(condition.get(), yes, no);
        in.builder.enter(yes, span);
        node.child("consequence").ifPresent(this::lower);
        in.builder.jump(after, span);
        if (alternative.isPresent()) {
            in.builder.enter(no, span);
            lower(alternative.get());
        }
        in.builder.enter(after, span);
    }

    private void whileLoop(SyntaxNode node) {
        var header = new FunctionBuilder.Open();
        var body = new FunctionBuilder.Open();
        var exit = new FunctionBuilder.Open();
        Span span = in.span(node);
        in.builder.enter(header, span);
        node.child("condition").ifPresent(condition -> in.conditions.branch(condition, body, exit));
        in.builder.enter(body, span);
        in.jumps.loop(exit, header, () -> node.child("body").ifPresent(this::lower));
        in.builder.jump(header, span);
        in.builder.enter(exit, span);
    }

    private void doLoop(SyntaxNode node) {
        var body = new FunctionBuilder.Open();
        var test = new FunctionBuilder.Open();
        var exit = new FunctionBuilder.Open();
        Span span = in.span(node);
        in.builder.enter(body, span);
        in.jumps.loop(exit, test, () -> node.child("body").ifPresent(this::lower));
        in.builder.enter(test, span);
        node.child("condition").ifPresent(condition -> in.conditions.branch(condition, body, exit));
        in.builder.enter(exit, span);
    }

    /// A `for` with a body that need not be its own: an iterator of the project has the body of its use.
    void forLoop(SyntaxNode node, Runnable work) {
        var header = new FunctionBuilder.Open();
        var body = new FunctionBuilder.Open();
        var step = new FunctionBuilder.Open();
        var exit = new FunctionBuilder.Open();
        Span span = in.span(node);
        scoped(end(node), () -> {
            node.child("initializer").ifPresent(initializer -> {
                if (initializer.kind().equals("declaration")) {
                    lower(initializer);
                } else {
                    in.expressions.effect(initializer, in.span(initializer));
                }
            });
            in.builder.enter(header, span);
            node.child("condition").ifPresent(condition -> in.conditions.branch(condition, body, exit));
            in.builder.enter(body, span);
            in.jumps.loop(exit, step, work);
            in.builder.enter(step, span);
            node.child("update").ifPresent(update -> in.expressions.effect(update, in.span(update)));
            in.builder.jump(header, span);
            in.builder.enter(exit, span);
        });
    }

    private void returns(SyntaxNode node) {
        List<SyntaxNode> children = node.namedChildren();
        Expr value = children.isEmpty() ? new Expr.Unit() : in.expressions.value(children.getFirst());
        in.jumps.leave(value, in.span(node));
    }

    /// `#if` in a function: either arm may be the one, unless the condition is a constant.
    private void conditional(SyntaxNode node) {
        Optional<SyntaxNode> alternative = node.child("alternative");
        Optional<Boolean> known = Definitions.constantCondition(node);
        Span span = in.span(node);
        if (known.isPresent()) {
            if (known.get()) {
                arm(node);
            } else {
                alternative.ifPresent(this::lower);
            }
            return;
        }
        var yes = new FunctionBuilder.Open();
        var after = new FunctionBuilder.Open();
        var no = alternative.isPresent() ? new FunctionBuilder.Open() : after;
        in.builder.branch(new Expr.Symbol(Definitions.condition(node)), yes, no, span);
        in.builder.enter(yes, span);
        arm(node);
        in.builder.jump(after, span);
        if (alternative.isPresent()) {
            in.builder.enter(no, span);
            lower(alternative.get());
        }
        in.builder.enter(after, span);
    }

    private void arm(SyntaxNode node) {
        Definitions.arm(node).forEach(this::lower);
    }
}
