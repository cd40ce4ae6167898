// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.Optional;
import uringlint.dialect.DialectFact;
import uringlint.ir.Expr;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Declarations within functions.
final class Locals {
    private final FunctionLowering in;

    Locals(FunctionLowering in) {
        this.in = in;
    }

    void declaration(SyntaxNode node) {
        Type base = in.types.base(node, "");
        List<SyntaxNode> declarators = node.fields("declarator");
        String storage = storage(node);
        for (int index = 0; index < declarators.size(); index++) {
            SyntaxNode declarator = declarators.get(index);
            Span span = declarators.size() == 1 ? in.span(node) : in.span(declarator);
            int end = index + 1 < declarators.size() ? declarators.get(index + 1).span().start() : node.span().end();
            Optional<SyntaxNode> value =
                    declarator.kind().equals("init_declarator") ? declarator.child("value") : Optional.empty();
            TypeLowering.Declared declared = in.types.declare(base, declarator);
            if (declared.name().isEmpty()) {
                continue;
            }
            declare(declared, value, storage, TypeLowering.hasQualifier(node, "const"), span);
            cleanup(node, declared, new Span(declarator.span().start(), Math.max(end, declarator.span().end())));
        }
    }

    private static String storage(SyntaxNode node) {
        for (SyntaxNode child : node.namedChildren()) {
            if (child.kind().equals("storage_class_specifier")) {
                String text = child.text();
                if (text.equals("static") || text.equals("extern")) {
                    return text;
                }
            }
        }
        return "";
    }

    private void declare(TypeLowering.Declared declared, Optional<SyntaxNode> value, String storage, boolean isConstant, Span span) {
        if (declared.type() instanceof Type.Callable(var result, _)) {
            in.file.declareFunction(declared.name(), result);
            return;
        }
        switch (storage) {
            case "extern" -> in.scope.put(declared.name(), in.file.declareVariable(declared.name(), declared.type()));
            case "static" -> {
                Variable variable = in.declare(declared.name(), Variable.Kind.GLOBAL, declared.type());
                Expr initial = value.<Expr>map(node -> in.constant(node, declared.type())).orElse(new Expr.Unit());
                in.file.globals.add(new Global(variable, initial, isConstant && !(declared.type() instanceof Type.Pointer), span));
            }
            default -> local(declared, value, span);
        }
    }

    private void local(TypeLowering.Declared declared, Optional<SyntaxNode> value, Span span) {
        if (value.isPresent()
                && declared.type().equals(Type.UNKNOWN)
                && !value.get().kind().equals("initializer_list")) {
            // `typeof(x) y = v`, `__auto_type y = v`: the value tells the type.
            Expr initial = in.expressions.value(value.get());
            Variable variable = in.declare(declared.name(), Variable.Kind.LOCAL, in.type(initial));
            in.assign(Place.of(variable), initial, span);
            return;
        }
        Variable variable = in.declare(declared.name(), Variable.Kind.LOCAL, declared.type());
        if (value.isPresent()) {
            Place place = Place.of(variable);
            if (value.get().kind().equals("initializer_list")) {
                in.assign(place, in.initializers.list(value.get(), declared.type()), span);
            } else {
                in.expressions.store(place, value.get(), span);
            }
        }
    }

    private void cleanup(SyntaxNode node, TypeLowering.Declared declared, Span range) {
        for (DialectFact fact : node.tree().prepared().factsIn(range)) {
            if (fact.kind() == DialectFact.Kind.CLEANUP) {
                String name = fact.arguments().isEmpty()
                        ? fact.name()
                        : node.tree()
                                .prepared()
                                .original()
                                .text(fact.arguments().getFirst())
                                .strip();
                in.scope.here(declared.name()).ifPresent(variable -> in.cleanups = in.cleanups.with(Place.of(variable), name));
            }
        }
    }

    /// `DECLARE_COMPLETION_ONSTACK(done);`: a call that declares what it sets up.
    boolean macro(SyntaxNode call) {
        Optional<SyntaxNode> function = call.child("function");
        Optional<SyntaxNode> list = call.child("arguments");
        if (function.isEmpty() || list.isEmpty() || !function.get().kind().equals("identifier")) {
            return false;
        }
        String name = function.get().text();
        List<SyntaxNode> arguments = list.get().namedChildren();
        if (!KernelMacros.isDeclaring(name)
                || arguments.isEmpty()
                || !arguments.getFirst().kind().equals("identifier")) {
            return false;
        }
        String declared = in.text(arguments.getFirst());
        if (in.scope.find(declared).isPresent()) {
            return false;
        }
        Variable variable = in.declare(declared, Variable.Kind.LOCAL, KernelMacros.declaredType(name));
        List<Expr> values = arguments.subList(1, arguments.size()).stream().map(in.expressions::value).toList();
        in.builder.add(new Instruction.Call(Place.of(variable), new Expr.Symbol(name), values, in.span(call)));
        return true;
    }

    /// `typedef` in a function.
    void alias(SyntaxNode node) {
        Type base = in.types.base(node, "");
        for (SyntaxNode declarator : node.fields("declarator")) {
            TypeLowering.Declared declared = in.types.declare(base, declarator);
            in.file.add(new TypeDeclaration.Alias(
                    declared.name(), declared.type(), TypeLowering.memberAttributes(node), in.span(declarator)));
        }
    }
}
