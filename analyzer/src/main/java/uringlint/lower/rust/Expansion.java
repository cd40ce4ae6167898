package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Expands macros of the program by their rules, where a rule has no repetition. What they bring has the span of the macro's use.
final class Expansion {
    private static final int NESTING = 6;

    private final BodyLowering in;
    private int nesting;

    Expansion(BodyLowering in) {
        this.in = in;
    }

    Operand expand(String name, SyntaxNode node, SyntaxNode tokens, RustType expected) {
        SyntaxNode definition = in.items.macros.get(name);
        List<String> arguments = split(inside(tokens));
        for (SyntaxNode rule : definition.namedChildren()) {
            Optional<String> body = rule.kind().equals("macro_rule") ? applied(rule, arguments) : Optional.empty();
            if (body.isPresent() && nesting < NESTING) {
                Optional<SyntaxNode> root = in.fragments.detached(node.tree().file(), "fn f(){" + body.get() + "\n}").filter(tree -> !tree.hasError());
                Optional<SyntaxNode> block = root.flatMap(tree -> tree.namedChildren().stream().findFirst()).flatMap(function -> function.child("body"));
                if (block.isPresent()) {
                    return lower(block.get(), in.span(node), expected);
                }
            }
        }
        var operands = new ArrayList<Operand>();
        List<SyntaxNode> known = in.macros.arguments(tokens);
        for (SyntaxNode argument : known) {
            operands.add(in.values.consume(argument, RustType.UNKNOWN));
        }
        return in.call(new Expr.Symbol(name + "!"), expected, node, operands, known);
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

    private static String inside(SyntaxNode tokens) {
        String text = tokens.preparedText();
        return text.substring(1, Math.max(1, text.length() - 1));
    }

    /// The body of a rule with the arguments in it, if the arguments are of its form.
    private static Optional<String> applied(SyntaxNode rule, List<String> arguments) {
        Optional<SyntaxNode> left = rule.child("left");
        Optional<SyntaxNode> right = rule.child("right");
        if (left.isEmpty() || right.isEmpty() || left.get().text().contains("$(") || right.get().text().contains("$(")) {
            return Optional.empty();
        }
        List<String> patterns = split(inside(left.get()));
        if (patterns.size() != arguments.size()) {
            return Optional.empty();
        }
        Map<String, String> bound = new HashMap<>();
        for (int at = 0; at < patterns.size(); at++) {
            String pattern = patterns.get(at).strip();
            int colon = pattern.indexOf(':');
            if (!pattern.startsWith("$") || colon < 0 || pattern.indexOf(' ') >= 0) {
                if (!pattern.equals(arguments.get(at).strip())) {
                    return Optional.empty();
                }
                continue;
            }
            boolean isExpression = pattern.endsWith(":expr");
            bound.put(pattern.substring(0, colon), isExpression ? "(" + arguments.get(at).strip() + ")" : arguments.get(at).strip());
        }
        return Optional.of(substituted(inside(right.get()), bound));
    }

    private static String substituted(String body, Map<String, String> bound) {
        var text = new StringBuilder();
        for (int at = 0; at < body.length(); at++) {
            if (body.charAt(at) == '$') {
                int end = at + 1;
                while (end < body.length() && (Character.isLetterOrDigit(body.charAt(end)) || body.charAt(end) == '_')) {
                    end++;
                }
                String name = body.substring(at, end);
                text.append(bound.getOrDefault(name, name.equals("$crate") ? "crate" : name));
                at = end - 1;
            } else {
                text.append(body.charAt(at));
            }
        }
        return text.toString();
    }

    /// The parts between the commas that stand in no bracket; none of empty text.
    static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int level = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '(', '[', '{' -> level++;
                case ')', ']', '}' -> level--;
                case ',' -> {
                    if (level == 0) {
                        parts.add(text.substring(start, at));
                        start = at + 1;
                    }
                }
                default -> {}
            }
        }
        if (!text.substring(start).isBlank()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
