// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.syntax.SyntaxNode;

/// Closures: one that is called where it is written is lowered there; one that is handed on is what it captures.
final class Closures {
    private static final int NESTING = 8;

    private final BodyLowering in;
    private int nesting;

    Closures(BodyLowering in) {
        this.in = in;
    }

    /// Applies what stands where a function is expected: a closure, a function's name, or a value that is no function.
    Operand apply(SyntaxNode applied, List<Operand> arguments, RustType expected) {
        SyntaxNode node = bare(applied);
        if (node.kind().equals("closure_expression")) {
            return inline(here(node), arguments, expected);
        }
        if (in.scope.find(node.text()).orElse(null) instanceof RustScope.Binding.Closure closure) {
            return inline(closure, arguments, expected);
        }
        boolean isFunction = node.kind().equals("scoped_identifier")
                || node.kind().equals("identifier")
                        && in.scope.find(node.text()).isEmpty()
                || node.kind().equals("generic_function");
        if (isFunction && !arguments.isEmpty()) {
            return in.invocations.apply(node, node, arguments, expected);
        }
        return in.values.consume(node, expected);
    }

    /// What stands in parentheses.
    static SyntaxNode bare(SyntaxNode node) {
        SyntaxNode inner = node;
        while (inner.kind().equals("parenthesized_expression") && !inner.namedChildren().isEmpty()) {
            inner = inner.namedChildren().getFirst();
        }
        return inner;
    }

    /// A closure that is written here.
    RustScope.Binding.Closure here(SyntaxNode node) {
        return new RustScope.Binding.Closure(node, in.scope, in.names);
    }

    /// A call of a closure by its name.
    Operand call(RustScope.Binding.Closure binding, SyntaxNode node, List<SyntaxNode> arguments, RustType expected) {
        Optional<Exit> last = in.exitOf(node);
        List<Operand> values = arguments.stream().map(argument -> in.values.consume(argument, RustType.UNKNOWN)).toList();
        var names = in.names;
        in.names = binding.names();
        Operand result = inline(binding.node(), values, expected, binding.scope(), last);
        in.names = names;
        return result;
    }

    Operand inline(RustScope.Binding.Closure binding, List<Operand> arguments, RustType expected) {
        var names = in.names;
        in.names = binding.names();
        Operand result = inline(binding.node(), arguments, expected, binding.scope(), Optional.empty());
        in.names = names;
        return result;
    }

    private Operand inline(SyntaxNode closure, List<Operand> arguments, RustType expected, RustScope around, Optional<Exit> last) {
        Optional<SyntaxNode> body = closure.child("body");
        if (body.isEmpty() || nesting >= NESTING) {
            return in.opaque(closure, "a closure is nested too deep");
        }
        nesting++;
        var outer = in.scope;
        Cleanups before = in.cleanups;
        in.scope = new RustScope(Optional.of(around));
        bind(closure, arguments);
        RustType result = closure.child("return_type").map(in::type).orElse(expected);
        Operand value = last.isPresent()
                ? end(body.get(), last.get(), before)
                : evaluated(closure, body.get(), result, before);
        in.scope = outer;
        nesting--;
        return value;
    }

    /// Binds the parameters; one without an argument gets nothing.
    private void bind(SyntaxNode closure, List<Operand> arguments) {
        List<SyntaxNode> parameters = closure.child("parameters").map(Patterns::parts).orElse(List.of());
        for (int at = 0; at < parameters.size(); at++) {
            SyntaxNode parameter = parameters.get(at);
            SyntaxNode pattern = parameter.child("pattern").orElse(parameter);
            Operand argument = at < arguments.size() ? arguments.get(at) : new Operand(new Expr.Unit(), RustType.UNKNOWN);
            RustType type = parameter.child("type").map(in::type).orElse(argument.type());
            in.patterns.bind(
                    pattern,
                    new Operand(argument.value(), argument.type() instanceof RustType.Unknown ? type : argument.type()),
                    Optional.empty(),
                    in.span(pattern));
        }
    }

    /// Lowers a body whose value is that of the function around it: it leaves by itself, and nothing comes back.
    private Operand end(SyntaxNode body, Exit last, Cleanups before) {
        in.exits.add(last);
        in.control.end(body, last);
        in.exits.removeLast();
        in.cleanups = before;
        return Values.UNIT;
    }

    /// Lowers a body whose value is used where the closure is called.
    private Operand evaluated(SyntaxNode closure, SyntaxNode body, RustType result, Cleanups before) {
        var exit = new Exit("fn", Optional.of(new Open()), in.new Result(result), Optional.empty(), before);
        in.exits.add(exit);
        Operand value = in.values.consume(body, result);
        in.exits.removeLast();
        if (exit.result().isOpen()) {
            // Nothing returned from it early.
            value = in.cleanups.isBeyond(before) && in.builder.isOpen() ? in.read(in.hold(value, in.span(body))) : value;
            in.ownership.release(before, in.span(closure));
            return value;
        }
        if (in.builder.isOpen()) {
            exit.result().put(value, in.span(body));
        }
        in.ownership.release(before, in.span(closure));
        in.builder.enter(exit.block().orElseThrow(), in.span(closure));
        return exit.result().value();
    }

    /// A closure as a value: a call that gets what the closure captures.
    Operand value(SyntaxNode node) {
        Set<Place> captured = new LinkedHashSet<>();
        in.collect(node, captured);
        var arguments = new ArrayList<Operand>();
        for (Place place : captured) {
            arguments.add(new Operand(new Expr.Read(place), RustType.UNKNOWN));
        }
        return in.call("closure", RustType.UNKNOWN, node, arguments);
    }
}
