// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.List;
import uringlint.cli.report.Printable;

/// Plain text in lines of a mail.
final class Prose {
    private Prose() {}

    /// The words of a text on lines of at most `width` characters. What stands between backquotes is not torn apart if it fits on a line.
    static String wrap(String text, int width) {
        return String.join("\n", lines(text, width));
    }

    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : words(text, width)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> words(String text, int width) {
        var words = new ArrayList<String>();
        var open = new StringBuilder();
        for (String word : clean(text).split("\\s+")) {
            boolean isInCode = !open.isEmpty();
            open.append(isInCode ? " " : "").append(word);
            boolean isWhole = open.chars().filter(character -> character == '`').count() % 2 == 0;
            if (isWhole || open.length() > width) {
                words.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            words.add(open.toString());
        }
        return words;
    }

    /// A text without characters that control something.
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            clean.appendCodePoint(Printable.acts(character) && character != '\t' ? ' ' : character);
        });
        return clean.toString();
    }
}
