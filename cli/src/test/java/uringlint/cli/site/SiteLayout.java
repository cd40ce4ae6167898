// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.site;

import java.util.List;

/// What stands around the pages of the site.
final class SiteLayout {
    private static final int MANY = 3;
    private static final List<Entry> ENTRIES = List.of(
            new Entry("index.html", "uringlint"),
            new Entry("tutorials/index.html", "Tutorials"),
            new Entry("rules/index.html", "Rules"),
            new Entry("contract/index.html", "Contract"),
            new Entry("install.html", "Install"),
            new Entry("search.html", "Search"));

    private SiteLayout() {}

    private record Entry(String address, String title) {}

    /// A page with its way through the site and, where it has many headings, a list of these.
    static String page(SitePage page) {
        var contents = new StringBuilder();
        if (page.sections().size() >= MANY) {
            contents.append("<nav class=\"contents\" aria-label=\"On this page\">\n<ul>\n");
            for (SitePage.Section section : page.sections()) {
                contents.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(section.anchor(), text(section.title())));
            }
            contents.append("</ul>\n</nav>\n");
        }
        return around(page.title(), page.top(), page.address(), contents + "<main id=\"main\">\n" + page.html() + "</main>\n");
    }

    /// All pages and their headings, and a field that shows those with some words where scripts run.
    static String search(List<SitePage> pages) {
        var list = new StringBuilder("""
                <main id="main">
                <h1>Search</h1>
                <p hidden><label>Words <input type="search" autofocus></label> <output></output></p>
                <p>All pages and what stands in them.</p>
                <ul class="index">
                """);
        for (SitePage page : pages) {
            list.append("<li><a href=\"").append(page.address()).append("\">").append(text(page.title())).append("</a>\n<ul>\n");
            for (SitePage.Section section : page.sections()) {
                list.append("<li><a href=\"").append(page.address()).append('#').append(section.anchor()).append("\">")
                        .append(text(section.title())).append("</a></li>\n");
            }
            list.append("</ul></li>\n");
        }
        list.append("</ul>\n</main>\n<script src=\"search.js\"></script>\n");
        return around("Search", "", "search.html", list.toString().replace("<ul>\n</ul>", ""));
    }

    private static String around(String title, String top, String address, String content) {
        var menu = new StringBuilder();
        for (Entry entry : ENTRIES) {
            String current = entry.address.equals(address) ? " aria-current=\"page\"" : "";
            menu.append("<a href=\"%s%s\"%s>%s</a>\n".formatted(top, entry.address, current, entry.title));
        }
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%sstyle.css">
                </head>
                <body>
                <a class="skip" href="#main">To the text</a>
                <header>
                <nav aria-label="Site">
                %s</nav>
                </header>
                %s</body>
                </html>
                """
                .formatted(text(title.equals("uringlint") ? title : title + " - uringlint"), top, menu, content);
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
