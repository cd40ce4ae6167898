// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.ir.TypeDeclaration;
import uringlint.syntax.SyntaxNode;

/// What all kinds of items have: a name, type parameters, attributes.
final class ItemParts {
    private ItemParts() {}

    static String name(SyntaxNode node) {
        return node.child("name").map(SyntaxNode::text).orElse("");
    }

    static List<String> generics(SyntaxNode node) {
        var names = new ArrayList<String>();
        for (SyntaxNode parameter : node.child("type_parameters").map(SyntaxNode::namedChildren).orElse(List.of())) {
            switch (parameter.kind()) {
                case "type_parameter", "const_parameter", "optional_type_parameter", "constrained_type_parameter" ->
                    names.add(name(parameter));
                case "type_identifier" -> names.add(parameter.text());
                default -> {}
            }
        }
        return names;
    }

    /// The first trait of each type parameter, or an empty name.
    static List<String> bounds(SyntaxNode node) {
        var bounds = new ArrayList<String>();
        for (SyntaxNode parameter : node.child("type_parameters").map(SyntaxNode::namedChildren).orElse(List.of())) {
            if (!parameter.kind().startsWith("lifetime")) {
                bounds.add(parameter
                        .child("bounds")
                        .flatMap(list -> list.namedChildren().stream().findFirst())
                        .map(RustType::of)
                        .map(RustType::name)
                        .orElse(""));
            }
        }
        return bounds;
    }

    /// The type parameters of which nothing is asked, neither where they stand nor in a `where` clause.
    static List<String> free(SyntaxNode node) {
        Set<String> asked = node.namedChildren().stream().filter(child -> child.kind().equals("where_clause"))
                .flatMap(clause -> clause.namedChildren().stream()).flatMap(predicate -> predicate.child("left").stream())
                .map(SyntaxNode::text).collect(Collectors.toSet());
        var free = new ArrayList<String>();
        for (SyntaxNode parameter : node.child("type_parameters").map(SyntaxNode::namedChildren).orElse(List.of())) {
            boolean isType = parameter.kind().endsWith("type_parameter") || parameter.kind().equals("type_identifier");
            String name = parameter.kind().equals("type_identifier") ? parameter.text() : name(parameter);
            if (isType && parameter.child("bounds").isEmpty() && !asked.contains(name)) {
                free.add(name);
            }
        }
        return free;
    }

    /// What attributes say, without blanks.
    static List<String> attributes(List<SyntaxNode> nodes) {
        var attributes = new ArrayList<String>();
        for (SyntaxNode node : nodes) {
            String text = node.text();
            attributes.add(text.substring(text.indexOf('[') + 1, Math.max(text.indexOf('[') + 1, text.lastIndexOf(']')))
                    .replaceAll("\\s+", ""));
        }
        return attributes;
    }

    /// The attributes of a structure, and `OPEN` where everybody sees it and all of its fields.
    static List<String> withOpen(SyntaxNode node, List<SyntaxNode> nodes) {
        var attributes = new ArrayList<>(attributes(nodes));
        List<SyntaxNode> fields = node.child("body").map(SyntaxNode::namedChildren).orElse(List.of());
        long open = fields.stream().flatMap(field -> Stream.concat(Stream.of(field), field.namedChildren().stream()))
                .filter(ItemParts::isPublic).count();
        long count = fields.stream().filter(field -> field.kind().equals("field_declaration") || field.field().equals("type")).count();
        if (count > 0 && open == count && node.namedChildren().stream().anyMatch(ItemParts::isPublic)) {
            attributes.add(TypeDeclaration.Composite.OPEN);
        }
        return attributes;
    }

    private static boolean isPublic(SyntaxNode node) {
        return node.kind().equals("visibility_modifier") && node.text().equals("pub");
    }

    /// Whether the item is there for tests alone.
    static boolean isTest(List<SyntaxNode> attributes) {
        return attributes.stream()
                .anyMatch(attribute -> attribute.text().replace(" ", "").equals("#[cfg(test)]")
                        || attribute.text().contains("kunit_tests")
                        || attribute.text().equals("#[test]"));
    }
}
