// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.syntax.SyntaxNode;

/// Lowers calls: finds what is called, and leaves to others what that does.
final class Invocations {
    private final BodyLowering in;

    Invocations(BodyLowering in) {
        this.in = in;
    }

    Operand call(SyntaxNode node, RustType expected) {
        Optional<SyntaxNode> function = node.child("function");
        List<SyntaxNode> arguments = node.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                .filter(child -> !Values.isComment(child))
                .toList();
        if (function.isEmpty()) {
            return in.opaque(node, "a call is not understood");
        }
        SyntaxNode callee = function.get();
        while (callee.kind().equals("parenthesized_expression") && !callee.namedChildren().isEmpty()) {
            callee = callee.namedChildren().getFirst();
        }
        List<RustType> given = List.of();
        if (callee.kind().equals("generic_function")) {
            given = callee.child("type_arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                    .filter(child -> !child.kind().equals("lifetime")).map(in::type).toList();
            callee = callee.child("function").orElse(callee);
        }
        return switch (callee.kind()) {
            case "field_expression" -> {
                Optional<Operand> iterated = in.iterations.call(node, callee, arguments);
                yield iterated.isPresent() ? iterated.get() : in.methods.call(node, callee, arguments, given, expected);
            }
            case "identifier" -> named(node, callee, arguments, given, expected);
            case "scoped_identifier" -> path(node, callee, arguments, given, expected);
            case "closure_expression" -> in.closures.inline(in.closures.here(callee), in.values.consumed(arguments), expected);
            default ->
                in.call(
                        in.values.value(callee, RustType.UNKNOWN).value(),
                        RustType.UNKNOWN,
                        node,
                        in.values.consumed(arguments),
                        arguments);
        };
    }

    /// A call by a plain name: of a closure, of what a variable points to, or of a function.
    private Operand named(SyntaxNode node, SyntaxNode callee, List<SyntaxNode> arguments, List<RustType> given, RustType expected) {
        Optional<RustScope.Binding> known = in.scope.find(callee.text());
        if (known.isEmpty()) {
            return path(node, callee, arguments, given, expected);
        }
        return switch (known.get()) {
            case RustScope.Binding.Closure closure -> in.closures.call(closure, node, arguments, expected);
            case RustScope.Binding.Later _ -> path(node, callee, arguments, given, expected);
            case RustScope.Binding.Local(var variable, _) ->
                in.call(
                        new Expr.Read(Place.of(variable)),
                        RustType.UNKNOWN,
                        node,
                        in.values.consumed(arguments),
                        arguments);
        };
    }

    /// A function that is applied to values that are known already.
    Operand apply(SyntaxNode node, SyntaxNode callee, List<Operand> arguments, RustType expected) {
        List<String> parts = RustPaths.parts(callee);
        switch (parts.isEmpty() ? "" : parts.getLast()) {
            case "Some" -> {
                return in.wrapped.some(arguments.getFirst());
            }
            case "Ok" -> {
                return in.wrapped.ok(arguments.getFirst(), expected);
            }
            case "Err" -> {
                return in.wrapped.err(arguments.getFirst(), expected);
            }
            default -> {}
        }
        Optional<Items.Declared> declared = declared(parts, callee);
        if (declared.isPresent()) {
            return in.call(declared.get().name(), declared.get().result(), node, arguments);
        }
        String last = parts.isEmpty() ? "" : parts.getLast();
        Optional<Items.Enumeration> enumeration = in.items.onlyWithVariant(last);
        if (enumeration.isPresent()) {
            return new Operand(
                    new Expr.Variant(
                            last,
                            List.of(new Expr.Part("0", arguments.getFirst().value()))),
                    RustType.path(enumeration.get().name()));
        }
        return in.call(in.paths.function(parts), RustType.UNKNOWN, node, arguments);
    }

    private Optional<Items.Declared> declared(List<String> parts, SyntaxNode callee) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        if (parts.size() > 1) {
            String before = parts.get(parts.size() - 2);
            if (before.equals("bindings")) {
                return Optional.empty();
            }
            Optional<Items.Declared> method = in.items.method(in.paths.owner(before), parts.getLast());
            if (method.isPresent()) {
                return method;
            }
            boolean isType = Character.isUpperCase(before.charAt(0)) || before.equals("Self");
            if (isType) {
                return byTrait(callee, parts.getLast());
            }
        }
        if (callee.text().startsWith("<")) {
            return byTrait(callee, parts.getLast());
        }
        String plain = in.items.renamed.getOrDefault(parts.getLast(), parts.getLast());
        return (parts.size() == 1 ? in.items.visible(in.items.functions, in.around, plain) : Optional.of(plain))
                .map(in.items.functions::get);
    }

    /// `T::method` and `<T as Trait>::method` mean a trait's method, if a type parameter stands before it.
    private Optional<Items.Declared> byTrait(SyntaxNode callee, String method) {
        String head = callee.text();
        for (String trait : in.items.traits.keySet()) {
            if (in.items.traits.get(trait).contains(method)
                    && (head.contains(trait)
                            || in.names.get(head.split("::")[0].strip()) instanceof RustType.Unknown)) {
                return in.items.method(trait, method);
            }
        }
        return Optional.empty();
    }

    private Operand path(SyntaxNode node, SyntaxNode callee, List<SyntaxNode> arguments, List<RustType> given, RustType expected) {
        List<String> parts = RustPaths.parts(callee);
        String last = parts.isEmpty() ? "" : parts.getLast();
        String before = parts.size() > 1 ? parts.get(parts.size() - 2) : "";
        Optional<Items.Declared> declared = declared(parts, callee);
        if (declared.isPresent()) {
            return in.declaredCalls.call(declared.get(), node, Optional.empty(), arguments, given, expected);
        }
        if (before.equals("bindings")) {
            Optional<Items.Declared> known = Optional.ofNullable(in.items.functions.get(last))
                    .filter(function -> function.body().isEmpty());
            RustType result = known.map(Items.Declared::result).orElse(expected);
            return in.call(new Expr.Symbol(RustPaths.ofC(last)), result, node, in.values.consumed(arguments), arguments);
        }
        String owner = before.isEmpty() ? "" : in.paths.owner(before);
        String name = in.paths.function(parts);
        return in.knownCalls
                .call(new KnownCalls.Call(before, owner, last, name, node, arguments, given, expected))
                .orElseGet(() -> in.call(new Expr.Symbol(name), expected, node, in.values.consumed(arguments), arguments));
    }
}
