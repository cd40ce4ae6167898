// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The methods in Rust that lines of a file show from their first to their last line, though not the whole of the `impl` or of the
/// trait that they are of. Its first line is that of the lines, or that of the hunk; or else one that says no more than the methods do.
final class RustMethods {
    private static final Pattern METHOD = Pattern.compile(
            "(\\s+)(pub(\\([^)]*\\))? )?((const|async|unsafe|safe|extern \"C\") )*fn (\\w+).*");
    private static final Pattern HOLDER = Pattern.compile("(pub(\\([^)]*\\))? |unsafe )*(impl|trait)\\b.*\\{");
    private static final Pattern ABOVE = Pattern.compile("\\s+(//|#\\[).*");
    /// By what a trait for a table of operations says that a method need not be there.
    private static final String DEFAULT = "build_error!(";
    private static final String NOT_SHOWN = "NotShown";

    private final String heading;
    private final List<String> lines;
    private final List<String> kept;
    private final UnaryOperator<String> traits;
    private String outer = "";

    private RustMethods(String heading, List<String> lines, List<String> kept, UnaryOperator<String> traits) {
        this.heading = heading;
        this.lines = lines;
        this.kept = kept;
        this.traits = traits;
    }

    /// Puts the methods of some lines into those of them that are kept, each at its place. `traits` names the trait of a method that the
    /// kernel calls, or is empty. The result is the line in front of all if that has to hold something, or empty.
    static String add(String heading, List<String> lines, List<String> kept, UnaryOperator<String> traits) {
        var methods = new RustMethods(heading, lines, kept, traits);
        methods.add();
        return methods.outer;
    }

    private void add() {
        String holder = "";
        boolean isFirst = true;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                holder = HOLDER.matcher(line).matches() ? line : "";
                isFirst = false;
            }
            Matcher method = METHOD.matcher(line);
            int end = kept.get(at).isEmpty() && method.matches() ? end(at, method.group(1)) : -1;
            if (end >= 0) {
                int from = at;
                while (from > 0 && ABOVE.matcher(lines.get(from - 1)).matches()) {
                    from--;
                }
                String known = isFirst && HOLDER.matcher(heading).matches() ? heading : holder;
                put(from, end, known.isEmpty() ? guessed(method.group(6), at, end) : known);
                at = end;
            }
        }
    }

    /// The line that ends the method which starts at a line: a brace as far to the right as that; -1 if it is not there.
    private int end(int start, String indent) {
        if (lines.get(start).stripTrailing().endsWith("}")) {
            return start;
        }
        for (int at = start + 1; at < lines.size(); at++) {
            String line = lines.get(at);
            boolean isOutside = !line.isBlank() && !line.startsWith(indent);
            if (isOutside || line.stripTrailing().equals(indent + "}")) {
                return isOutside ? -1 : at;
            }
        }
        return -1;
    }

    /// What a method may be of, by its name and its body.
    private String guessed(String name, int start, int end) {
        boolean isDefault = lines.subList(start, end + 1).stream().anyMatch(line -> line.contains(DEFAULT));
        String trait = traits.apply(name);
        if (isDefault) {
            return "trait " + (trait.isEmpty() ? NOT_SHOWN : trait) + " {";
        }
        return "impl " + (trait.isEmpty() ? "" : trait + " for ") + NOT_SHOWN + " {";
    }

    private void put(int from, int end, String holder) {
        for (int at = from; at <= end; at++) {
            kept.set(at, lines.get(at));
        }
        kept.set(end, lines.get(end) + " }");
        if (from == 0) {
            outer = holder;
        } else {
            kept.set(from - 1, kept.get(from - 1).isEmpty() ? holder : kept.get(from - 1) + " " + holder);
        }
    }
}
