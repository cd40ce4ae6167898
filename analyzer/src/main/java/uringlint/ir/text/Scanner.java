// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

/// Reads the text form from left to right.
final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    int offset() {
        return at;
    }

    /// Goes back to an earlier offset.
    void back(int offset) {
        at = offset;
    }

    boolean isAtEnd() {
        blanks();
        return at >= text.length();
    }

    /// Passes over blanks, but not over line breaks.
    void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
            at++;
        }
    }

    /// Passes over blanks, line breaks and comments, which start with `//`.
    void lines() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.startsWith("//", at))) {
            at = text.startsWith("//", at) ? Math.max(at + 1, lineEnd()) : at + 1;
        }
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /// Whether the next thing on the line starts so.
    boolean sees(String start) {
        blanks();
        return text.startsWith(start, at);
    }

    /// Takes this if it is next.
    boolean take(String start) {
        if (!sees(start)) {
            return false;
        }
        at += start.length();
        return true;
    }

    /// Takes this word if it is next and no longer.
    boolean takeWord(String word) {
        blanks();
        int end = at + word.length();
        boolean isWord = text.startsWith(word, at) && (end >= text.length() || !isRest(text.charAt(end)));
        at = isWord ? end : at;
        return isWord;
    }

    void expect(String start) {
        if (!take(start)) {
            throw fault("'" + start + "' is expected");
        }
    }

    char peek() {
        blanks();
        return at < text.length() ? text.charAt(at) : '\n';
    }

    boolean seesName() {
        char next = peek();
        return Names.isStart(next) || next == '%' || next == '`';
    }

    /// A name: plain, a variable with `%` or `#`, or anything between back quotes.
    String name() {
        char first = peek();
        int start = at;
        if (first == '`') {
            return until('`');
        }
        if (!Names.isStart(first) && first != '%') {
            throw fault("a name is expected");
        }
        at++;
        while (at < text.length() && (isRest(text.charAt(at)) || text.charAt(at) == '#')) {
            at++;
        }
        return text.substring(start, at);
    }

    /// What stands between two marks of the same kind.
    String until(char mark) {
        int close = at + 1;
        while (close < text.length() && text.charAt(close) != mark) {
            close += text.charAt(close) == '\\' && mark != '`' ? 2 : 1;
        }
        if (close >= text.length()) {
            throw fault("the closing " + mark + " is missing");
        }
        String inner = text.substring(at + 1, close);
        at = close + 1;
        return inner;
    }

    /// A number or a character constant as it is spelled.
    String literal() {
        peek();
        int start = at;
        while (at < text.length()
                && text.charAt(at) != '\''
                && (isRest(text.charAt(at)) || text.charAt(at) == '.' && !text.startsWith("..", at))) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\'') {
            until('\'');
        }
        return text.substring(start, at);
    }

    int number() {
        String digits = literal();
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException _) {
            throw fault("a number is expected");
        }
    }

    IllegalArgumentException fault(String message) {
        int line = 1 + (int) text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
        return new IllegalArgumentException("line " + line + ": " + message + " at '"
                + text.substring(Math.min(at, text.length()), lineEnd()) + "'");
    }

    private static boolean isRest(char c) {
        return Names.isStart(c) || c >= '0' && c <= '9';
    }
}
