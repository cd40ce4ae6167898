// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Code.Part;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// The functions of a file in another order, and with other names.
final class Functions {
    private Functions() {}

    /// The functions of the file that only the file can name.
    static List<Change> rename(Code code) {
        Map<String, Long> names = own(code).stream()
                .map(Code::name)
                .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        String macros = Code.below(code.root(), "preproc_arg|macro_definition|token_tree").stream()
                .map(SyntaxNode::text)
                .collect(Collectors.joining("\n"));
        var changes = new ArrayList<Change>();
        for (SyntaxNode identifier : Code.below(code.root(), "identifier")) {
            String name = identifier.text();
            if (names.getOrDefault(name, 0L) == 1 && !Names.isIn(name, macros) && !Names.isMember(identifier) && !isQualified(identifier)) {
                changes.add(Change.of(identifier, "own_" + name));
            }
        }
        return changes;
    }

    private static List<SyntaxNode> own(Code code) {
        return code.functions().stream()
                .filter(function ->
                        code.isRust() ? isFree(function) : function.text().startsWith("static "))
                .toList();
    }

    private static boolean isFree(SyntaxNode function) {
        return function.parent().orElseThrow().kind().equals("source_file")
                && !function.text().matches("(?s)(pub|unsafe extern|extern|#).*");
    }

    private static boolean isQualified(SyntaxNode identifier) {
        return identifier.parent().filter(parent -> parent.kind().startsWith("scoped")).isPresent();
    }

    /// Functions that stand one behind the other change places. In C, prototypes stand in front of them.
    static List<Change> reorder(Code code) {
        return code.functions().stream().map(function -> function.parent().orElseThrow()).distinct()
                .flatMap(parent -> runs(code, parent).stream())
                .flatMap(run -> reversed(code, run).stream())
                .toList();
    }

    private static List<List<SyntaxNode>> runs(Code code, SyntaxNode parent) {
        var runs = new ArrayList<List<SyntaxNode>>();
        var run = new ArrayList<SyntaxNode>();
        for (SyntaxNode child : parent.children()) {
            if (child.kind().matches("function_definition|function_item") && Statements.isWhole(child)) {
                run.add(child);
            } else if (!child.kind().matches(".*comment|attribute_item")
                    && !(code.isRust() && child.kind().endsWith("_item"))) {
                runs.add(List.copyOf(run));
                run.clear();
            }
        }
        runs.add(List.copyOf(run));
        return runs.stream().filter(functions -> functions.size() > 1).toList();
    }

    private static List<Change> reversed(Code code, List<SyntaxNode> run) {
        var changes = new ArrayList<Change>();
        for (int index = 0; index < run.size(); index++) {
            changes.add(new Change(whole(run.get(index)), List.of(new Part.Kept(whole(run.get(run.size() - 1 - index))))));
        }
        if (!code.isRust()) {
            changes.add(Change.before(
                    run.getFirst(),
                    run.stream()
                            .flatMap(function -> prototype(function).stream())
                            .collect(Collectors.joining())));
        }
        return changes;
    }

    /// A function with its attributes, and in Rust with its documentation.
    private static Span whole(SyntaxNode function) {
        List<SyntaxNode> siblings = function.parent().orElseThrow().children();
        int first = siblings.indexOf(function);
        while (first > 0 && (siblings.get(first - 1).kind().equals("attribute_item")
                || siblings.get(first - 1).text().matches("(?s)///.*|// expect-next:.*"))) {
            first--;
        }
        return siblings.get(first).span().cover(function.span());
    }

    private static Optional<String> prototype(SyntaxNode function) {
        String text = function.text();
        int head = function.child("declarator").orElseThrow().span().end() - function.span().start();
        return Stream.of(text.substring(0, head))
                .filter(line -> line.startsWith("static "))
                .map(line -> line.replaceAll("\\s+", " ") + "; ")
                .findFirst();
    }
}
