// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The pages of the rules as HTML: headings, paragraphs, lists, code and links, which is all that they are made of.
final class Markdown {
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\((https?://[^)\\s]+)\\)");
    private static final Pattern OTHER_LINK = Pattern.compile("\\[([^]]+)]\\([^)\\s]+\\)");
    private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");

    private Markdown() {}

    private enum Block {
        NONE("", ""),
        PARAGRAPH("<p>", "</p>\n"),
        LIST("<ul>\n<li>", "</li>\n</ul>\n"),
        CODE("<pre><code>", "</code></pre>\n");

        private final String open;
        private final String close;

        Block(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    /// A page without its title, with headings from `level` on.
    static String html(String page, int level) {
        var text = new StringBuilder();
        var lines = new ArrayList<String>();
        Block block = Block.NONE;
        for (String line : page.split("\n", -1)) {
            boolean isFence = line.startsWith("```");
            if (block == Block.CODE) {
                if (isFence) {
                    close(text, block, lines);
                    block = Block.NONE;
                } else {
                    lines.add(line);
                }
                continue;
            }
            boolean isHeading = line.startsWith("#");
            boolean isItem = line.startsWith("- ");
            boolean goesOn = block == Block.PARAGRAPH && !isItem || block == Block.LIST && line.startsWith(" ");
            if (isFence || isHeading || line.isBlank() || isItem && block != Block.LIST || !isItem && !goesOn) {
                close(text, block, lines);
                block = isFence ? Block.CODE : isItem ? Block.LIST : isHeading || line.isBlank() ? Block.NONE : Block.PARAGRAPH;
            }
            if (isHeading) {
                heading(text, line, level);
            } else if (!isFence && !line.isBlank()) {
                lines.add(line);
            }
        }
        close(text, block, lines);
        return text.toString();
    }

    private static void heading(StringBuilder text, String line, int level) {
        int depth = line.length() - line.replaceFirst("^#+", "").length();
        if (depth > 1) {
            int shown = Math.min(6, level + depth - 2);
            text.append("<h%d>".formatted(shown)).append(inline(line.substring(depth).strip())).append("</h%d>\n".formatted(shown));
        }
    }

    private static void close(StringBuilder text, Block block, List<String> lines) {
        switch (block) {
            case NONE -> {}
            case CODE -> text.append(block.open).append(code(lines)).append(block.close);
            case PARAGRAPH -> text.append(block.open).append(inline(String.join("\n", lines))).append(block.close);
            case LIST -> {
                var items = new ArrayList<String>();
                for (String line : lines) {
                    if (line.startsWith("- ")) {
                        items.add(line.substring(2));
                    } else {
                        items.set(items.size() - 1, items.getLast() + "\n" + line.strip());
                    }
                }
                text.append(block.open)
                        .append(String.join("</li>\n<li>", items.stream().map(Markdown::inline).toList()))
                        .append(block.close);
            }
        }
        lines.clear();
    }

    private static String code(List<String> lines) {
        return String.join("\n", lines.stream().map(Page::code).toList());
    }

    /// Text in which code stays as it is, and what is no code may be strong or a link. A link to another page of the project leads nowhere
    /// from here.
    private static String inline(String text) {
        var html = new StringBuilder();
        String[] parts = text.split("`", -1);
        for (int at = 0; at < parts.length; at++) {
            boolean isCode = at % 2 == 1 && at + 1 < parts.length;
            String part = flowing(parts[at]);
            if (isCode) {
                html.append("<code>").append(part).append("</code>");
            } else {
                String linked = LINK.matcher(part).replaceAll("<a href=\"$2\">$1</a>");
                html.append(at % 2 == 1 ? "`" : "");
                html.append(STRONG.matcher(OTHER_LINK.matcher(linked).replaceAll("$1")).replaceAll("<strong>$1</strong>"));
            }
        }
        return html.toString();
    }

    /// Two blanks end a line.
    private static String flowing(String text) {
        var html = new StringBuilder();
        String[] lines = text.split("\n", -1);
        for (int at = 0; at < lines.length; at++) {
            html.append(Page.text(lines[at].stripTrailing().isEmpty() ? lines[at] : lines[at].replaceAll(" {2}$", "")));
            html.append(at + 1 == lines.length ? "" : lines[at].endsWith("  ") ? "<br/>\n" : "\n");
        }
        return html.toString();
    }
}
