// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.source.Span;

/// The tokens of a C file as flat arrays over bytes that the rules overwrite in place: what each is, which bracket it closes, what it
/// stands in, and nothing of the grammar.
///
/// A token whose first byte became a blank is gone for the parser; the rules that follow take it for a boundary.
final class Tokens {
    static final byte IDENTIFIER = 'i';
    static final byte NUMBER = '0';
    static final byte STRING = '"';
    static final byte DIRECTIVE = '#';
    /// An operator of two bytes; one of one byte is its own kind.
    static final byte OPERATOR = 'o';

    /// A token that became a part of the one before.
    static final byte JOINED = 'j';

    static final byte IN_FILE = 'F';
    static final byte IN_BLOCK = 'B';
    static final byte IN_STRUCT = 'T';
    static final byte IN_ENUM = 'E';
    static final byte IN_INITIALIZER = 'I';

    /// How far a rule looks: nobody writes longer argument lists, and hostile ones must not cost the square of their length.
    static final int REACH = 20_000;

    private static final int NO_TOKEN = 0;

    final byte[] bytes;
    int count;
    int[] starts;
    int[] ends;
    byte[] kinds;
    short[] words;
    /// The other bracket of a pair, or -1.
    int[] match = {};
    /// What kind of braces a token stands in.
    byte[] contexts = {};
    /// The deepest nesting of brackets.
    int depth;
    /// Words that are split over lines, by their first parts.
    final Map<Span, String> spliced = new LinkedHashMap<>();

    /// No tokens yet.
    Tokens(byte[] bytes) {
        this.bytes = bytes;
        int capacity = Math.max(64, bytes.length / 5);
        starts = new int[capacity];
        ends = new int[capacity];
        kinds = new byte[capacity];
        words = new short[capacity];
    }

    // What a token is. Every question may be asked of any number; what is no token answers no.

    byte kind(int token) {
        return token >= 0 && token < count ? kinds[token] : NO_TOKEN;
    }

    boolean is(int token, char punctuation) {
        return kind(token) == punctuation;
    }

    boolean isWord(int token, int word) {
        return token >= 0 && token < count && words[token] == word;
    }

    boolean isWordWith(int token, int flag) {
        return token >= 0 && token < count && Words.has(words[token], flag);
    }

    boolean isIdentifier(int token) {
        return kind(token) == IDENTIFIER;
    }

    boolean isKeyword(int token) {
        return isWordWith(token, Words.KEYWORD);
    }

    /// Whether the token is an operator of two bytes.
    boolean isOperator(int token, char first, char second) {
        return kind(token) == OPERATOR && bytes[starts[token]] == first && bytes[starts[token] + 1] == second;
    }

    boolean isBlanked(int token) {
        return bytes[starts[token]] == ' ';
    }

    /// Whether the token is an identifier without a lower-case letter.
    boolean isUpperCase(int token) {
        if (!isIdentifier(token) || length(token) < 2) {
            return false;
        }
        for (int at = starts[token]; at < ends[token]; at++) {
            if (bytes[at] >= 'a' && bytes[at] <= 'z') {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(int token, String prefix) {
        return length(token) >= prefix.length() && matches(starts[token], prefix);
    }

    boolean contains(int token, String part) {
        for (int at = starts[token]; at + part.length() <= ends[token]; at++) {
            if (matches(at, part)) {
                return true;
            }
        }
        return false;
    }

    int length(int token) {
        return ends[token] - starts[token];
    }

    private boolean matches(int at, String text) {
        if (at + text.length() > bytes.length) {
            return false;
        }
        for (int index = 0; index < text.length(); index++) {
            if (bytes[at + index] != text.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    // Where a token stands.

    /// The token before, without directives.
    int previous(int token) {
        int found = token - 1;
        while (found >= 0 && kinds[found] == DIRECTIVE) {
            found--;
        }
        return found;
    }

    /// The token after, without directives.
    int next(int token) {
        int found = token + 1;
        while (found < count && kinds[found] == DIRECTIVE) {
            found++;
        }
        return found;
    }

    /// Whether `token` is a name with a balanced argument list right behind it.
    boolean isCall(int token) {
        return kinds[token] == IDENTIFIER && is(token + 1, '(') && match[token + 1] >= 0;
    }

    /// Whether a statement or a declaration can start after `token`.
    boolean isBoundary(int token) {
        return token < 0
                || isBlanked(token)
                || is(token, ';')
                || is(token, '{')
                || is(token, '}')
                || is(token, ':')
                || isWord(token, Words.ELSE)
                || isWord(token, Words.DO);
    }

    /// Whether a statement starts at `token`; it may also follow the head of a loop or of an `if`.
    boolean startsStatement(int token) {
        int before = previous(token);
        if (isBoundary(before)) {
            return true;
        }
        return is(before, ')') && match[before] >= 0 && isWordWith(previous(match[before]), Words.HEAD);
    }

    // Spans, for the facts.

    Span span(int token) {
        return new Span(starts[token], ends[token]);
    }

    Span span(int first, int last) {
        return new Span(starts[first], ends[last]);
    }

    /// The arguments of the call whose list is opened by the token `open`.
    List<Span> arguments(int open) {
        int close = match[open];
        var arguments = new ArrayList<Span>();
        int first = open + 1;
        for (int token = open + 1; token <= close; token++) {
            if (token < close && match[token] > token) {
                token = match[token];
            } else if (token == close || is(token, ',')) {
                if (first < token) {
                    arguments.add(span(first, token - 1));
                } else if (close > open + 1) {
                    arguments.add(new Span(starts[token], starts[token]));
                }
                first = token + 1;
            }
        }
        return arguments;
    }

    // Edits. None changes a line break.

    void blank(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] != '\n') {
                bytes[at] = ' ';
            }
        }
    }

    void blankToken(int token) {
        blank(starts[token], ends[token]);
    }

    void blankTokens(int first, int last) {
        blank(starts[first], ends[last]);
    }

    void put(int at, String text) {
        for (int index = 0; index < text.length(); index++) {
            bytes[at + index] = (byte) text.charAt(index);
        }
    }

    /// Makes one identifier of everything in a range: what cannot be in a name becomes an underscore.
    void join(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] != '\n' && !Words.isWordByte(bytes[at])) {
                bytes[at] = '_';
            }
        }
    }

    boolean hasLineBreak(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\n') {
                return true;
            }
        }
        return false;
    }

    /// The original text of a range that no rule has touched yet.
    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    String text(int token) {
        return words[token] != Words.NONE ? Words.name(words[token]) : text(starts[token], ends[token]);
    }

    // The list itself.

    void add(byte kind, int start, int end, int word) {
        if (count == starts.length) {
            int capacity = count * 2;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            words = Arrays.copyOf(words, capacity);
        }
        starts[count] = start;
        ends[count] = end;
        kinds[count] = kind;
        words[count++] = (short) word;
    }

    /// Drops the tokens that were blanked.
    void compact() {
        int kept = 0;
        for (int token = 0; token < count; token++) {
            if (!isBlanked(token)) {
                move(token, kept++);
            }
        }
        count = kept;
    }

    void move(int from, int to) {
        starts[to] = starts[from];
        ends[to] = ends[from];
        kinds[to] = kinds[from];
        words[to] = words[from];
    }
}
