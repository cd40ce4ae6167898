// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import uringlint.ir.Place;
import uringlint.ir.Variable;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Calls that hand closures to functions of the same file: the function is lowered where it is called, and the closures
/// where it calls them.
final class ClosureInlining {
    private static final int NESTING = 3;

    private final BodyLowering in;
    private final Deque<Items.Declared> open = new ArrayDeque<>();

    ClosureInlining(BodyLowering in) {
        this.in = in;
    }

    /// Whether what is lowered now may stand outside of the function.
    boolean isOpen() {
        return !open.isEmpty();
    }

    boolean isWorthIt(Items.Declared function, List<SyntaxNode> arguments) {
        return function.body().isPresent()
                && function.use().isEmpty()
                && function.node().tree().file() == in.file
                && open.size() < NESTING
                && !open.contains(function)
                && arguments.stream().anyMatch(argument -> closure(argument).isPresent());
    }

    private Optional<RustScope.Binding.Closure> closure(SyntaxNode given) {
        SyntaxNode argument = Closures.bare(given);
        if (argument.kind().equals("closure_expression")) {
            return Optional.of(in.closures.here(argument));
        }
        return argument.kind().equals("identifier")
                        && in.scope.find(argument.text()).orElse(null) instanceof RustScope.Binding.Closure known
                ? Optional.of(known)
                : Optional.empty();
    }

    /// The body of a function in place of a call.
    Operand call(Items.Declared function, SyntaxNode node, Optional<Operand> receiver, List<SyntaxNode> arguments, RustType expected) {
        Optional<Exit> last = in.exitOf(node);
        var inner = new RustScope(Optional.empty());
        var outer = in.scope;
        var names = in.names;
        Cleanups before = in.cleanups;
        List<Runnable> bindings = bindings(function, receiver, arguments, inner);
        in.scope = inner;
        in.names = in.items.names(function);
        List<String> hosts = List.copyOf(in.around);
        in.around.clear();
        in.around.add(function.name());
        in.around.addAll(function.around());
        bindings.forEach(Runnable::run);
        RustType type = in.declaredCalls.filled(function.result(), List.of(), expected);
        Exit exit = last.orElseGet(
                () -> new Exit("fn", Optional.of(new Open()), in.new Result(type), Optional.empty(), before));
        open.push(function);
        in.exits.add(exit);
        in.control.body(function.body().orElseThrow(), exit);
        in.exits.removeLast();
        open.pop();
        in.scope = outer;
        in.names = names;
        in.around.clear();
        in.around.addAll(hosts);
        in.cleanups = before;
        if (last.isPresent()) {
            return Values.UNIT;
        }
        SyntaxNode body = function.body().orElseThrow();
        in.builder.enter(exit.block().orElseThrow(), new Span(body.span().end() - 1, body.span().end()));
        return exit.result().value();
    }

    /// Evaluates the arguments, in the scope of the caller, and returns what binds them to the parameters in that of the function.
    /// Closures have no values to wait for: they get their names at once.
    private List<Runnable> bindings(Items.Declared function, Optional<Operand> receiver, List<SyntaxNode> arguments, RustScope inner) {
        var bindings = new ArrayList<Runnable>();
        int at = 0;
        if (receiver.isPresent() && !function.parameters().isEmpty()) {
            Items.Parameter self = function.parameters().getFirst();
            bindings.add(() -> bind(self, receiver.get()));
            at = 1;
        }
        for (SyntaxNode argument : arguments) {
            if (at >= function.parameters().size()) {
                break;
            }
            Items.Parameter parameter = function.parameters().get(at++);
            Optional<RustScope.Binding.Closure> closure = closure(argument);
            if (closure.isPresent() && parameter.pattern().isPresent()) {
                inner.put(parameter.pattern().get().text(), closure.get());
            } else {
                Operand value = in.values.consume(argument, parameter.type());
                Operand held = in.read(in.hold(value, in.span(argument)));
                bindings.add(() -> bind(parameter, held));
            }
        }
        return bindings;
    }

    private void bind(Items.Parameter parameter, Operand value) {
        if (parameter.pattern().isEmpty()) {
            return;
        }
        SyntaxNode pattern = parameter.pattern().get();
        RustType declared = parameter.type().with(in.names);
        Operand typed = value.type() instanceof RustType.Unknown ? new Operand(value.value(), declared) : value;
        if (pattern.kind().equals("self")) {
            Variable self = in.declare("self", Variable.Kind.LOCAL, typed.type());
            in.assign(Place.of(self), typed.value(), in.span(pattern));
            in.ownership.moved(typed, in.span(pattern));
            in.ownership.own(new BodyLowering.Slot(Place.of(self), typed.type()), in.span(pattern));
        } else {
            in.patterns.bind(pattern, typed, Optional.empty(), in.span(pattern));
        }
    }
}
