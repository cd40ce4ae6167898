// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// The pages of the rules as HTML.
final class MarkdownHtml {
    private static final int DEEPEST = 6;
    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).escapeHtml(true).build();

    private MarkdownHtml() {}

    /// A page without its title, with headings from `level` on. A link to another page of the project leads nowhere from here.
    static String html(String page, int level) {
        Node document = PARSER.parse(page);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 1) {
                    heading.unlink();
                } else {
                    heading.setLevel(Math.min(DEEPEST, level + heading.getLevel() - 2));
                }
            }

            @Override
            public void visit(Link link) {
                if (!link.getDestination().matches("https?://.*")) {
                    while (link.getFirstChild() != null) {
                        link.insertBefore(link.getFirstChild());
                    }
                    link.unlink();
                }
            }
        });
        return RENDERER.render(document);
    }
}
