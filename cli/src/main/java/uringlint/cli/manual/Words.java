// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uringlint.cli.report.Palette;

/// The words of a text with code, emphasis and links in it, as they are to be shown.
final class Words {
    /// A word as it is shown, with colors, and the columns that it takes.
    record Word(String shown, int width) {}

    private static final Pattern PART = Pattern.compile(
            "`(?<code>[^`]+)`|\\*\\*(?<strong>[^*]+)\\*\\*|\\*(?<emphasis>[^* ][^*]*)\\*"
                    + "|!\\[(?<picture>[^\\]]*)\\]\\([^)]*\\)|\\[(?<link>(?:[^\\]`]|`[^`]*`)+)\\]\\((?<target>[^)]*)\\)");

    private final Palette palette;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();
    private int width;

    private Words(Palette palette) {
        this.palette = palette;
    }

    /// The words of a text. Links are shown by their text, and by their address too where that leads out of the pages.
    static List<Word> of(String text, Palette palette) {
        var words = new Words(palette);
        words.addAll(text, false);
        words.end();
        return List.copyOf(words.words);
    }

    /// The words without colors, on one line.
    static String plain(List<Word> words) {
        return shown(words).replaceAll("\033\\[[0-9;]*m", "");
    }

    /// The words on one line.
    static String shown(List<Word> words) {
        return words.stream().map(Word::shown).collect(Collectors.joining(" "));
    }

    private void addAll(String text, boolean isStrong) {
        Matcher part = PART.matcher(text);
        int from = 0;
        while (part.find()) {
            add(text.substring(from, part.start()), isStrong);
            addPart(part, isStrong);
            from = part.end();
        }
        add(text.substring(from), isStrong);
    }

    private void addPart(Matcher part, boolean isStrong) {
        if (part.group("code") != null) {
            // Reports quote code in the same way; where there are colors, one takes the place of the quotes.
            add(palette == Palette.COLORED ? part.group("code") : "`" + part.group("code") + "`", true);
        } else if (part.group("strong") != null) {
            addAll(part.group("strong"), true);
        } else if (part.group("emphasis") != null) {
            addAll(part.group("emphasis"), isStrong);
        } else if (part.group("picture") != null) {
            add("[" + part.group("picture") + "]", isStrong);
        } else {
            addAll(part.group("link"), isStrong);
            add(part.group("target").startsWith("http") ? " (" + part.group("target") + ")" : "", isStrong);
        }
    }

    private void add(String text, boolean isStrong) {
        String[] pieces = text.split(" ", -1);
        for (int index = 0; index < pieces.length; index++) {
            if (index > 0) {
                end();
            }
            shown.append(isStrong ? palette.strong(pieces[index]) : pieces[index]);
            width += pieces[index].length();
        }
    }

    private void end() {
        if (width > 0) {
            words.add(new Word(shown.toString(), width));
            shown.setLength(0);
            width = 0;
        }
    }
}
