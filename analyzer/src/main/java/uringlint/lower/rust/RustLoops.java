// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// Lowers loops and the jumps out of them and of blocks with labels.
final class RustLoops {
    private final BodyLowering in;

    RustLoops(BodyLowering in) {
        this.in = in;
    }

    Operand loop(SyntaxNode node, RustType expected) {
        var head = new Open();
        var end = new Open();
        var exit = new Exit(
                Control.label(node) + "loop",
                Optional.of(end),
                in.new Result(expected),
                Optional.of(head),
                in.cleanups);
        in.builder.enter(head, in.span(node));
        in.exits.add(exit);
        node.child("body").ifPresent(body -> in.control.block(body, RustType.UNIT));
        in.exits.removeLast();
        in.builder.jump(head, in.span(node));
        in.cleanups = exit.cleanups();
        in.builder.enter(end, in.span(node));
        return exit.result().value();
    }

    Operand repeat(SyntaxNode node) {
        var head = new Open();
        var body = new Open();
        var done = new Open();
        var end = new Open();
        Cleanups before = in.cleanups;
        var outer = in.scope;
        in.builder.enter(head, in.span(node));
        in.scope = new RustScope(Optional.of(outer));
        Cleanups refused = in.conditions.condition(node.child("condition").orElse(node), body, done);
        in.builder.enter(body, in.span(node));
        in.exits.add(new Exit(
                Control.label(node) + "loop",
                Optional.of(end),
                in.new Result(RustType.UNIT),
                Optional.of(head),
                before));
        node.child("body").ifPresent(inner -> in.control.block(inner, RustType.UNIT));
        in.exits.removeLast();
        in.ownership.release(before, in.span(node));
        in.builder.jump(head, in.span(node));
        in.scope = outer;
        in.cleanups = refused;
        in.builder.enter(done, in.span(node));
        in.ownership.release(before, in.span(node));
        in.builder.jump(end, in.span(node));
        in.cleanups = before;
        in.builder.enter(end, in.span(node));
        return Values.UNIT;
    }

    /// `for x in it`: a call gives the next element, or none.
    Operand each(SyntaxNode node) {
        Cleanups before = in.cleanups;
        var outer = in.scope;
        Operand iterated = node.child("value")
                .map(value -> in.values.consume(value, RustType.UNKNOWN))
                .orElse(Values.UNIT);
        Slot iterator = in.hold(iterated, in.span(node));
        RustType element = in.methods.elementOf(iterated.type());
        var head = new Open();
        var body = new Open();
        var end = new Open();
        var exit = new Exit(
                Control.label(node) + "loop",
                Optional.of(end),
                in.new Result(RustType.UNIT),
                Optional.of(head),
                in.cleanups);
        in.builder.enter(head, in.span(node));
        Operand more = in.call("Iterator::more", RustType.BOOL, node, List.of(in.read(iterator)));
        in.builder.branch(more.value(), body, end, in.span(node));
        in.builder.enter(body, in.span(node));
        in.scope = new RustScope(Optional.of(outer));
        Operand next = in.call(
                element instanceof RustType.Reference ? "Iterator::next" : "Iterator::take",
                element,
                node,
                List.of(in.read(iterator)));
        node.child("pattern").ifPresent(pattern -> in.patterns.bind(pattern, next, Optional.empty(), in.span(pattern)));
        in.exits.add(exit);
        node.child("body").ifPresent(inner -> in.control.block(inner, RustType.UNIT));
        in.exits.removeLast();
        in.scope = outer;
        in.ownership.release(exit.cleanups(), in.span(node));
        in.builder.jump(head, in.span(node));
        in.cleanups = exit.cleanups();
        in.builder.enter(end, in.span(node));
        in.ownership.release(before, in.span(node));
        return Values.UNIT;
    }

    void jump(SyntaxNode node, boolean again) {
        String label = Control.label(node);
        List<Exit> open = new ArrayList<>(in.exits);
        for (int at = open.size() - 1; at >= 0; at--) {
            Exit exit = open.get(at);
            if (exit.label().equals("fn")) {
                break;
            }
            boolean isMeant = label.isEmpty()
                    ? exit.label().endsWith("loop")
                    : exit.label().equals(label) || exit.label().equals(label + "loop");
            if (isMeant) {
                if (again) {
                    if (in.builder.isOpen()) {
                        in.ownership.dropTo(exit.cleanups(), in.span(node));
                        exit.next().ifPresent(next -> in.builder.jump(next, in.span(node)));
                    }
                } else {
                    Operand value = Control.operand(node)
                            .map(inner -> in.values.consume(inner, exit.result().expected()))
                            .orElse(Values.UNIT);
                    in.leave(exit, value, in.span(node));
                }
                return;
            }
        }
        in.opaque(node, "a jump leads nowhere");
    }
}
