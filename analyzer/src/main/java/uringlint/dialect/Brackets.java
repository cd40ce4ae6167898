// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.Arrays;

/// The pairs of brackets in a file, and what the braces hold in which a token stands.
final class Brackets {
    private final Tokens tokens;

    private Brackets(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Notes for each token its other bracket and its surroundings.
    static void pair(Tokens tokens) {
        var brackets = new Brackets(tokens);
        brackets.pair();
        brackets.surround();
    }

    private void pair() {
        tokens.match = new int[tokens.count];
        Arrays.fill(tokens.match, -1);
        int[] open = new int[64];
        int level = 0;
        for (int token = 0; token < tokens.count; token++) {
            switch (tokens.kinds[token]) {
                case '(', '[', '{' -> {
                    if (level == open.length) {
                        open = Arrays.copyOf(open, level * 2);
                    }
                    open[level++] = token;
                    tokens.depth = Math.max(tokens.depth, level);
                }
                case ')' -> level = close(token, '(', open, level);
                case ']' -> level = close(token, '[', open, level);
                case '}' -> {
                    // A conditional may leave parentheses open; braces are what the rest of the file hangs on.
                    int brace = level;
                    while (brace > 0 && tokens.kinds[open[brace - 1]] != '{') {
                        brace--;
                    }
                    level = close(token, '{', open, brace);
                }
                default -> {}
            }
        }
    }

    private int close(int token, char opening, int[] open, int level) {
        if (level == 0 || tokens.kinds[open[level - 1]] != opening) {
            return level;
        }
        tokens.match[token] = open[level - 1];
        tokens.match[open[level - 1]] = token;
        return level - 1;
    }

    private void surround() {
        tokens.contexts = new byte[tokens.count];
        byte[] open = new byte[64];
        open[0] = Tokens.IN_FILE;
        int level = 0;
        for (int token = 0; token < tokens.count; token++) {
            if (tokens.kinds[token] == '}' && level > 0) {
                level--;
            }
            tokens.contexts[token] = open[level];
            if (tokens.kinds[token] == '{') {
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
        int before = tokens.previous(brace);
        if (outside == Tokens.IN_INITIALIZER || tokens.is(before, '=') || tokens.is(before, ',') || tokens.isWord(before, Words.RETURN)) {
            return Tokens.IN_INITIALIZER;
        }
        int tag = tokens.isIdentifier(before) && !tokens.isWordWith(before, Words.TAG) ? tokens.previous(before) : before;
        if (tokens.isWord(tag, Words.STRUCT) || tokens.isWord(tag, Words.UNION)) {
            return Tokens.IN_STRUCT;
        }
        if (tokens.isWord(tag, Words.ENUM)) {
            return Tokens.IN_ENUM;
        }
        boolean mayBeLiteral = outside == Tokens.IN_BLOCK && tokens.is(before, ')') && tokens.match[before] >= 0;
        return mayBeLiteral && isType(tokens.match[before]) ? Tokens.IN_INITIALIZER : Tokens.IN_BLOCK;
    }

    /// Whether the parentheses that open at `open` hold the type of a compound literal.
    private boolean isType(int open) {
        int first = tokens.next(open);
        return (tokens.isWord(first, Words.STRUCT) || tokens.isWord(first, Words.CONST)) && !tokens.isIdentifier(tokens.previous(open));
    }
}
