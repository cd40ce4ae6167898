package uringlint.lower.rust;

import java.util.ArrayDeque;
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
    /// How much is parsed again for one file.
    private static final int MOST = 2_000;
    private static final int LONGEST = 4_000_000;

    private final Function<Prepared, Optional<SyntaxTree>> parser;
    private int count;
    private int length;

    Fragments(Function<Prepared, Optional<SyntaxTree>> parser) {
        this.parser = parser;
    }

    /// `(value, pattern if guard)` as its parts.
    record Match(SyntaxNode value, SyntaxNode arm) {}

    /// The tokens as the arguments of a call. `<-` becomes `:`, and what is `blanked` is left out.
    Optional<SyntaxNode> call(SyntaxNode tokens, List<Span> blanked) {
        return parse(tokens.tree(), inside(tokens), blanked, "fn f(){g(", ");}", "call_expression");
    }

    /// The tokens of `matches!`: an expression, and a pattern as that of an arm.
    Optional<Match> matches(SyntaxNode tokens) {
        Span inside = inside(tokens);
        byte[] bytes = tokens.tree().prepared().bytes();
        int level = 0;
        for (int at = inside.start(); at < inside.end(); at++) {
            switch (bytes[at]) {
                case '(', '[', '{' -> level++;
                case ')', ']', '}' -> level--;
                case ',' -> {
                    if (level == 0) {
                        return match(tokens, new Span(inside.start(), at), new Span(at + 1, inside.end()));
                    }
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<Match> match(SyntaxNode tokens, Span value, Span pattern) {
        SyntaxTree tree = tokens.tree();
        byte[] bytes = tree.prepared().bytes();
        int end = pattern.end();
        while (end > pattern.start() && (Character.isWhitespace(bytes[end - 1]) || bytes[end - 1] == ',')) {
            end--;
        }
        Optional<SyntaxNode> arm = parse(tree, new Span(pattern.start(), end), List.of(), "fn f(){match x{", "=>0}}", "match_arm");
        return parse(tree, value, List.of(), "fn f(){g(", ");}", "call_expression").flatMap(call -> call.child("arguments"))
                .filter(arguments -> arguments.namedChildren().size() == 1 && arm.isPresent())
                .map(arguments -> new Match(arguments.namedChildren().getFirst(), arm.get()));
    }

    private static Span inside(SyntaxNode tokens) {
        return new Span(tokens.span().start() + 1, Math.max(tokens.span().start() + 1, tokens.span().end() - 1));
    }

    /// Code that stands nowhere in the file.
    Optional<SyntaxNode> detached(SourceFile file, String text) {
        length += text.length();
        if (++count > MOST || length > LONGEST) {
            return Optional.empty();
        }
        var source = new SourceFile(file.path(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return parser.apply(new Prepared(source, source.bytes(), List.of(), List.of())).map(SyntaxTree::root);
    }

    /// A part of a file between what makes it a whole; nothing if that has errors.
    private Optional<SyntaxNode> parse(SyntaxTree tree, Span part, List<Span> blanked, String before, String after, String kind) {
        byte[] bytes = tree.prepared().bytes();
        int start = part.start() - before.length();
        length += part.length();
        if (start < 0 || ++count > MOST || length > LONGEST) {
            return Optional.empty();
        }
        byte[] text = new byte[part.end() + after.length()];
        Arrays.fill(text, (byte) ' ');
        put(text, before, start);
        System.arraycopy(bytes, part.start(), text, part.start(), part.length());
        put(text, after, part.end());
        for (Span blank : blanked) {
            Arrays.fill(text, blank.start(), blank.end(), (byte) ' ');
        }
        for (int at = part.start(); at + 1 < part.end(); at++) {
            if (text[at] == '<' && text[at + 1] == '-') {
                text[at] = ':';
                text[at + 1] = ' ';
            }
        }
        return parser.apply(new Prepared(tree.file(), text, List.of(), List.of())).filter(found -> !found.root().hasError()).flatMap(found -> find(found.root(), kind));
    }

    private static void put(byte[] text, String words, int start) {
        for (int at = 0; at < words.length(); at++) {
            text[start + at] = (byte) words.charAt(at);
        }
    }

    private static Optional<SyntaxNode> find(SyntaxNode root, String kind) {
        var pending = new ArrayDeque<SyntaxNode>();
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
