// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Type;

/// Types and member paths from their text, as the IR keeps them in the operands of `sizeof` and `offsetof`.
public final class Spelling {
    private static final Set<String> IGNORED = Set.of("const", "volatile", "__user", "__force", "__iomem", "__rcu");

    private Spelling() {}

    /// The type that a text names; empty for a text that cannot be one.
    public static Optional<Type> type(String text) {
        String rest = text.strip();
        var lengths = new ArrayList<Expr>();
        while (rest.endsWith("]") && rest.lastIndexOf('[') > 0) {
            int open = rest.lastIndexOf('[');
            lengths.add(length(rest.substring(open + 1, rest.length() - 1).strip()));
            rest = rest.substring(0, open).strip();
        }
        int stars = 0;
        while (rest.endsWith("*") || rest.endsWith(" const")) {
            stars += rest.endsWith("*") ? 1 : 0;
            rest = rest.substring(0, rest.length() - (rest.endsWith("*") ? 1 : 6)).strip();
        }
        Optional<Type> base = named(rest);
        if (base.isEmpty()) {
            return base;
        }
        Type type = base.get();
        for (; stars > 0; stars--) {
            type = new Type.Pointer(type);
        }
        for (Expr length : lengths) {
            type = new Type.Array(type, length);
        }
        return Optional.of(type);
    }

    private static Expr length(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit) && text.length() < 10
                ? new Expr.Literal(Long.parseLong(text), text)
                : new Expr.Symbol(text);
    }

    private static Optional<Type> named(String text) {
        var words = new ArrayList<String>();
        for (String word : text.split("\\s+")) {
            if (!word.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c)) || word.isEmpty()) {
                return Optional.empty();
            }
            if (!IGNORED.contains(word)) {
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.size() == 2) {
            switch (words.getFirst()) {
                case "struct":
                    return Optional.of(new Type.Tagged(Type.Keyword.STRUCT, words.getLast()));
                case "union":
                    return Optional.of(new Type.Tagged(Type.Keyword.UNION, words.getLast()));
                case "enum":
                    return Optional.of(new Type.Tagged(Type.Keyword.ENUM, words.getLast()));
                default:
            }
        }
        return Optional.of(new Type.Named(basic(words)));
    }

    /// One spelling for each basic type, as in the IR: `long unsigned int` is `unsigned long`.
    private static String basic(List<String> words) {
        if (words.size() == 1) {
            return switch (words.getFirst()) {
                case "unsigned" -> "unsigned int";
                case "signed" -> "int";
                default -> words.getFirst();
            };
        }
        boolean isUnsigned = words.contains("unsigned");
        long longs = words.stream().filter("long"::equals).count();
        String base = words.contains("char")
                ? "char"
                : words.contains("short") ? "short" : longs > 1 ? "long long" : longs == 1 ? "long" : "int";
        if (words.contains("double")
                || words.stream()
                        .anyMatch(word -> !Set.of("unsigned", "signed", "long", "int", "short", "char")
                                .contains(word))) {
            return String.join(" ", words);
        }
        return isUnsigned ? "unsigned " + base : words.contains("signed") && base.equals("char") ? "signed char" : base;
    }

    /// The steps of `a.b[2]`: `a`, `b`, `[2]`.
    static List<String> path(String text) {
        var steps = new ArrayList<String>();
        for (String step : text.replaceAll("\\s", "").replace("[", ".[").split("\\.")) {
            if (!step.isEmpty()) {
                steps.add(step);
            }
        }
        return steps;
    }
}
