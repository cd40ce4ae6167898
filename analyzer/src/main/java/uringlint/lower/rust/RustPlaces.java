// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// Lowers what can be assigned to or borrowed: variables, fields, elements, what pointers point to.
final class RustPlaces {
    private static final int LAYERS = 12;
    /// What bindgen calls a member that has no name in C.
    private static final Pattern ANONYMOUS = Pattern.compile("\\w*__(?:bindgen_)?anon_\\d+");

    private final BodyLowering in;

    RustPlaces(BodyLowering in) {
        this.in = in;
    }

    /// Whether a node names a place; all others make a value.
    static boolean isPlace(SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier", "self", "field_expression", "index_expression" -> true;
            case "unary_expression" -> node.text().startsWith("*");
            case "parenthesized_expression" ->
                !node.namedChildren().isEmpty() && isPlace(node.namedChildren().getFirst());
            default -> false;
        };
    }

    /// The place that a node names; a value is put into a temporary.
    Slot place(SyntaxNode node) {
        switch (node.kind()) {
            case "identifier", "self" -> {
                Optional<RustScope.Binding> known = in.scope.find(node.text());
                if (known.isPresent() && known.get() instanceof RustScope.Binding.Local(var variable, var type)) {
                    in.ownership.used.add(variable);
                    return new Slot(Place.of(variable), type);
                }
                if (known.isPresent() && known.get() instanceof RustScope.Binding.Later later) {
                    return in.deferred.begin(node.text(), later, RustType.UNKNOWN);
                }
                Optional<Items.Constant> global = in.items.visible(in.items.constants, in.around, node.text()).map(in.items.constants::get);
                if (global.isPresent() && global.get().isStatic()) {
                    RustType type = global.get().type();
                    return new Slot(
                            Place.of(new Variable(
                                    in.items.symbol(global.get()), Variable.Kind.GLOBAL, in.types.erase(type))),
                            type);
                }
            }
            case "parenthesized_expression" -> {
                if (isPlace(node)) {
                    return place(node.namedChildren().getFirst());
                }
            }
            case "unary_expression" -> {
                if (isPlace(node) && !node.namedChildren().isEmpty()) {
                    return deref(slot(node.namedChildren().getFirst()));
                }
            }
            case "field_expression" -> {
                Optional<SyntaxNode> value = node.child("value");
                Optional<SyntaxNode> field = node.child("field");
                if (value.isPresent() && field.isPresent()) {
                    return field(slot(value.get()), field.get().text());
                }
            }
            case "index_expression" -> {
                if (node.namedChildren().size() == 2) {
                    Slot base = element(slot(node.namedChildren().getFirst()));
                    Expr index = in.values.value(node.namedChildren().getLast(), RustType.USIZE).value();
                    return base.then(new Projection.Index(index), elementType(base.type()));
                }
            }
            default -> {}
        }
        return in.hold(in.values.value(node, RustType.UNKNOWN), in.span(node));
    }

    /// A place, also for what is a value.
    Slot slot(SyntaxNode node) {
        return place(node);
    }

    /// `*p`. A pointer to a pointer that is the same pointer stays as it is.
    Slot deref(Slot pointer) {
        RustType type = in.types.resolve(pointer.type());
        if (type instanceof RustType.Path(var name, _, var isBinding) && name.equals("Pin") && !isBinding) {
            return deref(new Slot(pointer.place(), type.argument(0)));
        }
        Optional<RustType> target = in.types.target(type);
        if (target.isEmpty()) {
            return in.types.isHandle(type) || type instanceof RustType.Path
                    ? pointer
                    : pointer.then(new Projection.Deref(), RustType.UNKNOWN);
        }
        return isSamePointer(type, target.get())
                ? new Slot(pointer.place(), target.get())
                : pointer.then(new Projection.Deref(), target.get());
    }

    /// Whether a reference is the pointer that it refers to.
    private boolean isSamePointer(RustType reference, RustType target) {
        return reference instanceof RustType.Reference
                && in.types.erase(reference).equals(in.types.erase(target))
                && in.types.erase(target) instanceof Type.Pointer;
    }

    /// The place behind all pointers and wrappers that a member is looked for through.
    Slot field(Slot base, String name) {
        Slot at = base;
        if (ANONYMOUS.matcher(name).matches() && in.types.target(base.type()).isEmpty()) {
            // The members of a union or structure without a name are those of what holds it.
            return base;
        }
        for (int layer = 0; layer < LAYERS; layer++) {
            Optional<RustType> type = in.types.field(at.type(), name);
            if (type.isPresent()) {
                boolean isErased = in.types.inside(at.type()).isPresent();
                return isErased ? new Slot(at.place(), type.get()) : at.then(new Projection.Field(name), type.get());
            }
            Optional<RustType> target = in.types.target(at.type());
            if (target.isPresent()) {
                at = deref(at);
            } else if (in.types.isWrapper(at.type())) {
                at = new Slot(at.place(), in.types.resolve(at.type()).argument(0));
            } else {
                break;
            }
        }
        // A field of a type that is not known. A pointer is followed once.
        boolean isPointer = at.type() instanceof RustType.Unknown
                && base.place().isVariable()
                && at.place().equals(base.place())
                && isPointerLike(base);
        return (isPointer ? at.then(new Projection.Deref(), RustType.UNKNOWN) : at).then(new Projection.Field(name), RustType.UNKNOWN);
    }

    private boolean isPointerLike(Slot base) {
        return in.types.erase(base.type()) instanceof Type.Pointer;
    }

    /// The place whose elements are meant.
    Slot element(Slot base) {
        Slot at = base;
        for (int layer = 0; layer < LAYERS; layer++) {
            RustType type = in.types.resolve(at.type());
            if (type instanceof RustType.Array || in.types.isVector(type)) {
                return at;
            }
            if (in.types.target(type).isPresent()) {
                at = deref(at);
            } else if (in.types.isWrapper(type)) {
                at = new Slot(at.place(), type.argument(0));
            } else {
                return at;
            }
        }
        return at;
    }

    RustType elementType(RustType type) {
        return switch (in.types.resolve(type)) {
            case RustType.Array(var element, _) -> element;
            case RustType.Path path when in.types.isVector(path) -> in.types.element(path);
            case RustType.Path _, RustType.Reference _, RustType.Raw _, RustType.Tuple _, RustType.Unknown _ -> RustType.UNKNOWN;
        };
    }

    /// A reference to a place: the pointer itself where both are one.
    Operand borrow(Slot slot, boolean isMutable) {
        var type = new RustType.Reference(isMutable, slot.type());
        Type erased = in.types.erase(slot.type());
        if (erased instanceof Type.Pointer && in.types.erase(type).equals(erased)) {
            return new Operand(new Expr.Read(slot.place()), type);
        }
        return new Operand(address(slot.place()), type);
    }

    /// `&*p` is `p`.
    static Expr address(Place place) {
        int last = place.path().size() - 1;
        return last >= 0 && place.path().get(last) instanceof Projection.Deref
                ? new Expr.Read(new Place(place.base(), place.path().subList(0, last)))
                : new Expr.AddressOf(place);
    }
}
