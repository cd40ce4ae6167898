// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

/// The text of a file in Rust without its comments and literals.
final class RustText {
    private final String text;
    private final StringBuilder code;

    private RustText(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /// The text with blanks in place of comments and of what strings and characters hold; it is as long as before.
    static String code(String text) {
        var scan = new RustText(text);
        for (int at = 0; at < text.length();) {
            at = scan.step(at);
        }
        return scan.code.toString();
    }

    private int step(int at) {
        char next = text.charAt(at);
        if (text.startsWith("//", at)) {
            return blank(at, end(text.indexOf('\n', at)));
        }
        if (text.startsWith("/*", at)) {
            return blank(at, comment(at));
        }
        if (next == '"') {
            return blank(at + 1, string(at + 1)) + 1;
        }
        if (next == 'r' && !isInWord(at)) {
            int hashes = at + 1;
            while (hashes < text.length() && text.charAt(hashes) == '#') {
                hashes++;
            }
            if (hashes < text.length() && text.charAt(hashes) == '"') {
                String close = "\"" + "#".repeat(hashes - at - 1);
                return blank(hashes + 1, end(text.indexOf(close, hashes + 1)));
            }
        }
        if (next == '\'' && at + 2 < text.length() && (text.charAt(at + 1) == '\\' || text.charAt(at + 2) == '\'')) {
            int close = text.indexOf('\'', text.charAt(at + 1) == '\\' ? at + 3 : at + 2);
            return blank(at + 1, end(close)) + 1;
        }
        return at + 1;
    }

    private boolean isInWord(int at) {
        return at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1)) && text.charAt(at - 1) != 'b' && text.charAt(at - 1) != 'c';
    }

    /// Where a comment ends, which may hold others.
    private int comment(int start) {
        int depth = 0;
        for (int at = start; at + 1 < text.length(); at++) {
            if (text.startsWith("/*", at)) {
                depth++;
                at++;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at++;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return text.length();
    }

    private int string(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private int end(int found) {
        return found < 0 ? text.length() : found;
    }

    private int blank(int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) != '\n') {
                code.setCharAt(at, ' ');
            }
        }
        return to;
    }
}
