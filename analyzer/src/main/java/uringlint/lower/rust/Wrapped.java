// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import uringlint.ir.Expr;
import uringlint.ir.Projection;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// `Option` and `Result`: how they are made, tested and opened.
final class Wrapped {
    static final RustType ERROR = RustType.path("Error");

    private final BodyLowering in;

    Wrapped(BodyLowering in) {
        this.in = in;
    }

    // ---------------------------------------------------------------- values

    static RustType option(RustType inner) {
        return RustType.path("Option", inner);
    }

    static RustType result(RustType inner) {
        return RustType.path("Result", inner);
    }

    private boolean isNullable(RustType inner) {
        return in.types.isNullable(inner);
    }

    Operand some(Operand inner) {
        return new Operand(
                isNullable(inner.type()) ? inner.value() : variant("Some", inner.value()), option(inner.type()));
    }

    Operand none(RustType expected) {
        RustType resolved = in.types.resolve(expected);
        RustType inner = resolved.name().equals("Option") ? resolved.argument(0) : RustType.UNKNOWN;
        return new Operand(
                isNullable(inner) ? new Expr.Literal(0, "None") : new Expr.Variant("None", List.of()), option(inner));
    }

    /// `Ok(value)`; `expected` is the type of the whole.
    Operand ok(Operand inner, RustType expected) {
        RustType wanted = payload(expected, inner.type());
        RustType type = like(expected, wanted);
        return new Operand(in.types.isScalarResult(type) ? inner.value() : variant("Ok", inner.value()), type);
    }

    /// `Err(error)`: an error is a negative integer.
    Operand err(Operand error, RustType expected) {
        RustType wanted = payload(expected, RustType.UNKNOWN);
        RustType type = like(expected, wanted);
        return new Operand(in.types.isScalarResult(type) ? error.value() : variant("Err", error.value()), type);
    }

    private RustType payload(RustType expected, RustType otherwise) {
        RustType resolved = in.types.resolve(expected);
        boolean isKnown = resolved.name().equals("Result")
                && !(resolved.argument(0) instanceof RustType.Unknown)
                && !resolved.argument(0).name().equals("_");
        return isKnown
                ? resolved.argument(0)
                : resolved.name().equals("Result") && otherwise instanceof RustType.Unknown
                        ? resolved.argument(0)
                        : otherwise;
    }

    private static Expr variant(String name, Expr inner) {
        return new Expr.Variant(name, List.of(new Expr.Part("0", inner)));
    }

    /// The type of a result with another value in it, and the same errors.
    RustType like(RustType type, RustType inner) {
        RustType resolved = in.types.resolve(type);
        return resolved.name().equals("Result") && !(resolved.argument(1) instanceof RustType.Unknown)
                ? RustType.path("Result", inner, resolved.argument(1))
                : result(inner);
    }

    // ---------------------------------------------------------------- tests

    /// The condition under which a place is of one of these variants.
    Expr test(String variant, Slot at) {
        Expr read = new Expr.Read(at.place());
        RustType inner = in.types.resolve(at.type()).argument(0);
        return switch (variant) {
            case "Some" ->
                in.types.isOption(at.type()) && !isNullable(inner)
                        ? new Expr.Is(read, "Some")
                        : new Expr.Apply("!=", List.of(read, new Expr.Literal(0, "None")));
            case "Ok" ->
                isScalar(at) ? new Expr.Apply(">=", List.of(read, new Expr.Literal(0, "0"))) : new Expr.Is(read, "Ok");
            default ->
                isScalar(at) ? new Expr.Apply("<", List.of(read, new Expr.Literal(0, "0"))) : new Expr.Is(read, "Err");
        };
    }

    private boolean isScalar(Slot at) {
        return in.types.isScalarResult(at.type());
    }

    /// The place of what a variant holds.
    Slot inside(String variant, Slot at) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        boolean isErased = variant.equals("Some") ? !in.types.isOption(at.type()) || isNullable(inner) : isScalar(at);
        RustType error = in.types.resolve(at.type()).argument(1) instanceof RustType.Unknown
                ? ERROR
                : in.types.resolve(at.type()).argument(1);
        RustType type = variant.equals("Err") ? error : inner;
        return isErased ? new Slot(at.place(), type) : at.then(new Projection.Field("0"), type);
    }

    String good(Slot at) {
        return in.types.isOption(at.type()) ? "Some" : "Ok";
    }

    Operand held(Slot at) {
        return in.read(inside(good(at), at));
    }

    /// `None`, or the error that a place holds, as a value of a type.
    Operand failed(Slot at, RustType type) {
        return in.types.isOption(at.type()) ? none(type) : err(in.read(inside("Err", at)), type);
    }

    /// Goes two ways, by whether a value is `Some` or `Ok`, and gives what the ways give.
    Operand either(Slot at, SyntaxNode node, RustType type, Supplier<Operand> good, Function<RustType, Operand> bad) {
        if (!in.builder.isOpen()) {
            return new Operand(new Expr.Unit(), type);
        }
        Span span = in.span(node);
        var yes = new Open();
        var no = new Open();
        var end = new Open();
        var result = in.new Result(type);
        Cleanups before = in.cleanups;
        in.builder.branch(test(good(at), at), yes, no, span);
        in.builder.enter(yes, span);
        end(good.get(), result, before, end, span);
        in.cleanups = before;
        in.builder.enter(no, span);
        end(bad.apply(result.expected()), result, before, end, span);
        in.cleanups = before;
        in.builder.enter(end, span);
        return result.value();
    }

    private void end(Operand value, BodyLowering.Result result, Cleanups before, Open end, Span span) {
        if (in.builder.isOpen()) {
            result.put(value, span);
            in.ownership.release(before, span);
            in.builder.jump(end, span);
        }
    }

    // ---------------------------------------------------------------- `?`

    /// `value?`: the value, or an early return.
    Operand propagate(SyntaxNode node, RustType expected) {
        if (node.namedChildren().isEmpty()) {
            return in.opaque(node, "a `?` has no operand");
        }
        RustType wanted = expected instanceof RustType.Unknown ? RustType.UNKNOWN : result(expected);
        return propagate(in.values.consume(node.namedChildren().getFirst(), wanted), node);
    }

    Operand propagate(Operand operand, SyntaxNode node) {
        Slot at = in.hold(operand, in.span(node));
        if (!in.builder.isOpen()) {
            return in.read(at);
        }
        var good = new Open();
        var bad = new Open();
        Cleanups before = in.cleanups;
        in.builder.branch(test(good(at), at), good, bad, in.span(node));
        in.builder.enter(bad, in.span(node));
        Exit exit = in.function();
        in.leave(exit, failed(at, exit.result().expected()), in.span(node));
        in.cleanups = before;
        in.builder.enter(good, in.span(node));
        return held(at);
    }
}
