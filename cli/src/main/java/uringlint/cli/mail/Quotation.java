// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Finds the patch that an answer quotes. In `> > +`, the patch stands where `diff --git`, `+++` and `@@` stand, here two levels
/// deep; what is quoted less deep are comments.
final class Quotation {
    /// What an answer quotes: the lines of the patch's mail, its diff, and the sentence of those who shortened it.
    record Quoted(List<String> before, DiffScanner.Scan scan) {}

    /// A line without its `>`s. The level is 0 for one without any.
    private record Line(int level, String content, boolean isSpaced) {}

    private static final int MAX_LEVEL = 40;
    private static final Pattern ELISION = Pattern.compile(
            "(?i)\\s*(?:[\\[<({]\\s*(?:\\.{2,}|\u00e2\u0080\u00a6|snip\\w*|skip\\w*|cut|trimmed|elided|deleted|omitted)[^\\]>)}]{0,40}[\\]>)}]|\\.{3,}|\u00e2\u0080\u00a6|-{2,}\\s*snip\\s*-{2,}|snip|8<[-"
                + " 8<>]*|\\W{0,8}>8\\W{0,8})\\s*");

    private Quotation() {}

    /// The patch, if at least the header of a file and a hunk are quoted.
    static Optional<Quoted> find(List<String> text) {
        var lines = text.stream().map(line -> line(TextLines.withoutReturn(line))).toList();
        return level(lines).flatMap(level -> read(lines, level));
    }

    private static Optional<Quoted> read(List<Line> lines, int level) {
        List<String> stream = stream(lines, level);
        DiffScanner.Scan scan = DiffScanner.scanQuoted(stream);
        return scan.files().isEmpty() ? Optional.empty() : Optional.of(new Quoted(scan.before(), scan));
    }

    /// The level at which hunks stand; the deepest of those with most.
    private static Optional<Integer> level(List<Line> lines) {
        var hunks = new TreeMap<Integer, Integer>();
        for (Line line : lines) {
            if (line.level > 0 && (Hunk.opening(line.content).isPresent() || line.content.startsWith("diff --git "))) {
                hunks.merge(line.level, 1, Integer::sum);
            }
        }
        return hunks.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /// The lines of the level, with marks where others stood between them.
    private static List<String> stream(List<Line> lines, int level) {
        boolean isTight = isTight(lines, level);
        var stream = new ArrayList<String>();
        for (Line line : lines) {
            boolean isElision = isElision(line, level);
            if (line.level == level && !isElision) {
                stream.add(line.isSpaced && isTight ? " " + line.content : line.content);
            } else {
                String mark = isElision ? HunkReader.ELISION : HunkReader.COMMENT;
                if (isElision || stream.isEmpty() || !stream.getLast().equals(HunkReader.COMMENT)) {
                    stream.add(mark);
                }
            }
        }
        return isStuffed(stream)
                ? stream.stream()
                        .map(line -> line.startsWith("  ") ? line.substring(1) : line)
                        .toList()
                : stream;
    }

    /// Whether somebody says that lines were left out. At the level of the patch, its own lines may look like that.
    private static boolean isElision(Line line, int level) {
        if (line.content.isBlank() || line.level == level && " +-\t".indexOf(line.content.charAt(0)) >= 0) {
            return false;
        }
        return ELISION.matcher(line.content).matches();
    }

    /// Whether all context has one blank too many, as from programs that send `format=flowed` and answer it without undoing that.
    private static boolean isStuffed(List<String> stream) {
        boolean isShown = false;
        boolean isInDiff = false;
        for (String line : stream) {
            isInDiff |= line.startsWith("@@ -");
            if (!isInDiff || !line.startsWith(" ") || line.isBlank()) {
                continue;
            }
            if (!line.startsWith("  ")) {
                return false;
            }
            // A second blank is usual before more blanks, and in comments.
            isShown |= line.charAt(2) != ' ' && line.charAt(2) != '*';
        }
        return isShown;
    }

    /// Whether the quoting program puts no blank behind its `>`: then a blank there belongs to the line.
    private static boolean isTight(List<Line> lines, int level) {
        int tight = 0;
        int spaced = 0;
        for (Line line : lines) {
            if (line.level == level && !line.content.isEmpty() && "+-@d".indexOf(line.content.charAt(0)) >= 0) {
                if (line.isSpaced) {
                    spaced++;
                } else {
                    tight++;
                }
            }
        }
        return tight > spaced;
    }

    /// Takes the quote marks off. One or two stray characters before them, typed by accident, do not matter where a
    /// quoted line of a diff follows.
    private static Line line(String text) {
        int start = 0;
        if (!text.startsWith(">")) {
            int mark = text.indexOf("> ");
            boolean isStray = mark > 0
                    && mark <= 2
                    && text.length() > mark + 2
                    && text.startsWith("> ", mark)
                    && "+->".indexOf(text.charAt(mark + 2)) >= 0;
            if (!isStray
                    || !text.substring(0, mark)
                            .chars()
                            .allMatch(c -> Character.isLetter(c) || c == '?' || c == '!' || c == '.' || c == ' ')) {
                return new Line(0, text, false);
            }
            start = mark;
        }
        int level = 0;
        int i = start;
        boolean isSpaced = false;
        while (i < text.length() && text.charAt(i) == '>' && level < MAX_LEVEL) {
            level++;
            i++;
            isSpaced = i < text.length() && text.charAt(i) == ' ';
            if (isSpaced && i + 1 < text.length() && text.charAt(i + 1) == '>') {
                i++;
            }
        }
        return new Line(level, text.substring(isSpaced ? i + 1 : i), isSpaced);
    }
}
