// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import uringlint.dialect.Dialect;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.Parser;
import uringlint.syntax.SyntaxNode;

/// A source text in C or Rust with its tree: finds statements, and makes changed texts. Texts hold a character a byte, so that spans fit.
public final class Code {
    private final SourceFile file;
    private final String bytes;
    private final SyntaxNode root;

    public Code(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        file = new SourceFile(path, content);
        bytes = new String(content, StandardCharsets.ISO_8859_1);
        boolean isRust = path.endsWith(".rs");
        try (var parser = isRust ? Parser.forRust() : Parser.forC()) {
            root = parser.parse(isRust ? Dialect.verbatim(file) : Dialect.prepare(file)).tree().orElseThrow().root();
        }
    }

    public boolean isRust() {
        return file.path().endsWith(".rs");
    }

    public String path() {
        return file.path();
    }

    public SyntaxNode root() {
        return root;
    }

    public int line(SyntaxNode node) {
        return file.lines().line(node.span().start());
    }

    /// The line on which a node ends.
    public int lastLine(SyntaxNode node) {
        return file.lines().line(node.span().end() - 1);
    }

    /// Whether only white space stands in front of a node on its line.
    boolean isFirstOfItsLine(SyntaxNode node) {
        int start = node.span().start();
        return bytes.substring(bytes.lastIndexOf('\n', start - 1) + 1, start).isBlank();
    }

    public List<SyntaxNode> functions() {
        return below(root, isRust() ? "function_item" : "function_definition");
    }

    /// The structures that are defined in the text.
    List<SyntaxNode> structures() {
        return below(root, "struct_specifier").stream().filter(node -> node.child("body").isPresent()).toList();
    }

    public static String name(SyntaxNode function) {
        return function.child("declarator").map(Code::declared).or(() -> function.child("name").map(SyntaxNode::text)).orElseThrow();
    }

    /// The name that a declarator gives.
    public static String declared(SyntaxNode outermost) {
        SyntaxNode declarator = outermost;
        while (declarator.child("declarator").isPresent()) {
            declarator = declarator.child("declarator").get();
        }
        return declarator.text();
    }

    /// The nodes of a kind, or of several with `|` between, below another, in the order of the text.
    public static List<SyntaxNode> below(SyntaxNode node, String kinds) {
        var found = new ArrayList<SyntaxNode>();
        Pattern pattern = Pattern.compile(kinds);
        walk(node, child -> {
            if (pattern.matcher(child.kind()).matches()) {
                found.add(child);
            }
        });
        return found;
    }

    private static void walk(SyntaxNode node, Consumer<SyntaxNode> visitor) {
        visitor.accept(node);
        node.children().forEach(child -> walk(child, visitor));
    }

    /// The statements below a node that are nothing but a call of one of these functions.
    public static List<SyntaxNode> calls(SyntaxNode node, String names) {
        return below(node, "expression_statement").stream().filter(statement -> callee(statement).matches(names)).toList();
    }

    /// The name of the function that a statement calls and does nothing else, or an empty text.
    public static String callee(SyntaxNode statement) {
        return call(statement).flatMap(call -> call.child("function")).map(SyntaxNode::text).orElse("");
    }

    public static List<SyntaxNode> arguments(SyntaxNode statement) {
        return call(statement).flatMap(call -> call.child("arguments")).map(SyntaxNode::namedChildren).orElse(List.of());
    }

    private static Optional<SyntaxNode> call(SyntaxNode statement) {
        if (!statement.kind().equals("expression_statement")) {
            return Optional.empty();
        }
        return statement.namedChildren().stream().findFirst().filter(child -> child.kind().equals("call_expression"));
    }

    /// The statements behind another in the same block.
    static List<SyntaxNode> behind(SyntaxNode statement) {
        if (statement.parent().isEmpty() || !statement.parent().get().kind().equals("compound_statement")) {
            return List.of();
        }
        List<SyntaxNode> block = statement.parent().get().namedChildren();
        return block.subList(block.indexOf(statement) + 1, block.size());
    }

    /// Whether a node stands in a branch that a condition with this word opens, or in its condition.
    static boolean isUnder(SyntaxNode node, String word) {
        for (Optional<SyntaxNode> parent = node.parent(); parent.isPresent(); parent = parent.get().parent()) {
            if (parent.get().kind().equals("if_statement") && parent.get().child("condition").orElseThrow().text().contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a node is compiled only for some versions.
    public static boolean isConditional(SyntaxNode node) {
        for (Optional<SyntaxNode> parent = node.parent(); parent.isPresent(); parent = parent.get().parent()) {
            if (parent.get().kind().startsWith("preproc_")) {
                return true;
            }
        }
        return false;
    }

    /// The text without a node; a statement leaves an empty one.
    String without(SyntaxNode node) {
        return with(node, ";");
    }

    /// The text with another in place of a node.
    String with(SyntaxNode node, String replacement) {
        return utf8(bytes.substring(0, node.span().start()) + replacement + bytes.substring(node.span().end()));
    }

    /// A change of the text: parts in place of a span.
    public record Change(Span span, List<Part> parts) {
        public Change {
            parts = List.copyOf(parts);
        }

        public Change(Span span, String text) {
            this(span, List.of(new Part.Fresh(text)));
        }

        public static Change of(SyntaxNode node, String text) {
            return new Change(node.span(), text);
        }

        /// A node between two texts.
        public static Change around(String before, SyntaxNode node, String behind) {
            return new Change(node.span(), List.of(new Part.Fresh(before), new Part.Kept(node.span()), new Part.Fresh(behind)));
        }

        public static Change before(SyntaxNode node, String text) {
            return new Change(new Span(node.span().start(), node.span().start()), text);
        }
    }

    /// What takes the place of a text.
    public sealed interface Part {
        /// Other text.
        record Fresh(String text) implements Part {}

        /// Text from somewhere, with the changes that lie in it.
        record Kept(Span span) implements Part {}
    }

    /// The text with several changes, none of which overlaps another; one may lie in what another keeps.
    String with(List<Change> changes) {
        return rewritten(changes).text();
    }

    /// The text with several changes as above, and where its parts come from.
    public Rewritten rewritten(List<Change> changes) {
        var writer = new Rewritten.Writer(bytes);
        Comparator<Change> outermostFirst = Comparator.comparing(change -> change.span().start());
        // What goes in front of a node goes in front of what takes its place.
        outermostFirst = outermostFirst.thenComparing(change -> change.span().start() == change.span().end() ? 0 : 1)
                .thenComparing(change -> -change.span().end());
        writer.write(new Span(0, bytes.length()), changes.stream().sorted(outermostFirst).toList());
        return writer.rewritten();
    }

    /// The text with a node replaced by itself and others before and behind it, in braces: it may be the body of an `if`.
    String around(SyntaxNode node, String before, String behind) {
        String statement = bytes.substring(node.span().start(), node.span().end());
        String inner = (before.isEmpty() ? "" : before + " ") + statement + (behind.isEmpty() ? "" : " " + behind);
        boolean isInBlock = node.parent().map(SyntaxNode::kind).filter("compound_statement"::equals).isPresent();
        return with(node, isInBlock ? inner : "{ " + inner + " }");
    }

    /// The text with a statement moved to the front of a later one.
    String moved(SyntaxNode statement, SyntaxNode target) {
        String text = bytes.substring(statement.span().start(), statement.span().end());
        return utf8(bytes.substring(0, statement.span().start())
                + bytes.substring(statement.span().end(), target.span().start())
                + text + " "
                + bytes.substring(target.span().start()));
    }

    static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
