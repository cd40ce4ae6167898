// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Code.Part;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Other declarations of the same variables.
final class Declarations {
    private static final String SPECIAL =
            "(?s)(static|extern|typedef|auto|register|volatile)\\b.*|.*\\b(__\\w+|DEFINE_\\w+|DECLARE_\\w+)\\b.*";

    private Declarations() {}

    /// A declaration with a value becomes one without, and an assignment.
    static List<Change> split(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode declaration :
                    Code.below(Names.body(function), code.isRust() ? "let_declaration" : "declaration")) {
                if (!declaration.hasError()) {
                    changes.addAll(code.isRust() ? splitInRust(declaration) : splitInC(declaration));
                }
            }
        }
        return changes;
    }

    private static List<Change> splitInC(SyntaxNode declaration) {
        List<SyntaxNode> declarators = declaration.fields("declarator");
        List<SyntaxNode> initialized = declarators.stream()
                .filter(declarator -> declarator.kind().equals("init_declarator"))
                .toList();
        boolean isInBlock = declaration.parent().orElseThrow().kind().equals("compound_statement");
        boolean isPlain = initialized.stream().allMatch(Declarations::isAssignable);
        if (!isInBlock || initialized.isEmpty() || !isPlain || isSpecial(declaration)) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        parts.add(new Part.Kept(new Span(declaration.span().start(), declarators.getFirst().span().start())));
        String comma = "";
        for (SyntaxNode declarator : declarators) {
            parts.add(new Part.Fresh(comma));
            parts.add(new Part.Kept(
                    initialized.contains(declarator)
                            ? declarator.child("declarator").orElseThrow().span()
                            : declarator.span()));
            comma = ", ";
        }
        for (SyntaxNode declarator : initialized) {
            parts.add(new Part.Fresh("; " + Code.declared(declarator) + " = "));
            parts.add(new Part.Kept(declarator.child("value").orElseThrow().span()));
        }
        parts.add(new Part.Fresh(";"));
        return List.of(new Change(declaration.span(), parts));
    }

    private static boolean isAssignable(SyntaxNode declarator) {
        boolean isConstant = declarator.text().contains("const ")
                || declarator.parent().orElseThrow().text().matches("(?s)const [^*]*=.*");
        boolean isArray = !Code.below(
                        declarator.child("declarator").orElseThrow(), "array_declarator|function_declarator")
                .isEmpty();
        return !isConstant && !isArray && !declarator.child("value").orElseThrow().kind().equals("initializer_list");
    }

    static boolean isSpecial(SyntaxNode declaration) {
        String head = declaration.text().replaceFirst("(?s)=.*", "");
        return head.matches(SPECIAL) && !head.matches("(?s)(const )?__[a-z]*[0-9]+\\s.*");
    }

    private static List<Change> splitInRust(SyntaxNode declaration) {
        boolean isNamed = declaration
                .child("pattern")
                .filter(pattern -> pattern.kind().equals("identifier"))
                .isPresent();
        if (!isNamed || declaration.child("value").isEmpty() || declaration.child("alternative").isPresent()) {
            return List.of();
        }
        SyntaxNode value = declaration.child("value").get();
        // A temporary lives as long as the reference to it only where it is declared.
        boolean isOfAnother = Names.isIn(declaration.child("pattern").get().text(), value.text());
        if (value.text().startsWith("&") || value.text().contains("pin!") || isOfAnother) {
            return List.of();
        }
        SyntaxNode last = declaration.child("type").or(() -> declaration.child("pattern")).orElseThrow();
        return List.of(new Change(declaration.span(), List.of(
                new Part.Kept(new Span(declaration.span().start(), last.span().end())),
                new Part.Fresh("; " + declaration.child("pattern").orElseThrow().text() + " = "),
                new Part.Kept(value.span()),
                new Part.Fresh(";"))));
    }

    /// What is never written again becomes constant.
    static List<Change> makeConstant(Code code) {
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.isRust() ? List.<SyntaxNode>of() : code.functions()) {
            for (SyntaxNode declaration : Code.below(Names.body(function), "declaration")) {
                List<SyntaxNode> declarators = declaration.fields("declarator");
                boolean isSingle = declarators.size() == 1 && declarators.getFirst().kind().equals("init_declarator");
                if (declaration.hasError() || !isSingle || !isAssignable(declarators.getFirst()) || isSpecial(declaration)) {
                    continue;
                }
                SyntaxNode declarator = declarators.getFirst().child("declarator").orElseThrow();
                String name = Code.declared(declarator);
                if (isWrittenBehind(function, declaration, name)) {
                    continue;
                }
                if (declarator.kind().equals("identifier")) {
                    changes.add(Change.before(declaration, "const "));
                } else {
                    SyntaxNode identifier = Code.below(declarator, "identifier").getFirst();
                    changes.add(Change.before(identifier, "const "));
                }
            }
        }
        return changes;
    }

    private static boolean isWrittenBehind(SyntaxNode function, SyntaxNode declaration, String name) {
        List<SyntaxNode> writes = Code.below(
                        function,
                        "assignment_expression|update_expression|pointer_expression|init_declarator|while_statement")
                .stream()
                .filter(write -> !declaration.span().contains(write.span()))
                .filter(write -> switch (write.kind()) {
                    case "assignment_expression" ->
                        write.child("left")
                                .orElseThrow()
                                .text()
                                .matches(name + "|" + name + "\\..*|\\(" + name + "\\)");
                    case "init_declarator" -> Code.declared(write).equals(name);
                    case "pointer_expression" -> write.text().matches("(?s)&" + name + "\\b(?!->).*");
                    case "while_statement" ->
                        !write.text().startsWith("while")
                                && Names.isIn(
                                        name,
                                        write.child("condition").orElseThrow().text());
                    default -> write.child("argument").orElseThrow().text().equals(name);
                })
                .toList();
        return !writes.isEmpty();
    }

    /// Types of variables get another name.
    static List<Change> nameTypes(Code code) {
        Set<String> types = new LinkedHashSet<>();
        var changes = new ArrayList<Change>();
        for (SyntaxNode function : code.functions()) {
            Stream<SyntaxNode> declarations =
                    Code.below(Names.body(function), code.isRust() ? "let_declaration" : "declaration").stream();
            declarations
                    .filter(declaration -> !Code.isConditional(declaration))
                    .flatMap(declaration -> declaration.child("type").stream())
                    .forEach(type -> {
                        if (code.isRust()
                                ? type.kind().equals("primitive_type")
                                : type.kind().equals("struct_specifier")
                                        && type.child("body").isEmpty()) {
                            String name = type.text().replaceFirst("struct\\s+", "");
                            if (types.add(name)) {
                                changes.add(Change.before(
                                        first(code),
                                        code.isRust()
                                                ? "type Own_%s = %s; ".formatted(name, name)
                                                : "typedef struct %s own_%s_t; ".formatted(name, name)));
                            }
                            changes.add(Change.of(type, code.isRust() ? "Own_" + name : "own_" + name + "_t"));
                        }
                    });
        }
        return changes;
    }

    /// What stands at the top of the file in front of its first function.
    static SyntaxNode first(Code code) {
        SyntaxNode first = code.functions().getFirst();
        while (!first.parent().orElseThrow().equals(code.root())) {
            first = first.parent().orElseThrow();
        }
        List<SyntaxNode> items = code.root().children();
        int at = items.indexOf(first);
        while (at > 0 && items.get(at - 1).kind().equals("attribute_item")) {
            at--;
        }
        return items.get(at);
    }
}
