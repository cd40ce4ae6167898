// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Code.Part;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// The same tests in other words.
final class Conditions {
    private static final Pattern FLAG_TEST = Pattern.compile("(?<![\\w.>])(issue_flags|flags) & (IO_URING_F_\\w+)");
    private static final Map<String, String> TURNED =
            Map.of("==", "==", "!=", "!=", "<", ">", ">", "<", "<=", ">=", ">=", "<=");

    private Conditions() {}

    private static List<SyntaxNode> tests(Code code) {
        return Statements.below(code, "if_statement|if_expression")
                .filter(test -> test.text().startsWith("if"))
                .filter(test -> Code.below(test.child("condition").orElseThrow(), "let_condition|let_chain").isEmpty())
                .toList();
    }

    /// The condition without the parentheses of C.
    static SyntaxNode inner(SyntaxNode test) {
        SyntaxNode condition = test.child("condition").orElseThrow();
        return condition.kind().equals("parenthesized_expression")
                        && test.kind().endsWith("statement")
                ? condition.namedChildren().getFirst()
                : condition;
    }

    /// The arms change places, and the condition is negated.
    static List<Change> swapArms(Code code) {
        return tests(code).stream()
                .map(test -> {
                    var parts = new ArrayList<Part>();
                    parts.add(new Part.Fresh(code.isRust() ? "if !(" : "if (!("));
                    parts.add(new Part.Kept(inner(test).span()));
                    parts.add(new Part.Fresh(code.isRust() ? ") { " : ")) { "));
                    test.child("alternative")
                            .ifPresent(clause -> parts.add(new Part.Kept(
                                    clause.namedChildren().getFirst().span())));
                    parts.add(new Part.Fresh(" } else { "));
                    parts.add(new Part.Kept(
                            test.child("consequence").orElseThrow().span()));
                    parts.add(new Part.Fresh(" }"));
                    return new Change(test.span(), parts);
                })
                .toList();
    }

    /// The value of a condition gets a variable.
    static List<Change> keep(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode test : tests(code)) {
            String name = "own_test_" + changes.size();
            SyntaxNode parent = test.parent().orElseThrow();
            if (parent.kind().equals("else_clause") && code.isRust()) {
                continue;
            }
            boolean isInBlock = Statements.isInBlock(test) || parent.kind().equals("expression_statement");
            changes.add(new Change(test.span(), List.of(
                    new Part.Fresh((isInBlock ? "" : "{ ") + (code.isRust() ? "let " : "bool ") + name + " = "),
                    new Part.Kept(inner(test).span()),
                    new Part.Fresh(code.isRust() ? "; if " + name + " " : "; if (" + name + ")"),
                    new Part.Kept(new Span(test.child("condition").orElseThrow().span().end(), test.span().end())),
                    new Part.Fresh(isInBlock ? "" : " }"))));
        }
        return changes;
    }

    static List<Change> hint(Code code) {
        return code.isRust() ? List.of() : tests(code).stream()
                .filter(test -> !test.child("condition").orElseThrow().text().contains("likely("))
                .map(test -> Change.around("(unlikely", test.child("condition").orElseThrow(), ")"))
                .toList();
    }

    /// What is tested for being something or nothing is compared with it.
    static List<Change> compareWithZero(Code code) {
        String operands = "identifier|field_expression|call_expression|parenthesized_expression";
        Stream<Change> negations = Statements.below(code, "unary_expression")
                .filter(negation -> negation.text().startsWith("!"))
                .filter(negation -> !code.isRust() || negation.field().equals("condition"))
                .filter(negation -> negation.namedChildren().getFirst().kind().matches(operands))
                .map(negation -> new Change(
                        negation.span(),
                        List.of(
                                new Part.Fresh("("),
                                new Part.Kept(
                                        negation.namedChildren().getFirst().span()),
                                new Part.Fresh(code.isRust() ? " == false)" : " == 0)"))));
        Stream<Change> values = tests(code).stream()
                .map(Conditions::inner)
                .filter(value -> value.kind().matches(operands)
                        || value.kind().equals("binary_expression")
                                && value.text().matches("[\\w>.-]+ & \\w+"))
                .map(value -> Change.around("(", value, code.isRust() ? ") == true" : ") != 0"));
        return Stream.concat(negations, values).toList();
    }

    /// The sides of comparisons change places.
    static List<Change> turn(Code code) {
        return Statements.below(code, "binary_expression")
                .filter(test ->
                        TURNED.containsKey(test.child("operator").orElseThrow().text()))
                .filter(test -> Code.below(
                                        test.child("left").orElseThrow(),
                                        "call_expression|type_cast_expression|macro_invocation|binary_expression")
                                .isEmpty()
                        && Code.below(
                                        test.child("right").orElseThrow(),
                                        "call_expression|type_cast_expression|macro_invocation|binary_expression")
                                .isEmpty())
                .map(test -> new Change(
                        test.span(),
                        List.of(
                                new Part.Kept(test.child("right").orElseThrow().span()),
                                new Part.Fresh(" "
                                        + TURNED.get(test.child("operator")
                                                .orElseThrow()
                                                .text()) + " "),
                                new Part.Kept(test.child("left").orElseThrow().span()))))
                .toList();
    }

    static List<Change> testInHelpers(Code code) {
        var changes = new ArrayList<Change>();
        Set<String> flags = new TreeSet<>();
        for (SyntaxNode function : code.isRust() ? List.<SyntaxNode>of() : code.functions()) {
            for (SyntaxNode test : Code.below(function, "binary_expression")) {
                Matcher matcher = FLAG_TEST.matcher(test.text());
                if (matcher.matches()) {
                    flags.add(matcher.group(2));
                    changes.add(Change.of(test, "own_" + matcher.group(2) + "(" + matcher.group(1) + ")"));
                }
            }
        }
        if (!changes.isEmpty()) {
            changes.add(Change.before(
                    Declarations.first(code),
                    flags.stream()
                            .map(flag -> "static bool own_%s(unsigned int bits) { return bits & %s; } "
                                    .formatted(flag, flag))
                            .collect(Collectors.joining())));
        }
        return changes;
    }
}
