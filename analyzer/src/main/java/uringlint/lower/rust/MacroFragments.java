// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import uringlint.dialect.Prepared;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;

/// Parses the tokens of macros as code. All else of the file is blank, so spans stay what they are.
final class MacroFragments {
    /// How much is parsed again for one file.
    private static final int MOST = 2_000;
    private static final int LONGEST = 4_000_000;
    /// `unsafe(uninit)`
    private static final Pattern PROMISE = Pattern.compile("\\bunsafe\\s*\\(\\s*\\w+\\s*\\)");

    private final Function<Prepared, Optional<SyntaxTree>> parser;
    private int count;
    private int length;

    MacroFragments(Function<Prepared, Optional<SyntaxTree>> parser) {
        this.parser = parser;
    }

    /// `(value, pattern if guard)` as its parts.
    record Match(SyntaxNode value, SyntaxNode arm) {}

    /// The tokens as the arguments of a call.
    Optional<SyntaxNode> call(SyntaxNode tokens) {
        return parse(tokens.tree(), inside(tokens), List.of(), "fn f(){g(", ");}", "call_expression");
    }

    /// A part of the tokens as an expression.
    Optional<SyntaxNode> expression(SyntaxNode tokens, Span part) {
        return parse(tokens.tree(), part, List.of(), "fn f(){g(", ");}", "call_expression")
                .flatMap(call -> call.child("arguments"))
                .map(SyntaxNode::namedChildren)
                .map(arguments -> arguments.stream()
                        .filter(argument -> !Values.isComment(argument))
                        .toList())
                .filter(arguments -> arguments.size() == 1)
                .map(List::getFirst);
    }

    /// A part of the tokens as a declaration of a variable.
    Optional<SyntaxNode> declaration(SyntaxNode tokens, List<Span> blanked) {
        return parse(tokens.tree(), inside(tokens), blanked, "fn f(){", ";}", "let_declaration");
    }

    /// The static variable that `global_lock!` declares: what stands before and behind it is for the macro alone.
    Optional<SyntaxNode> global(SyntaxNode tokens) {
        Span inside = inside(tokens);
        String text = new String(plain(tokens), inside.start(), inside.length(), java.nio.charset.StandardCharsets.ISO_8859_1);
        var blanked = new ArrayList<Span>();
        var promise = PROMISE.matcher(text);
        if (promise.find()) {
            blanked.add(new Span(inside.start() + promise.start(), inside.start() + promise.end()));
        }
        int end = split(tokens, ';').getFirst().end();
        if (end < inside.end()) {
            blanked.add(new Span(end + 1, inside.end()));
        }
        return parse(tokens.tree(), inside, blanked, "", "", "static_item");
    }

    /// The tokens of an initializer as an expression: what stands around the structure is blanked, `<-` becomes `:`.
    Optional<SyntaxNode> initializer(SyntaxNode tokens, List<Span> blanked) {
        Span inside = inside(tokens);
        byte[] plain = plain(tokens);
        var arrows = new ArrayList<Span>();
        for (int at = inside.start(); at + 1 < inside.end(); at++) {
            if (plain[at] == '<' && plain[at + 1] == '-') {
                arrows.add(new Span(at, at + 2));
            }
            boolean isNameless = plain[at] == '_' && !isWordly(plain[at - 1]) && !isWordly(plain[at + 1]);
            if (isNameless) {
                arrows.add(new Span(at, at + 1));
            }
        }
        return parse(tokens.tree(), inside, blanked, arrows, "fn f(){g(", ");}", "call_expression")
                .flatMap(call -> call.child("arguments"))
                .flatMap(arguments -> arguments.namedChildren().stream()
                        .filter(argument -> !Values.isComment(argument))
                        .findFirst());
    }

    private static boolean isWordly(byte character) {
        return Character.isJavaIdentifierPart(character & 0xff);
    }

    /// The parts of the tokens between signs that stand in no bracket.
    static List<Span> split(SyntaxNode tokens, char sign) {
        Span inside = inside(tokens);
        byte[] plain = plain(tokens);
        var parts = new ArrayList<Span>();
        int level = 0;
        int start = inside.start();
        for (int at = inside.start(); at < inside.end(); at++) {
            switch (plain[at]) {
                case '(', '[', '{' -> level++;
                case ')', ']', '}' -> level--;
                default -> {
                    if (plain[at] == sign && level == 0) {
                        parts.add(new Span(start, at));
                        start = at + 1;
                    }
                }
            }
        }
        if (start < inside.end()) {
            parts.add(new Span(start, inside.end()));
        }
        return parts;
    }

    /// The bytes of the tokens, with blanks for what is in comments and in strings.
    static byte[] plain(SyntaxNode tokens) {
        byte[] bytes = tokens.tree().prepared().bytes().clone();
        Span span = tokens.span();
        int at = span.start();
        while (at < span.end()) {
            int end = at + 1;
            boolean isNext = at + 1 < span.end();
            if (isNext && bytes[at] == '/' && bytes[at + 1] == '/') {
                end = until(bytes, at, span.end(), '\n');
            } else if (isNext && bytes[at] == '/' && bytes[at + 1] == '*') {
                do {
                    end = until(bytes, end + 1, span.end(), '/');
                } while (end < span.end() && bytes[end - 2] != '*');
            } else if (bytes[at] == '"') {
                do {
                    end = until(bytes, end, span.end(), '"');
                } while (end < span.end() && bytes[end - 2] == '\\' && bytes[end - 3] != '\\');
            } else if (bytes[at] == '\'' && at + 2 < span.end() && (bytes[at + 1] == '\\' || bytes[at + 2] == '\'')) {
                end = until(bytes, at + 2, span.end(), '\'');
            } else {
                at++;
                continue;
            }
            Arrays.fill(bytes, at, Math.min(end, span.end()), (byte) ' ');
            at = end;
        }
        return bytes;
    }

    /// The position behind the next byte of this kind.
    private static int until(byte[] bytes, int from, int end, char sign) {
        int at = from;
        while (at < end && bytes[at] != sign) {
            at++;
        }
        return Math.min(at + 1, end);
    }

    /// The tokens of `matches!`: an expression, and a pattern as that of an arm.
    Optional<Match> matches(SyntaxNode tokens) {
        List<Span> parts = split(tokens, ',');
        return parts.size() < 2
                ? Optional.empty()
                : match(
                        tokens,
                        parts.getFirst(),
                        new Span(parts.getFirst().end() + 1, inside(tokens).end()));
    }

    private Optional<Match> match(SyntaxNode tokens, Span value, Span pattern) {
        SyntaxTree tree = tokens.tree();
        byte[] bytes = tree.prepared().bytes();
        int end = pattern.end();
        while (end > pattern.start() && (Character.isWhitespace(bytes[end - 1]) || bytes[end - 1] == ',')) {
            end--;
        }
        Optional<SyntaxNode> arm =
                parse(tree, new Span(pattern.start(), end), List.of(), "fn f(){match x{", "=>0}}", "match_arm");
        return expression(tokens, value).filter(_ -> arm.isPresent()).map(found -> new Match(found, arm.get()));
    }

    static Span inside(SyntaxNode tokens) {
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
        return parse(tree, part, blanked, List.of(), before, after, kind);
    }

    private Optional<SyntaxNode> parse(
            SyntaxTree tree,
            Span part,
            List<Span> blanked,
            List<Span> marks,
            String before,
            String after,
            String kind) {
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
        for (Span mark : marks) {
            // `<-` is `:`, and a field called `_` is one of any name.
            text[mark.start()] = (byte) (mark.length() == 2 ? ':' : 'x');
            Arrays.fill(text, mark.start() + 1, mark.end(), (byte) ' ');
        }
        return parser.apply(new Prepared(tree.file(), text, List.of(), List.of()))
                .filter(found -> !found.root().hasError())
                .flatMap(found -> find(found.root(), kind));
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
