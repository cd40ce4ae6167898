// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.syntax.SyntaxNode;

/// Lowers calls of functions and methods whose declarations are known: what they expect, what type they are called for, and what they
/// give.
final class DeclaredCalls {
    private final BodyLowering in;

    DeclaredCalls(BodyLowering in) {
        this.in = in;
    }

    /// A call of a declared function. A method that is called by a path has its receiver among the arguments.
    Operand call(
            Items.Declared function,
            SyntaxNode node,
            Optional<Operand> receiver,
            List<SyntaxNode> arguments,
            List<RustType> given,
            RustType expected) {
        if (in.inlining.isWorthIt(function, arguments)) {
            return in.inlining.call(function, node, receiver, arguments, expected);
        }
        var operands = new ArrayList<Operand>();
        var nodes = new ArrayList<SyntaxNode>();
        receiver.ifPresent(operand -> {
            operands.add(operand);
            nodes.add(receiver(node));
        });
        for (SyntaxNode argument : arguments) {
            int at = operands.size();
            RustType type = at < function.parameters().size() ? function.parameters().get(at).type() : RustType.UNKNOWN;
            operands.add(in.values.consume(argument, type));
            nodes.add(argument);
        }
        for (Operand method : boundMethods(function, given)) {
            operands.add(method);
            nodes.add(node);
        }
        RustType result = filled(
                function.generics().size() == 1 && given.size() == 1
                        ? behind(in.types.resolve(function.result()), given.getFirst())
                        : function.result(),
                given,
                expected);
        typeArgument(function, given, operands, result).ifPresent(type -> {
            operands.add(new Operand(new Expr.Symbol(type), RustType.UNKNOWN));
            nodes.add(node);
        });
        String name = function.body().isPresent() ? function.name() : RustPaths.ofC(function.name());
        return in.call(new Expr.Symbol(name), result, node, operands, nodes);
    }

    /// Where the receiver of a method call is written.
    private static SyntaxNode receiver(SyntaxNode call) {
        return call.child("function")
                .flatMap(callee -> callee.kind().equals("generic_function") ? callee.child("function") : Optional.of(callee))
                .flatMap(callee -> callee.child("value"))
                .orElse(call);
    }

    /// For each type that the caller names, the first method of the trait that it is bound by: the function may call that.
    private List<Operand> boundMethods(Items.Declared function, List<RustType> given) {
        var bound = new ArrayList<Operand>();
        for (int at = 0; at < given.size() && at < function.bounds().size(); at++) {
            List<String> methods = in.items.traits.getOrDefault(function.bounds().get(at), List.of());
            if (!methods.isEmpty() && !given.get(at).name().isEmpty()) {
                bound.add(new Operand(new Expr.Symbol(given.get(at).name() + "::" + methods.getFirst()), RustType.path("fn")));
            }
        }
        return bound;
    }

    /// The type that a library's generic function is called for, where that says how memory is seen: named, expected,
    /// or that of an argument.
    private Optional<String> typeArgument(Items.Declared function, List<RustType> given, List<Operand> operands, RustType result) {
        boolean isAsked = function.body().isEmpty()
                && function.generics().size() == 1
                && function.bounds().size() == 1
                && in.items
                        .traits
                        .getOrDefault(function.bounds().getFirst(), List.of())
                        .isEmpty();
        if (!isAsked) {
            return Optional.empty();
        }
        RustType type = given.size() == 1
                ? given.getFirst()
                : in.types.isResult(result) ? in.types.resolve(result).argument(0) : RustType.UNKNOWN;
        for (int at = 0;
                at < Math.min(operands.size(), function.parameters().size())
                        && (type instanceof RustType.Unknown || type.equals(RustType.UNIT));
                at++) {
            if (function.parameters().get(at).type() instanceof RustType.Reference(_, RustType.Unknown _)) {
                type = in.types.target(operands.get(at).type()).orElse(RustType.UNKNOWN);
            }
        }
        return switch (in.types.erase(type)) {
            case Type.Named(var name) -> name.equals("void") ? Optional.empty() : Optional.of(name);
            case Type.Tagged(var keyword, var name) ->
                Optional.of(keyword.name().toLowerCase(Locale.ROOT) + " " + name);
            case Type.Pointer _, Type.Array _, Type.Callable _, Type.Unknown _ -> Optional.empty();
        };
    }

    /// A pointer to what is open, as one to the type that the caller names.
    private static RustType behind(RustType result, RustType named) {
        return switch (result) {
            case RustType.Reference(var isMutable, RustType.Unknown _) -> new RustType.Reference(isMutable, named);
            case RustType.Raw(var isMutable, RustType.Unknown _) -> new RustType.Raw(isMutable, named);
            case RustType.Path _, RustType.Reference _, RustType.Raw _, RustType.Tuple _, RustType.Array _, RustType.Unknown _ -> result;
        };
    }

    /// A result in which a type is open, with the one that the caller names or expects.
    RustType filled(RustType result, List<RustType> given, RustType expected) {
        RustType resolved = in.types.resolve(result);
        if (resolved instanceof RustType.Unknown) {
            return given.size() == 1 ? given.getFirst() : expected;
        }
        boolean isOpen = (in.types.isResult(resolved) || in.types.isOption(resolved)) && resolved.argument(0) instanceof RustType.Unknown;
        if (isOpen && given.size() == 1) {
            return RustType.path(resolved.name(), given.getFirst());
        }
        return isOpen && in.types.resolve(expected).name().equals(resolved.name()) ? expected : resolved;
    }
}
