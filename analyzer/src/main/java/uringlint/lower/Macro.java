package uringlint.lower;

import java.util.List;
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
}
