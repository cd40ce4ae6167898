// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.ArrayList;
import java.util.List;
import uringlint.source.Span;

/// What the rules have overwritten so far.
final class FactTable {
    private final Tokens tokens;
    private final byte[] original;
    private final List<DialectFact> facts = new ArrayList<>();

    FactTable(Tokens tokens, byte[] original) {
        this.tokens = tokens;
        this.original = original;
    }

    /// Notes a call `name(…)`; its span goes to the closing parenthesis.
    void addCall(DialectFact.Kind kind, int name) {
        int open = name + 1;
        add(kind, tokens.span(name, tokens.match[open]), name, tokens.arguments(open));
    }

    void add(DialectFact.Kind kind, Span span, int name, List<Span> arguments) {
        int word = tokens.words[name];
        facts.add(new DialectFact(kind, word != Words.NONE ? Words.name(word) : text(tokens.span(name)), span, arguments));
    }

    void add(DialectFact.Kind kind, Span span) {
        facts.add(new DialectFact(kind, text(span), span, List.of()));
    }

    void add(DialectFact.Kind kind, Span span, String name) {
        facts.add(new DialectFact(kind, name, span, List.of()));
    }

    String text(Span span) {
        return new String(original, span.start(), span.length(), java.nio.charset.StandardCharsets.UTF_8);
    }

    List<DialectFact> sorted() {
        facts.sort(DialectFact.ORDER);
        return facts;
    }
}
