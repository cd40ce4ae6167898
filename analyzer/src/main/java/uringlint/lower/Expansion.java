// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import uringlint.ir.Expr;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Puts the bodies of the project's own macros in the place of their uses.
final class Expansion {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_USES = 2_000;

    private final FunctionLowering in;
    private final MacroBodies macros;
    private int uses;

    Expansion(FunctionLowering in, MacroBodies macros) {
        this.in = in;
        this.macros = macros;
    }

    /// Lowers the argument that a parameter of the current macro stands for; names in it mean what they mean where it lands.
    Expr argument(String parameter, Function<SyntaxNode, Expr> work, Supplier<Expr> missing) {
        List<SyntaxNode> bound = in.frame.bindings().get(parameter);
        Optional<Frame> outer = in.frame.outer();
        return bound.size() == 1 && outer.isPresent() ? in.in(outer.get(), () -> work.apply(bound.getFirst())) : missing.get();
    }

    /// The values of all arguments that `...` stands for.
    List<Expr> rest() {
        return rest(in.frame);
    }

    private List<Expr> rest(Frame frame) {
        Frame outer = frame.outer().orElse(frame);
        var values = new ArrayList<Expr>();
        for (SyntaxNode node : frame.bindings().get(Macro.VARIADIC)) {
            boolean isPassedOn = node.kind().equals("identifier")
                    && node.text().equals(Macro.VARIADIC)
                    && outer != frame
                    && outer.binds(Macro.VARIADIC);
            if (isPassedOn) {
                values.addAll(rest(outer));
            } else {
                values.add(in.in(outer, () -> in.calls.typeArgument(node).orElseGet(() -> in.expressions.value(node))));
            }
        }
        return values;
    }

    /// Does something with the body of a macro, if this is the use of one that can be understood.
    <T> Optional<T> use(String name, List<SyntaxNode> arguments, Span span, Function<MacroBodies.Body, Optional<T>> work) {
        return find(name, arguments.size())
                .flatMap(macro -> within(macro, arguments, span, macros.body(macro, texts(macro, arguments)), work));
    }

    /// Like `use`, for a body that initializes something.
    <T> Optional<T> initializer(String name, List<SyntaxNode> arguments, Span span, Function<MacroBodies.Body, Optional<T>> work) {
        return find(name, arguments.size())
                .flatMap(macro ->
                        within(macro, arguments, span, macros.initializer(macro, texts(macro, arguments)), work));
    }

    /// The texts of the arguments by the parameters of a macro.
    private UnaryOperator<String> texts(Macro macro, List<SyntaxNode> arguments) {
        return parameter -> {
            int number = macro.parameters().indexOf(parameter);
            return number >= 0 && number < arguments.size() ? text(arguments.get(number), in.frame) : "";
        };
    }

    private static String text(SyntaxNode argument, Frame frame) {
        List<SyntaxNode> bound = argument.kind().equals("identifier")
                ? frame.bindings().getOrDefault(argument.text(), List.of())
                : List.of();
        return bound.size() == 1 && frame.outer().isPresent() ? text(bound.getFirst(), frame.outer().get()) : argument.text();
    }

    /// Lowers a use of a macro as a statement; false when it stays what it is.
    boolean statement(String name, List<SyntaxNode> arguments, Span span) {
        return use(name, arguments, span, body -> switch (body) {
            case MacroBodies.Body.Value(var expression) -> {
                in.expressions.effect(expression, in.span(expression));
                yield Optional.of(true);
            }
            case MacroBodies.Body.Statements(var nodes) -> {
                nodes.forEach(in.statements::lower);
                yield Optional.of(true);
            }
            case MacroBodies.Body.Opaque _ -> Optional.<Boolean>empty();
        }).isPresent();
    }

    /// The name that a name is defined to be: `#define old_name new_name`.
    String alias(String name) {
        String target = name;
        for (int steps = 0; steps < 8; steps++) {
            Optional<Macro> macro = macros.find(target);
            if (macro.isEmpty() || macro.get().isFunctionLike() || !isName(macro.get().body())) {
                return target;
            }
            target = macro.get().body();
        }
        return name;
    }

    /// Whether this names a macro without parameters whose body is no constant.
    boolean isShorthand(String name) {
        return macros.isShorthand(name);
    }

    /// Adds a macro that is defined within a function.
    void define(Macro macro) {
        macros.define(macro);
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || !ConstantParser.isNameStart(text.charAt(0)) || TypeNames.isKeyword(text)) {
            return false;
        }
        for (int index = 1; index < text.length(); index++) {
            if (!ConstantParser.isName(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Macro> find(String name, int arguments) {
        if (in.scope.find(name).isPresent()) {
            return Optional.empty();
        }
        return macros.find(name).filter(macro -> fits(macro, arguments) && !in.frame.isWithin(name) && in.frame.depth() < MAX_DEPTH);
    }

    private static boolean fits(Macro macro, int arguments) {
        if (macro.isVariadic()) {
            return arguments >= macro.parameters().size() - 1;
        }
        return arguments == macro.parameters().size();
    }

    private <T> Optional<T> within(
            Macro macro, List<SyntaxNode> arguments, Span span, MacroBodies.Body body, Function<MacroBodies.Body, Optional<T>> work) {
        if (body instanceof MacroBodies.Body.Opaque || ++uses > MAX_USES) {
            return Optional.empty();
        }
        Frame inner = in.frame.expand(macro.name(), bind(macro, arguments), span);
        // What a body declares at its top is seen by what follows the use, as in C.
        return in.in(inner, () -> work.apply(body));
    }

    private static Map<String, List<SyntaxNode>> bind(Macro macro, List<SyntaxNode> arguments) {
        var bindings = new HashMap<String, List<SyntaxNode>>();
        List<String> parameters = macro.parameters();
        int named = macro.isVariadic() ? parameters.size() - 1 : parameters.size();
        for (int index = 0; index < named; index++) {
            bindings.put(parameters.get(index), List.of(arguments.get(index)));
        }
        if (macro.isVariadic()) {
            bindings.put(Macro.VARIADIC, new ArrayList<>(arguments.subList(named, arguments.size())));
        }
        return bindings;
    }
}
