// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// A text with statements injected into some of its functions.
///
/// @param lines the lines, counted from 1 before the change, above which a line came in, sorted
record Injected(String text, List<Integer> lines) {
    private static final String BLOCKS = "compound_statement|case_statement|block";

    Injected {
        lines = List.copyOf(lines);
    }

    /// Where statements are injected: in front of a statement, or of a comment or a brace that stands where one may.
    record Point(SyntaxNode function, SyntaxNode before) {
        /// The first statement of a function, behind the declarations of C, or the comment above it, or the end of the function.
        static Point first(Code code, SyntaxNode function) {
            List<SyntaxNode> children = function.child("body").orElseThrow().children();
            SyntaxNode last = children.getFirst();
            if (function.kind().equals("function_definition")) {
                List<SyntaxNode> declarations = Injection.leadingDeclarations(function);
                last = declarations.isEmpty() ? last : declarations.getLast();
            }
            int line = code.lastLine(last);
            int at = children.indexOf(last) + 1;
            while (children.get(at).kind().endsWith("comment") && code.line(children.get(at)) == line) {
                at++;
            }
            return new Point(function, children.get(at));
        }

        /// The statement of the innermost block that reaches over a line, or, in C, the end of the function; nothing for the head.
        static Optional<Point> at(Code code, SyntaxNode function, int line) {
            return Code.below(function.child("body").orElseThrow(), BLOCKS).stream()
                    .flatMap(block -> statements(block).stream()
                            .filter(node -> code.line(node) <= line && line <= code.lastLine(node))
                            .limit(1))
                    .reduce((_, inner) -> inner)
                    .map(node -> new Point(function, node));
        }

        private static List<SyntaxNode> statements(SyntaxNode block) {
            List<SyntaxNode> children = block.children();
            List<String> kinds = children.stream().map(SyntaxNode::kind).toList();
            int first = 1 + kinds.indexOf(block.kind().equals("case_statement") ? ":" : "{");
            // What ends a block in Rust may be its value.
            boolean isWithBrace = kinds.getLast().equals("}") && block.kind().equals("compound_statement");
            return children
                    .subList(first, kinds.contains("}") && !isWithBrace ? children.size() - 1 : children.size())
                    .stream()
                    .filter(child ->
                            !child.kind().endsWith("comment") && !child.kind().equals("case_statement"))
                    .toList();
        }
    }

    /// The line at which a line of the text before the change now is.
    int line(int before) {
        return before + (int) lines.stream().filter(line -> line <= before).count();
    }

    /// The text with injections at these points; nothing if none of them makes sense there.
    static Optional<Injected> of(Code code, Collection<Point> points, List<Injection> injections) {
        var changes = new ArrayList<Code.Change>();
        var lines = new TreeSet<Integer>();
        int number = 17;
        for (Point point : points) {
            var statements = new ArrayList<String>();
            for (Injection injection : injections) {
                injection.statement(point.function, number++).ifPresent(statements::add);
            }
            if (!statements.isEmpty()) {
                boolean isFirstOfItsLine = code.isFirstOfItsLine(point.before);
                int start = point.before.span().start();
                changes.add(new Code.Change(
                        new Span(start, start), String.join(" ", statements) + (isFirstOfItsLine ? "\n" : " ")));
                if (isFirstOfItsLine) {
                    lines.add(code.line(point.before));
                }
            }
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(new Injected(code.with(changes), List.copyOf(lines)));
    }
}
