// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Code.Part;
import uringlint.rules.mutation.SqeReads;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// The same expressions with parentheses, in variables and in functions.
final class Expressions {
    private static final String DONE = "(__)?io_uring_cmd_done(32)?";
    private static final String GIVEN = "(__)?io_uring_cmd_\\w+|k?free\\w*|list_\\w+";

    private Expressions() {}

    static List<Change> parenthesize(Code code) {
        return Statements.functions(code).stream().flatMap(function -> Code.below(Names.body(function), ".*").stream())
                .filter(node -> isValue(code, node))
                .map(node -> Change.around("(", node, ")"))
                .toList();
    }

    private static boolean isValue(Code code, SyntaxNode node) {
        SyntaxNode parent = node.parent().orElseThrow();
        boolean isExpression = node.isNamed()
                && !node.kind()
                        .matches(
                                "comment|line_comment|initializer_list|block|let_condition|let_chain|.*string_literal|primitive_type|parenthesized_expression");
        return isExpression
                && switch (parent.kind()) {
                    case "init_declarator", "let_declaration" ->
                        node.field().equals("value")
                                && parent.child("alternative").isEmpty();
                    case "assignment_expression" -> node.field().equals("right");
                    case "return_statement", "return_expression" -> true;
                    case "binary_expression" ->
                        !parent.child("operator").orElseThrow().text().matches("&&|\\|\\|")
                                || code.isRust()
                                || !node.field().isEmpty();
                    case "if_expression" -> node.field().equals("condition");
                    case "arguments" -> true;
                    case "argument_list" -> isArgument(code, parent, node);
                    default -> false;
                };
    }

    /// Arguments of macros may be anything: names, types, members.
    private static boolean isArgument(Code code, SyntaxNode list, SyntaxNode argument) {
        String callee = list.parent().flatMap(call -> call.child("function")).map(SyntaxNode::text).orElse("");
        boolean isFunction = callee.matches(DONE) || code.functions().stream().map(Code::name).anyMatch(callee::equals);
        return isFunction || callee.matches(GIVEN) && list.namedChildren().getFirst().equals(argument);
    }

    /// Completions go through a function of the file.
    static List<Change> wrapCompletions(Code code) {
        var changes = new ArrayList<Change>();
        Set<String> wrappers = new LinkedHashSet<>();
        boolean isOfKernel = code.functions().stream().map(Code::name).noneMatch("done"::equals);
        for (SyntaxNode call : Code.below(code.root(), "call_expression")) {
            SyntaxNode callee = call.child("function").orElseThrow();
            List<SyntaxNode> arguments = call.child("arguments").orElseThrow().namedChildren();
            String name = callee.text().replaceFirst(".*::", "");
            if (name.matches(DONE) && (arguments.size() == 3 || arguments.size() == 4)) {
                boolean hasFlags =
                        arguments.size() == 4 || arguments.getLast().text().matches(".*(flags|FLAGS|_F_|UNLOCKED).*");
                wrappers.add(code.isRust() ? inRust(callee.text(), name, arguments.size()) : inC(name, arguments.size(), hasFlags));
                changes.add(Change.of(callee, "own_" + name));
            } else if (code.isRust()
                    && isOfKernel
                    && callee.kind().equals("field_expression")
                    && callee.text().endsWith(".done")
                    && arguments.size() == 3) {
                wrappers.add(
                        "fn own_done(own_cmd: IoUringCmd, own_result: Result<i32>, own_second: u64, own_flags: u32) {"
                                + " own_cmd.done(own_result, own_second, own_flags); } ");
                changes.add(throughFunction(call, callee, arguments));
            }
        }
        boolean isClear = wrappers.stream()
                        .map(wrapper -> wrapper.replaceFirst("(?s).*?(own_\\w+)\\(.*", "$1"))
                        .distinct()
                        .count()
                == wrappers.size();
        if (changes.isEmpty() || !isClear) {
            return List.of();
        }
        changes.add(Change.before(Declarations.first(code), String.join("", wrappers)));
        return changes;
    }

    private static Change throughFunction(SyntaxNode call, SyntaxNode callee, List<SyntaxNode> arguments) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Fresh("own_done("));
        parts.add(new Part.Kept(callee.child("value").orElseThrow().span()));
        for (SyntaxNode argument : arguments) {
            parts.add(new Part.Fresh(", "));
            parts.add(new Part.Kept(argument.span()));
        }
        parts.add(new Part.Fresh(")"));
        return new Change(call.span(), parts);
    }

    private static String inC(String name, int arguments, boolean hasFlags) {
        String third = arguments == 4
                ? "u64 own_second, unsigned int own_flags"
                : hasFlags ? "unsigned int own_third" : "ssize_t own_third";
        String given = arguments == 4 ? "own_second, own_flags" : "own_third";
        return "static void own_%s(struct io_uring_cmd *own_cmd, s32 own_result, %s) { %s(own_cmd, own_result, %s); } "
                .formatted(name, third, name, given);
    }

    private static String inRust(String path, String name, int arguments) {
        String second = arguments == 4 ? "own_second: u64, " : "";
        return ("unsafe fn own_%s(own_cmd: *mut %sio_uring_cmd, own_result: i32, %sown_flags: u32) {"
                        + " /* SAFETY: As for the caller. */ unsafe { %s(own_cmd, own_result, %sown_flags) } } ")
                .formatted(
                        name,
                        path.substring(0, path.length() - name.length()),
                        second,
                        path,
                        arguments == 4 ? "own_second, " : "");
    }

    /// Reads of the SQE that stand in an expression get a variable, where the statement makes them in any case.
    static List<Change> readIntoVariables(Code code) {
        var changes = new ArrayList<Change>();
        Set<SyntaxNode> used = new LinkedHashSet<>();
        for (SyntaxNode function : code.isRust() ? List.<SyntaxNode>of() : code.functions()) {
            for (SyntaxNode read : SqeReads.in(function)) {
                Optional<SyntaxNode> statement = statementOf(read);
                if (statement.filter(used::add).isPresent()) {
                    String name = "once_" + changes.size();
                    changes.add(new Change(
                            new Span(
                                    statement.get().span().start(),
                                    statement.get().span().start()),
                            List.of(
                                    new Part.Fresh("typeof(" + SqeReads.place(read) + ") " + name + " = "),
                                    new Part.Kept(read.span()),
                                    new Part.Fresh("; "))));
                    changes.add(Change.of(read, name));
                }
            }
        }
        return changes;
    }

    private static Optional<SyntaxNode> statementOf(SyntaxNode read) {
        SyntaxNode statement = read;
        boolean isSure = true;
        while (!statement.kind().matches(".*_statement|declaration")) {
            isSure &= !statement.text().matches("(?s).*(&&|\\|\\||\\?).*");
            statement = statement.parent().orElseThrow();
        }
        boolean isKnown = statement.kind().matches("(expression|return)_statement|declaration");
        return isSure && isKnown && Statements.isInBlock(statement) ? Optional.of(statement) : Optional.empty();
    }

}
