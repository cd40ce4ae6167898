// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Other variables for the same command.
final class Aliases {
    private static final String COMMAND = "struct io_uring_cmd";
    private static final Set<String> PLAIN =
            Set.of("u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "bool");

    private Aliases() {}

    /// A command, or in Rust whatever a function is given, gets another name at once.
    static List<Change> add(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            if (!function.hasError()) {
                changes.addAll(code.isRust() ? inRust(code, function) : inC(code, function));
            }
        }
        return changes;
    }

    private static List<Change> inC(Code code, SyntaxNode function) {
        var changes = new ArrayList<Change>();
        Code.below(function.child("declarator").orElseThrow(), "parameter_declaration").stream()
                .filter(parameter ->
                        isCommand(parameter) && parameter.child("declarator").isPresent())
                .forEach(parameter -> {
                    String name = Code.declared(parameter.child("declarator").orElseThrow());
                    int start = Names.body(function).span().start() + 1;
                    boolean isReused = Names.isWritten(function, name)
                            || Code.below(function, "declaration").stream()
                                    .anyMatch(declaration -> declares(declaration, name));
                    if (!isReused) {
                        changes.addAll(alias(code, function, name, start));
                    }
                });
        for (SyntaxNode declaration : Code.below(Names.body(function), "declaration")) {
            List<SyntaxNode> declarators = declaration.fields("declarator");
            boolean isSingle = declarators.size() == 1 && declarators.getFirst().kind().equals("init_declarator");
            boolean isInBody = declaration.parent().orElseThrow().equals(Names.body(function));
            if (isSingle
                    && isInBody
                    && isCommand(declaration)
                    && !declaration.text().contains("__")
                    && !assigned(declaration, function)) {
                changes.addAll(alias(code, function, Code.declared(declarators.getFirst()), declaration.span().end()));
            }
        }
        return changes;
    }

    private static boolean isCommand(SyntaxNode declaration) {
        return declaration.text().startsWith(COMMAND + " *") && !declaration.text().startsWith(COMMAND + " **");
    }

    private static boolean declares(SyntaxNode declaration, String name) {
        return declaration.fields("declarator").stream().anyMatch(declarator -> Code.declared(declarator).equals(name));
    }

    private static boolean assigned(SyntaxNode declaration, SyntaxNode function) {
        String name = Code.declared(declaration.child("declarator").orElseThrow());
        String rest = Names.body(function).text().replace(declaration.text(), "");
        return Pattern.compile("(?<![\\w>.])" + name + "\\s*=(?!=)|&" + name
                        + "\\b(?!->|\\.)|for_each\\w*\\([^;{]*(?<![\\w>.])" + name + "\\b")
                .matcher(rest)
                .find();
    }

    private static List<Change> alias(Code code, SyntaxNode function, String name, int at) {
        List<Change> uses = Names.renamed(code, function, name, "alias_" + name, at);
        if (uses.isEmpty()) {
            return List.of();
        }
        var changes = new ArrayList<>(uses);
        changes.add(new Change(
                new Span(at, at),
                " " + (code.isRust() ? "let alias_%s = %s;" : COMMAND + " *alias_%s = %s;").formatted(name, name)));
        return changes;
    }

    private static List<Change> inRust(Code code, SyntaxNode function) {
        var changes = new ArrayList<Change>();
        int start = Names.body(function).span().start() + 1;
        for (SyntaxNode parameter : Code.below(function.child("parameters").orElseThrow(), "parameter")) {
            Optional<SyntaxNode> name =
                    parameter.child("pattern").filter(pattern -> pattern.kind().equals("identifier"));
            boolean isMutable = parameter.text().startsWith("mut ");
            String type = parameter.child("type").map(SyntaxNode::text).orElse("");
            if (name.isEmpty()
                    || isMutable
                    || PLAIN.contains(type)
                    || name.get().text().startsWith("_")
                    || isBoundAgain(function, name.get().text())) {
                continue;
            }
            changes.addAll(alias(code, function, name.get().text(), start));
        }
        return changes;
    }

    private static boolean isBoundAgain(SyntaxNode function, String name) {
        return Pattern.compile("\\b(let|mut|ref|for)\\s+" + name + "\\b|[|(,]\\s*(mut )?" + name
                        + "\\s*[,)|](?=[^;{]*(=>|\\|))|\\b" + name + "\\s*(=>|@)")
                .matcher(Names.body(function).text())
                .find();
    }
}
