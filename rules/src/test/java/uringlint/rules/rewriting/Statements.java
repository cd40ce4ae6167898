// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Code.Part;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// The same statements in other blocks, in another order, or beside code that is never run.
final class Statements {
    private static final String BODIES = "consequence|body";
    private static final String SIMPLE =
            "expression_statement|return_statement|goto_statement|break_statement|continue_statement";
    private static final String SCOPED = "(?s)(scoped_)?guard\\b.*|\\w*_guard\\b.*|CLASS\\b.*";

    private Statements() {}

    /// The functions whose statements can be moved: those that were parsed, without conditions of the preprocessor.
    static List<SyntaxNode> functions(Code code) {
        return code.functions().stream().filter(Statements::isWhole).toList();
    }

    static boolean isWhole(SyntaxNode function) {
        return !function.hasError() && !function.text().contains("\n#");
    }

    static Stream<SyntaxNode> below(Code code, String kinds) {
        return functions(code).stream().flatMap(function -> Code.below(Names.body(function), kinds).stream());
    }

    static boolean isInBlock(SyntaxNode statement) {
        return statement.parent().filter(parent -> parent.kind().matches("compound_statement|block")).isPresent();
    }

    static List<Change> addBraces(Code code) {
        if (code.isRust()) {
            Stream<SyntaxNode> values = below(code, "match_arm")
                    .flatMap(arm -> arm.child("value").stream())
                    .filter(value -> !value.kind().equals("block"));
            Stream<SyntaxNode> calls = below(code, "expression_statement")
                    .filter(statement -> statement.text().endsWith(");"));
            return Stream.concat(values, calls).map(node -> Change.around("{ ", node, " }")).toList();
        }
        return below(code, "if_statement|else_clause|while_statement|for_statement|do_statement")
                .flatMap(owner -> owner.namedChildren().stream()
                        .filter(child -> owner.kind().equals("else_clause")
                                || child.field().matches(BODIES)))
                .filter(body -> !body.kind().equals("compound_statement"))
                .map(body -> Change.around("{ ", body, " }"))
                .toList();
    }

    static List<Change> removeBraces(Code code) {
        if (code.isRust()) {
            return below(code, "match_arm")
                    .flatMap(arm -> arm.child("value").stream())
                    .filter(Statements::isOneValue)
                    .map(Statements::bare)
                    .toList();
        }
        return below(code, "compound_statement")
                .filter(block -> block.parent()
                        .orElseThrow()
                        .kind()
                        .matches("if_statement|else_clause|while_statement|for_statement"))
                .filter(block -> block.namedChildren().size() == 1
                        && block.namedChildren().getFirst().kind().matches(SIMPLE))
                .flatMap(block -> Stream.of(
                        Change.of(block.children().getFirst(), ""),
                        Change.of(block.children().getLast(), "")))
                .toList();
    }

    private static boolean isOneValue(SyntaxNode value) {
        return value.kind().equals("block") && value.children().size() == 3 && !value.namedChildren().isEmpty()
                && !value.namedChildren().getFirst().kind().matches(".*(statement|declaration|item|comment)");
    }

    private static Change bare(SyntaxNode block) {
        boolean hasComma = block.parent().orElseThrow().children().getLast().kind().equals(",");
        return new Change(
                block.span(),
                List.of(new Part.Kept(block.namedChildren().getFirst().span()), new Part.Fresh(hasComma ? "" : ",")));
    }

    /// Whether what looks like a statement of Rust is the value of its block.
    private static boolean isValue(SyntaxNode statement) {
        return !statement.text().endsWith(";")
                && statement
                        .parent()
                        .map(Statements::statements)
                        .filter(block -> block.getLast().equals(statement))
                        .isPresent();
    }

    private static List<SyntaxNode> statements(SyntaxNode block) {
        return block.namedChildren().stream().filter(child -> !child.kind().endsWith("comment")).toList();
    }

    /// Statements in a loop that is run once.
    static List<Change> runOnce(Code code) {
        if (code.isRust()) {
            return below(code, "expression_statement")
                    .filter(statement -> !isValue(statement))
                    .filter(statement ->
                            !Names.isIn("break", statement.text()) && !Names.isIn("continue", statement.text()))
                    .map(statement -> Change.around("loop { ", statement, " break; }"))
                    .toList();
        }
        return below(code, "expression_statement|return_statement|if_statement")
                .filter(statement -> !statement.kind().equals("if_statement")
                        || statement.text().startsWith("if"))
                .filter(statement -> !statement.text().matches(SCOPED)
                        && !statement.parent().orElseThrow().kind().equals("for_statement"))
                .filter(statement -> !Names.isIn("break", statement.text())
                        && !Names.isIn("continue", statement.text())
                        && !statement.text().equals(";"))
                .map(statement -> Change.around("do ", statement, " while (0);"))
                .toList();
    }

    /// Variables that are not used.
    static List<Change> addVariables(Code code) {
        return functions(code).stream()
                .map(function -> inFront(function, code.isRust() ? " let _own_unused = 0;" : " int own_unused = 0;"))
                .toList();
    }

    private static Change inFront(SyntaxNode function, String text) {
        int start = Names.body(function).span().start() + 1;
        return new Change(new Span(start, start), text);
    }

    /// Copies of calls and returns that are never run.
    static List<Change> addDeadBranches(Code code) {
        if (code.isRust()) {
            Stream<Change> messages = functions(code).stream()
                    .map(function -> inFront(function, " if false { pr_info!(\"never\\n\"); }"));
            Stream<Change> returns = below(code, "expression_statement")
                    .filter(statement -> statement.text().startsWith("return") && isInBlock(statement))
                    .map(statement -> Change.before(statement, "if false { " + statement.text() + " } "));
            return Stream.concat(messages, returns).toList();
        }
        return below(code, "expression_statement|return_statement")
                .filter(statement ->
                        !statement.text().matches(SCOPED) && !statement.text().equals(";"))
                .map(statement -> {
                    String copy = "if (0) { " + statement.text() + " } ";
                    return isInBlock(statement)
                            ? Change.before(statement, copy)
                            : Change.around("{ " + copy, statement, " }");
                })
                .toList();
    }

    /// What is returned gets a variable.
    static List<Change> keepResults(Code code) {
        if (code.isRust()) {
            Stream<SyntaxNode> tails = functions(code).stream()
                    .filter(function -> function.child("return_type").isPresent())
                    .map(Names::body)
                    .map(Statements::statements)
                    .filter(statements -> !statements.isEmpty())
                    .map(List::getLast)
                    .filter(last -> !last.kind().matches(".*(declaration|item|comment)")
                            && (!last.kind().endsWith("statement") || isValue(last)));
            return Stream.concat(
                            tails.map(tail -> Change.around("let own_result = ", tail, "; own_result")),
                            below(code, "return_expression")
                                    .filter(statement ->
                                            !statement.namedChildren().isEmpty())
                                    .map(statement -> returned(statement, "let", "")))
                    .toList();
        }
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : functions(code)) {
            String type = function.child("type").orElseThrow().text();
            String stars = function.child("declarator").orElseThrow().text().replaceFirst("(?s)[^*].*", "");
            for (SyntaxNode statement : Code.below(function, "return_statement")) {
                if (!statement.namedChildren().isEmpty()) {
                    changes.add(returned(statement, type + " " + stars, ";"));
                }
            }
        }
        return changes;
    }

    private static Change returned(SyntaxNode statement, String type, String semicolon) {
        return new Change(statement.span(), List.of(
                new Part.Fresh("{ " + type + " own_result = "),
                new Part.Kept(statement.namedChildren().getFirst().span()),
                new Part.Fresh("; return own_result" + semicolon + " }")));
    }

    /// Assignments that have nothing to do with each other change places.
    static List<Change> swap(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode block : below(code, code.isRust() ? "block" : "compound_statement").toList()) {
            List<SyntaxNode> statements = block.namedChildren();
            for (int at = 0; at + 1 < statements.size(); at++) {
                SyntaxNode first = statements.get(at);
                SyntaxNode second = statements.get(at + 1);
                if (isPlain(first) && isPlain(second) && !mentions(first, second) && !mentions(second, first)) {
                    changes.add(new Change(first.span(), List.of(new Part.Kept(second.span()))));
                    changes.add(new Change(second.span(), List.of(new Part.Kept(first.span()))));
                    at++;
                }
            }
        }
        return changes;
    }

    /// Whether a statement assigns something that is no command and no function.
    private static boolean isPlain(SyntaxNode statement) {
        return statement.kind().equals("expression_statement")
                && statement.text().matches("[\\w>.-]+ = [^()?]*;")
                && !statement.text().contains("cmd");
    }

    private static boolean mentions(SyntaxNode statement, SyntaxNode other) {
        String target = other.text().substring(0, other.text().indexOf(" = "));
        return Pattern.compile("(?<![\\w>.])" + Pattern.quote(target) + "(?!\\w)").matcher(statement.text()).find();
    }
}
