package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uringlint.dialect.Prepared;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;

/// Parses the tokens of macros as code. All else of the file is blank, so spans stay what they are.
final class Fragments {
    private static final int MOST = 2_000;

    private final Function<Prepared, Optional<SyntaxTree>> parser;
    private int count;

    Fragments(Function<Prepared, Optional<SyntaxTree>> parser) {
        this.parser = parser;
    }

    /// The tokens as the arguments of a call. `<-` becomes `:`, and what is `blanked` is left out.
    Optional<SyntaxNode> call(SyntaxNode tokens, List<Span> blanked) {
        return parse(tokens, blanked, "fn f(){g", ");}", "call_expression");
    }

    /// `(value, pattern)` as the condition `let pattern = value`. Patterns cannot be arguments, so the value comes after.
    Optional<SyntaxNode> matches(SyntaxNode tokens) {
        byte[] bytes = tokens.tree().prepared().bytes();
        int level = 0;
        for (int at = tokens.span().start(); at < tokens.span().end(); at++) {
            switch (bytes[at]) {
                case '(', '[', '{' -> level++;
                case ')', ']', '}' -> level--;
                case ',' -> {
                    if (level == 1) {
                        return split(tokens, at);
                    }
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<SyntaxNode> split(SyntaxNode tokens, int comma) {
        SourceFile file = tokens.tree().file();
        String value = new String(tokens.tree().prepared().bytes(), tokens.span().start() + 1, comma - tokens.span().start() - 1, java.nio.charset.StandardCharsets.UTF_8);
        String pattern = new String(tokens.tree().prepared().bytes(), comma + 1, tokens.span().end() - comma - 2, java.nio.charset.StandardCharsets.UTF_8);
        int guard = pattern.indexOf(" if ");
        String text = "fn f(){if let " + (guard < 0 ? pattern : pattern.substring(0, guard)).strip().replaceAll(",$", "") + " = " + value + (guard < 0 ? "" : " && " + pattern.substring(guard + 4)) + " {}}";
        return detached(file, text).flatMap(root -> find(root, "if_expression")).flatMap(found -> found.child("condition"));
    }

    /// Code that stands nowhere in the file.
    Optional<SyntaxNode> detached(SourceFile file, String text) {
        if (++count > MOST) {
            return Optional.empty();
        }
        var source = new SourceFile(file.path(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return parser.apply(new Prepared(source, source.bytes(), List.of(), List.of())).map(SyntaxTree::root);
    }

    private Optional<SyntaxNode> parse(SyntaxNode tokens, List<Span> blanked, String before, String after, String kind) {
        Span span = tokens.span();
        byte[] bytes = tokens.tree().prepared().bytes();
        int start = span.start() - before.length();
        if (start < 0 || span.length() < 2 || ++count > MOST) {
            return Optional.empty();
        }
        byte[] text = new byte[span.end() + after.length()];
        Arrays.fill(text, (byte) ' ');
        System.arraycopy(bytes, span.start(), text, span.start(), span.length());
        for (int at = 0; at < before.length(); at++) {
            text[start + at] = (byte) before.charAt(at);
        }
        text[span.start()] = (byte) '(';
        text[span.end() - 1] = ' ';
        for (int at = 0; at < after.length(); at++) {
            text[span.end() - 1 + at] = (byte) after.charAt(at);
        }
        for (Span blank : blanked) {
            Arrays.fill(text, blank.start(), blank.end(), (byte) ' ');
        }
        for (int at = span.start(); at + 1 < span.end(); at++) {
            if (text[at] == '<' && text[at + 1] == '-') {
                text[at] = ':';
                text[at + 1] = ' ';
            }
        }
        SourceFile original = tokens.tree().file();
        return parser.apply(new Prepared(original, text, List.of(), List.of())).flatMap(tree -> find(tree.root(), kind));
    }

    private static Optional<SyntaxNode> find(SyntaxNode root, String kind) {
        var pending = new ArrayList<SyntaxNode>();
        pending.add(root);
        while (!pending.isEmpty()) {
            SyntaxNode node = pending.removeFirst();
            if (node.kind().equals(kind)) {
                return Optional.of(node);
            }
            pending.addAll(node.namedChildren());
        }
        return Optional.empty();
    }
}
