// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What lines of a file show that is not at hand: the functions, types and directives that they hold from their first to their last
/// line. All other lines are empty.
final class Fragments {
    private static final Pattern START = Pattern.compile("[A-Za-z_].*");
    private static final Pattern LABEL = Pattern.compile("\\w+:\\s*(//.*|/\\*.*)?");
    private static final Pattern TYPE = Pattern.compile("(struct|union) \\w+ \\{");
    private static final String OTHERS = " struct members_not_shown not_shown;";

    private Fragments() {}

    /// The first line of a type whose last members the lines show, by the header of their hunk; empty where there is none. What it has
    /// besides, and so its size, is not known.
    static String opening(String heading, List<String> lines) {
        return TYPE.matcher(heading).matches() && end(lines) >= 0 ? heading + OTHERS : "";
    }

    /// The index of the line that ends the type in whose members the lines start.
    private static int end(List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith("}")) {
                return lines.get(at).stripTrailing().endsWith(";") ? at : -1;
            }
            if (START.matcher(lines.get(at)).matches()) {
                return -1;
            }
        }
        return -1;
    }

    /// The lines with those taken out that are not of an item that is whole.
    static List<String> whole(List<String> lines, boolean startsInType) {
        var kept = new ArrayList<>(lines.stream().map(_ -> "").toList());
        int from = startsInType ? 0 : -1;
        boolean hasBody = startsInType;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            boolean isDirective = line.startsWith("#") && !line.endsWith("\\");
            if (from < 0 && isDirective) {
                kept.set(at, line);
            } else if (from < 0 && START.matcher(line).matches() && !LABEL.matcher(line).matches()) {
                from = at;
                hasBody = false;
            }
            if (from < 0) {
                continue;
            }
            hasBody |= line.contains("{");
            boolean endsBody = hasBody && (line.startsWith("}") || from == at && line.contains("}"));
            boolean endsDeclaration = !hasBody && line.stripTrailing().endsWith(";");
            if (endsBody || endsDeclaration) {
                for (int item = from; item <= at; item++) {
                    kept.set(item, lines.get(item));
                }
                from = -1;
            }
        }
        return kept;
    }
}
