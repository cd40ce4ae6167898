// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// What the doc comment of an item says under its headings.
public final class Documentation {
    private static final Pattern SAFETY = Pattern.compile("#+\\s*safety\\s*:?", Pattern.CASE_INSENSITIVE);
    private static final Pattern INVARIANTS = Pattern.compile("#+\\s*(type )?invariants?\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONDITION = Pattern.compile("[-*]\\s+.*|\\d+[.)]\\s+.*");

    private final List<String> lines;

    private Documentation(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /// That of the item that starts here, or has its name here.
    public static Documentation of(SourceFile file, Span item) {
        return new Documentation(Comments.above(file, new Location(file, item).line()).stream().map(file::text)
                .filter(text -> !text.startsWith("//") || text.startsWith("///"))
                .map(text -> text.replaceFirst("^(///|/\\*\\*|\\*/|\\*)\\s?", "").stripTrailing()).toList());
    }

    /// Whether there is a section on what callers must see to. A heading that says more than that is not meant.
    public boolean hasSafety() {
        return lines.stream().anyMatch(line -> SAFETY.matcher(line).matches());
    }

    /// Whether there is a section on what always holds for a type.
    public boolean hasInvariants() {
        return lines.stream().anyMatch(line -> INVARIANTS.matcher(line).matches());
    }

    /// All of it, as one line.
    public String words() {
        return String.join(" ", lines);
    }

    /// What callers must see to, one text a condition: the points of a list, or else the section as a whole.
    public List<String> conditions() {
        var points = new ArrayList<StringBuilder>();
        var rest = new StringBuilder();
        boolean isInside = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                isInside = SAFETY.matcher(line).matches();
            } else if (isInside && CONDITION.matcher(line).matches()) {
                points.add(new StringBuilder(line.replaceFirst("^\\S+\\s+", "")));
            } else if (isInside && !line.isBlank()) {
                (points.isEmpty() ? rest : points.getLast()).append(' ').append(line.strip());
            }
        }
        if (points.isEmpty()) {
            return rest.isEmpty() ? List.of() : List.of(rest.toString().strip());
        }
        return points.stream().map(StringBuilder::toString).toList();
    }
}
