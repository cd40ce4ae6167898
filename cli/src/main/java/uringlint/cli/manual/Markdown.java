// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Reads pages in Markdown as a flat list of blocks, whose texts are still Markdown.
public final class Markdown extends AbstractVisitor {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    /// How far what is read now is moved in, and the mark of an item whose first paragraph is still to come.
    private int indent;
    private String mark = "";
    private int column;

    private Markdown(List<String> lines) {
        this.lines = lines;
    }

    /// The blocks of a page.
    public static List<Block> parse(String page) {
        var markdown = new Markdown(page.lines().toList());
        PARSER.parse(page).accept(markdown);
        return List.copyOf(markdown.blocks);
    }

    @Override
    public void visit(Heading heading) {
        blocks.add(new Block.Heading(heading.getLevel(), source(heading).replaceFirst("^#+ *", "").replaceFirst(" +#+$", "").strip()));
    }

    @Override
    public void visit(Paragraph paragraph) {
        blocks.add(mark.isEmpty() ? new Block.Paragraph(indent, source(paragraph)) : new Block.Item(column, mark, source(paragraph)));
        mark = "";
    }

    @Override
    public void visit(ListItem item) {
        int outer = indent;
        column = outer + item.getMarkerIndent();
        indent = outer + item.getContentIndent();
        mark = mark(item);
        visitChildren(item);
        indent = outer;
        mark = "";
    }

    private static String mark(ListItem item) {
        if (!(item.getParent() instanceof OrderedList list)) {
            return "-";
        }
        int number = list.getMarkerStartNumber();
        for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
            number++;
        }
        return number + list.getMarkerDelimiter();
    }

    @Override
    public void visit(FencedCodeBlock code) {
        blocks.add(new Block.Code(indent, code.getLiteral().lines().toList()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        blocks.add(new Block.Code(indent, code.getLiteral().lines().toList()));
    }

    @Override
    public void visit(CustomBlock block) {
        if (!(block instanceof TableBlock)) {
            return;
        }
        var rows = new ArrayList<List<String>>();
        for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    rows.add(cells(row));
                }
            }
        }
        blocks.add(new Block.Table(rows.getFirst(), rows.subList(1, rows.size())));
    }

    private List<String> cells(Node row) {
        var cells = new ArrayList<String>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(cell.getFirstChild() == null ? "" : cell(cell.getFirstChild().getSourceSpans().getFirst()));
            }
        }
        return cells;
    }

    /// The text of a cell from its start to the next bar. The ends of spans do not count the backslash before a bar that is meant.
    private String cell(SourceSpan start) {
        String line = lines.get(start.getLineIndex());
        int end = start.getColumnIndex();
        while (end < line.length() && (line.charAt(end) != '|' || line.charAt(end - 1) == '\\')) {
            end++;
        }
        return line.substring(start.getColumnIndex(), end).strip().replace("\\|", "|");
    }

    /// The text of a block on one line, but where two blanks at the end of a line break it.
    private String source(Node node) {
        var text = new StringBuilder();
        boolean isBroken = false;
        for (SourceSpan span : node.getSourceSpans()) {
            String line = lines.get(span.getLineIndex());
            text.append(text.isEmpty() ? "" : isBroken ? "\n" : " ");
            text.append(line.substring(span.getColumnIndex(), span.getColumnIndex() + span.getLength()).strip());
            isBroken = line.endsWith("  ");
        }
        return text.toString();
    }
}
