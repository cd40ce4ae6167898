// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import uringlint.source.SourceFile;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;

/// The parsed bodies of the macros that a file uses, each parsed once.
final class MacroBodies {
    /// A body that parses as one expression or initializer list, or as several statements or elements.
    sealed interface Body {
        record Value(SyntaxNode expression) implements Body {}

        record Statements(List<SyntaxNode> nodes) implements Body {}

        record Opaque() implements Body {}
    }

    private static final int MAX_LENGTH = 20_000;

    private final FragmentParser parser;
    private final Macros macros;
    private final Map<String, Macro> local = new HashMap<>();
    private final Map<String, Boolean> shorthands = new HashMap<>();
    private final Map<List<String>, Body> bodies = new HashMap<>();
    private final Map<List<String>, Body> initializers = new HashMap<>();

    MacroBodies(FragmentParser parser, Macros macros) {
        this.parser = parser;
        this.macros = macros;
    }

    /// The macro of this name, if its meaning is not built in.
    Optional<Macro> find(String name) {
        if (KernelMacros.isBuiltIn(name)) {
            return Optional.empty();
        }
        Macro inner = local.get(name);
        return inner != null ? Optional.of(inner) : macros.find(name);
    }

    void define(Macro macro) {
        local.put(macro.name(), macro);
    }

    /// Whether this names a macro without parameters whose body is no constant.
    boolean isShorthand(String name) {
        return shorthands.computeIfAbsent(name, _ -> find(name)
                .filter(macro -> !macro.isFunctionLike() && !macro.body().isEmpty() && ConstantParser.parse(macro.body()).isEmpty())
                .isPresent());
    }

    /// The body of a macro whose arguments have these texts.
    Body body(Macro macro, UnaryOperator<String> argument) {
        String text = text(macro, argument);
        return bodies.computeIfAbsent(List.of(macro.name(), text), _ -> parse(macro, text));
    }

    /// What the body puts between the braces of an initializer; as a value, where it is one that has no designator.
    Body initializer(Macro macro, UnaryOperator<String> argument) {
        String text = text(macro, argument);
        return initializers.computeIfAbsent(List.of(macro.name(), text), _ -> parseInitializer(macro, text));
    }

    private static String text(Macro macro, UnaryOperator<String> argument) {
        return macro.body().indexOf('#') < 0 ? macro.body() : macro.pasted(argument);
    }

    private Body parse(Macro macro, String body) {
        if (body.length() > MAX_LENGTH) {
            return new Body.Opaque();
        }
        Optional<SyntaxNode> block = fragment(macro, "void f(void)\n{\n" + body + "\n;}\n")
                .flatMap(tree -> find(tree.root(), "compound_statement"));
        if (block.isEmpty()) {
            return new Body.Opaque();
        }
        List<SyntaxNode> statements = block.get().namedChildren().stream().filter(node -> !isEmpty(node)).toList();
        if (statements.isEmpty()) {
            return body.isBlank() ? new Body.Statements(List.of()) : new Body.Opaque();
        }
        if (statements.size() == 1 && statements.getFirst().kind().equals("expression_statement")) {
            return new Body.Value(statements.getFirst().namedChildren().getFirst());
        }
        return new Body.Statements(statements);
    }

    /// What a macro with these arguments declares outside of functions; nothing where it is something else. Its names are pasted.
    Optional<SyntaxTree> declarations(Macro macro, List<String> arguments) {
        if (macro.body().length() > MAX_LENGTH || !macro.isVariadic() && arguments.size() != macro.parameters().size()) {
            return Optional.empty();
        }
        return fragment(macro, macro.expanded(arguments) + "\n;\n");
    }

    private static boolean isEmpty(SyntaxNode node) {
        return node.kind().equals("expression_statement") && node.namedChildren().isEmpty();
    }

    private Body parseInitializer(Macro macro, String body) {
        boolean isList = !body.isEmpty() && (body.startsWith("{") || body.startsWith("[") || body.startsWith("."));
        if (!isList || body.length() > MAX_LENGTH) {
            return new Body.Opaque();
        }
        List<SyntaxNode> elements = fragment(macro, "struct s s = {\n" + body + "\n};\n")
                .flatMap(tree -> find(tree.root(), "initializer_list"))
                .map(SyntaxNode::namedChildren)
                .orElse(List.of());
        if (elements.isEmpty()) {
            return new Body.Opaque();
        }
        return elements.size() == 1 && elements.getFirst().kind().equals("initializer_list")
                ? new Body.Value(elements.getFirst())
                : new Body.Statements(elements);
    }

    private Optional<SyntaxTree> fragment(Macro macro, String text) {
        return parser.parse(new SourceFile(macro.file().path(), text.getBytes(StandardCharsets.UTF_8)))
                .filter(tree -> !tree.root().hasError());
    }

    private static Optional<SyntaxNode> find(SyntaxNode node, String kind) {
        if (node.kind().equals(kind)) {
            return Optional.of(node);
        }
        for (SyntaxNode child : node.namedChildren()) {
            Optional<SyntaxNode> found = find(child, kind);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
