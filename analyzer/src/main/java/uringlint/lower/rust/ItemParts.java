// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
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

    /// Whether the item is there for tests alone.
    static boolean isTest(List<SyntaxNode> attributes) {
        return attributes.stream()
                .anyMatch(attribute -> attribute.text().replace(" ", "").equals("#[cfg(test)]")
                        || attribute.text().contains("kunit_tests")
                        || attribute.text().equals("#[test]"));
    }
}
