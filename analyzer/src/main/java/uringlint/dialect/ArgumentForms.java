// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

/// The rules for what C allows in no argument list: types, operators, and members with subscripts in `offsetof`.
final class ArgumentForms {
    private final Tokens tokens;
    private final FactTable facts;

    private ArgumentForms(Tokens tokens, FactTable facts) {
        this.tokens = tokens;
        this.facts = facts;
    }

    /// `typeof(…)` becomes one name, which can be a type wherever it stands; `auto x = …` becomes `int  x = …`.
    static void joinTypes(Tokens tokens, FactTable facts) {
        for (int token = 0; token < tokens.count; token++) {
            int word = tokens.words[token];
            if (word == Words.TYPEOF || word == Words.OLD_TYPEOF || word == Words.ALIGNOF) {
                if (tokens.isCall(token)) {
                    joinCall(tokens, facts, token);
                }
            } else if (word == Words.AUTO && tokens.isIdentifier(token + 1) && tokens.is(token + 2, '=')) {
                facts.add(DialectFact.Kind.ATTRIBUTE, tokens.span(token));
                tokens.put(tokens.starts[token], "int ");
            }
        }
    }

    private static void joinCall(Tokens tokens, FactTable facts, int name) {
        int close = tokens.match[name + 1];
        int start = tokens.starts[name];
        int end = tokens.ends[close];
        if (close - name < 100 && !tokens.hasLineBreak(start, end)) {
            facts.add(DialectFact.Kind.TYPE_ARGUMENT, tokens.span(name, close));
            tokens.join(start, end);
            tokens.ends[name] = end;
            tokens.words[name] = Words.NONE;
            for (int token = name + 1; token <= close; token++) {
                // Emptied: the tokens of one name are no call any more.
                tokens.kinds[token] = Tokens.JOINED;
                tokens.match[token] = -1;
            }
        }
    }

    /// `offsetof(struct s, member.name[3])`: the second argument becomes one identifier.
    static void joinMembers(Tokens tokens, FactTable facts) {
        for (int token = 0; token < tokens.count; token++) {
            if ((tokens.words[token] == Words.OFFSETOF || tokens.words[token] == Words.BUILTIN_OFFSETOF) && tokens.isCall(token)) {
                joinMember(tokens, facts, token + 1);
            }
        }
    }

    private static void joinMember(Tokens tokens, FactTable facts, int open) {
        int close = tokens.match[open];
        int last = Math.min(close, open + Tokens.REACH);
        for (int token = open + 1; token < last; token++) {
            if (tokens.is(token, ',')) {
                int start = tokens.starts[token + 1];
                int end = tokens.ends[close - 1];
                if (close - token > 2 && !tokens.hasLineBreak(start, end)) {
                    facts.add(DialectFact.Kind.TYPE_ARGUMENT, tokens.span(token + 1, close - 1));
                    tokens.join(start, end);
                }
                return;
            }
        }
    }

    /// `container_of(p, struct foo, m)` becomes `container_of(p, struct_foo, m)`, `int` becomes `INT`, a star a blank.
    static void apply(Tokens tokens, FactTable facts) {
        var rule = new ArgumentForms(tokens, facts);
        for (int token = 0; token < tokens.count; token++) {
            if (tokens.isCall(token) && !tokens.isKeyword(token) && rule.isUse(token)) {
                rule.list(token + 1);
            }
        }
    }

    /// Whether the name before a list is used here; in a declaration the list holds parameters.
    private boolean isUse(int name) {
        int before = tokens.previous(name);
        if (tokens.isIdentifier(before) && !isBeforeValue(before) && !tokens.isWord(before, Words.STATIC)) {
            return false;
        }
        boolean isOutside = tokens.contexts[name] == Tokens.IN_FILE || tokens.contexts[name] == Tokens.IN_STRUCT;
        if (tokens.is(before, '*')
                && (isOutside || !tokens.isWord(name, Words.THIS_CPU_PTR) && isDeclarator(before))) {
            return false;
        }
        return !isOutside || !tokens.is(tokens.match[name + 1] + 1, '{') || tokens.is(before, '=');
    }

    /// Whether an expression may come behind a word: it is no type.
    private boolean isBeforeValue(int token) {
        return tokens.isWord(token, Words.RETURN)
                || tokens.isWord(token, Words.ELSE)
                || tokens.isWord(token, Words.DO)
                || tokens.isWord(token, Words.CASE);
    }

    /// `struct foo *bar(` in a block is a declaration, `x = *bar(` is none.
    private boolean isDeclarator(int star) {
        int name = tokens.previous(star);
        int before = tokens.previous(name);
        return tokens.isIdentifier(name)
                && !isBeforeValue(name)
                && (tokens.isWord(before, Words.STRUCT)
                        || tokens.isBoundary(before)
                        || tokens.isWord(before, Words.STATIC)
                        || tokens.isWord(before, Words.CONST));
    }

    private void list(int open) {
        int close = tokens.match[open];
        int first = open + 1;
        for (int token = open + 1; token <= close; token++) {
            if (token < close && tokens.match[token] > token) {
                token = tokens.match[token];
            } else if (token == close || tokens.is(token, ',')) {
                argument(first, token);
                first = token + 1;
            }
        }
    }

    private void argument(int first, int end) {
        if (first >= end || tokens.isBlanked(first)) {
            return;
        }
        if (end == first + 1 && isComparison(first)) {
            // ASSERTCMP(a, ==, b)
            facts.add(DialectFact.Kind.TYPE_ARGUMENT, tokens.span(first));
            tokens.put(tokens.starts[first], tokens.length(first) == 2 ? "OP" : "O");
        } else if (tokens.isIdentifier(first) && isType(first, end)) {
            type(first, end);
        }
    }

    private boolean isComparison(int token) {
        return switch (tokens.kinds[token]) {
            case '<', '>', '+', '-' -> true;
            case Tokens.OPERATOR -> tokens.isOperator(token, '=', '=')
                    || tokens.isOperator(token, '!', '=')
                    || tokens.isOperator(token, '<', '=')
                    || tokens.isOperator(token, '>', '=')
                    || tokens.isOperator(token, '&', '&')
                    || tokens.isOperator(token, '|', '|');
            default -> false;
        };
    }

    /// Words of a type, a tag with its name, or one name with stars behind it.
    private boolean isType(int first, int end) {
        boolean hasTag = false;
        boolean hasTypeWord = false;
        int stars = 0;
        int names = 0;
        for (int token = first; token < end; token++) {
            if (tokens.is(token, '*')) {
                stars++;
            } else if (!tokens.isIdentifier(token) || stars > 0) {
                return false;
            } else if (tokens.isWordWith(token, Words.TYPE)) {
                hasTypeWord = true;
            } else if (token > first && tokens.isWordWith(token - 1, Words.TAG)) {
                hasTag = true;
            } else {
                names++;
            }
        }
        if (hasTypeWord || hasTag) {
            return names == 0 || names == 1 && tokens.isWord(first, Words.CONST) && !hasTag;
        }
        return stars > 0 && names <= 1;
    }

    private void type(int first, int end) {
        int last = end - 1;
        while (last > first && tokens.is(last, '*')) {
            last--;
        }
        facts.add(DialectFact.Kind.TYPE_ARGUMENT, tokens.span(first, end - 1));
        if (last > first && tokens.hasLineBreak(tokens.starts[first], tokens.ends[last])) {
            tokens.blankTokens(first, last - 1);
            first = last;
        }
        if (last < end - 1) {
            tokens.blank(tokens.ends[last], tokens.ends[end - 1]);
        }
        if (last > first) {
            tokens.join(tokens.starts[first], tokens.ends[last]);
        } else if (tokens.isWordWith(first, Words.SIMPLE_TYPE)) {
            for (int at = tokens.starts[first]; at < tokens.ends[first]; at++) {
                byte next = tokens.bytes[at];
                tokens.bytes[at] = next >= 'a' && next <= 'z' ? (byte) (next - 'a' + 'A') : next;
            }
        }
    }
}
