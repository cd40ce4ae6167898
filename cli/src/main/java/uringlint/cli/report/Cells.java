// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.ArrayList;
import java.util.List;

/// A text as the columns of a terminal: each is a character with the marks that stand on it, and a wide character takes two.
public record Cells(List<String> columns) {
    private static final int FIRST_ODD = 0x300;

    public Cells {
        columns = List.copyOf(columns);
    }

    /// The columns of a text without escape sequences.
    static Cells of(String text) {
        var columns = new ArrayList<String>(text.length());
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            int width = width(point);
            if (width == 0 && !columns.isEmpty()) {
                columns.set(columns.size() - 1, columns.getLast() + character);
            } else {
                columns.add(character);
                if (width == 2) {
                    columns.add("");
                }
            }
        });
        return new Cells(columns);
    }

    /// How many columns a text takes.
    static int width(String text) {
        boolean isPlain = true;
        for (int index = 0; index < text.length() && isPlain; index++) {
            isPlain = text.charAt(index) < FIRST_ODD;
        }
        return isPlain ? text.length() : of(text).size();
    }

    int size() {
        return columns.size();
    }

    /// The text from one column to another.
    String text(int from, int to) {
        return String.join("", columns.subList(from, to));
    }

    /// The words of a text on lines of a width. A word that is longer has a line of its own.
    public static List<String> wrap(String text, int width) {
        return wrap(text, width, width);
    }

    /// The words of a text on lines of a width, of which the first is different. A word that is longer has a line of its own.
    static List<String> wrap(String text, int first, int rest) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int room = first;
        int used = 0;
        for (String word : text.split(" ", -1)) {
            int columns = width(Palette.plain(word));
            if (!line.isEmpty() && used + 1 + columns > room) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
                room = rest;
            }
            used += columns + (line.isEmpty() ? 0 : 1);
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// As terminals do it after Unicode Standard Annex 11: what is wide there, emoji among it, takes two columns, and what stands on
    /// another character none.
    private static int width(int point) {
        if (point < FIRST_ODD) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        boolean isFullForm = point >= 0xff01 && point <= 0xff60 || point >= 0xffe0 && point <= 0xffe6;
        boolean isPunctuation = point >= 0x3001 && point <= 0x303e || point == 0x3000;
        boolean isSyllable = switch (Character.UnicodeScript.of(point)) {
            case HANGUL, HIRAGANA, KATAKANA, BOPOMOFO, YI -> point < 0xff61 || point > 0xffdc;
            default -> false;
        };
        return isFullForm || isPunctuation || isSyllable || Character.isIdeographic(point)
                || Character.isEmojiPresentation(point);
    }
}
