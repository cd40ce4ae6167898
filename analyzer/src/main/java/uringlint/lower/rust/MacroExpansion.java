// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.ir.Expr;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers what macros of the program expand to. All of it has the span of the macro's use.
final class MacroExpansion {
    private static final int NESTING = 6;
    private static final Pattern WORDS = Pattern.compile("\\[\\s*<([^\\[\\]]*)>\\s*\\]");

    private final BodyLowering in;
    private int nesting;

    MacroExpansion(BodyLowering in) {
        this.in = in;
    }

    Operand expand(String name, SyntaxNode node, SyntaxNode tokens, RustType expected) {
        Optional<SyntaxNode> block = nesting >= NESTING
                ? Optional.empty()
                : expanded(name, tokens)
                        .flatMap(
                                body -> in.fragments.detached(node.tree().file(), "fn f()            {" + body + "\n}"))
                        .filter(tree -> !tree.hasError())
                        .flatMap(tree -> tree.namedChildren().stream().findFirst())
                        .flatMap(function -> function.child("body"));
        if (block.isPresent()) {
            return lower(block.get(), in.span(node), expected);
        }
        var operands = new ArrayList<Operand>();
        List<SyntaxNode> known = in.macros.arguments(tokens);
        for (SyntaxNode argument : known) {
            operands.add(in.values.consume(argument, RustType.UNKNOWN));
        }
        return in.call(new Expr.Symbol(name + "!"), expected, node, operands, known);
    }

    private Optional<String> expanded(String name, SyntaxNode tokens) {
        return name.equals("paste")
                ? Optional.of(pasted(tokens))
                : Optional.ofNullable(in.items.macros.get(name))
                        .flatMap(definition -> MacroRules.expand(definition, inside(tokens)));
    }

    private Operand lower(SyntaxNode block, Span use, RustType expected) {
        Optional<Span> before = in.use;
        in.use = before.or(() -> Optional.of(use));
        nesting++;
        Operand result = in.control.block(block, expected);
        nesting--;
        in.use = before;
        return result;
    }

    /// The tokens of `paste!`, with its words joined.
    static String pasted(SyntaxNode tokens) {
        return WORDS.matcher(inside(tokens)).replaceAll(words -> words.group(1).replaceAll(":\\w+|\\s", ""));
    }

    static String inside(SyntaxNode tokens) {
        String text = tokens.preparedText();
        return text.substring(1, Math.max(1, text.length() - 1));
    }
}
