// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of pages that are written by tests.
public final class PageText {
    /// What fits a page beside another one, and a window.
    public static final int WIDTH = 100;

    /// What somebody reads at a time.
    public static final int LINES = 300;

    /// What must not be broken: code and links.
    private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|\\[[^\\]]*\\]\\([^)]*\\)|\\S)+");
    private static final Pattern ITEM = Pattern.compile("(?:[-*]|\\d+\\.) .*");

    private PageText() {}

    /// Words on lines that begin with blanks; the first line begins with `first`.
    public static String wrapped(String first, int indent, String words) {
        var text = new StringBuilder(first);
        int column = first.length();
        boolean isFirst = true;
        for (var word : WORD.matcher(words).results().toList()) {
            if (!isFirst && column + 1 + word.group().length() > WIDTH) {
                text.append('\n').repeat(' ', indent);
                column = indent;
            } else if (!isFirst) {
                text.append(' ');
                column++;
            }
            text.append(word.group());
            column += word.group().length();
            isFirst = false;
        }
        return text.toString();
    }

    /// Paragraphs and lists, with other line breaks.
    public static String rewrapped(String markdown) {
        var text = new StringBuilder();
        for (List<String> lines : blocks(markdown)) {
            String first = lines.getFirst();
            int mark = ITEM.matcher(first).matches() ? first.indexOf(' ') + 1 : 0;
            String words = String.join(" ", lines).substring(mark);
            text.append(first.isEmpty() ? "" : wrapped(first.substring(0, mark), mark, words)).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /// The same of a text with code between the paragraphs, which stays as it is.
    public static String rewrappedAroundCode(String markdown) {
        var parts = new ArrayList<String>();
        for (String part : markdown.split("(?m)^(?=```\\w)|(?<=\n```)$")) {
            parts.add(part.startsWith("```") ? part.strip() : rewrapped(part.strip()));
        }
        return String.join("\n\n", parts);
    }

    /// The lines of each paragraph and each item; an empty line stands alone.
    private static List<List<String>> blocks(String markdown) {
        var blocks = new ArrayList<List<String>>();
        for (String line : markdown.split("\n", -1)) {
            String words = line.strip();
            boolean isFirst = blocks.isEmpty() || blocks.getLast().getFirst().isEmpty();
            if (isFirst || words.isEmpty() || ITEM.matcher(words).matches()) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(words);
        }
        return blocks;
    }
}
