// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// `values.filter(…).map(…).for_each(…)`: a loop in which the closures run for each value, one after the other.
final class Iterations {
    private static final Set<String> ADAPTERS = Set.of("filter", "map", "inspect");

    private final BodyLowering in;

    Iterations(BodyLowering in) {
        this.in = in;
    }

    /// What stands between the values and the end of the chain.
    private record Adapter(String name, SyntaxNode function) {}

    /// The loop that a chain stands for; nothing if it is none.
    Optional<Operand> call(SyntaxNode node, SyntaxNode callee, List<SyntaxNode> arguments) {
        if (!callee.child("field").map(SyntaxNode::text).orElse("").equals("for_each") || arguments.size() != 1) {
            return Optional.empty();
        }
        var adapters = new ArrayList<Adapter>();
        SyntaxNode values = callee.child("value").orElse(callee);
        for (Optional<Adapter> adapter = adapter(values); adapter.isPresent(); adapter = adapter(values)) {
            adapters.addFirst(adapter.get());
            values = values.child("function").flatMap(method -> method.child("value")).orElseThrow();
        }
        loop(node, values, adapters, arguments.getFirst());
        return Optional.of(Values.UNIT);
    }

    private static Optional<Adapter> adapter(SyntaxNode node) {
        List<SyntaxNode> arguments = node.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                .filter(argument -> !Values.isComment(argument))
                .toList();
        return node.child("function")
                .filter(method -> method.kind().equals("field_expression") && method.child("value").isPresent())
                .flatMap(method -> method.child("field"))
                .map(SyntaxNode::text)
                .filter(name -> ADAPTERS.contains(name) && arguments.size() == 1)
                .map(name -> new Adapter(name, arguments.getFirst()));
    }

    private void loop(SyntaxNode node, SyntaxNode values, List<Adapter> adapters, SyntaxNode last) {
        Cleanups before = in.cleanups;
        Slot iterator = in.hold(in.values.consume(values, RustType.UNKNOWN), in.span(node));
        RustType element = in.methods.elementOf(iterator.type());
        var head = new Open();
        var body = new Open();
        var end = new Open();
        // A lock that the values are behind is held for all of them.
        Cleanups each = in.cleanups;
        in.builder.enter(head, in.span(node));
        Operand more = in.call("Iterator::more", RustType.BOOL, node, List.of(in.read(iterator)));
        in.builder.branch(more.value(), body, end, in.span(node));
        in.builder.enter(body, in.span(node));
        String next = element instanceof RustType.Reference ? "Iterator::next" : "Iterator::take";
        Operand value = in.call(next, element, node, List.of(in.read(iterator)));
        for (Adapter adapter : adapters) {
            value = adapted(adapter, value, head, node);
        }
        in.closures.apply(last, List.of(value), RustType.UNIT);
        if (in.builder.isOpen()) {
            in.ownership.release(each, in.span(node));
            in.builder.jump(head, in.span(node));
        }
        in.cleanups = each;
        in.builder.enter(end, in.span(node));
        in.ownership.release(before, in.span(node));
    }

    /// `values.retain(…)`: the function sees each value, and one for which it says no ends.
    Operand retain(Operand values, RustType element, SyntaxNode node, SyntaxNode function) {
        var head = new Open();
        var body = new Open();
        var refused = new Open();
        var end = new Open();
        Cleanups each = in.cleanups;
        in.builder.enter(head, in.span(node));
        Operand more = in.call("Iterator::more", RustType.BOOL, node, List.of(values));
        in.builder.branch(more.value(), body, end, in.span(node));
        in.builder.enter(body, in.span(node));
        Operand seen = in.call("Iterator::next", new RustType.Reference(true, element), node, List.of(values));
        Operand isKept = in.closures.apply(function, List.of(seen), RustType.BOOL);
        in.ownership.release(each, in.span(node));
        in.builder.branch(isKept.value(), head, refused, in.span(node));
        in.builder.enter(refused, in.span(node));
        // Of a value that has parts, the function may have taken some.
        if (in.types.isHandle(in.types.resolve(element))) {
            Operand taken = in.call("Vec::pop", element, node, List.of(values));
            in.drops.drop(in.hold(taken, in.span(node)), in.span(function));
        }
        in.builder.jump(head, in.span(node));
        in.cleanups = each;
        in.builder.enter(end, in.span(node));
        return Values.UNIT;
    }

    private Operand adapted(Adapter adapter, Operand value, Open head, SyntaxNode node) {
        if (adapter.name().equals("map")) {
            return in.closures.apply(adapter.function(), List.of(value), RustType.UNKNOWN);
        }
        Slot held = in.hold(value, in.span(node));
        Operand looked = in.closures.apply(adapter.function(), List.of(in.places.borrow(held, false)), RustType.BOOL);
        if (adapter.name().equals("filter")) {
            var kept = new Open();
            var refused = new Open();
            in.builder.branch(looked.value(), kept, refused, in.span(node));
            in.builder.enter(refused, in.span(node));
            in.drops.drop(held, in.span(adapter.function()));
            in.builder.jump(head, in.span(node));
            in.builder.enter(kept, in.span(node));
        }
        return new Operand(new Expr.Read(held.place()), held.type());
    }
}
