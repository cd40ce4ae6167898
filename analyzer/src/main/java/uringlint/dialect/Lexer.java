// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import uringlint.source.Span;

/// Finds the tokens of a C file. Comments are none, a directive with its continuation lines is one.
final class Lexer {
    private final byte[] bytes;
    private final Tokens tokens;

    private Lexer(byte[] bytes) {
        this.bytes = bytes;
        tokens = new Tokens(bytes);
    }

    /// The tokens of these bytes, which become theirs: words that are split over lines are put together, and what the grammar does not
    /// allow in a directive is blanked.
    static Tokens lex(byte[] bytes) {
        var lexer = new Lexer(bytes);
        lexer.lex();
        return lexer.tokens;
    }

    private int at(int offset) {
        return offset < bytes.length ? bytes[offset] : -1;
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
                tokens.add(Tokens.DIRECTIVE, offset, end, Words.NONE);
                offset = end;
            } else {
                atLineStart = false;
                offset = token(offset, next);
            }
        }
    }

    private int token(int start, int first) {
        int end = start + 1;
        if (Words.startsWord(first)) {
            int hash = Words.hash(0, first);
            while (end < bytes.length && Words.isWordByte(bytes[end])) {
                hash = Words.hash(hash, bytes[end++]);
            }
            if (isSpliced(end)) {
                return splice(start, end, hash);
            }
            tokens.add(Tokens.IDENTIFIER, start, end, Words.find(bytes, start, end, hash));
        } else if (first >= '0' && first <= '9') {
            while (end < bytes.length && (Words.isWordByte(bytes[end]) || bytes[end] == '.' && at(end + 1) != '.')) {
                end++;
            }
            tokens.add(Tokens.NUMBER, start, end, Words.NONE);
        } else if (first == '"' || first == '\'') {
            while (end < bytes.length && bytes[end] != first && bytes[end] != '\n') {
                end += bytes[end] == '\\' ? 2 : 1;
            }
            end = Math.min(bytes.length, at(end) == first ? end + 1 : end);
            tokens.add(Tokens.STRING, start, end, Words.NONE);
        } else if (isTwoByteOperator(first, at(end))) {
            tokens.add(Tokens.OPERATOR, start, ++end, Words.NONE);
        } else {
            // A number sign within a line is an operator of macro bodies, not a directive.
            tokens.add(first == '#' ? (byte) '@' : (byte) first, start, end, Words.NONE);
        }
        return end;
    }

    /// Whether a word goes on behind the end of its line.
    private boolean isSpliced(int offset) {
        return at(offset) == '\\' && at(offset + 1) == '\n' && Words.isWordByte(at(offset + 2));
    }

    /// Makes the first part of a word stand for the whole, and blanks the others.
    private int splice(int start, int first, int hash) {
        var word = new StringBuilder(new String(bytes, start, first - start, StandardCharsets.UTF_8));
        int whole = hash;
        int end = first;
        while (isSpliced(end)) {
            int part = end + 2;
            for (end = part; end < bytes.length && Words.isWordByte(bytes[end]); end++) {
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
        tokens.add(Tokens.IDENTIFIER, start, first, Words.find(name, 0, name.length, whole));
        tokens.spliced.put(new Span(start, first), word.toString());
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
                if (!tokens.hasLineBreak(offset, end)) {
                    tokens.blank(offset, end);
                }
                offset = end;
            } else if (bytes[offset] == '.' && offset > start && Words.isWordByte(bytes[offset - 1])
                    && at(offset + 1) == '.' && at(offset + 2) == '.') {
                // #define f(args...): the grammar knows only f(...)
                int name = offset;
                while (name > start && Words.isWordByte(bytes[name - 1])) {
                    name--;
                }
                tokens.blank(name, offset);
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
