// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.syntax.SyntaxNode;

/// The variables of functions: where they are declared and used.
final class Names {
    private static final String WITH_MEMBER = "container_of\\w*|offsetof\\w*|struct_size|\\w*_entry\\w*";

    private Names() {}

    static List<Change> renameLocals(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            for (String local : locals(code, function)) {
                changes.addAll(renamed(code, function, local, "own_" + local, 0));
            }
        }
        return changes;
    }

    /// The variables that a function declares.
    private static Set<String> locals(Code code, SyntaxNode function) {
        SyntaxNode body = body(function);
        Stream<String> names = code.isRust()
                ? Code.below(body, "let_declaration").stream()
                        .flatMap(declaration -> declaration.child("pattern").stream())
                        .filter(pattern -> pattern.kind().equals("identifier"))
                        .map(SyntaxNode::text)
                : Code.below(body, "declaration").stream()
                        .filter(declaration -> !Code.isConditional(declaration))
                        .flatMap(declaration -> declaration.fields("declarator").stream())
                        .map(Code::declared);
        return names.collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    static SyntaxNode body(SyntaxNode function) {
        return function.child("body").orElseThrow();
    }

    /// The changes that give a variable another name behind a place; none if it is not sure where it is used.
    static List<Change> renamed(Code code, SyntaxNode function, String name, String other, int from) {
        if (code.isRust() && isUnclear(function, name) || isIn(name, macros(code))) {
            return List.of();
        }
        var changes = new ArrayList<Change>();
        for (SyntaxNode use : Code.below(function, "identifier")) {
            SyntaxNode parent = use.parent().orElseThrow();
            if (!use.text().equals(name)
                    || isMember(use)
                    || parent.kind().startsWith("scoped")
                    || use.span().start() < from) {
                continue;
            }
            changes.add(
                    Change.of(use, parent.kind().equals("shorthand_field_initializer") ? name + ": " + other : other));
        }
        return changes;
    }

    private static String macros(Code code) {
        return String.join("\n", Code.below(code.root(), "preproc_arg").stream().map(SyntaxNode::text).toList());
    }

    /// Whether a name stands where it may be something else, or where it cannot be changed.
    private static boolean isUnclear(SyntaxNode function, String name) {
        boolean isCaptured = Pattern.compile("\\{" + name + "[:}]").matcher(function.text()).find();
        boolean isCalled = Code.below(function, "call_expression").stream()
                .anyMatch(call -> call.child("function").orElseThrow().text().equals(name));
        boolean isField = Code.below(function, "shorthand_field_identifier").stream()
                .anyMatch(field -> field.text().equals(name));
        boolean isInMacro = Code.below(function, "macro_invocation").stream()
                .anyMatch(macro -> isIn(name, macro.text())
                        && !macro.text().matches("(?s)(pr|dev)_\\w+!.*|assert\\w*!.*|addr_of\\w*!.*"));
        boolean isFieldInMacro = Code.below(function, "macro_invocation").stream()
                .anyMatch(macro -> Pattern.compile("\\.\\s*" + name + "\\b")
                        .matcher(macro.text())
                        .find());
        return isCaptured || isCalled || isField || isInMacro || isFieldInMacro;
    }

    static boolean isIn(String name, String text) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(text).find();
    }

    /// Whether an identifier of C names a member: the last argument of a macro that wants one.
    static boolean isMember(SyntaxNode identifier) {
        Optional<SyntaxNode> list = identifier.parent().filter(parent -> parent.kind().equals("argument_list"));
        if (list.isPresent()) {
            String callee = list.get()
                    .parent()
                    .flatMap(call -> call.child("function"))
                    .map(SyntaxNode::text)
                    .orElse("");
            return callee.matches(WITH_MEMBER) && !list.get().namedChildren().getFirst().equals(identifier);
        }
        SyntaxNode chain = identifier;
        while (chain.parent().filter(parent -> parent.kind().equals("comma_expression")).isPresent()) {
            if (chain.field().equals("left")) {
                return false;
            }
            chain = chain.parent().get();
        }
        Optional<SyntaxNode> loop = chain.parent()
                .filter(parent -> parent.kind().equals("parenthesized_expression"))
                .flatMap(SyntaxNode::parent);
        return loop.filter(node ->
                        node.kind().equals("while_statement") && node.text().matches("(?s)\\w*_entry.*"))
                .isPresent();
    }

    /// Whether a function of C may write a variable after its declaration, or let others write it.
    static boolean isWritten(SyntaxNode function, String name) {
        String text = body(function).text();
        String word = "(?<![\\w>.])" + name + "\\b";
        boolean isAssigned = Pattern.compile(word + "\\s*([-+*/%|&^]|<<|>>)?=(?!=)|" + word
                        + "(\\+\\+|--)|(\\+\\+|--|&)" + name + "\\b(?!->|\\.)")
                .matcher(text)
                .find();
        boolean isIterated = Pattern.compile("\\w*for_each\\w*\\s*\\([^;{]*" + word).matcher(text).find();
        return isAssigned || isIterated;
    }
}
