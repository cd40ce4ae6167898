// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.source.Span;

/// The tokens of a C file as flat arrays over bytes that the rules overwrite in place: a lexer that knows brackets, the
/// surroundings of each token, and nothing of the grammar.
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
    int[] match;
    /// What kind of braces a token stands in.
    byte[] contexts;
    /// The deepest nesting of brackets.
    int depth;
    /// Words that are split over lines, by their first parts.
    final Map<Span, String> spliced = new LinkedHashMap<>();

    Tokens(byte[] bytes) {
        this.bytes = bytes;
        int capacity = Math.max(64, bytes.length / 5);
        starts = new int[capacity];
        ends = new int[capacity];
        kinds = new byte[capacity];
        words = new short[capacity];
        lex();
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
            if (bytes[at] != '\n' && !isWordByte(bytes[at])) {
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

    // Structure.

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

    /// Finds the pairs of brackets and the surroundings of each token.
    void structure() {
        pair();
        surround();
    }

    private void pair() {
        match = new int[count];
        Arrays.fill(match, -1);
        int[] open = new int[64];
        int level = 0;
        for (int token = 0; token < count; token++) {
            switch (kinds[token]) {
                case '(', '[', '{' -> {
                    if (level == open.length) {
                        open = Arrays.copyOf(open, level * 2);
                    }
                    open[level++] = token;
                    depth = Math.max(depth, level);
                }
                case ')' -> level = close(token, '(', open, level);
                case ']' -> level = close(token, '[', open, level);
                case '}' -> {
                    // A conditional may leave parentheses open; braces are what the rest of the file hangs on.
                    int brace = level;
                    while (brace > 0 && kinds[open[brace - 1]] != '{') {
                        brace--;
                    }
                    level = close(token, '{', open, brace);
                }
                default -> {}
            }
        }
    }

    private int close(int token, char opening, int[] open, int level) {
        if (level == 0 || kinds[open[level - 1]] != opening) {
            return level;
        }
        match[token] = open[level - 1];
        match[open[level - 1]] = token;
        return level - 1;
    }

    private void surround() {
        contexts = new byte[count];
        byte[] open = new byte[64];
        open[0] = IN_FILE;
        int level = 0;
        for (int token = 0; token < count; token++) {
            if (kinds[token] == '}' && level > 0) {
                level--;
            }
            contexts[token] = open[level];
            if (kinds[token] == '{') {
                if (level + 1 == open.length) {
                    open = Arrays.copyOf(open, open.length * 2);
                }
                byte inside = inside(token, open[level]);
                open[++level] = inside;
            }
        }
    }

    /// What the braces that open at `brace` hold.
    private byte inside(int brace, byte outside) {
        int before = previous(brace);
        if (outside == IN_INITIALIZER || is(before, '=') || is(before, ',') || isWord(before, Words.RETURN)) {
            return IN_INITIALIZER;
        }
        int tag = isIdentifier(before) && !isWordWith(before, Words.TAG) ? previous(before) : before;
        if (isWord(tag, Words.STRUCT) || isWord(tag, Words.UNION)) {
            return IN_STRUCT;
        }
        if (isWord(tag, Words.ENUM)) {
            return IN_ENUM;
        }
        boolean isCompoundLiteral = outside == IN_BLOCK
                && is(before, ')')
                && match[before] >= 0
                && (isWord(next(match[before]), Words.STRUCT) || isWord(next(match[before]), Words.CONST))
                && !isIdentifier(previous(match[before]));
        return isCompoundLiteral ? IN_INITIALIZER : IN_BLOCK;
    }

    // The lexer.

    static boolean startsWord(int next) {
        return next == '_' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '$';
    }

    static boolean isWordByte(int next) {
        return startsWord(next) || next >= '0' && next <= '9';
    }

    private int at(int offset) {
        return offset < bytes.length ? bytes[offset] : -1;
    }

    private void add(byte kind, int start, int end, int word) {
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

    private void lex() {
        boolean atLineStart = true;
        int offset = 0;
        while (offset < bytes.length) {
            int next = bytes[offset];
            if (next == '\n') {
                atLineStart = true;
                offset++;
            } else if (next == ' ' || next == '\t' || next == '\r' || next == '\f' || next == '\u000b') {
                offset++;
            } else if (next == '\\' && at(offset + 1) == '\n') {
                offset += 2;
            } else if (next == '/' && at(offset + 1) == '/') {
                offset = lineEnd(offset);
            } else if (next == '/' && at(offset + 1) == '*') {
                offset = commentEnd(offset);
            } else if (next == '#' && atLineStart) {
                int end = directive(offset);
                add(DIRECTIVE, offset, end, Words.NONE);
                offset = end;
            } else {
                atLineStart = false;
                offset = token(offset, next);
            }
        }
    }

    private int token(int start, int first) {
        int end = start + 1;
        if (startsWord(first)) {
            int hash = Words.hash(0, first);
            while (end < bytes.length && isWordByte(bytes[end])) {
                hash = Words.hash(hash, bytes[end++]);
            }
            if (isSpliced(end)) {
                return splice(start, end, hash);
            }
            add(IDENTIFIER, start, end, Words.find(bytes, start, end, hash));
        } else if (first >= '0' && first <= '9') {
            while (end < bytes.length && (isWordByte(bytes[end]) || bytes[end] == '.' && at(end + 1) != '.')) {
                end++;
            }
            add(NUMBER, start, end, Words.NONE);
        } else if (first == '"' || first == '\'') {
            while (end < bytes.length && bytes[end] != first && bytes[end] != '\n') {
                end += bytes[end] == '\\' ? 2 : 1;
            }
            end = Math.min(bytes.length, at(end) == first ? end + 1 : end);
            add(STRING, start, end, Words.NONE);
        } else if (isTwoByteOperator(first, at(end))) {
            add(OPERATOR, start, ++end, Words.NONE);
        } else {
            // A number sign within a line is an operator of macro bodies, not a directive.
            add(first == '#' ? (byte) '@' : (byte) first, start, end, Words.NONE);
        }
        return end;
    }

    /// Whether a word goes on behind the end of its line.
    private boolean isSpliced(int offset) {
        return at(offset) == '\\' && at(offset + 1) == '\n' && isWordByte(at(offset + 2));
    }

    /// Makes the first part of a word stand for the whole, and blanks the others.
    private int splice(int start, int first, int hash) {
        var word = new StringBuilder(new String(bytes, start, first - start, StandardCharsets.UTF_8));
        int whole = hash;
        int end = first;
        while (isSpliced(end)) {
            int part = end + 2;
            for (end = part; end < bytes.length && isWordByte(bytes[end]); end++) {
                whole = Words.hash(whole, bytes[end]);
            }
            word.append(new String(bytes, part, end - part, StandardCharsets.UTF_8));
            Arrays.fill(bytes, part, end, (byte) ' ');
        }
        if (Words.find(bytes, start, first, hash) != Words.NONE) {
            // The part means something by itself.
            bytes[start] = '_';
        }
        byte[] name = word.toString().getBytes(StandardCharsets.UTF_8);
        add(IDENTIFIER, start, first, Words.find(name, 0, name.length, whole));
        spliced.put(new Span(start, first), word.toString());
        return end;
    }

    private static boolean isTwoByteOperator(int first, int second) {
        return switch (first) {
            case '-' -> second == '>' || second == '=' || second == '-';
            case '=' -> second == '=';
            case '!', '*', '/', '%', '^' -> second == '=';
            case '<', '>', '+', '&', '|' -> second == '=' || second == first;
            default -> false;
        };
    }

    private int lineEnd(int offset) {
        int end = offset;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private int commentEnd(int offset) {
        int end = offset + 2;
        while (end + 1 < bytes.length && !(bytes[end] == '*' && bytes[end + 1] == '/')) {
            end++;
        }
        return Math.min(bytes.length, end + 2);
    }

    /// Reads a directive with its continuation lines and removes what the grammar does not allow in one.
    private int directive(int start) {
        int offset = start;
        while (offset < bytes.length && bytes[offset] != '\n') {
            if (bytes[offset] == '\\' && at(offset + 1) == '\n') {
                offset += 2;
            } else if (bytes[offset] == '/' && at(offset + 1) == '*') {
                int end = commentEnd(offset);
                if (!hasLineBreak(offset, end)) {
                    blank(offset, end);
                }
                offset = end;
            } else if (bytes[offset] == '.' && offset > start && isWordByte(bytes[offset - 1])
                    && at(offset + 1) == '.' && at(offset + 2) == '.') {
                // #define f(args...): the grammar knows only f(...)
                int name = offset;
                while (name > start && isWordByte(bytes[name - 1])) {
                    name--;
                }
                blank(name, offset);
                offset += 3;
            } else {
                offset++;
            }
        }
        int end = Math.min(offset, bytes.length);
        closeInclude(start, end);
        return end;
    }

    /// The grammar wants the line break right behind an include's path: the closing mark moves over trailing blanks.
    private void closeInclude(int start, int end) {
        int word = start + 1;
        while (word < end && (bytes[word] == ' ' || bytes[word] == '\t')) {
            word++;
        }
        if (end - word < 9 || bytes[word] != 'i' || bytes[word + 1] != 'n') {
            return;
        }
        int last = end;
        while (last > word && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t' || bytes[last - 1] == '\r')) {
            last--;
        }
        if (last < end && (bytes[last - 1] == '>' || bytes[last - 1] == '"')) {
            byte mark = bytes[last - 1];
            bytes[last - 1] = ' ';
            bytes[end - 1] = mark;
        }
    }
}
