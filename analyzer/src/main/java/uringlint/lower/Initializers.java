// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uringlint.ir.Expr;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.syntax.SyntaxNode;

/// Initializer lists with their designators.
final class Initializers {
    private final FunctionLowering in;

    Initializers(FunctionLowering in) {
        this.in = in;
    }

    /// The aggregate that a list makes.
    Expr list(SyntaxNode list, Type type) {
        if (!in.descend()) {
            in.ascend();
            return in.opaque(list, "an initializer is nested too deeply");
        }
        var elements = new ArrayList<Expr.Element>();
        for (SyntaxNode child : list.namedChildren()) {
            if (child.kind().equals("initializer_pair")) {
                pair(child, type).ifPresent(elements::add);
            } else if (child.kind().equals("identifier")
                    && child.text().equals(Macro.VARIADIC)
                    && in.frame.binds(Macro.VARIADIC)) {
                in.expansion.rest().forEach(value -> elements.add(new Expr.Element(List.of(), value)));
            } else if (!child.kind().startsWith("preproc_") && !child.isError() && !isExpanded(child, type, elements)) {
                elements.add(new Expr.Element(List.of(), value(child, element(type))));
            }
        }
        in.ascend();
        return new Expr.Aggregate(type, elements);
    }

    /// Adds the elements that a macro of the project stands for: `ENTRY(name, function),`
    private boolean isExpanded(SyntaxNode use, Type type, List<Expr.Element> elements) {
        return expanded(use, body -> {
            if (!(body instanceof MacroBodies.Body.Statements(var inner))) {
                return Optional.empty();
            }
            for (SyntaxNode node : inner) {
                if (node.kind().equals("initializer_pair")) {
                    pair(node, type).ifPresent(elements::add);
                } else if (!isExpanded(node, type, elements)) {
                    elements.add(new Expr.Element(List.of(), value(node, element(type))));
                }
            }
            return Optional.of(true);
        }).isPresent();
    }

    private <T> Optional<T> expanded(SyntaxNode use, Function<MacroBodies.Body, Optional<T>> work) {
        if (use.kind().equals("identifier")) {
            return in.expansion.initializer(use.text(), List.of(), in.span(use), work);
        }
        Optional<SyntaxNode> function = use.child("function");
        if (!use.kind().equals("call_expression")
                || function.isEmpty()
                || !function.get().kind().equals("identifier")) {
            return Optional.empty();
        }
        List<SyntaxNode> arguments = use.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of());
        return in.expansion.initializer(function.get().text(), arguments, in.span(use), work);
    }

    private Optional<Expr.Element> pair(SyntaxNode pair, Type type) {
        var designators = new ArrayList<Projection>();
        Type target = type;
        for (SyntaxNode designator : pair.fields("designator")) {
            // `name: value` is an older spelling of `.name = value`.
            List<SyntaxNode> parts =
                    designator.kind().equals("field_identifier") ? List.of(designator) : designator.namedChildren();
            if (parts.isEmpty()) {
                continue;
            }
            switch (designator.kind()) {
                case "field_designator", "field_identifier" -> {
                    var field = new Projection.Field(in.text(parts.getFirst()));
                    designators.add(field);
                    target = in.file.step(target, field);
                }
                case "subscript_designator" -> {
                    designators.add(new Projection.Index(in.expressions.value(parts.getFirst())));
                    target = element(target);
                }
                case "subscript_range_designator" -> {
                    var range = List.of(in.expressions.value(parts.getFirst()), in.expressions.value(parts.getLast()));
                    designators.add(new Projection.Index(new Expr.Apply("...", range)));
                    target = element(target);
                }
                default -> {}
            }
        }
        Type known = target;
        return pair.child("value").map(value -> new Expr.Element(designators, value(value, known)));
    }

    private Type element(Type type) {
        return in.file.resolve(type) instanceof Type.Array(var element, _) ? element : Type.UNKNOWN;
    }

    /// The value of an initializer, with the type that it initializes.
    Expr value(SyntaxNode node, Type type) {
        if (node.kind().equals("initializer_list")) {
            return list(node, type);
        }
        Optional<Expr> list = expanded(
                node,
                body -> body instanceof MacroBodies.Body.Value(var inner)
                        ? Optional.of(list(inner, type))
                        : Optional.empty());
        return list.orElseGet(() -> in.expressions.value(node));
    }
}
