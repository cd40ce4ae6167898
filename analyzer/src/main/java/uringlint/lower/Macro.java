// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.function.UnaryOperator;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// A macro with its replacement text, without comments and line splices.
///
/// @param isFunctionLike whether a parenthesis stood right behind the name
/// @param parameters the names between these parentheses; a variadic one is called `__VA_ARGS__`
/// @param span the name in `file`
public record Macro(String name, boolean isFunctionLike, List<String> parameters, String body, SourceFile file, Span span) {
    public Macro {
        parameters = List.copyOf(parameters);
    }

    /// Whether the last parameter takes all further arguments.
    boolean isVariadic() {
        return !parameters.isEmpty() && parameters.getLast().equals(VARIADIC);
    }

    static final String VARIADIC = "__VA_ARGS__";

    /// The body with the texts of arguments in the place of parameters, and with names pasted where `##` says so.
    String expanded(List<String> arguments) {
        return replaced((name, _) -> argument(name, arguments));
    }

    /// The body with names pasted where `##` says so, and otherwise as it is.
    ///
    /// @param argument the text that a parameter stands for
    String pasted(UnaryOperator<String> argument) {
        return replaced((name, isPasted) -> isPasted && !name.equals(VARIADIC) && parameters.contains(name) ? argument.apply(name) : name);
    }

    /// What stands in the place of a name, which may be pasted to what is beside it.
    private interface Replacement {
        String of(String name, boolean isPasted);
    }

    private String replaced(Replacement replacement) {
        boolean isPasted = false;
        var text = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            char c = body.charAt(at);
            if (c == '"' || c == '\'') {
                int end = closing(body, at);
                text.append(body, at, end);
                at = end;
            } else if (body.startsWith("##", at)) {
                text.setLength(text.toString().stripTrailing().length());
                at += 2;
                isPasted = true;
                while (at < body.length() && body.charAt(at) == ' ') {
                    at++;
                }
            } else if (ConstantParser.isNameStart(c)) {
                int end = at;
                while (end < body.length() && ConstantParser.isName(body.charAt(end))) {
                    end++;
                }
                int next = end;
                while (next < body.length() && body.charAt(next) == ' ') {
                    next++;
                }
                text.append(replacement.of(body.substring(at, end), isPasted || body.startsWith("##", next)));
                isPasted = false;
                at = end;
            } else if (c == '#') {
                // The text of an argument as a string, which nothing depends on.
                at++;
                while (at < body.length() && ConstantParser.isName(body.charAt(at))) {
                    at++;
                }
                text.append("\"\"");
            } else {
                text.append(c);
                isPasted = false;
                at++;
            }
        }
        return text.toString();
    }

    private String argument(String name, List<String> arguments) {
        int number = parameters.indexOf(name);
        if (number < 0) {
            return name;
        }
        return name.equals(VARIADIC) ? String.join(", ", arguments.subList(Math.min(number, arguments.size()), arguments.size()))
                : number < arguments.size() ? arguments.get(number) : "";
    }

    /// The place behind a string or character that starts at `open`.
    static int closing(String text, int open) {
        int index = open + 1;
        while (index < text.length() && text.charAt(index) != text.charAt(open)) {
            index += text.charAt(index) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), index + 1);
    }
}
