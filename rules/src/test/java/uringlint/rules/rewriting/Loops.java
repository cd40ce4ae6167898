// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Code.Part;
import uringlint.syntax.SyntaxNode;

/// Loops of one kind as loops of another.
final class Loops {
    private Loops() {}

    static List<Change> change(Code code) {
        Stream<SyntaxNode> loops =
                Statements.below(code, "while_statement|for_statement|do_statement|while_expression|for_expression");
        return loops.flatMap(loop -> switch (loop.kind()) {
                    case "while_statement" ->
                        loop.text().startsWith("while") ? Stream.of(whileAsFor(loop)) : Stream.<Change>of();
                    case "for_statement" ->
                        loop.text().startsWith("for ") && !Names.isIn("continue", loop.text())
                                ? Stream.of(forAsWhile(loop))
                                : Stream.<Change>of();
                    case "do_statement" ->
                        Names.isIn("continue", loop.text()) ? Stream.<Change>of() : Stream.of(doAsFor(loop));
                    case "while_expression" -> inRust(loop);
                    default -> overIterator(loop);
                })
                .toList();
    }

    private static Part kept(SyntaxNode node) {
        return new Part.Kept(node.span());
    }

    private static Part body(SyntaxNode loop) {
        return kept(loop.child("body").orElseThrow());
    }

    private static Change whileAsFor(SyntaxNode loop) {
        return new Change(
                loop.span(),
                List.of(new Part.Fresh("for (; "), kept(Conditions.inner(loop)), new Part.Fresh("; ) "), body(loop)));
    }

    private static Change forAsWhile(SyntaxNode loop) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Fresh("{ "));
        loop.child("initializer").ifPresent(initializer -> {
            parts.add(kept(initializer));
            parts.add(new Part.Fresh(initializer.kind().equals("declaration") ? " " : "; "));
        });
        parts.add(new Part.Fresh("while ("));
        parts.add(loop.child("condition").map(Loops::kept).orElse(new Part.Fresh("1")));
        parts.add(new Part.Fresh(") { "));
        parts.add(body(loop));
        loop.child("update").ifPresent(update -> {
            parts.add(new Part.Fresh(" "));
            parts.add(kept(update));
            parts.add(new Part.Fresh(";"));
        });
        parts.add(new Part.Fresh(" } }"));
        return new Change(loop.span(), parts);
    }

    private static Change doAsFor(SyntaxNode loop) {
        return new Change(
                loop.span(),
                List.of(
                        new Part.Fresh("for (;;) { "),
                        body(loop),
                        new Part.Fresh(" if (!("),
                        kept(Conditions.inner(loop)),
                        new Part.Fresh(")) break; }")));
    }

    private static Stream<Change> inRust(SyntaxNode loop) {
        SyntaxNode condition = loop.child("condition").orElseThrow();
        if (!loop.text().startsWith("while") || condition.kind().equals("let_chain")) {
            return Stream.of();
        }
        return Stream.of(
                condition.kind().equals("let_condition")
                        ? new Change(
                                loop.span(),
                                List.of(
                                        new Part.Fresh("loop { if "),
                                        kept(condition),
                                        new Part.Fresh(" "),
                                        body(loop),
                                        new Part.Fresh(" else { break; } }")))
                        : new Change(
                                loop.span(),
                                List.of(
                                        new Part.Fresh("loop { if !("),
                                        kept(condition),
                                        new Part.Fresh(") { break; } "),
                                        body(loop),
                                        new Part.Fresh(" }"))));
    }

    private static Stream<Change> overIterator(SyntaxNode loop) {
        if (!loop.text().startsWith("for")) {
            return Stream.of();
        }
        return Stream.of(new Change(loop.span(), List.of(
                new Part.Fresh("{ let mut own_items = ("), kept(loop.child("value").orElseThrow()),
                new Part.Fresh(").into_iter(); while let Some("), kept(loop.child("pattern").orElseThrow()),
                new Part.Fresh(") = own_items.next() "), body(loop), new Part.Fresh(" }"))));
    }
}
