// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// Lowers what makes one value of several: structures, variants with fields, tuples, arrays and ranges.
final class Composites {
    private final BodyLowering in;

    Composites(BodyLowering in) {
        this.in = in;
    }

    Operand tuple(SyntaxNode node, RustType expected) {
        List<RustType> wanted = in.types.resolve(expected) instanceof RustType.Tuple(var elements) ? elements : List.of();
        var parts = new ArrayList<Expr.Part>();
        var types = new ArrayList<RustType>();
        for (SyntaxNode child : node.namedChildren()) {
            if (Values.isComment(child)) {
                continue;
            }
            Operand operand = in.values.consume(child, parts.size() < wanted.size() ? wanted.get(parts.size()) : RustType.UNKNOWN);
            parts.add(new Expr.Part(Integer.toString(parts.size()), operand.value()));
            types.add(operand.type());
        }
        return new Operand(new Expr.Variant("", parts), new RustType.Tuple(types));
    }

    Operand array(SyntaxNode node, RustType expected) {
        RustType wanted = in.places.elementType(expected);
        var elements = new ArrayList<Expr.Element>();
        RustType type = wanted;
        boolean isRepeated = node.child("length").isPresent();
        for (SyntaxNode child : node.namedChildren()) {
            if (Values.isComment(child) || child.field().equals("length")) {
                continue;
            }
            Operand operand = in.values.consume(child, wanted);
            type = type instanceof RustType.Unknown ? operand.type() : type;
            if (!isRepeated) {
                elements.add(new Expr.Element(List.of(), operand.value()));
            } else if (!(operand.value() instanceof Expr.Literal(var number, _) && number == 0)) {
                return new Operand(
                        in.call("[]", new RustType.Array(type, ""), node, List.of(operand))
                                .value(),
                        new RustType.Array(type, node.child("length").get().text()));
            }
        }
        var array = new RustType.Array(
                type, node.child("length").map(SyntaxNode::text).orElse(Integer.toString(elements.size())));
        return new Operand(new Expr.Aggregate(in.types.erase(array), elements), array);
    }

    Operand structure(SyntaxNode node, RustType expected) {
        SyntaxNode name = node.child("name").orElse(node);
        RustType type = in.type(name);
        if (type.name().startsWith("Self")) {
            type = expected;
        }
        String variant = name.text().substring(name.text().lastIndexOf(':') + 1).replaceAll("<.*", "");
        boolean isVariant = in.items.isVariant(variant) && !in.items.structures.containsKey(variant);
        var parts = new ArrayList<Expr.Part>();
        for (SyntaxNode field : node.child("body").map(SyntaxNode::namedChildren).orElse(List.of())) {
            field(field, type, parts);
        }
        if (isVariant) {
            RustType enumeration = in.items.onlyWithVariant(variant).map(known -> RustType.path(known.name())).orElse(expected);
            return new Operand(new Expr.Variant(variant, parts), enumeration);
        }
        Operand built = built(type, variant, parts);
        in.noteMade(built.type(), built.value(), node);
        return built;
    }

    private void field(SyntaxNode field, RustType type, List<Expr.Part> parts) {
        switch (field.kind()) {
            case "field_initializer" -> {
                Optional<SyntaxNode> value = field.child("value");
                String key = field.child("field").or(() -> field.child("name")).map(SyntaxNode::text).orElse("");
                if (value.isPresent() && key.equals("_")) {
                    in.values.value(value.get(), RustType.UNKNOWN);
                } else if (value.isPresent()) {
                    parts.add(part(key, value.get(), type));
                }
            }
            case "shorthand_field_initializer" -> {
                SyntaxNode inner = field.namedChildren().isEmpty() ? field : field.namedChildren().getLast();
                parts.add(part(inner.text(), inner, type));
            }
            case "base_field_initializer" -> {
                if (!field.namedChildren().isEmpty()) {
                    rest(field.namedChildren().getFirst(), type, parts);
                }
            }
            default -> {}
        }
    }

    private Expr.Part part(String name, SyntaxNode value, RustType type) {
        return new Expr.Part(name, in.values.consume(value, in.types.field(type, name).orElse(RustType.UNKNOWN)).value());
    }

    /// `..base`: what is not given comes from there.
    private void rest(SyntaxNode base, RustType type, List<Expr.Part> parts) {
        if (!RustPlaces.isPlace(base)) {
            in.values.value(base, type);
            return;
        }
        Slot whole = in.places.place(base);
        Items.Structure structure = in.items.structures.get(in.types.resolve(type).name());
        for (Items.Field field : structure == null ? List.<Items.Field>of() : structure.fields()) {
            if (parts.stream().noneMatch(part -> part.name().equals(field.name()))) {
                parts.add(new Expr.Part(field.name(), in.values.moved(in.read(in.places.field(whole, field.name())), base).value()));
            }
        }
    }

    /// A structure of its fields; a handle is what it wraps.
    Operand built(RustType type, String name, List<Expr.Part> parts) {
        if (in.types.inside(type).isPresent()) {
            for (Expr.Part part : parts) {
                boolean isMarker = in.types
                        .field(type, part.name())
                        .map(RustType::name)
                        .orElse("")
                        .startsWith("Phantom");
                if (!isMarker) {
                    return new Operand(part.value(), type);
                }
            }
        }
        return new Operand(new Expr.Variant(type.name().isEmpty() ? name : type.name(), parts), type);
    }

    /// `a..b`
    Operand range(SyntaxNode node) {
        var parts = new ArrayList<Expr.Part>();
        for (SyntaxNode child : node.namedChildren()) {
            parts.add(new Expr.Part(Integer.toString(parts.size()), in.values.value(child, RustType.USIZE).value()));
        }
        return new Operand(new Expr.Variant("Range", parts), RustType.path("Range"));
    }
}
