// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.source.LineTable;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;

/// The comments in which code says why it may do what it does. They are no part of the IR; a few rules ask what was argued.
public final class Comments {
    private static final int STATEMENT = 6;

    private Comments() {}

    /// The lines of the comment that stands above a line, or above the statement that the line belongs to.
    public static List<Span> above(SourceFile file, int line) {
        LineTable lines = file.lines();
        int at = line - 1;
        for (int steps = 0; at > 0 && steps < STATEMENT && !isComment(text(file, at)) && isOpen(text(file, at)); steps++) {
            at--;
        }
        var found = new ArrayList<Span>();
        while (at > 0 && isComment(text(file, at))) {
            found.addFirst(trimmed(file, lines.span(at)));
            at--;
        }
        return found;
    }

    /// The comment above a line that argues why an `unsafe` block or declaration is sound; empty where there is none.
    public static Optional<String> safety(SourceFile file, int line) {
        String text = String.join("\n", above(file, line).stream().map(file::text).toList());
        int start = text.indexOf("SAFETY");
        return start < 0 ? Optional.empty() : Optional.of(text.substring(start));
    }

    /// Whether a comment ends on the line above the statement, or a block of one behind it on its line. Why code is sound does not
    /// say why it may wait.
    public static boolean isAt(Observation seen) {
        var file = seen.function().file();
        int line = new Location(file, seen.span()).line();
        if (line < 2) {
            return false;
        }
        String above = file.text(file.lines().span(line - 1)).strip();
        String here = file.text(file.lines().span(line));
        return above.endsWith("*/") || above.startsWith("//") && safety(file, line).isEmpty() || here.contains("/*");
    }

    /// The words of a comment.
    public static String words(SourceFile file, List<Span> comment) {
        return String.join(" ", comment.stream().map(file::text).toList());
    }

    private static String text(SourceFile file, int line) {
        return file.text(file.lines().span(line)).strip();
    }

    private static boolean isComment(String text) {
        return text.startsWith("//") || text.startsWith("/*") || text.startsWith("* ") || text.equals("*/") || text.equals("*");
    }

    /// Whether the statement of the next line may have begun before.
    private static boolean isOpen(String text) {
        return !text.isEmpty() && !text.endsWith(";") && !text.endsWith("}") && !text.endsWith(",")
                && (!text.endsWith("{") || text.endsWith("unsafe {")) || text.startsWith("#[");
    }

    private static Span trimmed(SourceFile file, Span line) {
        String text = file.text(line);
        int start = line.start() + text.length() - text.stripLeading().length();
        return new Span(Math.min(start, line.end()), Math.max(start, line.start() + text.stripTrailing().length()));
    }
}
