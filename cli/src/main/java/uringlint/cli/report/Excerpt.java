// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.nio.charset.StandardCharsets;
import uringlint.cli.names.FileNames;
import uringlint.source.Location;
import uringlint.source.Span;

/// One line of source as a terminal shows it: tabs as blanks, nothing that controls the terminal, cut to a width around what
/// matters. The mark goes under `length` columns from `start` on.
record Excerpt(String text, int start, int length) {
    private static final int TAB = 8;
    private static final String CUT = "...";
    /// More of a line than this is never looked at, on either side of the span.
    private static final int REACH = 1_000;

    /// The line in which a location starts.
    static Excerpt of(Location location, int width) {
        Span line = location.file().lines().span(location.line());
        int from = Math.min(location.span().start(), line.end());
        int to = Math.max(from, Math.min(location.span().end(), line.end()));
        int first = Math.max(line.start(), from - REACH);
        int last = Math.min(line.end(), from + REACH);
        byte[] bytes = location.file().bytes();
        while (first > line.start() && (bytes[first] & 0xc0) == 0x80) {
            first--;
        }
        var shown = new StringBuilder();
        append(shown, new String(bytes, first, from - first, StandardCharsets.UTF_8));
        int start = Cells.width(shown.toString());
        append(shown, new String(bytes, from, Math.min(to, last) - from, StandardCharsets.UTF_8));
        int end = Cells.width(shown.toString());
        if (to < last) {
            append(shown, new String(bytes, to, last - to, StandardCharsets.UTF_8));
        }
        Cells cells = Cells.of(shown.toString().stripTrailing());
        return cut(cells, start, Math.max(1, end - start), width, first > line.start(), last < line.end());
    }

    /// A text without what a terminal would act on.
    static String clean(String text) {
        var shown = new StringBuilder(text.length());
        append(shown, text);
        return shown.toString();
    }

    /// The start of a text that was cleaned, with a mark where it is cut.
    static String cut(String text, int width) {
        String shown = text.stripTrailing();
        if (Cells.width(shown) <= width) {
            return shown;
        }
        return Cells.of(shown).text(0, Math.max(0, width - CUT.length())) + CUT;
    }

    private static void append(StringBuilder shown, String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '\t') {
                shown.repeat(' ', TAB - Cells.width(shown.toString()) % TAB);
            } else if (FileNames.isOdd(character) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)))) {
                shown.append(FileNames.escape(character));
            } else {
                boolean acts = Printable.acts(character) && !Character.isSurrogate(character);
                shown.append(acts ? '\ufffd' : character);
            }
        }
    }

    private static Excerpt cut(Cells line, int start, int length, int width, boolean startIsGone, boolean endIsGone) {
        int indent = 0;
        while (indent < start && indent < line.size() && line.columns().get(indent).equals(" ")) {
            indent++;
        }
        if (line.size() <= width && !startIsGone && !endIsGone) {
            return new Excerpt(line.text(0, line.size()), start, length);
        }
        if (line.size() - indent <= width && !startIsGone && !endIsGone) {
            // Less indentation, in steps of a tab as the code has it, is better than less code.
            int less = Math.min(indent, (line.size() - width + TAB - 1) / TAB * TAB);
            return new Excerpt(line.text(less, line.size()), start - less, Math.min(length, line.size() - start));
        }
        int room = Math.max(width - 2 * CUT.length(), 8);
        int marked = Math.min(length, room);
        int from = Math.max(0, Math.min(start - Math.max(4, (room - marked) / 2), line.size() - room));
        if (start + marked <= indent + room && !startIsGone) {
            from = indent;
        }
        int to = Math.min(line.size(), from + room);
        boolean cutBefore = from > indent || startIsGone;
        boolean cutAfter = to < line.size() || endIsGone;
        String shown = (cutBefore ? CUT : "") + line.text(Math.min(from, to), to) + (cutAfter ? CUT : "");
        int mark = start - from + (cutBefore ? CUT.length() : 0);
        return new Excerpt(shown, mark, Math.max(1, Math.min(length, to - start)));
    }
}
