// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Signature;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Reads the declaration of one function: what it takes, what it gives, and how its types are written.
final class FunctionReader {
    private final Map<String, RustType> names;
    private final List<Items.Parameter> parameters = new ArrayList<>();
    private final List<String> spelled = new ArrayList<>();
    private Signature.Receiver receiver = Signature.Receiver.NONE;

    private FunctionReader(Map<String, RustType> names) {
        this.names = names;
    }

    /// @param use where the macro is used that brought the function
    static Items.Declared read(SyntaxNode node, List<SyntaxNode> attributes, ItemContext context, Optional<Span> use) {
        var names = new HashMap<>(context.names());
        List<String> generics = ItemParts.generics(node);
        generics.forEach(generic -> names.put(generic, RustType.UNKNOWN));
        var reader = new FunctionReader(names);
        node.child("parameters").map(SyntaxNode::namedChildren).orElse(List.of()).forEach(reader::parameter);
        String home = context.home();
        String plain = ItemParts.name(node);
        return new Items.Declared(
                home.isEmpty() ? plain : home + "::" + plain,
                context.owner(),
                generics,
                ItemParts.bounds(node),
                reader.parameters,
                node.child("return_type").map(RustType::of).orElse(RustType.UNIT).with(names),
                reader.signature(node, attributes, context),
                node.child("body"),
                node,
                context.around(),
                use);
    }

    private void parameter(SyntaxNode node) {
        switch (node.kind()) {
            case "self_parameter" -> self(node);
            case "parameter" -> typed(node);
            default -> {}
        }
    }

    /// `self`, `&self`, `&mut self`
    private void self(SyntaxNode node) {
        boolean isReference = node.text().startsWith("&");
        boolean isMutable = isReference
                && node.namedChildren().stream().anyMatch(part -> part.kind().equals("mutable_specifier"));
        RustType self = RustType.path("Self").with(names);
        receiver = !isReference ? Signature.Receiver.VALUE : isMutable ? Signature.Receiver.UNIQUE : Signature.Receiver.SHARED;
        parameters.add(new Items.Parameter(
                node.namedChildren().stream().filter(part -> part.kind().equals("self")).findFirst(),
                isReference ? new RustType.Reference(isMutable, self) : self));
        String lifetime = node.namedChildren().stream().filter(part -> part.kind().equals("lifetime")).findFirst()
                .map(part -> part.text() + " ").orElse("");
        spelled.add(isReference ? "&" + lifetime + (isMutable ? "mut Self" : "Self") : "Self");
    }

    /// `pattern: Type`; the receiver may be written so, too.
    private void typed(SyntaxNode node) {
        RustType written = node.child("type").map(RustType::of).orElse(RustType.UNKNOWN);
        Optional<SyntaxNode> pattern = node.child("pattern");
        String text = spelling(node, "type");
        if (pattern.isPresent() && pattern.get().kind().equals("self")) {
            receiver = text.contains("&mut ") || text.contains("&'") && text.contains(" mut ")
                    ? Signature.Receiver.UNIQUE
                    : text.contains("&") ? Signature.Receiver.SHARED : Signature.Receiver.VALUE;
        }
        parameters.add(new Items.Parameter(pattern, written.with(names)));
        spelled.add(text);
    }

    private Signature signature(SyntaxNode node, List<SyntaxNode> attributes, ItemContext context) {
        boolean isPublic = context.isPublic() || node.namedChildren().stream()
                .anyMatch(child -> child.kind().equals("visibility_modifier") && child.text().equals("pub"));
        boolean isUnsafe = node.namedChildren().stream()
                .anyMatch(child -> child.kind().equals("function_modifiers") && child.text().contains("unsafe"));
        List<String> all = new ArrayList<>(ItemParts.attributes(attributes));
        node.namedChildren().stream().filter(child -> child.kind().equals("visibility_modifier") && child.text().startsWith("pub("))
                .map(child -> Signature.SHARED + child.text().substring(3).replaceAll("\\s+", "")).forEach(all::add);
        return new Signature(
                context.owner(),
                context.trait(),
                receiver,
                isUnsafe,
                isPublic,
                spelled,
                spelling(node, "return_type"),
                all);
    }

    private static String spelling(SyntaxNode node, String field) {
        return node.child(field).map(SyntaxNode::text).orElse("").replaceAll("\\s+", " ");
    }
}
