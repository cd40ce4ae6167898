// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// The methods of options and results that leave them in their places: what looks at a value there, and what puts another one there.
final class OptionPlaces {
    private final BodyLowering in;
    private final Wrapped wrapped;

    OptionPlaces(BodyLowering in, Wrapped wrapped) {
        this.in = in;
        this.wrapped = wrapped;
    }

    /// What a method gives; nothing if it is none of these.
    Optional<Operand> call(WrappedMethods.Call call) {
        return looked(call).or(() -> stored(call));
    }

    private Optional<Operand> looked(WrappedMethods.Call call) {
        Slot at = call.at();
        boolean isOption = in.types.isOption(at.type());
        return switch (call.name()) {
            case "as_ref", "as_mut", "as_pin_mut", "as_pin_ref" ->
                Optional.of(isOption ? viewed(at, call.name().endsWith("mut"), call.node()) : in.read(at));
            case "as_deref", "as_deref_mut" -> {
                Optional<RustType> target = in.types.target(call.inner(in.types));
                yield Optional.of(
                        isOption && target.isPresent()
                                ? in.read(new Slot(
                                        at.place(), Wrapped.option(new RustType.Reference(call.name().endsWith("mut"), target.get()))))
                                : in.read(at));
            }
            case "copied", "cloned" -> Optional.of(isOption ? copied(at, call.node()) : in.read(at));
            default -> Optional.empty();
        };
    }

    /// What gives an option another value.
    private Optional<Operand> stored(WrappedMethods.Call call) {
        Slot at = call.at();
        if (!in.types.isOption(at.type())) {
            return Optional.empty();
        }
        Span span = in.span(call.node());
        return switch (call.name()) {
            case "take" -> Optional.of(swap(at, wrapped.none(at.type()), span));
            case "replace" ->
                call.hasOne()
                        ? Optional.of(swap(at, wrapped.some(given(call.arguments(), call.inner(in.types))), span))
                        : Optional.empty();
            case "insert", "get_or_insert", "get_or_insert_with" ->
                call.hasOne() ? Optional.of(inserted(call.name(), at, call.arguments(), call.node())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// Stores another value, and gives the old one.
    Operand swap(Slot at, Operand value, Span span) {
        var old = new Slot(Place.of(in.temporary(at.type())), at.type());
        in.assign(old.place(), new Expr.Read(at.place()), span);
        in.assign(at.place(), value.value(), span);
        return in.read(old);
    }

    /// The argument, as a value of a type.
    private Operand given(List<SyntaxNode> arguments, RustType type) {
        return WrappedMethods.retyped(in.values.consume(arguments.getFirst(), type), type);
    }

    /// `Option<&T>` for an `Option<T>` that stays where it is.
    private Operand viewed(Slot at, boolean isMutable, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        var reference = new RustType.Reference(isMutable, inner);
        if (inner instanceof RustType.Unknown || in.types.erase(reference).equals(in.types.erase(inner))) {
            return in.read(new Slot(at.place(), Wrapped.option(inner instanceof RustType.Unknown ? inner : reference)));
        }
        return wrapped.either(
                at,
                node,
                Wrapped.option(reference),
                () -> wrapped.some(in.places.borrow(wrapped.inside("Some", at), isMutable)),
                wrapped::none);
    }

    /// `Option<T>` for an `Option<&T>`.
    private Operand copied(Slot at, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        if (!(in.types.resolve(inner) instanceof RustType.Reference(_, var target))) {
            return in.read(at);
        }
        if (in.types.erase(inner).equals(in.types.erase(target))) {
            return in.read(new Slot(at.place(), Wrapped.option(target)));
        }
        return wrapped.either(
                at,
                node,
                Wrapped.option(target),
                () -> wrapped.some(in.read(in.places.deref(wrapped.inside("Some", at)))),
                wrapped::none);
    }

    private Operand inserted(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        var end = new Open();
        if (name.equals("get_or_insert_with")) {
            var bad = new Open();
            in.builder.branch(wrapped.test("Some", at), end, bad, in.span(node));
            in.builder.enter(bad, in.span(node));
            Operand made = in.closures.apply(arguments.getFirst(), List.of(), inner);
            in.assign(at.place(), wrapped.some(WrappedMethods.retyped(made, inner)).value(), in.span(node));
        } else {
            Operand value = wrapped.some(given(arguments, inner));
            if (name.equals("get_or_insert")) {
                var bad = new Open();
                in.builder.branch(wrapped.test("Some", at), end, bad, in.span(node));
                in.builder.enter(bad, in.span(node));
            }
            in.assign(at.place(), value.value(), in.span(node));
        }
        in.builder.enter(end, in.span(node));
        return in.places.borrow(wrapped.inside("Some", at), true);
    }
}
