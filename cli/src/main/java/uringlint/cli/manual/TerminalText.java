// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.List;
import java.util.stream.IntStream;
import uringlint.cli.report.Palette;

/// Shows the blocks of a page in a terminal: text is wrapped to its width, code is not.
public final class TerminalText {
    /// Nobody likes to read longer lines.
    private static final int WIDEST = 100;
    private static final int NARROWEST = 20;
    private static final String GAP = "  ";

    private final Palette palette;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private TerminalText(Palette palette, int width) {
        this.palette = palette;
        this.width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /// The text of a page.
    public static String render(List<Block> page, Palette palette, int width) {
        var text = new TerminalText(palette, width);
        for (int index = 0; index < page.size(); index++) {
            boolean isTight = index > 0 && page.get(index) instanceof Block.Item && page.get(index - 1) instanceof Block.Item;
            if (index > 0 && !isTight) {
                text.out.append('\n');
            }
            text.write(page.get(index));
        }
        return text.out.toString();
    }

    private void write(Block block) {
        switch (block) {
            case Block.Heading(int level, String text) -> heading(level, text);
            case Block.Paragraph(int indent, String text) -> text.lines().forEach(line -> wrapped(" ".repeat(indent), line, indent));
            case Block.Item(int indent, String mark, String text) ->
                wrapped(" ".repeat(indent) + mark + " ", text, indent + mark.length() + 1);
            case Block.Code(int indent, var lines) ->
                lines.forEach(line -> out.append(line.isEmpty() ? "" : " ".repeat(indent + 4) + line).append('\n'));
            case Block.Table table -> table(table);
        }
    }

    /// Where there are no colors, a line below tells headings from text.
    private void heading(int level, String text) {
        List<StyledWords.Word> words = StyledWords.of(text, palette);
        String plain = StyledWords.plain(words);
        if (palette == Palette.COLORED) {
            out.append(palette.strong(plain)).append('\n');
        } else {
            out.append(plain).append('\n').repeat(level == 1 ? "=" : level == 2 ? "-" : "", plain.length()).append(level > 2 ? "" : "\n");
        }
    }

    private void wrapped(String first, String text, int indent) {
        out.append(first);
        int column = first.length();
        boolean isFirst = true;
        for (StyledWords.Word word : StyledWords.of(text, palette)) {
            if (!isFirst && column + 1 + word.width() > width) {
                out.append('\n').repeat(' ', indent);
                column = indent;
            } else if (!isFirst) {
                out.append(' ');
                column++;
            }
            out.append(word.shown());
            column += word.width();
            isFirst = false;
        }
        out.append('\n');
    }

    /// As a table where it fits, else a row is a list of its cells.
    private void table(Block.Table table) {
        int[] widths = IntStream.range(0, table.header().size())
                .map(column -> Math.max(
                        width(table.header().get(column)),
                        table.rows().stream().mapToInt(row -> width(row.get(column))).max().orElse(0)))
                .toArray();
        int all = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
        int last = widths.length - 1;
        // The last column may be wrapped where enough room is left for it.
        int room = width - (all - widths[last]);
        if (all <= width || last > 0 && room >= Math.max(width / 3, longestWord(table, last))) {
            row(table.header(), widths, true);
            table.rows().forEach(row -> row(row, widths, false));
        } else {
            for (int index = 0; index < table.rows().size(); index++) {
                out.append(index == 0 ? "" : "\n");
                list(table.header(), table.rows().get(index));
            }
        }
    }

    private int longestWord(Block.Table table, int column) {
        return table.rows().stream()
                .flatMap(row -> StyledWords.of(row.get(column), palette).stream())
                .mapToInt(StyledWords.Word::width)
                .max()
                .orElse(0);
    }

    private int width(String cell) {
        return StyledWords.plain(StyledWords.of(cell, palette)).length();
    }

    private void row(List<String> cells, int[] widths, boolean isHeader) {
        var line = new StringBuilder();
        int column = 0;
        for (int index = 0; index < cells.size() - 1; index++) {
            List<StyledWords.Word> words = StyledWords.of(cells.get(index), palette);
            String shown = isHeader ? palette.strong(StyledWords.plain(words)) : StyledWords.shown(words);
            line.append(shown).repeat(' ', widths[index] - StyledWords.plain(words).length()).append(GAP);
            column += widths[index] + GAP.length();
        }
        String last = cells.getLast();
        if (isHeader) {
            out.append(line).append(palette.strong(last)).append('\n');
        } else if (last.isEmpty()) {
            out.append(line.toString().stripTrailing()).append('\n');
        } else {
            wrappedBehind(line.toString(), last, column);
        }
    }

    private void wrappedBehind(String painted, String text, int indent) {
        out.append(painted);
        int start = out.length();
        wrapped(" ".repeat(indent), text, indent);
        out.delete(start, start + indent);
    }

    private void list(List<String> header, List<String> cells) {
        wrapped("", cells.getFirst(), 0);
        for (int index = 1; index < cells.size(); index++) {
            if (!cells.get(index).isEmpty()) {
                wrapped(GAP, header.get(index) + ": " + cells.get(index), 2 * GAP.length());
            }
        }
    }
}
