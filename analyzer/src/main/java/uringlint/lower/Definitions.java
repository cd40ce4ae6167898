// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.text.Literals;
import uringlint.syntax.SyntaxNode;

/// Reads the directives of the preprocessor.
final class Definitions {
    private Definitions() {}

    /// The macro that a `#define` makes.
    static Optional<Macro> macro(SyntaxNode node) {
        Optional<SyntaxNode> name = node.child("name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean isFunctionLike = node.kind().equals("preproc_function_def");
        var parameters = new ArrayList<String>();
        Optional<SyntaxNode> list = node.child("parameters");
        if (list.isPresent()) {
            for (SyntaxNode child : list.get().children()) {
                if (child.kind().equals("identifier")) {
                    parameters.add(child.text());
                } else if (child.kind().equals("...")) {
                    parameters.add(Macro.VARIADIC);
                }
            }
        }
        String body = node.child("value").map(value -> spliced(value.text())).orElse("");
        if (list.isPresent() && !parameters.isEmpty() && parameters.getLast().equals(Macro.VARIADIC)) {
            String plain = body;
            body = namedVariadic(list.get().text()).map(rest -> replaced(plain, rest)).orElse(body);
        }
        return Optional.of(new Macro(name.get().text(), isFunctionLike, parameters, body, node.tree().file(), name.get().span()));
    }

    /// The name in `(fmt, args...)`, which the dialect blanks.
    private static Optional<String> namedVariadic(String parameters) {
        int end = parameters.lastIndexOf("...");
        int start = end;
        while (start > 0 && ConstantParser.isName(parameters.charAt(start - 1))) {
            start--;
        }
        return start < end ? Optional.of(parameters.substring(start, end)) : Optional.empty();
    }

    private static String replaced(String body, String name) {
        return body.replaceAll("\\b" + name + "\\b", Macro.VARIADIC);
    }

    /// The text on one line and without comments.
    private static String spliced(String text) {
        var line = new StringBuilder(text.length());
        int index = 0;
        while (index < text.length()) {
            char c = text.charAt(index);
            if (c == '\\' && index + 1 < text.length() && (text.charAt(index + 1) == '\n' || text.charAt(index + 1) == '\r')) {
                line.append(' ');
                index += text.startsWith("\r\n", index + 1) ? 3 : 2;
            } else if (text.startsWith("/*", index)) {
                int end = text.indexOf("*/", index + 2);
                index = end < 0 ? text.length() : end + 2;
                line.append(' ');
            } else if (text.startsWith("//", index)) {
                int end = text.indexOf('\n', index);
                index = end < 0 ? text.length() : end;
            } else if (c == '"' || c == '\'') {
                int end = Macro.closing(text, index);
                line.append(text, index, end);
                index = end;
            } else {
                line.append(c == '\t' ? ' ' : c);
                index++;
            }
        }
        return line.toString().strip();
    }

    /// The directive of a conditional group, on one line.
    static String condition(SyntaxNode group) {
        Optional<SyntaxNode> name = group.child("name");
        if (name.isPresent()) {
            boolean isNegated = group.children().getFirst().text().contains("ifn");
            return "#if " + (isNegated ? "!" : "") + "defined(" + name.get().text() + ")";
        }
        String text = group.child("condition").map(SyntaxNode::text).orElse("");
        return "#if " + TypeLowering.uncommented(text.replaceAll("\\s+", " "));
    }

    /// The value of a condition that is a constant: `#if 0`.
    static Optional<Boolean> constantCondition(SyntaxNode group) {
        Optional<SyntaxNode> condition = group.child("condition");
        if (condition.isEmpty() || !condition.get().kind().equals("number_literal")) {
            return Optional.empty();
        }
        return Optional.of(Literals.parse(condition.get().text()).value() != 0);
    }

    /// The constant that a macro without parameters stands for.
    static Optional<Expr> constant(Macro macro) {
        return macro.isFunctionLike() ? Optional.empty() : ConstantParser.parse(macro.body());
    }

    /// The name between the quotes or angle brackets.
    static Optional<String> include(SyntaxNode node) {
        String path = node.child("path").map(SyntaxNode::text).orElse("").strip();
        int close = path.isEmpty() ? -1 : path.indexOf(path.charAt(0) == '<' ? '>' : '"', 1);
        return close > 1 ? Optional.of(path.substring(1, close)) : Optional.empty();
    }

    /// What stands in the arms of a conditional group, and is not its condition.
    static List<SyntaxNode> arm(SyntaxNode group) {
        var nodes = new ArrayList<SyntaxNode>();
        for (SyntaxNode child : group.namedChildren()) {
            String field = child.field();
            if (!field.equals("condition") && !field.equals("name") && !field.equals("alternative")) {
                nodes.add(child);
            }
        }
        return nodes;
    }
}
