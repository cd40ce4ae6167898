// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// What the hunks of a diff show of a file that is not at hand: the functions, types and directives that a hunk holds from their first
/// to their last line, at their own line numbers. The rest of the file is empty lines.
final class Fragments {
    private static final Pattern START = Pattern.compile("[A-Za-z_].*");
    private static final Pattern LABEL = Pattern.compile("\\w+:\\s*(//.*|/\\*.*)?");
    private static final int MOST_LINES = 1_000_000;

    private Fragments() {}

    /// The fragments of a file before its change.
    static byte[] before(Diff.FilePart part) {
        return text(part, '+', Diff.Hunk::oldStart);
    }

    /// The fragments of a file after its change.
    static byte[] after(Diff.FilePart part) {
        return text(part, '-', Diff.Hunk::newStart);
    }

    private static byte[] text(Diff.FilePart part, char otherSide, ToIntFunction<Diff.Hunk> start) {
        var lines = new ArrayList<String>();
        for (Diff.Hunk hunk : part.hunks()) {
            List<String> shown = hunk.lines().stream()
                    .filter(line -> !line.startsWith("\\") && (line.isEmpty() || line.charAt(0) != otherSide))
                    .map(line -> line.isEmpty() ? "" : line.substring(1))
                    .toList();
            int first = start.applyAsInt(hunk);
            if (first > MOST_LINES) {
                break;
            }
            while (lines.size() < first - 1) {
                lines.add("");
            }
            lines.addAll(whole(shown));
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// The lines with those taken out that are not of an item that is whole.
    private static List<String> whole(List<String> lines) {
        var kept = new ArrayList<>(lines.stream().map(_ -> "").toList());
        int from = -1;
        boolean hasBody = false;
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
