// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// `Option` and `Result`: how they are made, tested and opened, and what their methods do.
final class Wrapped {
    /// The methods that leave an option or result where it is.
    private static final Set<String> BORROWING = Set.of(
            "is_some",
            "is_ok",
            "is_none",
            "is_err",
            "as_ref",
            "as_mut",
            "as_pin_mut",
            "as_pin_ref",
            "as_deref",
            "as_deref_mut",
            "as_slice",
            "take",
            "take_if",
            "replace",
            "insert",
            "get_or_insert",
            "get_or_insert_with",
            "get_or_insert_default",
            "iter",
            "iter_mut",
            "eq",
            "ne",
            "fmt",
            "copied",
            "cloned",
            "clone");

    private static final RustType ERROR = RustType.path("Error");

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
    private RustType like(RustType type, RustType inner) {
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

    private String good(Slot at) {
        return in.types.isOption(at.type()) ? "Some" : "Ok";
    }

    private Operand held(Slot at) {
        return in.read(inside(good(at), at));
    }

    /// `None`, or the error that a place holds, as a value of a type.
    private Operand failed(Slot at, RustType type) {
        return in.types.isOption(at.type()) ? none(type) : err(in.read(inside("Err", at)), type);
    }

    /// Goes two ways, by whether a value is `Some` or `Ok`, and gives what the ways give.
    private Operand either(Slot at, SyntaxNode node, RustType type, Supplier<Operand> good, Function<RustType, Operand> bad) {
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
            in.release(before, span);
            in.builder.jump(end, span);
        }
    }

    private Operand never(SyntaxNode node) {
        in.builder.leave(new Terminator.Unreachable(in.span(node)));
        return Values.UNIT;
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

    // ---------------------------------------------------------------- methods

    /// What a method of `Option` or `Result` gives; nothing if it is none of theirs.
    Optional<Operand> method(String name, Slot at, SyntaxNode call, List<SyntaxNode> arguments, RustType expected) {
        boolean isMoved = !BORROWING.contains(name) && at.place().isVariable() && in.types.isOwner(at.type());
        if (!isMoved) {
            return known(name, at, call, arguments, expected);
        }
        Slot held = in.hold(in.read(at), in.span(call));
        in.moved(in.read(at), in.span(call));
        return known(name, held, call, arguments, expected);
    }

    private Optional<Operand> known(String name, Slot at, SyntaxNode call, List<SyntaxNode> arguments, RustType expected) {
        boolean isOption = in.types.isOption(at.type());
        RustType inner = in.types.resolve(at.type()).argument(0);
        boolean hasOne = arguments.size() == 1;
        return switch (name) {
            case "is_some", "is_ok" -> Optional.of(new Operand(test(good(at), at), RustType.BOOL));
            case "is_none" -> Optional.of(new Operand(in.patterns.none(at), RustType.BOOL));
            case "is_err" -> Optional.of(new Operand(test("Err", at), RustType.BOOL));
            case "is_some_and", "is_ok_and" ->
                hasOne
                        ? Optional.of(either(
                                at,
                                call,
                                RustType.BOOL,
                                () -> applied(arguments, held(at), RustType.BOOL),
                                _ -> bool(false)))
                        : Optional.empty();
            case "is_none_or" ->
                hasOne
                        ? Optional.of(either(
                                at,
                                call,
                                RustType.BOOL,
                                () -> applied(arguments, held(at), RustType.BOOL),
                                _ -> bool(true)))
                        : Optional.empty();
            case "as_ref", "as_mut", "as_pin_mut", "as_pin_ref" ->
                Optional.of(isOption ? viewed(at, name.endsWith("mut"), call) : in.read(at));
            case "as_deref", "as_deref_mut" ->
                Optional.of(
                        isOption && in.types.target(inner).isPresent()
                                ? in.read(new Slot(
                                        at.place(),
                                        option(new RustType.Reference(
                                                name.endsWith("mut"),
                                                in.types.target(inner).get()))))
                                : in.read(at));
            case "copied", "cloned" -> Optional.of(isOption ? copied(at, call) : in.read(at));
            case "take" -> isOption ? Optional.of(swap(at, none(at.type()), in.span(call))) : Optional.empty();
            case "replace" ->
                isOption && hasOne
                        ? Optional.of(swap(at, some(consumed(arguments, inner)), in.span(call)))
                        : Optional.empty();
            case "insert", "get_or_insert", "get_or_insert_with" ->
                isOption && hasOne ? Optional.of(inserted(name, at, arguments, call)) : Optional.empty();
            case "unwrap", "expect", "unwrap_unchecked" ->
                Optional.of(either(at, call, inner, () -> held(at), _ -> never(call)));
            case "unwrap_err", "expect_err" ->
                Optional.of(either(at, call, ERROR, () -> never(call), _ -> in.read(inside("Err", at))));
            case "unwrap_or" ->
                hasOne
                        ? Optional.of(with(
                                consumed(arguments, inner),
                                other -> either(at, call, inner, () -> held(at), _ -> other)))
                        : Optional.empty();
            case "unwrap_or_else" ->
                hasOne
                        ? Optional.of(either(at, call, inner, () -> held(at), type -> recovery(arguments, at, type)))
                        : Optional.empty();
            case "unwrap_or_default" ->
                Optional.of(either(
                        at, call, inner, () -> held(at), type -> new Operand(new Expr.Literal(0, "default"), type)));
            case "ok_or" ->
                hasOne
                        ? Optional.of(with(
                                consumed(arguments, ERROR), error -> asResult(at, call, error.type(), () -> error)))
                        : Optional.empty();
            case "ok_or_else" ->
                hasOne
                        ? Optional.of(asResult(
                                at, call, ERROR, () -> in.closures.apply(arguments.getFirst(), List.of(), ERROR)))
                        : Optional.empty();
            case "ok" ->
                isOption
                        ? Optional.empty()
                        : Optional.of(
                                either(at, call, option(inner), () -> some(retyped(held(at), inner)), this::none));
            case "err" ->
                isOption
                        ? Optional.empty()
                        : Optional.of(either(
                                at,
                                call,
                                option(ERROR),
                                () -> none(option(ERROR)),
                                _ -> some(in.read(inside("Err", at)))));
            case "map", "and_then", "inspect" ->
                hasOne ? Optional.of(mapped(name, at, arguments, call, expected)) : Optional.empty();
            case "map_or" ->
                arguments.size() == 2
                        ? Optional.of(with(
                                in.values.consume(arguments.getFirst(), expected),
                                other -> either(
                                        at,
                                        call,
                                        other.type(),
                                        () -> applied(arguments, held(at), other.type()),
                                        _ -> other)))
                        : Optional.empty();
            case "map_or_else" ->
                arguments.size() == 2
                        ? Optional.of(either(
                                at,
                                call,
                                expected,
                                () -> applied(arguments, held(at), expected),
                                type -> recovery(arguments, at, type)))
                        : Optional.empty();
            case "and" ->
                hasOne
                        ? Optional.of(with(
                                in.values.consume(arguments.getFirst(), expected),
                                other -> either(at, call, other.type(), () -> other, type -> failed(at, type))))
                        : Optional.empty();
            case "or" ->
                hasOne
                        ? Optional.of(with(
                                in.values.consume(arguments.getFirst(), at.type()),
                                other -> either(at, call, at.type(), () -> in.read(at), _ -> other)))
                        : Optional.empty();
            case "or_else" ->
                hasOne
                        ? Optional.of(
                                either(at, call, at.type(), () -> in.read(at), type -> recovery(arguments, at, type)))
                        : Optional.empty();
            case "map_err", "inspect_err" ->
                hasOne && !isOption ? Optional.of(mappedError(name, at, arguments, call, expected)) : Optional.empty();
            case "filter" -> hasOne && isOption ? Optional.of(filtered(at, arguments, call)) : Optional.empty();
            case "zip" -> hasOne && isOption ? Optional.of(zipped(at, arguments, call)) : Optional.empty();
            case "flatten" ->
                in.types.isOption(inner) || in.types.isResult(inner)
                        ? Optional.of(either(at, call, inner, () -> held(at), type -> failed(at, type)))
                        : Optional.empty();
            case "transpose" ->
                in.types.isOption(inner) || in.types.isResult(inner)
                        ? Optional.of(transposed(at, call))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static <T> T with(Operand value, Function<Operand, T> use) {
        return use.apply(value);
    }

    private static Operand bool(boolean value) {
        return new Operand(new Expr.Literal(value ? 1 : 0, value ? "true" : "false"), RustType.BOOL);
    }

    private Operand retyped(Operand operand, RustType type) {
        return operand.type() instanceof RustType.Unknown ? new Operand(operand.value(), type) : operand;
    }

    private Operand consumed(List<SyntaxNode> arguments, RustType type) {
        return retyped(in.values.consume(arguments.getFirst(), type), type);
    }

    /// The last argument, a function, for what is there.
    private Operand applied(List<SyntaxNode> arguments, Operand held, RustType expected) {
        return in.closures.apply(arguments.getLast(), List.of(held), expected);
    }

    /// The first argument, a function, for what is not there or for the error.
    private Operand recovery(List<SyntaxNode> arguments, Slot at, RustType expected) {
        return in.closures.apply(
                arguments.getFirst(),
                in.types.isOption(at.type()) ? List.of() : List.of(in.read(inside("Err", at))),
                expected);
    }

    /// Stores another value, and gives the old one.
    Operand swap(Slot at, Operand value, Span span) {
        var old = new Slot(Place.of(in.temporary(at.type())), at.type());
        in.assign(old.place(), new Expr.Read(at.place()), span);
        in.assign(at.place(), value.value(), span);
        return in.read(old);
    }

    /// `Option<&T>` for an `Option<T>` that stays where it is.
    private Operand viewed(Slot at, boolean isMutable, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        var reference = new RustType.Reference(isMutable, inner);
        if (inner instanceof RustType.Unknown || in.types.erase(reference).equals(in.types.erase(inner))) {
            return in.read(new Slot(at.place(), option(inner instanceof RustType.Unknown ? inner : reference)));
        }
        return either(
                at, node, option(reference), () -> some(in.places.borrow(inside("Some", at), isMutable)), this::none);
    }

    /// `Option<T>` for an `Option<&T>`.
    private Operand copied(Slot at, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        if (!(in.types.resolve(inner) instanceof RustType.Reference(_, var target))) {
            return in.read(at);
        }
        if (in.types.erase(inner).equals(in.types.erase(target))) {
            return in.read(new Slot(at.place(), option(target)));
        }
        return either(at, node, option(target), () -> some(in.read(in.places.deref(inside("Some", at)))), this::none);
    }

    private Operand inserted(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        var end = new Open();
        if (name.equals("get_or_insert_with")) {
            var bad = new Open();
            in.builder.branch(test("Some", at), end, bad, in.span(node));
            in.builder.enter(bad, in.span(node));
            in.assign(at.place(), some(retyped(in.closures.apply(arguments.getFirst(), List.of(), inner), inner)).value(), in.span(node));
        } else {
            Operand value = some(consumed(arguments, inner));
            if (name.equals("get_or_insert")) {
                var bad = new Open();
                in.builder.branch(test("Some", at), end, bad, in.span(node));
                in.builder.enter(bad, in.span(node));
            }
            in.assign(at.place(), value.value(), in.span(node));
        }
        in.builder.enter(end, in.span(node));
        return in.places.borrow(inside("Some", at), true);
    }

    private Operand asResult(Slot at, SyntaxNode node, RustType error, Supplier<Operand> made) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        RustType type = in.types.isError(error) ? result(inner) : RustType.path("Result", inner, error);
        return either(at, node, type, () -> ok(held(at), type), _ -> err(made.get(), type));
    }

    /// `map` and its like: the closure runs for what is there.
    private Operand mapped(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node, RustType expected) {
        boolean isOption = in.types.isOption(at.type());
        if (name.equals("inspect")) {
            return either(at, node, at.type(), () -> {
                applied(arguments, held(at), RustType.UNIT);
                return in.read(at);
            }, _ -> in.read(at));
        }
        boolean isChain = name.equals("and_then");
        RustType wanted = isChain
                ? in.types.isOption(expected) || in.types.isResult(expected) ? expected : RustType.UNKNOWN
                : in.types.resolve(expected).argument(0);
        return either(at, node, RustType.UNKNOWN, () -> {
            Operand value = retyped(applied(arguments, held(at), wanted), isChain ? at.type() : wanted);
            return isChain ? value : isOption ? some(value) : ok(value, like(at.type(), value.type()));
        }, type -> failed(at, type instanceof RustType.Unknown ? at.type() : type));
    }

    /// `map_err` and its like: the closure runs for the error.
    private Operand mappedError(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node, RustType expected) {
        if (name.equals("inspect_err")) {
            return either(at, node, at.type(), () -> in.read(at), _ -> {
                recovery(arguments, at, RustType.UNIT);
                return in.read(at);
            });
        }
        RustType type = in.types.isResult(expected)
                ? like(expected, in.types.resolve(at.type()).argument(0))
                : result(in.types.resolve(at.type()).argument(0));
        return either(at, node, type, () -> ok(held(at), type), wanted -> err(recovery(arguments, at, ERROR), wanted));
    }

    private Operand filtered(Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        return either(at, node, at.type(), () -> {
            var result = in.new Result(at.type());
            var yes = new Open();
            var no = new Open();
            var end = new Open();
            Operand passed = applied(arguments, in.places.borrow(inside("Some", at), false), RustType.BOOL);
            in.builder.branch(passed.value(), yes, no, in.span(node));
            in.builder.enter(yes, in.span(node));
            result.put(in.read(at), in.span(node));
            in.builder.jump(end, in.span(node));
            in.builder.enter(no, in.span(node));
            result.put(none(at.type()), in.span(node));
            in.builder.enter(end, in.span(node));
            return result.value();
        }, this::none);
    }

    private Operand zipped(Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        Slot other = in.hold(in.values.consume(arguments.getFirst(), RustType.UNKNOWN), in.span(node));
        if (!in.types.isOption(other.type())) {
            return in.call("Option::zip", RustType.UNKNOWN, node, List.of(in.read(at), in.read(other)));
        }
        var pair = new RustType.Tuple(List.of(in.types.resolve(at.type()).argument(0), in.types.resolve(other.type()).argument(0)));
        return either(
                at,
                node,
                option(pair),
                () -> either(
                        other,
                        node,
                        option(pair),
                        () -> some(new Operand(
                                new Expr.Variant(
                                        "",
                                        List.of(
                                                new Expr.Part("0", held(at).value()),
                                                new Expr.Part("1", held(other).value()))),
                                pair)),
                        this::none),
                this::none);
    }

    /// `Option<Result<T>>` and `Result<Option<T>>`, from one to the other.
    private Operand transposed(Slot at, SyntaxNode node) {
        Slot inner = inside(good(at), at);
        RustType content = in.types.resolve(inner.type()).argument(0);
        if (in.types.isOption(at.type())) {
            RustType type = like(inner.type(), option(content));
            return either(
                    at,
                    node,
                    type,
                    () -> either(inner, node, type, () -> ok(some(held(inner)), type), _ -> failed(inner, type)),
                    _ -> ok(none(option(content)), type));
        }
        RustType type = option(like(at.type(), content));
        RustType held = in.types.resolve(type).argument(0);
        return either(
                at,
                node,
                type,
                () -> either(inner, node, type, () -> some(ok(held(inner), held)), this::none),
                _ -> some(failed(at, held)));
    }
}
