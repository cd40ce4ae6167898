// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.List;

/// The rules for macros and forms within functions: iterators, guards, declaring macros, labels and case ranges.
final class StatementForms {
    private static final DialectFact.Kind MACRO = DialectFact.Kind.MACRO;

    private final Tokens tokens;
    private final FactTable facts;

    private StatementForms(Tokens tokens, FactTable facts) {
        this.tokens = tokens;
        this.facts = facts;
    }

    /// `KERN_ERR PFX "…"` and `"%" __stringify(N) "s"`: the grammar joins one name with a string, and no call.
    static void joinStrings(Tokens tokens, FactTable facts) {
        for (int token = 0; token + 1 < tokens.count; token++) {
            if (tokens.kinds[token] != Tokens.IDENTIFIER || tokens.isKeyword(token)) {
                continue;
            }
            int next = tokens.next(token);
            if (tokens.isCall(token)) {
                if (tokens.kind(tokens.previous(token)) == Tokens.STRING
                        || tokens.kind(tokens.next(tokens.match[token + 1])) == Tokens.STRING) {
                    facts.addCall(MACRO, token);
                    tokens.blankTokens(token, tokens.match[token + 1]);
                }
            } else if (tokens.isIdentifier(next)
                    && (tokens.kind(tokens.next(next)) == Tokens.STRING
                            || tokens.is(tokens.next(next), ',')
                            || tokens.is(tokens.next(next), ')'))
                    && tokens.isUpperCase(token)
                    && tokens.isUpperCase(next)
                    && (tokens.is(tokens.previous(token), '(') || tokens.is(tokens.previous(token), ','))) {
                facts.add(MACRO, tokens.span(token));
                tokens.blankToken(token);
            }
        }
    }

    /// `case A ... B:` becomes `case A  |  B:`; the grammar knows ranges only in designators.
    static void joinRanges(Tokens tokens, FactTable facts) {
        for (int token = 0; token + 2 < tokens.count; token++) {
            if (tokens.kinds[token] != '.'
                    || !tokens.is(token + 1, '.')
                    || !tokens.is(token + 2, '.')
                    || tokens.starts[token + 2] != tokens.starts[token] + 2) {
                continue;
            }
            int before = token;
            while (before > 0
                    && token - before < 12
                    && !tokens.isWord(before, Words.CASE)
                    && !tokens.is(before, ';')
                    && !tokens.is(before, '{')) {
                before--;
            }
            if (tokens.isWord(before, Words.CASE)) {
                facts.add(DialectFact.Kind.CASE_RANGE, tokens.span(token, token + 2));
                tokens.put(tokens.starts[token], " | ");
            }
        }
    }

    /// A label before a closing brace, a case or a declaration gets an empty statement where a blank is free for it.
    static void completeLabels(Tokens tokens) {
        for (int token = 1; token + 1 < tokens.count; token++) {
            if (tokens.kinds[token] != ':'
                    || tokens.contexts[token] != Tokens.IN_BLOCK
                    || tokens.isWord(token - 1, Words.DEFAULT)) {
                continue;
            }
            int before = tokens.previous(token - 1);
            boolean isLabel = tokens.isIdentifier(token - 1) && tokens.isBoundary(before) && !tokens.is(before, ':');
            if (isLabel && needsStatement(tokens, token + 1)) {
                insertSemicolon(tokens, tokens.ends[token], tokens.starts[token + 1]);
            }
        }
    }

    private static boolean needsStatement(Tokens tokens, int next) {
        return tokens.is(next, '}')
                || tokens.kind(next) == Tokens.DIRECTIVE
                || tokens.isIdentifier(next)
                        && (tokens.isWord(next, Words.STRUCT)
                                || tokens.isWord(next, Words.CASE)
                                || tokens.isWord(next, Words.DEFAULT)
                                || tokens.isWordWith(next, Words.TYPE)
                                || tokens.isIdentifier(next + 1) && !tokens.isKeyword(next)
                                || tokens.is(next + 1, ':'));
    }

    private static void insertSemicolon(Tokens tokens, int start, int end) {
        for (int at = start; at < end; at++) {
            byte next = tokens.bytes[at];
            if (next == ' ' || next == '\t') {
                tokens.bytes[at] = ';';
                return;
            }
            if (next != '\n') {
                return;
            }
        }
    }

    /// Macros that head a statement become loops.
    static void apply(Tokens tokens, FactTable facts) {
        var rule = new StatementForms(tokens, facts);
        for (int token = 0; token < tokens.count; token++) {
            if (tokens.contexts[token] == Tokens.IN_BLOCK
                    && tokens.isCall(token)
                    && !tokens.isKeyword(token)
                    && tokens.startsStatement(token)) {
                rule.head(token);
            }
        }
    }

    private void head(int name) {
        int close = tokens.match[name + 1];
        int next = tokens.next(close);
        if (next >= tokens.count) {
            return;
        }
        boolean isCase = tokens.isWord(next, Words.CASE) || tokens.isWord(next, Words.DEFAULT);
        boolean isBeforeDirective = tokens.isIdentifier(next) && next > close + 1;
        if (isCase || isBeforeDirective || tokens.isIdentifier(next) && tokens.is(tokens.next(next), ':')) {
            if (isCase || isBeforeDirective) {
                facts.addCall(MACRO, name);
                tokens.blankTokens(name, close);
            }
            return;
        }
        if (tokens.length(name) < 2 || !isBody(name, next) || holdsStatements(name, close)) {
            return;
        }
        facts.add(DialectFact.Kind.ITERATOR, tokens.span(name), name, tokens.arguments(name + 1));
        blankLeaves(name + 2, close);
        boolean hasRoom = tokens.length(name) >= 5;
        if (close == name + 2) {
            fillEmptyHead(name, close);
        } else {
            tokens.blankToken(name);
            putHead(name, hasRoom);
        }
    }

    /// The rules for what follows are to see the keyword.
    private void putHead(int name, boolean isLoop) {
        tokens.put(tokens.starts[name], isLoop ? "while" : "if");
        tokens.words[name] = (short) (isLoop ? Words.WHILE : Words.IF);
    }

    /// Whether what follows a call can only be the statement that it governs.
    private boolean isBody(int name, int next) {
        return tokens.is(next, '{')
                || tokens.isIdentifier(next) && !tokens.isWord(next, Words.ELSE)
                || (tokens.is(next, '*') || tokens.is(next, '(') || tokens.isOperator(next, '+', '+') || tokens.isOperator(next, '-', '-'))
                        && tokens.contains(name, "for_each");
    }

    /// Statements as arguments: `scoped_cond_guard(mutex_intr, return -EINTR, &lock)`.
    private void blankLeaves(int first, int close) {
        for (int token = first; token < close; token++) {
            if (tokens.isWordWith(token, Words.LEAVE)) {
                tokens.blankToken(token);
            }
        }
    }

    /// A loop needs a condition: `MACRO() {` has room for one between the parentheses or in its name.
    private void fillEmptyHead(int name, int close) {
        int open = tokens.starts[name + 1];
        int start = tokens.starts[name];
        int room = tokens.ends[name] - start;
        if (tokens.starts[close] > open + 1 && tokens.bytes[open + 1] != '\n') {
            tokens.blankToken(name);
            putHead(name, room >= 5);
            tokens.bytes[open + 1] = '0';
        } else if (room >= 4) {
            tokens.blankToken(name);
            putHead(name, room >= 7);
            tokens.put(tokens.ends[name] - 1, "(");
            tokens.bytes[open] = '1';
            tokens.bytes[tokens.starts[close]] = ')';
        }
    }

    /// Macros that declare or that wrap statements: what no call expression can be is blanked.
    static void declare(Tokens tokens, FactTable facts) {
        var rule = new StatementForms(tokens, facts);
        for (int token = 0; token < tokens.count; token++) {
            if (tokens.contexts[token] == Tokens.IN_BLOCK && tokens.isCall(token) && !tokens.isKeyword(token)) {
                rule.declaration(token);
            }
        }
    }

    private void declaration(int name) {
        int before = tokens.previous(name);
        int close = tokens.match[name + 1];
        int next = tokens.next(close);
        if (tokens.isWord(before, Words.STATIC) && tokens.is(next, ';')) {
            tokens.blankToken(before);
        }
        if (tokens.isBoundary(before) && !tokens.isBlanked(name)) {
            boolean isDeclaration = tokens.is(next, '=') && (tokens.startsWith(name, "DEFINE") || tokens.startsWith(name, "DECLARE"));
            if (isDeclaration || isArray(name) && tokens.is(next, ';')) {
                if (!Declarations.variable(tokens, facts, name)) {
                    facts.addCall(MACRO, name);
                    tokens.blankTokens(name, end(next));
                }
            } else if (tokens.is(next, ';') && tokens.isUpperCase(name) && Declarations.isNoExpression(tokens, name)) {
                facts.addCall(MACRO, name);
                tokens.blankTokens(name, close);
            }
        }
        if (tokens.startsStatement(name) && holdsStatements(name, close)) {
            facts.add(MACRO, tokens.span(name), name, List.of());
            tokens.blankTokens(name, name + 1);
            tokens.blankToken(close);
        }
    }

    private boolean isArray(int name) {
        return tokens.words[name] == Words.DECLARE_BITMAP || tokens.words[name] == Words.DECLARE_HASHTABLE;
    }

    /// The end of an initializer.
    private int end(int assignment) {
        int last = Math.min(tokens.count, assignment + Tokens.REACH);
        for (int token = assignment; token < last; token++) {
            if (tokens.match[token] > token) {
                token = tokens.match[token];
            } else if (tokens.is(token, ';')) {
                return token;
            } else if (tokens.is(token, '}')) {
                break;
            }
        }
        return assignment;
    }

    /// `D2(for_each(…) { … })`: a macro around statements.
    private boolean holdsStatements(int name, int close) {
        if (tokens.is(name + 2, '{')) {
            return false;
        }
        int last = Math.min(close, name + Tokens.REACH);
        for (int token = name + 2; token < last; token++) {
            if (tokens.is(token, '(') && tokens.is(token + 1, '{') && tokens.match[token] > token) {
                token = tokens.match[token];
            } else if (tokens.is(token, ';')
                    || tokens.is(token, '{')
                            && tokens.contexts[token] == Tokens.IN_BLOCK
                            && isHead(tokens.previous(token))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a parenthesis closes the head of a statement, as in `for_each(…) {`, and not the type of a literal: `(struct s) {`.
    private boolean isHead(int close) {
        return tokens.is(close, ')') && tokens.match[close] > 0 && tokens.isIdentifier(tokens.previous(tokens.match[close]));
    }
}
