// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.List;
import uringlint.source.Span;

/// The rules for macros where declarations, members, enumerators and initializers stand.
final class Declarations {
    private static final DialectFact.Kind MACRO = DialectFact.Kind.MACRO;
    private static final DialectFact.Kind FILE_MACRO = DialectFact.Kind.FILE_MACRO;

    private final Tokens tokens;
    private final FactTable facts;

    private Declarations(Tokens tokens, FactTable facts) {
        this.tokens = tokens;
        this.facts = facts;
    }

    /// Applies the rules for initializers and enumerators, which come before types in arguments are joined.
    static void applyToLists(Tokens tokens, FactTable facts) {
        var rule = new Declarations(tokens, facts);
        for (int token = 0; token < tokens.count; token++) {
            byte context = tokens.contexts[token];
            if (context == Tokens.IN_INITIALIZER) {
                if (tokens.isUpperCase(token)) {
                    rule.listName(token);
                }
                if (tokens.isCall(token) && !tokens.isKeyword(token)) {
                    rule.initializer(token);
                }
            } else if (context == Tokens.IN_BLOCK && tokens.kind(token + 1) == Tokens.DIRECTIVE && isStatementList(tokens, token)) {
                rule.listName(token);
            } else if (context == Tokens.IN_FILE && tokens.isUpperCase(token) && !tokens.is(token + 1, '(')) {
                rule.marker(token);
            } else if (context == Tokens.IN_ENUM) {
                rule.enumerator(token);
            }
        }
    }

    /// Turns a macro that declares a variable into what it declares: `DEFINE_PER_CPU(struct foo, name)` into `struct foo  name`,
    /// `DECLARE_BITMAP(name, bits)` into `long name[ bits]`. Whether it is such a macro.
    static boolean variable(Tokens tokens, FactTable facts, int name) {
        int open = name + 1;
        int close = tokens.match[open];
        int comma = comma(tokens, open, 1);
        if (comma < 0) {
            return false;
        }
        int word = tokens.words[name];
        if (word == Words.DECLARE_BITMAP || word == Words.DECLARE_HASHTABLE) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, open);
            tokens.put(tokens.starts[name], "long");
            tokens.bytes[tokens.starts[comma]] = '[';
            tokens.bytes[tokens.starts[close]] = ']';
            return true;
        }
        boolean isName = close == comma + 2 || tokens.is(comma + 2, '[') && tokens.match[comma + 2] == close - 1;
        if (isName && tokens.isIdentifier(comma + 1) && tokens.isIdentifier(open + 1) && !tokens.is(comma - 1, ']')) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, open);
            tokens.blankToken(comma);
            tokens.blankToken(close);
            return true;
        }
        return false;
    }

    /// Applies the rules for members and for what stands outside of functions.
    static void apply(Tokens tokens, FactTable facts) {
        var rule = new Declarations(tokens, facts);
        for (int token = 0; token < tokens.count; token++) {
            if (!tokens.isCall(token) || tokens.isKeyword(token) || tokens.isBlanked(token)) {
                continue;
            }
            if (tokens.contexts[token] == Tokens.IN_STRUCT) {
                rule.member(token);
            } else if (tokens.contexts[token] == Tokens.IN_FILE) {
                rule.fileMacro(token);
            }
        }
    }

    /// Whether the arguments of a call are nothing that an expression can hold: types with a declarator, no argument, statements.
    static boolean isNoExpression(Tokens tokens, int name) {
        int close = tokens.match[name + 1];
        if (tokens.is(name + 2, ',')
                || tokens.startsWith(name, "TRACE_")
                || tokens.startsWith(name, "DECLARE_EVENT")
                || tokens.startsWith(name, "DEFINE_EVENT")) {
            return true;
        }
        int last = Math.min(close, name + Tokens.REACH);
        for (int token = name + 2; token < last; token++) {
            boolean isBeforeEnd = tokens.is(token + 1, ',') || tokens.is(token + 1, ')');
            if (tokens.is(token, ';')
                    || tokens.is(token, '{')
                    || (tokens.is(token, '*') || tokens.is(token, ',')) && isBeforeEnd
                    || tokens.isIdentifier(token)
                            && (tokens.isIdentifier(token + 1) || tokens.isWordWith(token, Words.TYPE) && isLowerCase(tokens, token))) {
                return true;
            }
        }
        return false;
    }

    /// Types in arguments may have been joined or put in capitals by now.
    private static boolean isLowerCase(Tokens tokens, int token) {
        byte first = tokens.bytes[tokens.starts[token]];
        return first >= 'a' && first <= 'z';
    }

    /// `NAME(…)` in an initializer that no comma and no operator follows is a list made by a macro.
    private void initializer(int name) {
        int before = tokens.previous(name);
        int close = tokens.match[name + 1];
        int next = tokens.next(close);
        byte nextKind = tokens.kind(next);
        boolean startsElement = tokens.is(before, '{') || tokens.is(before, ',') || before >= 0 && tokens.isBlanked(before);
        if (startsElement
                && (nextKind == Tokens.IDENTIFIER
                        || nextKind == Tokens.STRING
                        || nextKind == '{'
                        || nextKind == '.'
                        || nextKind == '}' && close == name + 2)) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, close);
        } else if (nextKind == ',' && isNoExpression(tokens, name) && startsElement) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, next);
        }
    }

    /// `XDP_METADATA_KFUNC_xxx` between two directives.
    private static boolean isStatementList(Tokens tokens, int token) {
        return tokens.isIdentifier(token)
                && !tokens.isKeyword(token)
                && tokens.kind(token - 1) == Tokens.DIRECTIVE
                && tokens.bytes[tokens.starts[token]] <= 'Z';
    }

    /// A name that stands for whole elements or statements: the next one, or a directive, follows without a separator.
    private void listName(int token) {
        int before = tokens.previous(token);
        boolean starts = before >= 0
                && (tokens.isBlanked(before)
                        || tokens.is(before, '{')
                        || tokens.is(before, ',')
                        || tokens.is(before, ';'));
        boolean isInBlock = tokens.contexts[token] == Tokens.IN_BLOCK;
        boolean isAlone = tokens.kind(token + 1) == Tokens.DIRECTIVE
                        && (isInBlock || isUndefine(token + 1) || !tokens.is(tokens.next(token), '}'))
                        && !tokens.is(tokens.next(token), ',')
                || tokens.isIdentifier(token + 1) && tokens.contexts[token] == Tokens.IN_INITIALIZER;
        if (starts && isAlone) {
            facts.add(MACRO, tokens.span(token));
            tokens.blankToken(token);
        }
    }

    private boolean isUndefine(int directive) {
        return tokens.contains(directive, "undef");
    }

    /// `EXPORT_FOR_TESTS` on a line of its own before a function.
    private void marker(int token) {
        int start = tokens.starts[token];
        boolean startsLine = start == 0 || tokens.bytes[start - 1] == '\n';
        if (startsLine
                && tokens.isBoundary(tokens.previous(token))
                && tokens.isIdentifier(token + 1)
                && (tokens.isIdentifier(token + 2) || tokens.is(token + 2, '*'))
                && tokens.hasLineBreak(tokens.ends[token], tokens.starts[token + 1])) {
            facts.add(FILE_MACRO, tokens.span(token));
            tokens.blankToken(token);
        }
    }

    private void enumerator(int token) {
        if (tokens.kind(token + 1) == Tokens.DIRECTIVE && isUndefine(token + 1) && isStatementList(tokens, token)) {
            listName(token);
            return;
        }
        if (tokens.kinds[token] == Tokens.DIRECTIVE) {
            String text = tokens.text(tokens.starts[token], tokens.ends[token]).substring(1).stripLeading();
            if (text.startsWith("define") || text.startsWith("undef")) {
                tokens.blankToken(token);
            }
        } else if (tokens.isCall(token)) {
            int before = tokens.previous(token);
            int close = tokens.match[token + 1];
            if (!tokens.is(before, '{') && !tokens.is(before, ',') && (before < 0 || !tokens.isBlanked(before))) {
                return;
            }
            if (tokens.is(close + 1, ',') && close == token + 3) {
                // ENTRY(NAME),
                facts.add(MACRO, tokens.span(token), token, tokens.arguments(token + 1));
                tokens.blankTokens(token, token + 1);
                tokens.blankToken(close);
            } else if (!tokens.is(close + 1, '=')) {
                facts.addCall(MACRO, token);
                tokens.blankTokens(token, tokens.is(close + 1, ',') ? close + 1 : close);
            }
        }
    }

    private void member(int name) {
        int close = tokens.match[name + 1];
        if (!tokens.isBoundary(tokens.previous(name))
                || tokens.is(name + 2, '*')
                || tokens.is(close + 1, '(')
                || tokens.is(close + 1, '[')) {
            return;
        }
        int comma = comma(tokens, name + 1, 1);
        int word = tokens.words[name];
        if (word == Words.DECLARE_BITMAP || word == Words.DECLARE_HASHTABLE) {
            variable(tokens, facts, name);
        } else if (word == Words.DECLARE_FLEX_ARRAY && comma > 0) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, name + 1);
            tokens.blankToken(comma);
            tokens.blankToken(close);
        } else if (isStructGroup(word)) {
            structGroup(name, close);
        } else if (!tokens.is(tokens.next(close), ';')) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, close);
        } else if (comma > 0) {
            facts.addCall(MACRO, name);
            tokens.blankTokens(name, tokens.next(close));
        }
    }

    private static boolean isStructGroup(int word) {
        return word == Words.STRUCT_GROUP
                || word == Words.RAW_STRUCT_GROUP
                || word == Words.STRUCT_GROUP_TAGGED
                || word == Words.STRUCT_GROUP_ATTR;
    }

    /// `struct_group(name, members…)`: the members stay.
    private void structGroup(int name, int close) {
        int word = tokens.words[name];
        int before = word == Words.STRUCT_GROUP ? 1 : word == Words.RAW_STRUCT_GROUP ? 3 : 2;
        int comma = comma(tokens, name + 1, before);
        if (comma < 0) {
            return;
        }
        facts.add(MACRO, tokens.span(name), name, List.of(new Span(tokens.ends[name + 1], tokens.starts[comma])));
        tokens.blankTokens(name, comma);
        tokens.blankToken(close);
        if (tokens.is(close + 1, ';') && tokens.is(close - 1, ';')) {
            tokens.blankToken(close + 1);
        }
    }

    /// The comma with this number in the list that `open` opens, or -1.
    private static int comma(Tokens tokens, int open, int number) {
        int close = tokens.match[open];
        int seen = 0;
        for (int token = open + 1; token < close; token++) {
            if (tokens.match[token] > token) {
                token = tokens.match[token];
            } else if (tokens.is(token, ',') && ++seen == number) {
                return token;
            }
        }
        return -1;
    }

    /// A macro call outside of functions: without a semicolon it is blanked, with a body it becomes a function.
    private void fileMacro(int name) {
        int before = tokens.previous(name);
        int close = tokens.match[name + 1];
        int next = tokens.next(close);
        boolean startsLine = tokens.starts[name] == 0 || tokens.bytes[tokens.starts[name] - 1] == '\n';
        boolean hasStorage = isStorage(before);
        if ((!tokens.isBoundary(before) || tokens.is(before, ':'))
                && !(tokens.is(before, ')') && startsLine && next < tokens.count)
                && !hasStorage) {
            return;
        }
        int first = name;
        while (isStorage(tokens.previous(first))) {
            first = tokens.previous(first);
        }
        if (tokens.startsWith(name, "DEFINE_PER_CPU") || tokens.startsWith(name, "DECLARE_PER_CPU")) {
            if ((tokens.is(next, ';') || tokens.is(next, '=')) && variable(tokens, facts, name)) {
                return;
            }
        }
        switch (tokens.kind(next)) {
            case '{' -> {
                if (tokens.length(name) >= 6) {
                    facts.addCall(FILE_MACRO, name);
                    functionHead(name, close);
                }
            }
            case ';' -> {
                if (isNoExpression(tokens, name)) {
                    facts.addCall(FILE_MACRO, name);
                    tokens.blankTokens(first, next);
                } else if (hasStorage) {
                    tokens.blankTokens(first, before);
                }
            }
            case '=', ',', '[', '(', ')' -> {}
            default -> {
                facts.addCall(FILE_MACRO, name);
                tokens.blankTokens(first, close);
            }
        }
    }

    private boolean isStorage(int token) {
        return tokens.isWord(token, Words.STATIC)
                || tokens.isWord(token, Words.EXTERN)
                || tokens.isWord(token, Words.INLINE)
                || tokens.isWord(token, Words.CONST);
    }

    /// `SYSCALL_DEFINE2(name, int, fd, …) {` becomes `void L_DEFINE2(name, int  fd, …) {`.
    private void functionHead(int name, int close) {
        tokens.put(tokens.starts[name], "void ");
        if (!tokens.contains(name, "DEFINE")) {
            return;
        }
        int commas = 0;
        for (int token = name + 2; token < close; token++) {
            if (tokens.match[token] > token) {
                token = tokens.match[token];
            } else if (tokens.is(token, ',') && ++commas % 2 == 0) {
                tokens.blankToken(token);
            }
        }
    }
}
