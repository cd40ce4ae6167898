// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.text.Literals;

/// Reads constant expressions from text: macro bodies, enumerator values, array lengths. No tree is needed for these, and a header
/// has thousands of them. A call of a macro becomes an `Apply` of its name; a type is a `Symbol` of its text.
final class ConstantParser {
    private static final int MAX_DEPTH = 200;

    /// Binary operators, the loosest first; every row is one level.
    private static final String[][] LEVELS = {
        {"||"},
        {"&&"},
        {"|"},
        {"^"},
        {"&"},
        {"==", "!="},
        {"<=", ">=", "<", ">"},
        {"<<", ">>"},
        {"+", "-"},
        {"*", "/", "%"}
    };

    private final String text;
    private int at;
    private int depth;
    private boolean failed;

    private ConstantParser(String text) {
        this.text = text;
    }

    /// The expression, unless the text is something else.
    static Optional<Expr> parse(String text) {
        var parser = new ConstantParser(text);
        parser.blanks();
        if (parser.at == text.length()) {
            return Optional.empty();
        }
        Expr expr = parser.binary(0);
        parser.blanks();
        return parser.failed || parser.at < text.length() ? Optional.empty() : Optional.of(expr);
    }

    private Expr binary(int level) {
        if (level == LEVELS.length) {
            return unary();
        }
        Expr left = binary(level + 1);
        for (String operator = operator(level); !operator.isEmpty() && !failed; operator = operator(level)) {
            left = new Expr.Apply(operator, List.of(left, binary(level + 1)));
        }
        return left;
    }

    private String operator(int level) {
        blanks();
        for (String operator : LEVELS[level]) {
            if (text.startsWith(operator, at)) {
                char next = at + operator.length() < text.length() ? text.charAt(at + operator.length()) : ' ';
                boolean isLonger = next == '=' || operator.length() == 1 && next == operator.charAt(0);
                if (!isLonger) {
                    at += operator.length();
                    return operator;
                }
            }
        }
        return "";
    }

    private Expr unary() {
        blanks();
        if (at >= text.length() || ++depth > MAX_DEPTH) {
            return fail();
        }
        char c = text.charAt(at);
        if (c == '-' || c == '~' || c == '!' || c == '+') {
            at++;
            Expr operand = unary();
            depth--;
            return c == '+' ? operand : new Expr.Apply(String.valueOf(c), List.of(operand));
        }
        Expr primary = c == '(' ? parenthesis() : primary(c);
        depth--;
        return primary;
    }

    private Expr parenthesis() {
        int open = at++;
        Optional<String> type = typeUntil(')');
        if (type.isPresent()) {
            int close = at++;
            blanks();
            boolean isCast = at < text.length()
                    && (isNameStart(text.charAt(at))
                            || Character.isDigit(text.charAt(at))
                            || "(~-'".indexOf(text.charAt(at)) >= 0);
            if (isCast && looksLikeType(type.get())) {
                return new Expr.Cast(TypeNames.parse(type.get()), unary());
            }
            at = close;
        }
        at = open + 1;
        Expr inner = binary(0);
        return accept(')') ? inner : fail();
    }

    private static boolean looksLikeType(String text) {
        return text.indexOf(' ') >= 0 || TypeNames.isKnown(text);
    }

    private Expr primary(char c) {
        int start = at;
        if (Character.isDigit(c)) {
            while (at < text.length() && (isName(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            return Literals.parse(text.substring(start, at));
        }
        if (c == '"' || c == '\'') {
            return quoted(c);
        }
        if (!isNameStart(c)) {
            return fail();
        }
        String name = name();
        blanks();
        if (name.equals("L") && at < text.length() && text.charAt(at) == '\'') {
            return quoted('\'');
        }
        if (TypeNames.isKeyword(name) && !name.equals("sizeof")) {
            return fail();
        }
        if (at < text.length() && text.charAt(at) == '(') {
            return application(name);
        }
        return switch (name) {
            case "true", "false", "NULL" -> Literals.parse(name);
            default -> new Expr.Symbol(name);
        };
    }

    private Expr quoted(char quote) {
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            return fail();
        }
        at++;
        if (quote == '\'') {
            return Literals.parse(text.substring(start, at));
        }
        String value = text.substring(start + 1, at - 1);
        blanks();
        return at < text.length() && text.charAt(at) == '"' && quoted('"') instanceof Expr.Text(var rest)
                ? new Expr.Text(value + rest)
                : new Expr.Text(value);
    }

    private Expr application(String name) {
        at++;
        var operands = new ArrayList<Expr>();
        blanks();
        while (at < text.length() && text.charAt(at) != ')' && !failed) {
            operands.add(KernelMacros.isMemberArgument(name, operands.size()) ? member() : operand());
            blanks();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                blanks();
            } else {
                break;
            }
        }
        return accept(')') ? new Expr.Apply(name, operands) : fail();
    }

    /// A path of members, such as `a.b[2]`.
    private Expr member() {
        int start = at;
        while (at < text.length() && (isName(text.charAt(at)) || ".[]".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return start < at ? new Expr.Symbol(text.substring(start, at)) : fail();
    }

    private Expr operand() {
        int start = at;
        for (char end : new char[] {',', ')'}) {
            Optional<String> type = typeUntil(end);
            if (type.isPresent() && looksLikeType(type.get())) {
                return new Expr.Symbol(type.get());
            }
            at = start;
        }
        return binary(0);
    }

    /// Words and stars up to `end`, which stays unread.
    private Optional<String> typeUntil(char end) {
        int start = at;
        while (at < text.length() && (isName(text.charAt(at)) || text.charAt(at) == ' ' || text.charAt(at) == '*')) {
            at++;
        }
        String words = text.substring(start, at).strip();
        boolean isWord = !words.isEmpty() && isNameStart(words.charAt(0));
        return isWord && at < text.length() && text.charAt(at) == end ? Optional.of(words) : Optional.empty();
    }

    private String name() {
        int start = at;
        while (at < text.length() && isName(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean accept(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Expr fail() {
        failed = true;
        return new Expr.Unit();
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isName(char c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }
}
