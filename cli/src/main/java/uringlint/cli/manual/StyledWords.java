// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import uringlint.cli.report.Palette;

/// The words of a text with code, emphasis and links in it, as they are to be shown.
final class StyledWords {
    /// A word as it is shown, with colors, and the columns that it takes.
    record Word(String shown, int width) {}

    /// A text is no list and no heading, whatever it begins with.
    private static final Parser PARSER = Parser.builder().enabledBlockTypes(Set.of()).build();

    private final Palette palette;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();
    private int width;

    private StyledWords(Palette palette) {
        this.palette = palette;
    }

    /// The words of a text. Links are shown by their text, and by their address too where that leads out of the pages.
    static List<Word> of(String text, Palette palette) {
        var words = new StyledWords(palette);
        words.addAll(PARSER.parse(text), false);
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

    private void addAll(Node parent, boolean isStrong) {
        for (Node part = parent.getFirstChild(); part != null; part = part.getNext()) {
            switch (part) {
                case Text text -> add(text.getLiteral(), isStrong);
                // Reports quote code in the same way; where there are colors, one takes the place of the quotes.
                case Code code -> add(palette == Palette.COLORED ? code.getLiteral() : "`" + code.getLiteral() + "`", true);
                case StrongEmphasis strong -> addAll(strong, true);
                case SoftLineBreak _, HardLineBreak _ -> add(" ", isStrong);
                case HtmlInline html -> add(html.getLiteral(), isStrong);
                case Image picture -> {
                    add("[", isStrong);
                    addAll(picture, isStrong);
                    add("]", isStrong);
                }
                case Link link -> {
                    addAll(link, isStrong);
                    add(link.getDestination().startsWith("http") ? " (" + link.getDestination() + ")" : "", isStrong);
                }
                default -> addAll(part, isStrong);
            }
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
