// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import uringlint.cli.report.Printable;

/// A page in the making. Whatever is put into it as text is the text of strangers.
final class Html {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH);
    private static final Pattern CODE = Pattern.compile("`([^`\n]{1,300})`");
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
            table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;
              border-bottom: 1px solid #8884; } td.number { text-align: right; }
            code, pre { font: 14px/1.45 ui-monospace, monospace; } pre { overflow-x: auto; padding: .8rem; border: 1px solid #8884; }
            .error { color: #c00; } .warning { color: #a60; } .note { color: #07a; }
            @media (prefers-color-scheme: dark) { .error { color: #f77; } .warning { color: #fb5; } .note { color: #6cf; } }
            .finding { border-left: 4px solid; padding-left: .8rem; margin: 1.2rem 0; } .finding > * { color: CanvasText; }
            .finding > h4 { margin: 0; font-size: 1rem; } .meta { opacity: .75; } ol { padding-left: 1.5rem; }
            td, p, h1, li { overflow-wrap: anywhere; }
            """;

    private final StringBuilder text = new StringBuilder();

    /// A page with a title; `feed` is where its feed is.
    Html(String title, String feed) {
        text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>").append(escaped(title)).append("</title>\n")
                .append("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"").append(escaped(feed)).append("\">\n")
                .append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    }

    /// An element that holds a text.
    Html element(String name, String content) {
        String shown = name.equals("pre") ? escaped(content) : marked(content);
        text.append('<').append(name).append('>').append(shown).append("</").append(name).append(">\n");
        return this;
    }

    /// An element of a class that holds a text.
    Html element(String name, String kind, String content) {
        open(name, kind);
        text.append(marked(content));
        return close(name);
    }

    Html open(String name, String kind) {
        text.append('<').append(name).append(kind.isEmpty() ? "" : " class=\"" + escaped(kind) + "\"").append(">\n");
        return this;
    }

    Html close(String name) {
        text.append("</").append(name).append(">\n");
        return this;
    }

    Html link(String element, String place, String content) {
        text.append('<').append(element).append("><a href=\"").append(escaped(place)).append("\">").append(escaped(content))
                .append("</a></").append(element).append(">\n");
        return this;
    }

    /// A row of a table: what it is about, and what that is.
    Html row(String head, String content) {
        return open("tr", "").element("th", head).element("td", content).close("tr");
    }

    @Override
    public String toString() {
        return text + "</body>\n</html>\n";
    }

    /// A text with nothing in it that acts.
    static String escaped(String text) {
        return Printable.text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /// The same, with what stands between backquotes as code.
    private static String marked(String text) {
        return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    }

    static String time(long seconds) {
        return TIME.format(Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC));
    }
}
