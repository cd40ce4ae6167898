// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.function.Function;
import uringlint.version.KernelVersion;
import uringlint.version.Target;

/// Evaluates the condition of a directive as far as the target decides it. A value is a range of numbers: `LINUX_VERSION_CODE` has
/// any patch level, and what is not known is any number.
final class VersionExpression {
    /// A value between two numbers.
    record Range(long least, long greatest) {
        static final Range UNKNOWN = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
        static final Range NO = new Range(0, 0);
        static final Range YES = new Range(1, 1);
        private static final Range EITHER = new Range(0, 1);

        static Range of(long value) {
            return new Range(value, value);
        }

        boolean isTrue() {
            return least > 0 || greatest < 0;
        }

        boolean isFalse() {
            return least == 0 && greatest == 0;
        }

        private static Range truth(boolean isSure, boolean isImpossible) {
            return isSure ? YES : isImpossible ? NO : EITHER;
        }
    }

    private static final int DEPTH = 40;

    private final String text;
    private final Target target;
    /// What a name stands for, and what `defined(name)` is.
    private final Function<String, Range> values;
    private final Function<String, Range> definitions;
    private int at;
    private int depth;
    private boolean isBroken;

    private VersionExpression(String text, Target target, Function<String, Range> values, Function<String, Range> definitions) {
        this.text = text;
        this.target = target;
        this.values = values;
        this.definitions = definitions;
    }

    static Range evaluate(String text, Target target, Function<String, Range> values, Function<String, Range> definitions) {
        var expression = new VersionExpression(text, target, values, definitions);
        Range value = expression.or();
        expression.blanks();
        return expression.isBroken || expression.at < text.length() ? Range.UNKNOWN : value;
    }

    private Range or() {
        Range value = and();
        while (take("||")) {
            Range right = and();
            value = Range.truth(value.isTrue() || right.isTrue(), value.isFalse() && right.isFalse());
        }
        return value;
    }

    private Range and() {
        Range value = comparison();
        while (take("&&")) {
            Range right = comparison();
            value = Range.truth(value.isTrue() && right.isTrue(), value.isFalse() || right.isFalse());
        }
        return value;
    }

    private Range comparison() {
        Range left = unary();
        while (true) {
            if (take(">=")) {
                Range right = unary();
                left = Range.truth(left.least >= right.greatest, left.greatest < right.least);
            } else if (take("<=")) {
                Range right = unary();
                left = Range.truth(left.greatest <= right.least, left.least > right.greatest);
            } else if (take("==")) {
                left = equal(left, unary());
            } else if (take("!=")) {
                Range equal = equal(left, unary());
                left = Range.truth(equal.isFalse(), equal.isTrue());
            } else if (take(">")) {
                Range right = unary();
                left = Range.truth(left.least > right.greatest, left.greatest <= right.least);
            } else if (take("<")) {
                Range right = unary();
                left = Range.truth(left.greatest < right.least, left.least >= right.greatest);
            } else {
                return left;
            }
        }
    }

    private static Range equal(Range left, Range right) {
        boolean isSure = left.least == left.greatest && left.equals(right);
        return Range.truth(isSure, left.greatest < right.least || right.greatest < left.least);
    }

    private Range unary() {
        if (++depth > DEPTH) {
            isBroken = true;
            return Range.UNKNOWN;
        }
        Range value;
        if (take("!")) {
            Range operand = unary();
            value = Range.truth(operand.isFalse(), operand.isTrue());
        } else if (take("(")) {
            value = or();
            isBroken |= !take(")");
        } else {
            value = primary();
        }
        depth--;
        return value;
    }

    private Range primary() {
        blanks();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty()) {
            isBroken = true;
            return Range.UNKNOWN;
        }
        if (Character.isDigit(word.charAt(0))) {
            return number(word);
        }
        if (word.equals("defined")) {
            boolean isOpen = take("(");
            blanks();
            int name = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            Range value = definitions.apply(text.substring(name, at));
            isBroken |= isOpen && !take(")");
            return value;
        }
        if (word.equals("LINUX_VERSION_CODE")) {
            return code();
        }
        if (take("(")) {
            return word.equals("KERNEL_VERSION") ? version() : call();
        }
        return values.apply(word);
    }

    private Range code() {
        return switch (target) {
            case Target.Any _ -> Range.UNKNOWN;
            case Target.Release(var version) -> new Range(version.leastCode(), version.greatestCode());
        };
    }

    /// A number; one that is too large for any kernel is as good as the largest.
    private static Range number(String word) {
        String digits = word.replaceAll("[uUlL]+$", "");
        try {
            return Range.of(digits.matches("[1-9]\\d{18,}") ? Long.MAX_VALUE : Long.decode(digits));
        } catch (NumberFormatException _) {
            return Range.UNKNOWN;
        }
    }

    private Range version() {
        Range major = or();
        isBroken |= !take(",");
        Range minor = or();
        isBroken |= !take(",");
        Range patch = or();
        isBroken |= !take(")");
        boolean isKnown = major.least == major.greatest && minor.least == minor.greatest && patch.least == patch.greatest;
        return isKnown ? Range.of(KernelVersion.code(major.least, minor.least, patch.least)) : Range.UNKNOWN;
    }

    /// Any other macro with arguments.
    private Range call() {
        for (int level = 1; level > 0 && at < text.length(); at++) {
            level += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
        }
        return Range.UNKNOWN;
    }

    private void blanks() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\\')) {
            at++;
        }
    }

    private boolean take(String token) {
        blanks();
        if (!text.startsWith(token, at)) {
            return false;
        }
        // `!=` is not a negation, and `<<` not a comparison.
        char next = at + token.length() < text.length() ? text.charAt(at + token.length()) : ' ';
        if (token.equals("!") && next == '=' || token.equals("<") && next == '<' || token.equals(">") && next == '>') {
            return false;
        }
        at += token.length();
        return true;
    }
}
