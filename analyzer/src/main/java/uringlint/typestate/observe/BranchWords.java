// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says in words that a condition held or did not: `frob()` returns 0, `flag` is set in `flags`, `a < b`.
final class BranchWords {
    private static final Pattern HINT = Pattern.compile("(?:un)?likely\\s*\\((.*)\\)");
    private static final Pattern CALL = Pattern.compile("([A-Za-z_]\\w*)\\s*\\((.*)\\)");
    private static final Pattern PLACE = Pattern.compile("\\*?[A-Za-z_]\\w*(?:(?:->|\\.)\\w+|\\[\\w+])*");
    private static final Pattern MASK = Pattern.compile("(" + PLACE.pattern() + ")\\s*&\\s*([A-Z][A-Z0-9_]+)");
    private static final Pattern COMPARED = Pattern.compile("([^=!<>&|?:]+?)\\s*(==|!=|<=|>=|<|>)\\s*([^=!<>&|?:]+)");
    /// Calls that copy from or to a process and give what was left to copy.
    private static final Pattern COPY = Pattern.compile("_*(?:copy_(?:from|to|in)_\\w+|get_user|put_user|clear_user)");
    private static final Pattern QUESTION = Pattern.compile(
            "\\w*(?:is|has|have|can|may|should|need|needs|was|test|empty|try\\w*|any|all|locked|ready|enabled|allowed|valid|pending|equal|ok)(?:_\\w*)?");
    private static final Pattern COUNT = Pattern.compile("\\w*(?:dec|sub)_and_test|\\w*(?:dec|inc|add|sub)_return\\w*");
    private static final Map<String, String> OPPOSITES = Map.of("==", "!=", "!=", "==", "<", ">=", ">=", "<", ">", "<=", "<=", ">");

    private BranchWords() {}

    /// The words for a condition as it is written; `nothing` is what a value is that counts as false.
    static String of(String written, boolean holds, String nothing) {
        String text = written.strip();
        Matcher hint = HINT.matcher(text);
        if (hint.matches() && isOne(hint.group(1))) {
            return of(hint.group(1), holds, nothing);
        }
        if (text.startsWith("!") && !text.startsWith("!=") && isUnary(text.substring(1).strip())) {
            return of(text.substring(1), !holds, nothing);
        }
        if (text.startsWith("(") && text.endsWith(")") && isOne(text.substring(1, text.length() - 1))) {
            return of(text.substring(1, text.length() - 1), holds, nothing);
        }
        return call(text, holds)
                .or(() -> mask(text, holds))
                .or(() -> compared(text, holds))
                .or(() -> place(text, holds, nothing))
                .orElseGet(() -> "`%s` is %s".formatted(text, holds ? "true" : "false"));
    }

    private static Optional<String> call(String text, boolean holds) {
        Matcher call = CALL.matcher(text);
        if (!call.matches() || !isOne(call.group(2))) {
            return Optional.empty();
        }
        String name = call.group(1);
        if (name.equals("IS_ERR") || name.equals("IS_ERR_OR_NULL")) {
            String wrong = name.equals("IS_ERR") ? "an error pointer" : "an error pointer or NULL";
            return Optional.of("`%s` is %s".formatted(call.group(2).strip(), holds ? wrong : "valid"));
        }
        if (COPY.matcher(name).matches()) {
            return Optional.of("`%s()` %s".formatted(name, holds ? "fails" : "succeeds (returns 0)"));
        }
        if (QUESTION.matcher(name).matches() && !COUNT.matcher(name).matches() || name.endsWith("_and_test")) {
            return Optional.of("`%s` is %s".formatted(text, holds ? "true" : "false"));
        }
        return Optional.of("`%s` returns %s".formatted(text, holds ? "a value other than 0" : "0"));
    }

    private static Optional<String> mask(String text, boolean holds) {
        Matcher mask = MASK.matcher(text);
        return mask.matches()
                ? Optional.of("`%s` is %s in `%s`".formatted(mask.group(2), holds ? "set" : "not set", mask.group(1)))
                : Optional.empty();
    }

    private static Optional<String> compared(String text, boolean holds) {
        Matcher compared = COMPARED.matcher(text.replace("->", "\u0001"));
        if (!compared.matches() || !isOne(compared.group(1)) || !isOne(compared.group(3))) {
            return Optional.empty();
        }
        String left = compared.group(1).replace("\u0001", "->");
        String right = compared.group(3).replace("\u0001", "->");
        String operator = holds ? compared.group(2) : OPPOSITES.get(compared.group(2));
        return Optional.of(switch (operator) {
            case "==" -> "`%s` is %s".formatted(left, value(right));
            case "!=" -> "`%s` is not %s".formatted(left, value(right));
            default -> "`%s %s %s`".formatted(left, operator, right);
        });
    }

    private static String value(String text) {
        return text.equals("NULL") ? text : "`" + text + "`";
    }

    private static Optional<String> place(String text, boolean holds, String nothing) {
        if (!PLACE.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of("`%s` is %s%s".formatted(text, holds ? "not " : "", nothing));
    }

    /// Whether a text is what one pair of parentheses holds, and not the end of one and the start of another.
    private static boolean isOne(String text) {
        int depth = 0;
        for (char character : text.toCharArray()) {
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    /// Whether a negation is one of all that follows.
    private static boolean isUnary(String text) {
        Matcher call = CALL.matcher(text);
        boolean isGroup = text.startsWith("(") && text.endsWith(")") && isOne(text.substring(1, text.length() - 1));
        return isGroup || PLACE.matcher(text).matches() || call.matches() && isOne(call.group(2));
    }
}
