// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the Markdown that our own pages are written in: headings, paragraphs, lists, fenced code, and tables.
public final class Markdown {
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.+)");
    private static final Pattern ITEM = Pattern.compile("( *)([-*]|\\d+\\.) (.+)");
    private static final Pattern FENCE = Pattern.compile("( *)```.*");

    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    /// The paragraph or item whose lines are being collected.
    private final StringBuilder text = new StringBuilder();
    private String mark = "";
    private int indent;
    private int at;

    private Markdown(List<String> lines) {
        this.lines = lines;
    }

    /// The blocks of a page.
    public static List<Block> parse(String page) {
        var markdown = new Markdown(page.lines().toList());
        while (markdown.at < markdown.lines.size()) {
            markdown.step();
        }
        markdown.endText();
        return List.copyOf(markdown.blocks);
    }

    private void step() {
        String line = lines.get(at);
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        Matcher fence = FENCE.matcher(line);
        if (line.isBlank()) {
            endText();
            at++;
        } else if (fence.matches()) {
            endText();
            code(fence.group(1).length());
        } else if (heading.matches()) {
            endText();
            blocks.add(new Block.Heading(heading.group(1).length(), heading.group(2).strip()));
            at++;
        } else if (item.matches()) {
            endText();
            begin(item.group(1).length(), item.group(2), item.group(3));
        } else if (line.startsWith("|") && text.isEmpty()) {
            table();
        } else if (text.isEmpty()) {
            begin(line.length() - line.stripLeading().length(), "", line);
        } else {
            // Two blanks at the end of a line are a line break.
            text.append(lines.get(at - 1).endsWith("  ") ? '\n' : ' ').append(line.strip());
            at++;
        }
    }

    private void begin(int column, String with, String line) {
        indent = column;
        mark = with;
        text.append(line.strip());
        at++;
    }

    private void endText() {
        if (!text.isEmpty()) {
            blocks.add(mark.isEmpty() ? new Block.Paragraph(indent, text.toString()) : new Block.Item(indent, mark, text.toString()));
            text.setLength(0);
        }
    }

    private void code(int column) {
        var code = new ArrayList<String>();
        for (at++; at < lines.size() && !lines.get(at).strip().equals("```"); at++) {
            String line = lines.get(at);
            code.add(line.substring(Math.min(column, line.length() - line.stripLeading().length())));
        }
        at++;
        blocks.add(new Block.Code(column, code));
    }

    private void table() {
        List<String> header = cells(lines.get(at), Integer.MAX_VALUE);
        var rows = new ArrayList<List<String>>();
        // The line below the header only draws a rule.
        for (at += 2; at < lines.size() && lines.get(at).startsWith("|"); at++) {
            rows.add(cells(lines.get(at), header.size()));
        }
        blocks.add(new Block.Table(header, rows));
    }

    private static List<String> cells(String line, int most) {
        var cells = new ArrayList<String>();
        for (String cell : line.strip().replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.strip().replace("\\|", "|"));
        }
        while (most != Integer.MAX_VALUE && cells.size() < most) {
            cells.add("");
        }
        return cells.subList(0, Math.min(most, cells.size()));
    }
}
