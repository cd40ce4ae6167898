// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.ArrayList;
import java.util.List;
import uringlint.source.Span;

/// The rule for attributes: blanked, and taken out of the tokens.
final class Attributes {
    private Attributes() {}

    static void apply(Tokens tokens, FactTable facts) {
        int kept = 0;
        int token = 0;
        while (token < tokens.count) {
            int word = tokens.words[token];
            if (word != Words.NONE) {
                if (word == Words.UPPER_STATIC) {
                    tokens.put(tokens.starts[token], "static");
                } else if (Words.has(word, Words.CALLED_ATTRIBUTE) && tokens.is(token + 1, '(')) {
                    int close = close(tokens, token + 1);
                    if (close > 0) {
                        Span whole = tokens.span(token, close);
                        facts.add(
                                Words.has(word, Words.CLEANUP) ? DialectFact.Kind.CLEANUP : DialectFact.Kind.ATTRIBUTE,
                                whole,
                                token,
                                arguments(tokens, token + 1, close));
                        if (word == Words.AUTO_KFREE || word == Words.AUTO_KVFREE) {
                            // struct foo AUTO_KFREE(*name); declares the pointer as well
                            tokens.blankTokens(token, token + 1);
                            tokens.blankToken(close);
                            for (int kind = token + 2; kind < close; kind++) {
                                tokens.move(kind, kept++);
                            }
                        } else {
                            tokens.blank(whole.start(), whole.end());
                        }
                        token = close + 1;
                        continue;
                    }
                } else if (Words.has(word, Words.ATTRIBUTE)) {
                    facts.add(DialectFact.Kind.ATTRIBUTE, tokens.span(token), token, List.of());
                    tokens.blankToken(token);
                    token++;
                    continue;
                }
            }
            tokens.move(token++, kept++);
        }
        tokens.count = kept;
    }

    /// Pairs are not known yet: they are found when the attributes are gone.
    private static int close(Tokens tokens, int open) {
        int level = 0;
        int last = Math.min(tokens.count, open + Tokens.REACH);
        for (int token = open; token < last; token++) {
            if (tokens.is(token, '(')) {
                level++;
            } else if (tokens.is(token, ')') && --level == 0) {
                return token;
            }
        }
        return -1;
    }

    private static List<Span> arguments(Tokens tokens, int open, int close) {
        if (close == open + 1) {
            return List.of();
        }
        var arguments = new ArrayList<Span>();
        int first = open + 1;
        int level = 0;
        for (int token = open + 1; token <= close; token++) {
            if (tokens.is(token, '(')) {
                level++;
            } else if (token == close || tokens.is(token, ',') && level == 0) {
                if (first < token) {
                    arguments.add(tokens.span(first, token - 1));
                }
                first = token + 1;
            } else if (tokens.is(token, ')')) {
                level--;
            }
        }
        return arguments;
    }
}
