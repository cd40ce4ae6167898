// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.dialect.DialectFact;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Macros that head a statement: loops over lists, and guarded scopes. The dialect made `while (arguments) body` of them.
final class Iterators {
    /// Which arguments a loop sets, where it is not the first one: the element first, then what changes with it.
    private static final Map<String, List<Integer>> CURSORS = Map.ofEntries(
            Map.entry("xa_for_each", List.of(2, 1)),
            Map.entry("xa_for_each_range", List.of(2, 1)),
            Map.entry("xa_for_each_start", List.of(2, 1)),
            Map.entry("xa_for_each_marked", List.of(2, 1)),
            Map.entry("xas_for_each", List.of(1)),
            Map.entry("xas_for_each_marked", List.of(1)),
            Map.entry("rq_list_for_each", List.of(1)),
            Map.entry("rq_list_for_each_safe", List.of(1, 2)),
            Map.entry("hash_for_each", List.of(2, 1)),
            Map.entry("hash_for_each_rcu", List.of(2, 1)),
            Map.entry("hash_for_each_safe", List.of(3, 1, 2)),
            Map.entry("hash_for_each_possible", List.of(1)),
            Map.entry("hash_for_each_possible_rcu", List.of(1)),
            Map.entry("hash_for_each_possible_safe", List.of(1, 2)),
            Map.entry("for_each_sg", List.of(1, 3)),
            Map.entry("for_each_sgtable_sg", List.of(1, 2)),
            Map.entry("for_each_sgtable_dma_sg", List.of(1, 2)),
            Map.entry("idr_for_each_entry", List.of(1, 2)),
            Map.entry("idr_for_each_entry_ul", List.of(1, 3)),
            Map.entry("idr_for_each_entry_continue", List.of(1, 2)),
            Map.entry("radix_tree_for_each_slot", List.of(0)),
            Map.entry("queue_for_each_hw_ctx", List.of(1, 2)),
            Map.entry("hctx_for_each_ctx", List.of(1, 2)),
            Map.entry("bio_for_each_segment", List.of(0)),
            Map.entry("rq_for_each_segment", List.of(0)),
            Map.entry("rq_for_each_bvec", List.of(0)),
            Map.entry("maple_tree_for_each", List.of(1)),
            Map.entry("mt_for_each", List.of(1, 2)),
            Map.entry("mas_for_each", List.of(1)),
            Map.entry("for_each_process_thread", List.of(0, 1)),
            Map.entry("dev_for_each_msg", List.of(1)));

    private final FunctionLowering in;

    Iterators(FunctionLowering in) {
        this.in = in;
    }

    void lower(SyntaxNode node, DialectFact fact) {
        Optional<SyntaxNode> condition = node.child("condition");
        Optional<SyntaxNode> body = node.child("body").or(() -> node.child("consequence"));
        if (condition.isEmpty() || body.isEmpty()) {
            in.opaque(node, "a macro before a statement is not understood");
            return;
        }
        var arguments = new ArrayList<SyntaxNode>();
        flatten(condition.get(), arguments);
        Runnable work = () -> in.statements.lower(body.get());
        Span span = in.frame.use().orElse(fact.span().cover(condition.get().span()));
        switch (fact.name()) {
            case "scoped_guard" -> guarded(node, fact.name(), arguments, work, span);
            case "scoped_cond_guard" -> conditionallyGuarded(node, fact, arguments, work, span);
            case "if_not_guard", "if_not_cond_guard" -> {
                Place held = Place.of(in.temporary(Type.UNKNOWN));
                in.builder.add(new Instruction.Call(held, new Expr.Symbol(fact.name()), guardArguments(arguments), span));
                var failed = new FunctionBuilder.Open();
                var after = new FunctionBuilder.Open();
                in.builder.branch(new Expr.Read(held), after, failed, span);
                in.builder.enter(failed, span);
                work.run();
                in.builder.enter(after, span);
            }
            default -> {
                if (fact.name().startsWith("scoped_")) {
                    guarded(node, fact.name(), arguments, work, span);
                } else {
                    loop(fact.name(), arguments, work, span, 0);
                }
            }
        }
        node.child("alternative").ifPresent(in.statements::lower);
    }

    private static void flatten(SyntaxNode node, List<SyntaxNode> arguments) {
        SyntaxNode rest = node;
        while (rest.kind().equals("parenthesized_expression")
                && rest.namedChildren().size() == 1
                && rest.span().equals(node.span())) {
            rest = rest.namedChildren().getFirst();
        }
        while (rest.kind().equals("comma_expression")
                && rest.child("left").isPresent()
                && rest.child("right").isPresent()) {
            arguments.add(rest.child("left").get());
            rest = rest.child("right").get();
        }
        // The dialect puts a number where there is no argument at all.
        boolean isMadeUp = rest.kind().equals("number_literal") && !rest.text().equals(rest.preparedText());
        if (!isMadeUp) {
            arguments.add(rest);
        }
    }

    private void loop(String name, List<SyntaxNode> arguments, Runnable work, Span span, int depth) {
        Frame frame = in.frame;
        // The body belongs to the use, also where the loop comes out of a macro; it sees what the macro declares.
        Runnable outside = () -> in.in(frame, () -> {
            work.run();
            return true;
        });
        Optional<Boolean> expanded = depth > 8
                ? Optional.empty()
                : in.expansion.use(name, arguments, span, body -> switch (body) {
                    case MacroBodies.Body.Statements(var nodes) -> {
                        if (nodes.size() == 1
                                && nodes.getFirst().kind().equals("for_statement")
                                && isHead(nodes.getFirst())) {
                            in.statements.forLoop(nodes.getFirst(), outside);
                            yield Optional.of(true);
                        }
                        yield Optional.<Boolean>empty();
                    }
                    case MacroBodies.Body.Value(var value) -> {
                        Optional<SyntaxNode> function = value.child("function");
                        if (value.kind().equals("call_expression")
                                && function.isPresent()
                                && function.get().text().contains("for_each")) {
                            List<SyntaxNode> inner = value.child("arguments")
                                    .map(SyntaxNode::namedChildren)
                                    .orElse(List.of());
                            loop(function.get().text(), inner, outside, span, depth + 1);
                            yield Optional.of(true);
                        }
                        yield Optional.<Boolean>empty();
                    }
                    case MacroBodies.Body.Opaque _ -> Optional.<Boolean>empty();
                });
        if (expanded.isEmpty()) {
            plainLoop(name, arguments, work, span);
        }
    }

    /// Whether a loop has no body of its own.
    private static boolean isHead(SyntaxNode loop) {
        Optional<SyntaxNode> body = loop.child("body");
        return body.isPresent()
                && body.get().kind().equals("expression_statement")
                && body.get().namedChildren().isEmpty();
    }

    private void plainLoop(String name, List<SyntaxNode> arguments, Runnable work, Span span) {
        var header = new FunctionBuilder.Open();
        var body = new FunctionBuilder.Open();
        var exit = new FunctionBuilder.Open();
        List<Integer> cursors = cursors(name, arguments.size());
        in.builder.enter(header, span);
        var values = new ArrayList<Expr>();
        for (int index = 0; index < arguments.size(); index++) {
            values.add(argument(name, index, arguments.get(index)));
        }
        Place element = Place.of(in.temporary(cursors.isEmpty() ? Type.UNKNOWN : in.type(values.get(cursors.getFirst()))));
        in.builder.add(new Instruction.Call(element, new Expr.Symbol(name), values, span));
        in.builder.branch(new Expr.Read(element), body, exit, span);
        in.builder.enter(body, span);
        for (int index = 0; index < cursors.size(); index++) {
            if (values.get(cursors.get(index)) instanceof Expr.Read(var cursor)) {
                if (index == 0) {
                    in.assign(cursor, new Expr.Read(element), span);
                } else {
                    in.builder.add(new Instruction.Call(cursor, new Expr.Symbol(name), List.of(new Expr.Read(element)), span));
                }
            }
        }
        in.jumps.loop(exit, header, work);
        in.builder.jump(header, span);
        in.builder.enter(exit, span);
    }

    private static List<Integer> cursors(String name, int count) {
        List<Integer> known = CURSORS.get(name);
        if (known == null) {
            boolean isSafe = name.contains("_safe") && count > 1;
            known = isSafe ? List.of(0, 1) : List.of(0);
        }
        return known.stream().allMatch(index -> index < count) ? known : List.of();
    }

    /// Members are named after the list; what is named like them in the function is not meant.
    private Expr argument(String name, int index, SyntaxNode node) {
        int members = name.startsWith("hash_for_each_possible")
                ? 2
                : name.startsWith("hash_for_each") ? 3 : name.contains("_safe") ? 3 : 2;
        boolean isMember = index >= members && (name.contains("_entry") || name.startsWith("hash_for_each"));
        if (isMember
                && index == members
                && (node.kind().equals("identifier") || node.kind().equals("field_expression"))) {
            return new Expr.Symbol(in.text(node));
        }
        Optional<Expr> type = in.calls.typeArgument(node);
        return type.isPresent() ? type.get() : in.expressions.value(node);
    }

    private List<Expr> guardArguments(List<SyntaxNode> arguments) {
        var values = new ArrayList<Expr>();
        for (int index = 0; index < arguments.size(); index++) {
            SyntaxNode argument = arguments.get(index);
            values.add(index == 0 ? new Expr.Symbol(in.text(argument)) : in.expressions.value(argument));
        }
        return values;
    }

    private void guarded(SyntaxNode node, String name, List<SyntaxNode> arguments, Runnable work, Span span) {
        Span whole = in.span(node);
        in.statements.scoped(new Span(Math.max(whole.start(), whole.end() - 1), whole.end()), () -> {
            Place held = Place.of(in.temporary(Type.UNKNOWN));
            boolean isTyped = name.equals("scoped_guard") && !arguments.isEmpty();
            List<Expr> values = isTyped ? guardArguments(arguments) : arguments.stream().map(in.expressions::value).toList();
            in.builder.add(new Instruction.Call(held, new Expr.Symbol(name), values, span));
            in.cleanups = in.cleanups.with(held, "guard:" + (isTyped ? in.text(arguments.getFirst()) : name));
            var exit = new FunctionBuilder.Open();
            Cleanups inside = in.cleanups;
            // The kernel's macro is a `for` that runs once: `break` and `continue` leave it.
            in.jumps.loop(exit, exit, work);
            in.builder.enter(exit, span);
            in.cleanups = inside;
        });
    }

    /// `scoped_cond_guard(name, fail, args)`: `fail` is a statement that runs when the guard was not taken.
    private void conditionallyGuarded(SyntaxNode node, DialectFact fact, List<SyntaxNode> arguments, Runnable work, Span span) {
        if (arguments.size() < 2) {
            guarded(node, fact.name(), arguments, work, span);
            return;
        }
        var rest = new ArrayList<>(arguments);
        SyntaxNode failure = rest.remove(1);
        Place held = Place.of(in.temporary(Type.UNKNOWN));
        var yes = new FunctionBuilder.Open();
        var no = new FunctionBuilder.Open();
        var after = new FunctionBuilder.Open();
        in.builder.add(new Instruction.Call(held, new Expr.Symbol(fact.name()), guardArguments(rest), span));
        in.builder.branch(new Expr.Read(held), yes, no, span);
        in.builder.enter(no, span);
        boolean isReturn = fact.arguments().size() > 1
                && node.tree().prepared().original().text(fact.arguments().get(1)).strip().startsWith("return");
        if (isReturn) {
            in.jumps.leave(in.expressions.value(failure), in.span(failure));
        } else {
            in.expressions.effect(failure, in.span(failure));
        }
        in.builder.jump(after, span);
        in.builder.enter(yes, span);
        in.statements.scoped(span, () -> {
            in.cleanups = in.cleanups.with(held, "guard:" + in.text(arguments.getFirst()));
            in.jumps.loop(after, after, work);
        });
        in.builder.enter(after, span);
    }
}
