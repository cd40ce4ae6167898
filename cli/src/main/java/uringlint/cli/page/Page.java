// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import uringlint.cli.graph.Svg;
import uringlint.cli.report.Xml;

/// A page as a whole, and text in it. It is HTML that is also well-formed XML, and all that is text of others is harmless in it.
final class Page {
    private static final Pattern CODE = Pattern.compile("`([^`]{1,500})`");

    private Page() {}

    /// A page with what is in its header and its main part.
    static String of(String title, String header, String main, String footer) {
        return "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
                + digest("\n" + Look.SCRIPT) + "'\"/>\n"
                + "<title>" + text(title) + "</title>\n<style>\n" + Look.STYLE + Svg.STYLE + "</style>\n</head>\n<body>\n"
                + "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>\n<h1>" + marked(title) + "</h1>\n" + header + "</header>\n"
                + "<main id=\"main\" tabindex=\"-1\">\n" + main + "</main>\n<footer>\n" + footer + "</footer>\n"
                + "<script>\n" + Look.SCRIPT + "</script>\n</body>\n</html>\n";
    }

    /// A text, also within an attribute.
    static String text(String text) {
        return Xml.shown(text);
    }

    /// A line of code, in which tabs stay tabs.
    static String code(String line) {
        return text(line).replace("&#9;", "\t");
    }

    /// A message, with what stands between backquotes as code.
    static String marked(String text) {
        return CODE.matcher(text(text)).replaceAll("<code>$1</code>");
    }

    /// The same as a paragraph; nothing if there is no text.
    static String paragraph(String text) {
        return text.isEmpty() ? "" : "<p>" + marked(text) + "</p>\n";
    }

    /// A number with its noun.
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /// By this, a browser knows the script of the page, and runs no other one.
    private static String digest(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
