// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.List;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The pass that makes a file parseable in place.
public final class Dialect {
    /// Longer files are refused.
    public static final int MAX_LENGTH = 16 << 20;

    /// Files with deeper nested brackets are refused.
    public static final int MAX_NESTING = 500;

    private Dialect() {}

    /// Kernel C with its macros overwritten.
    public static Prepared prepare(SourceFile file) {
        return prepare(file, file.bytes());
    }

    /// Kernel C of which some parts were blanked.
    public static Prepared prepare(SourceFile file, byte[] selected) {
        if (file.bytes().length > MAX_LENGTH) {
            return refuse(file, "the file is longer than " + (MAX_LENGTH >> 20) + " MB");
        }
        var tokens = Lexer.lex(selected.clone());
        var facts = new FactTable(tokens, file.bytes());
        tokens.spliced.forEach((part, word) -> facts.add(DialectFact.Kind.SPLICE, part, word));
        Attributes.apply(tokens, facts);
        Brackets.pair(tokens);
        if (tokens.depth > MAX_NESTING) {
            return refuse(file, "brackets are nested deeper than " + MAX_NESTING + " levels");
        }
        if (!Conditionals.apply(tokens, facts)) {
            return refuse(file, "conditionals are nested deeper than " + Conditionals.MAX_DEPTH + " levels");
        }
        // The order matters: what an earlier rule blanked is a boundary for the later ones.
        StatementForms.joinStrings(tokens, facts);
        StatementForms.joinRanges(tokens, facts);
        Declarations.applyToLists(tokens, facts);
        StatementForms.completeLabels(tokens);
        ArgumentForms.joinTypes(tokens, facts);
        ArgumentForms.joinMembers(tokens, facts);
        ArgumentForms.apply(tokens, facts);
        StatementForms.apply(tokens, facts);
        Declarations.apply(tokens, facts);
        StatementForms.declare(tokens, facts);
        return new Prepared(file, tokens.bytes, facts.sorted(), List.of());
    }

    /// A file in Rust, without words that are newer than the grammar and say nothing of what code does.
    public static Prepared verbatim(SourceFile file) {
        byte[] bytes = file.bytes();
        if (bytes.length > MAX_LENGTH) {
            return refuse(file, "the file is longer than " + (MAX_LENGTH >> 20) + " MB");
        }
        if (nesting(bytes) > MAX_NESTING) {
            return refuse(file, "brackets are nested deeper than " + MAX_NESTING + " levels");
        }
        return new Prepared(file, file.isRust() ? RustForms.masked(bytes) : bytes, List.of(), List.of());
    }

    /// A rough measure that counts brackets in strings too; it only has to stop what is meant to exhaust the stack.
    private static int nesting(byte[] bytes) {
        int level = 0;
        int deepest = 0;
        for (byte next : bytes) {
            switch (next) {
                case '(', '[', '{' -> deepest = Math.max(deepest, ++level);
                case ')', ']', '}' -> level = Math.max(0, level - 1);
                default -> {}
            }
        }
        return deepest;
    }

    private static Prepared refuse(SourceFile file, String message) {
        var problem = new Problem(Problem.Kind.BOUND, new Location(file, new Span(0, 0)), message);
        return new Prepared(file, file.bytes(), List.of(), List.of(problem));
    }
}
