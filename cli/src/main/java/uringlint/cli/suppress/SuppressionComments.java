// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.suppress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Reads the suppressions of a file: `/* uringlint: allow(RULE[, RULE]): reason */`, or behind `//`.
///
/// A comment that follows code on its line is about that line only; one that stands alone is about the line below it too.
final class SuppressionComments {
    private static final String MARK = "uringlint:";
    private static final String ALLOW = "allow(";
    private static final Pattern STAR = Pattern.compile("^[ \\t]*\\*+|\\*+$", Pattern.MULTILINE);

    private SuppressionComments() {}

    static List<Suppression> read(SourceFile file) {
        var found = new ArrayList<Suppression>();
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            int start = commentStart(text, at);
            int open = afterBlanks(text, at + MARK.length());
            int close = text.startsWith(ALLOW, open) ? text.indexOf(')', open) : -1;
            int end = commentEnd(text, start);
            if (start >= 0 && close >= 0 && close < end) {
                found.add(suppression(file, text, start, end, open + ALLOW.length(), close));
            }
        }
        return found;
    }

    /// Where the comment starts whose first word is at `word`; -1 where the word is not the first of a comment.
    private static int commentStart(String text, int word) {
        int at = word;
        while (at > 0
                && (text.charAt(at - 1) == ' '
                        || text.charAt(at - 1) == '\t'
                        || text.charAt(at - 1) == '*' && at > 1 && text.charAt(at - 2) == '*')) {
            at--;
        }
        return at >= 2 && text.charAt(at - 2) == '/' && (text.charAt(at - 1) == '*' || text.charAt(at - 1) == '/') ? at - 2 : -1;
    }

    private static int commentEnd(String text, int start) {
        if (start < 0) {
            return -1;
        }
        int end = text.charAt(start + 1) == '/' ? text.indexOf('\n', start) : text.indexOf("*/", start + 2);
        return end < 0 ? text.length() : end;
    }

    private static Suppression suppression(SourceFile file, String text, int start, int end, int open, int close) {
        var rules = new ArrayList<Suppression.Allowed>();
        int from = open;
        while (from <= close) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 || comma > close ? close : comma;
            String name = text.substring(from, to).strip();
            if (!name.isEmpty()) {
                int place = afterBlanks(text, from);
                rules.add(new Suppression.Allowed(name, new Location(file, new Span(place, place + name.length()))));
            }
            from = to + 1;
        }
        int firstLine = file.lines().line(start);
        int lastLine = file.lines().line(Math.max(start, end - 1));
        boolean followsCode = !text.substring(file.lines().span(firstLine).start(), start).isBlank();
        return new Suppression(
                rules,
                new Location(file, new Span(start, Math.max(start, end))),
                firstLine,
                followsCode ? lastLine : lastLine + 1,
                reason(file, text, close + 1, end));
    }

    /// What stands behind the colon, without the stars at the starts of lines, on one line.
    private static String reason(SourceFile file, String text, int from, int end) {
        int colon = afterBlanks(text, from);
        if (colon >= end || text.charAt(colon) != ':') {
            return "";
        }
        return STAR.matcher(file.text(new Span(colon + 1, end))).replaceAll(" ").strip().replaceAll("\\s+", " ");
    }

    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
