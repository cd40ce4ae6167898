// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import uringlint.cli.report.Addresses;

/// A page of the site: its name in the repository, where it is, its title, its headings and its text as HTML.
record SitePage(String name, String address, String title, List<Section> sections, String html) {
    private static final String REPOSITORY = Addresses.HOME + "/blob/main/";
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();

    SitePage {
        sections = List.copyOf(sections);
    }

    /// A heading and its anchor.
    record Section(String anchor, String title) {}

    /// A page of a text in Markdown; `addresses` says where the pages are that links lead to.
    static SitePage of(String name, String text, Map<String, String> addresses) {
        String address = addresses.getOrDefault(name, name);
        Node document = PARSER.parse(text);
        var sections = new ArrayList<Section>();
        var title = new StringBuilder();
        IdGenerator anchors = IdGenerator.builder().build();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String words = words(heading);
                String anchor = anchors.generateId(words);
                if (heading.getLevel() == 1 && title.isEmpty()) {
                    title.append(words);
                } else {
                    sections.add(new Section(anchor, words));
                }
                visitChildren(heading);
            }

            @Override
            public void visit(Link link) {
                link.setDestination(destination(name, address, link.getDestination(), addresses));
                visitChildren(link);
            }
        });
        return new SitePage(name, address, title.toString(), sections, RENDERER.render(document));
    }

    /// The way from a page of the site to its top: `../` for each folder.
    String top() {
        return "../".repeat((int) address.chars().filter(character -> character == '/').count());
    }

    private static String words(Node node) {
        var words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    /// Where a link leads from a page of the site: to another page of it, or to the repository.
    private static String destination(String name, String address, String link, Map<String, String> addresses) {
        if (link.startsWith("#") || link.matches("[a-z]+:.*")) {
            return link;
        }
        int mark = link.indexOf('#');
        String anchor = mark < 0 ? "" : link.substring(mark);
        String file = folder(name).resolve(mark < 0 ? link : link.substring(0, mark)).normalize().toString().replace('\\', '/');
        String page = addresses.getOrDefault(file, addresses.getOrDefault((file.isEmpty() ? "" : file + "/") + "README.md", ""));
        if (page.isEmpty() && file.startsWith("docs/") && file.matches(".*\\.(svg|png)")) {
            page = file.substring("docs/".length());
        }
        if (page.isEmpty()) {
            return REPOSITORY + file + anchor;
        }
        Path from = folder(address);
        return from.relativize(Path.of(page)).toString().replace('\\', '/') + anchor;
    }

    private static Path folder(String name) {
        int slash = name.lastIndexOf('/');
        return Path.of(slash < 0 ? "" : name.substring(0, slash));
    }
}
