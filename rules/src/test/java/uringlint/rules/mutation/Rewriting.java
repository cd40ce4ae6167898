package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uringlint.rules.mutation.Code.Change;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// A way to write code differently that means the same. Each is made at all places of a file at once.
enum Rewriting {
    RENAMED_LOCALS(Rewriting::renameLocals),
    COMPARED_WITH_ZERO(Rewriting::compareWithZero),
    INVERTED_CONDITIONS(Rewriting::invertConditions),
    UNLIKELY_CONDITIONS(Rewriting::hint),
    TESTS_IN_HELPERS(Rewriting::testInHelpers),
    READS_IN_VARIABLES(Rewriting::readIntoVariables),
    RESULTS_IN_VARIABLES(Rewriting::keepResults),
    SWAPPED_STATEMENTS(Rewriting::swap);

    private static final Pattern FLAG_TEST = Pattern.compile("(?<![\\w.>])(issue_flags|flags) & (IO_URING_F_\\w+)");

    private final Function<Code, String> rewritten;

    Rewriting(Function<Code, String> rewritten) {
        this.rewritten = rewritten;
    }

    /// The other text; the same one if there is nothing to write differently.
    String apply(Code code) {
        return rewritten.apply(code);
    }

    private static String renameLocals(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            Set<String> locals = Code.below(function.child("body").orElseThrow(), "declaration").stream()
                    .filter(declaration -> !Code.isConditional(declaration))
                    .flatMap(declaration -> declaration.fields("declarator").stream())
                    .map(Code::declared)
                    .collect(Collectors.toSet());
            for (SyntaxNode name : Code.below(function, "identifier")) {
                if (locals.contains(name.text())) {
                    changes.add(Change.of(name, "own_" + name.text()));
                }
            }
        }
        return code.with(changes);
    }

    private static String compareWithZero(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode negation : Code.below(function, "unary_expression")) {
                if (negation.text().matches("!\\([\\w>-]+ & \\w+\\)")) {
                    changes.add(Change.of(negation, "(" + negation.text().substring(1) + " == 0)"));
                }
            }
            for (SyntaxNode test : Code.below(function, "if_statement")) {
                SyntaxNode condition = test.child("condition").orElseThrow();
                if (condition.text().matches("\\([\\w>-]+ & \\w+\\)")) {
                    changes.add(Change.of(condition, "(" + condition.text() + " != 0)"));
                }
            }
        }
        return code.with(changes);
    }

    private static String invertConditions(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode test : innermostTests(code)) {
            String condition = "if (!" + test.child("condition").orElseThrow().text() + ") ";
            String consequence = test.child("consequence").orElseThrow().text();
            String alternative = test.child("alternative").map(SyntaxNode::text).map(text -> text.replaceFirst("^else\\s*", "")).orElse(";");
            changes.add(Change.of(test, condition + "{ " + alternative + " } else { " + consequence + " }"));
        }
        return code.with(changes);
    }

    private static List<SyntaxNode> innermostTests(Code code) {
        return code.functions().stream()
                .flatMap(function -> Code.below(function, "if_statement").stream())
                .filter(test -> Code.below(test, "if_statement").size() == 1 && !test.text().contains("\n#") && !test.text().contains("//"))
                .toList();
    }

    private static String hint(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode test : Code.below(function, "if_statement")) {
                SyntaxNode condition = test.child("condition").orElseThrow();
                if (!condition.text().contains("likely(")) {
                    changes.add(Change.of(condition, "(unlikely" + condition.text() + ")"));
                }
            }
        }
        return code.with(changes);
    }

    private static String testInHelpers(Code code) {
        var changes = new ArrayList<Change>();
        Set<String> flags = new TreeSet<>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode test : Code.below(function, "binary_expression")) {
                Matcher matcher = FLAG_TEST.matcher(test.text());
                if (matcher.matches()) {
                    flags.add(matcher.group(2));
                    changes.add(Change.of(test, "own_" + matcher.group(2) + "(" + matcher.group(1) + ")"));
                }
            }
        }
        String helpers = flags.stream().map(flag -> "static bool own_%s(unsigned int bits) { return bits & %s; } ".formatted(flag, flag)).collect(Collectors.joining());
        if (!changes.isEmpty()) {
            int first = code.functions().getFirst().span().start();
            changes.add(new Change(new Span(first, first), helpers));
        }
        return code.with(changes);
    }

    /// Reads of the SQE that stand in an expression get a variable, where the statement makes them in any case.
    private static String readIntoVariables(Code code) {
        var changes = new ArrayList<Change>();
        Set<SyntaxNode> used = new LinkedHashSet<>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode read : SqeMutator.reads(function)) {
                SyntaxNode statement = read;
                boolean isSure = true;
                while (!statement.kind().matches(".*_statement|declaration")) {
                    isSure &= !statement.text().matches("(?s).*(&&|\\|\\||\\?).*");
                    statement = statement.parent().orElseThrow();
                }
                boolean isInBlock = statement.parent().orElseThrow().kind().equals("compound_statement");
                if (isSure && isInBlock && statement.kind().matches("(expression|return)_statement|declaration") && used.add(statement)) {
                    String name = "once_" + changes.size();
                    int start = statement.span().start();
                    changes.add(new Change(new Span(start, start), "typeof(" + SqeMutator.place(read) + ") " + name + " = " + read.text() + "; "));
                    changes.add(Change.of(read, name));
                }
            }
        }
        return code.with(changes);
    }

    private static String keepResults(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            if (function.child("type").orElseThrow().text().equals("int") && !function.child("declarator").orElseThrow().text().startsWith("*")) {
                for (SyntaxNode statement : Code.below(function, "return_statement")) {
                    if (!statement.namedChildren().isEmpty() && !statement.text().contains("//")) {
                        String value = statement.namedChildren().getFirst().text();
                        changes.add(Change.of(statement, "{ int own_result = " + value + "; return own_result; }"));
                    }
                }
            }
        }
        return code.with(changes);
    }

    /// Assignments that have nothing to do with each other change places.
    private static String swap(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode block : Code.below(function, "compound_statement")) {
                List<SyntaxNode> statements = block.namedChildren();
                for (int at = 0; at + 1 < statements.size(); at++) {
                    SyntaxNode first = statements.get(at);
                    SyntaxNode second = statements.get(at + 1);
                    if (isPlain(first) && isPlain(second) && !mentions(first, second) && !mentions(second, first)) {
                        changes.add(Change.of(first, second.text()));
                        changes.add(Change.of(second, first.text()));
                        at++;
                    }
                }
            }
        }
        return code.with(changes);
    }

    /// Whether a statement assigns something that is no command and no function.
    private static boolean isPlain(SyntaxNode statement) {
        return statement.kind().equals("expression_statement") && statement.text().matches("[\\w>.-]+ = [^()]*;") && !statement.text().contains("cmd");
    }

    private static boolean mentions(SyntaxNode statement, SyntaxNode other) {
        String target = other.text().substring(0, other.text().indexOf(" = "));
        return Pattern.compile("(?<![\\w>.])" + Pattern.quote(target) + "(?!\\w)").matcher(statement.text()).find();
    }
}
