// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.dialect.DialectFact;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Calls, and the macros that look like them.
final class CallLowering {
    /// What becomes of the result.
    private sealed interface Use {
        record Value() implements Use {}

        record Store(Place target, Span span) implements Use {}

        record Effect() implements Use {}

        record Test(FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) implements Use {}
    }

    private static final Expr NOTHING = new Expr.Unit();

    private final FunctionLowering in;

    CallLowering(FunctionLowering in) {
        this.in = in;
    }

    Expr value(SyntaxNode node) {
        return lower(node, new Use.Value());
    }

    void store(Place target, SyntaxNode node, Span span) {
        lower(node, new Use.Store(target, span));
    }

    void effect(SyntaxNode node) {
        lower(node, new Use.Effect());
    }

    /// Goes on by the result.
    void branch(SyntaxNode node, FunctionBuilder.Open whenTrue, FunctionBuilder.Open whenFalse) {
        lower(node, new Use.Test(whenTrue, whenFalse));
    }

    private Expr lower(SyntaxNode node, Use use) {
        Optional<SyntaxNode> function = node.child("function");
        Optional<SyntaxNode> list = node.child("arguments");
        if (function.isEmpty() || list.isEmpty()) {
            return deliver(in.opaque(node, "a call is not understood"), node, use);
        }
        List<SyntaxNode> arguments = arguments(list.get());
        SyntaxNode callee = function.get();
        if (callee.kind().equals("identifier")) {
            String name = in.text(callee);
            if (in.variable(name).isEmpty()) {
                return named(name, node, arguments, use);
            }
        } else if (callee.kind().equals("call_expression")) {
            Optional<Expr> guard = guard(callee, node, arguments);
            if (guard.isPresent()) {
                return deliver(guard.get(), node, use);
            }
            Optional<Expr> patched = patched(callee);
            if (patched.isPresent()) {
                return call(patched.get(), "", node, arguments, use);
            }
        }
        Optional<Type> cast = in.expressions.castType(callee);
        if (cast.isPresent() && arguments.size() == 1) {
            return deliver(new Expr.Cast(cast.get(), in.expressions.value(arguments.getFirst())), node, use);
        }
        return call(callee(callee), "", node, arguments, use);
    }

    /// `static_call(name)` is what the variable `name` points to.
    private Optional<Expr> patched(SyntaxNode callee) {
        Optional<SyntaxNode> function = callee.child("function")
                .filter(name -> name.kind().equals("identifier") && KernelMacros.isPatchedCall(in.text(name)));
        List<SyntaxNode> names = callee.child("arguments").map(CallLowering::arguments).orElse(List.of());
        return function.isPresent() && names.size() == 1 ? Optional.of(in.expressions.value(names.getFirst())) : Optional.empty();
    }

    private static List<SyntaxNode> arguments(SyntaxNode list) {
        return list.namedChildren();
    }

    private Expr named(String name, SyntaxNode node, List<SyntaxNode> arguments, Use use) {
        if (KernelMacros.isWarning(name) && !arguments.isEmpty() && !in.isStatic()) {
            return warned(name, node, arguments.getFirst(), use);
        }
        if (name.equals("get_cpu_var")) {
            in.builder.add(new Instruction.Call(
                    Place.of(in.temporary(Type.UNKNOWN)), new Expr.Symbol("get_cpu"), List.of(), in.span(node)));
        }
        if (KernelMacros.isTransparent(name) && !arguments.isEmpty()) {
            return pass(arguments.getFirst(), use);
        }
        if (use instanceof Use.Effect) {
            if (in.expansion.statement(name, arguments, in.span(node))) {
                return NOTHING;
            }
        } else {
            Optional<Expr> expanded = in.expansion.use(name, arguments, in.span(node), body ->
                    body instanceof MacroBodies.Body.Value(var expression) ? Optional.of(pass(expression, use)) : Optional.empty());
            if (expanded.isPresent()) {
                return expanded.get();
            }
        }
        switch (name) {
            case "BUG_ON" -> {
                return bugOn(node, arguments);
            }
            case "swap" -> {
                if (arguments.size() == 2) {
                    return swap(node, in.places.place(arguments.getFirst()), in.places.place(arguments.getLast()));
                }
            }
            case "return_ptr" -> {
                if (arguments.size() == 1) {
                    Expr value = call(new Expr.Symbol("no_free_ptr"), "no_free_ptr", node, arguments, new Use.Value());
                    in.jumps.leave(value, in.span(node));
                    return NOTHING;
                }
            }
            default -> {}
        }
        String target = in.expansion.alias(name);
        return call(new Expr.Symbol(target), target, node, arguments, use);
    }

    /// Lowers an expression that stands for the whole call.
    private Expr pass(SyntaxNode node, Use use) {
        switch (use) {
            case Use.Value _ -> {
                return in.expressions.value(node);
            }
            case Use.Store(var target, var span) -> in.expressions.store(target, node, span);
            case Use.Effect _ -> in.expressions.effect(node, in.span(node));
            case Use.Test(var whenTrue, var whenFalse) -> in.conditions.branch(node, whenTrue, whenFalse);
        }
        return NOTHING;
    }

    private Expr deliver(Expr value, SyntaxNode node, Use use) {
        switch (use) {
            case Use.Value _ -> {
                return value;
            }
            case Use.Store(var target, var span) -> in.assign(target, value, span);
            case Use.Effect _ -> {}
            case Use.Test(var whenTrue, var whenFalse) -> in.builder.branch(value, whenTrue, whenFalse, in.span(node));
        }
        return NOTHING;
    }

    private Expr callee(SyntaxNode node) {
        SyntaxNode inner = node;
        while (inner.kind().equals("parenthesized_expression") && inner.namedChildren().size() == 1) {
            inner = inner.namedChildren().getFirst();
        }
        if (inner.kind().equals("pointer_expression") && inner.child("argument").isPresent()) {
            Expr pointer = in.expressions.value(inner.child("argument").get());
            boolean isDouble = in.file.resolve(in.type(pointer)) instanceof Type.Pointer(var target)
                    && in.file.resolve(target) instanceof Type.Pointer;
            if (!isDouble) {
                return pointer;
            }
        }
        return in.expressions.value(inner);
    }

    private Expr call(Expr callee, String name, SyntaxNode node, List<SyntaxNode> arguments, Use use) {
        var values = new ArrayList<Expr>(arguments.size());
        var spans = new ArrayList<Optional<Span>>(arguments.size());
        for (int index = 0; index < arguments.size(); index++) {
            SyntaxNode argument = arguments.get(index);
            if (argument.kind().equals("identifier")
                    && argument.text().equals(Macro.VARIADIC)
                    && in.frame.binds(Macro.VARIADIC)) {
                for (Expr value : in.expansion.rest()) {
                    values.add(value);
                    spans.add(Optional.empty());
                }
            } else {
                values.add(argument(name, index, argument));
                spans.add(in.frame.writtenSpan(argument));
            }
        }
        if (in.isStatic()) {
            return new Expr.Apply(name.isEmpty() ? "call" : name, values);
        }
        Span span = in.span(node);
        Place result;
        if (use instanceof Use.Store(var target, var whole)) {
            result = target;
            span = whole;
        } else {
            result = Place.of(in.temporary(resultType(callee, values)));
        }
        var call = new Instruction.Call(result, callee, values, span);
        in.builder.add(call);
        in.written.arguments(call, spans);
        sideEffects(name, call, arguments);
        Expr read = new Expr.Read(result);
        return use instanceof Use.Store ? read : deliver(read, node, use);
    }

    /// What a call does besides giving a result: it does not return, takes the pointer out of its variable, or jumps to a label on failure.
    private void sideEffects(String name, Instruction.Call call, List<SyntaxNode> arguments) {
        Span span = call.span();
        if (KernelMacros.isNoreturn(name)) {
            in.builder.leave(new Terminator.Unreachable(span));
        } else if (name.equals("no_free_ptr") || name.equals("retain_and_null_ptr")) {
            if (!call.arguments().isEmpty() && call.arguments().getFirst() instanceof Expr.Read(var pointer)) {
                in.assign(pointer, new Expr.Literal(0, "NULL"), span);
            }
        } else if (name.startsWith("unsafe_")
                && arguments.size() == 3
                && arguments.get(2).kind().equals("identifier")) {
            var next = new FunctionBuilder.Open();
            in.builder.branch(new Expr.Read(call.result()), in.jumps.target(in.text(arguments.get(2))), next, span);
            in.builder.enter(next, span);
        }
    }

    private Expr argument(String callee, int index, SyntaxNode node) {
        if (KernelMacros.isMemberArgument(callee, index)) {
            return new Expr.Symbol(in.text(node));
        }
        if (KernelMacros.isLvalueArgument(callee, index)) {
            return in.places.address(node);
        }
        if (KernelMacros.isMeasuredArgument(callee, index)) {
            Optional<Expr> type = typeArgument(node);
            return type.isPresent() ? type.get() : new Expr.Apply("sizeof", List.of(in.expressions.measured(node)));
        }
        Optional<Expr> type = typeArgument(node);
        return type.isPresent() ? type.get() : in.expressions.value(node);
    }

    /// The type that an argument is, which the dialect made a name of.
    Optional<Expr> typeArgument(SyntaxNode node) {
        return node.tree().prepared().factAt(node.span().start(), DialectFact.Kind.TYPE_ARGUMENT)
                .map(fact -> new Expr.Symbol(blanksJoined(fact.name().isEmpty() ? node.text() : fact.name())));
    }

    private static String blanksJoined(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private Type resultType(Expr callee, List<Expr> arguments) {
        if (callee instanceof Expr.Symbol(var name)) {
            var index = KernelMacros.typeArgument(name);
            if (index.isPresent()
                    && index.getAsInt() < arguments.size()
                    && arguments.get(index.getAsInt()) instanceof Expr.Symbol(var type)) {
                return new Type.Pointer(TypeNames.parse(type));
            }
            if (name.equals("READ_ONCE") && arguments.size() == 1) {
                return in.type(arguments.getFirst());
            }
            return in.file.result(name).orElse(Type.UNKNOWN);
        }
        Type type = in.file.resolve(in.type(callee));
        if (type instanceof Type.Pointer(var target)) {
            type = in.file.resolve(target);
        }
        return type instanceof Type.Callable(var result, _) ? result : Type.UNKNOWN;
    }

    /// What a macro warns of is tested, and where it holds, the warning is a call of its own.
    private Expr warned(String name, SyntaxNode node, SyntaxNode tested, Use use) {
        switch (use) {
            case Use.Test(var whenTrue, var whenFalse) -> {
                var fired = new FunctionBuilder.Open();
                in.conditions.branch(tested, fired, whenFalse);
                in.builder.enter(fired, in.span(node));
                in.builder.add(new Instruction.Call(
                        Place.of(in.temporary(Type.UNKNOWN)), new Expr.Symbol(name), List.of(), in.span(node)));
                in.builder.jump(whenTrue, in.span(node));
                return NOTHING;
            }
            case Use.Value _ -> {
                Place result = Place.of(in.temporary(new Type.Named("int")));
                in.conditions.store(result, node, in.span(node));
                return new Expr.Read(result);
            }
            case Use.Store(var target, var span) -> {
                in.conditions.store(target, node, span);
                return NOTHING;
            }
            case Use.Effect _ -> {
                Expr value = in.expressions.value(tested);
                // The macro looks at it, though nobody looks at the result of the macro.
                in.builder.add(new Instruction.Assign(Place.of(in.temporary(in.type(value))), value, in.span(node)));
                return NOTHING;
            }
        }
    }

    private Expr bugOn(SyntaxNode node, List<SyntaxNode> arguments) {
        if (arguments.isEmpty()) {
            return NOTHING;
        }
        var bug = new FunctionBuilder.Open();
        var next = new FunctionBuilder.Open();
        in.conditions.branch(arguments.getFirst(), bug, next);
        in.builder.enter(bug, in.span(node));
        in.builder.leave(new Terminator.Unreachable(in.span(node)));
        in.builder.enter(next, in.span(node));
        return NOTHING;
    }

    private Expr swap(SyntaxNode node, Place one, Place other) {
        Span span = in.span(node);
        Place held = in.hold(new Expr.Read(one), span);
        in.assign(one, new Expr.Read(other), span);
        in.assign(other, new Expr.Read(held), span);
        return NOTHING;
    }

    /// `guard(mutex)(&lock)` and `CLASS(fd, f)(number)`: calls whose result is dropped at the end of the scope.
    private Optional<Expr> guard(SyntaxNode head, SyntaxNode node, List<SyntaxNode> arguments) {
        Optional<SyntaxNode> function = head.child("function");
        Optional<SyntaxNode> list = head.child("arguments");
        if (function.isEmpty() || list.isEmpty()) {
            return Optional.empty();
        }
        String name = function.get().text();
        List<SyntaxNode> names = arguments(list.get());
        if (name.equals("guard") && names.size() == 1) {
            return Optional.of(
                    guarded("guard", names.getFirst(), Place.of(in.temporary(Type.UNKNOWN)), node, arguments));
        }
        if ((name.equals("CLASS") || name.equals("ACQUIRE")) && names.size() == 2) {
            Variable variable = in.declare(in.text(names.getLast()), Variable.Kind.LOCAL, Type.UNKNOWN);
            return Optional.of(guarded(name, names.getFirst(), Place.of(variable), node, arguments));
        }
        return Optional.empty();
    }

    private Expr guarded(String macro, SyntaxNode type, Place result, SyntaxNode node, List<SyntaxNode> arguments) {
        var values = new ArrayList<Expr>();
        values.add(new Expr.Symbol(in.text(type)));
        arguments.forEach(argument -> values.add(in.expressions.value(argument)));
        in.builder.add(new Instruction.Call(result, new Expr.Symbol(macro), values, in.span(node)));
        in.cleanups = in.cleanups.with(result, (macro.equals("guard") ? "guard:" : "class:") + in.text(type));
        return new Expr.Read(result);
    }
}
