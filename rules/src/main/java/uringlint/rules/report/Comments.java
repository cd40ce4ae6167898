// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.source.LineTable;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;

/// The comments in which code says why it may do what it does. They are no part of the IR; a few rules ask what was argued.
public final class Comments {
    private static final int STATEMENT = 6;
    /// How many lines a statement may have in front of an `unsafe` block that is a part of it.
    private static final int REACH = 16;
    private static final Pattern HEAD = Pattern.compile(".*\\bfn \\w+.*\\{");

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

    /// What is said about an `unsafe` block: above its statement, in front of it, or first in it; empty where nothing is.
    public static Optional<String> argument(SourceFile file, Span block) {
        int line = new Location(file, block).line();
        int last = new Location(file, new Span(block.end() - 1, block.end())).line();
        for (int at = line; at > 0 && at > line - REACH && (at == line || !isEnd(text(file, at))); at--) {
            String text = text(file, at);
            if (text.contains("SAFETY")) {
                return Optional.of(at == line && !isComment(text) ? text.substring(text.indexOf("SAFETY"))
                        : safety(file, lastOf(file, at) + 1).orElse(text));
            }
        }
        return line < last && text(file, line + 1).contains("SAFETY") ? safety(file, lastOf(file, line + 1) + 1) : Optional.empty();
    }

    /// The last line of the comment to which a line belongs.
    private static int lastOf(SourceFile file, int line) {
        int at = line;
        while (at < file.lines().count() && isComment(text(file, at + 1))) {
            at++;
        }
        return at;
    }

    /// Whether a statement cannot reach from here to the lines below.
    private static boolean isEnd(String text) {
        return !isComment(text) && (text.isEmpty() || text.endsWith(";") || text.endsWith("}") || HEAD.matcher(text).matches());
    }

    /// The words that argue in a comment, without its marks.
    public static String plain(String comment) {
        return comment.replaceAll("(?m)^\\s*(//+|/?\\*+)", " ").replaceFirst("SAFETY:?", " ").replaceAll("\\s+", " ").strip();
    }

    /// The comment that ends on the line above the statement, or what its own line has from a block of one on; empty where there is none.
    /// Why code is sound does not say why it may wait.
    public static String at(Observation seen) {
        var file = seen.function().file();
        int line = new Location(file, seen.span()).line();
        String here = line < 1 ? "" : file.text(file.lines().span(line));
        if (here.contains("/*")) {
            return here.substring(here.indexOf("/*"));
        }
        return line > 1 && isComment(text(file, line - 1)) && safety(file, line).isEmpty() ? words(file, above(file, line)) : "";
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
