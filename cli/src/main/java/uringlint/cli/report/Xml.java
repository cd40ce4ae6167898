// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import uringlint.cli.names.FileNames;

/// Text that can stand in XML 1.0.
public final class Xml {
    /// The first line of a document.
    public static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private Xml() {}

    /// A text within an attribute, where line breaks would become blanks.
    public static String attribute(String text) {
        return content(text).replace("\"", "&quot;").replace("\t", "&#9;").replace("\n", "&#10;");
    }

    /// A text on a page, also within an attribute, with nothing in it that acts, on the page or in the log of a workflow.
    public static String shown(String text) {
        return attribute(Printable.text(text)).replace("##[", "#&#35;[");
    }

    /// A text between tags. What XML has no way to write becomes U+FFFD.
    public static String content(String text) {
        var written = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> written.append("&amp;");
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '\r' -> written.append("&#13;");
                default -> {
                    if (FileNames.isOdd(character)) {
                        written.append(FileNames.escape(character));
                    } else {
                        written.appendCodePoint(isWritable(character) ? character : 0xfffd);
                    }
                }
            }
        });
        return written.toString();
    }

    private static boolean isWritable(int character) {
        return character >= 0x20 && character < 0x7f
                || character >= 0xa0 && character <= 0xd7ff
                || character == '\t'
                || character == '\n'
                || character >= 0xe000 && character <= 0xfffd
                || character >= 0x10000;
    }
}
