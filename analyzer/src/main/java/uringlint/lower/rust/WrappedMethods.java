// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import uringlint.ir.Expr;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// The methods of `Option` and `Result`: each goes the ways that it stands for.
final class WrappedMethods {
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

    private final BodyLowering in;
    private final Wrapped wrapped;

    /// A call of a method of what is at a place.
    record Call(String name, Slot at, SyntaxNode node, List<SyntaxNode> arguments, RustType expected) {
        boolean hasOne() {
            return arguments.size() == 1;
        }

        /// The type of the value that may be there.
        RustType inner(Types types) {
            return types.resolve(at.type()).argument(0);
        }
    }

    WrappedMethods(BodyLowering in, Wrapped wrapped) {
        this.in = in;
        this.wrapped = wrapped;
    }

    /// What a method gives; nothing if it is none of theirs.
    Optional<Operand> call(String name, Slot at, SyntaxNode node, List<SyntaxNode> arguments, RustType expected) {
        boolean isMoved = !BORROWING.contains(name) && at.place().isVariable() && in.owned.isOwner(at.type());
        if (!isMoved) {
            return known(new Call(name, at, node, arguments, expected));
        }
        Slot held = in.hold(in.read(at), in.span(node));
        in.ownership.moved(in.read(at), in.span(node));
        return known(new Call(name, held, node, arguments, expected));
    }

    private Optional<Operand> known(Call call) {
        return tested(call)
                .or(() -> in.optionPlaces.call(call))
                .or(() -> unwrapped(call))
                .or(() -> converted(call))
                .or(() -> continued(call))
                .or(() -> combined(call));
    }

    /// Goes two ways, by whether the value is there.
    private Operand either(Call call, RustType type, Supplier<Operand> good, Function<RustType, Operand> bad) {
        return wrapped.either(call.at(), call.node(), type, good, bad);
    }

    /// Questions.
    private Optional<Operand> tested(Call call) {
        Slot at = call.at();
        return switch (call.name()) {
            case "is_some", "is_ok" -> Optional.of(answer(call, wrapped.test(wrapped.good(at), at)));
            case "is_none" -> Optional.of(answer(call, in.patterns.none(at)));
            case "is_err" -> Optional.of(answer(call, wrapped.test("Err", at)));
            case "is_some_and", "is_ok_and" -> call.hasOne() ? Optional.of(testedBy(call, false)) : Optional.empty();
            case "is_none_or" -> call.hasOne() ? Optional.of(testedBy(call, true)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// The answer to a question; who asks it of a value that nobody has a name for ends that value.
    private Operand answer(Call call, Expr answer) {
        Slot at = call.at();
        var operand = new Operand(answer, RustType.BOOL);
        boolean isNameless = at.place().isVariable() && at.place().base().kind() == Variable.Kind.TEMPORARY && in.owned.isOwned(at.type());
        if (!isNameless) {
            return operand;
        }
        Slot held = in.hold(operand, in.span(call.node()));
        in.drops.drop(at, in.span(call.node()));
        return in.read(held);
    }

    private Operand testedBy(Call call, boolean otherwise) {
        return either(
                call,
                RustType.BOOL,
                () -> applied(call.arguments(), wrapped.held(call.at()), RustType.BOOL),
                _ -> new Operand(new Expr.Literal(otherwise ? 1 : 0, Boolean.toString(otherwise)), RustType.BOOL));
    }

    /// What gives the value itself, or something in its stead.
    private Optional<Operand> unwrapped(Call call) {
        Slot at = call.at();
        RustType inner = call.inner(in.types);
        return switch (call.name()) {
            case "unwrap", "expect", "unwrap_unchecked" ->
                Optional.of(either(call, inner, () -> wrapped.held(at), _ -> never(call.node())));
            case "unwrap_err", "expect_err" ->
                Optional.of(either(call, Wrapped.ERROR, () -> never(call.node()), _ -> in.read(wrapped.inside("Err", at))));
            case "unwrap_or" -> {
                if (!call.hasOne()) {
                    yield Optional.empty();
                }
                Operand other = consumed(call.arguments(), inner);
                yield Optional.of(either(call, inner, () -> wrapped.held(at), _ -> other));
            }
            case "unwrap_or_else" ->
                call.hasOne()
                        ? Optional.of(either(call, inner, () -> wrapped.held(at), type -> recovery(call.arguments(), at, type)))
                        : Optional.empty();
            case "unwrap_or_default" ->
                Optional.of(either(call, inner, () -> wrapped.held(at), type -> new Operand(new Expr.Literal(0, "default"), type)));
            default -> Optional.empty();
        };
    }

    /// What makes an option of a result, a result of an option, and one of two that are nested.
    private Optional<Operand> converted(Call call) {
        Slot at = call.at();
        boolean isOption = in.types.isOption(at.type());
        RustType inner = call.inner(in.types);
        boolean isNested = in.types.isOption(inner) || in.types.isResult(inner);
        return switch (call.name()) {
            case "ok_or" -> {
                if (!call.hasOne()) {
                    yield Optional.empty();
                }
                Operand error = consumed(call.arguments(), Wrapped.ERROR);
                yield Optional.of(asResult(at, call.node(), error.type(), () -> error));
            }
            case "ok_or_else" ->
                call.hasOne()
                        ? Optional.of(asResult(
                                at,
                                call.node(),
                                Wrapped.ERROR,
                                () -> in.closures.apply(call.arguments().getFirst(), List.of(), Wrapped.ERROR)))
                        : Optional.empty();
            case "ok" ->
                isOption
                        ? Optional.empty()
                        : Optional.of(either(
                                call,
                                Wrapped.option(inner),
                                () -> wrapped.some(retyped(wrapped.held(at), inner)),
                                wrapped::none));
            case "err" ->
                isOption
                        ? Optional.empty()
                        : Optional.of(either(
                                call,
                                Wrapped.option(Wrapped.ERROR),
                                () -> wrapped.none(Wrapped.option(Wrapped.ERROR)),
                                _ -> wrapped.some(in.read(wrapped.inside("Err", at)))));
            case "flatten" ->
                isNested ? Optional.of(either(call, inner, () -> wrapped.held(at), type -> wrapped.failed(at, type))) : Optional.empty();
            case "transpose" -> isNested ? Optional.of(transposed(at, call.node())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// What goes on with a function for what is there, or for what is not.
    private Optional<Operand> continued(Call call) {
        Slot at = call.at();
        List<SyntaxNode> arguments = call.arguments();
        RustType expected = call.expected();
        boolean isOption = in.types.isOption(at.type());
        return switch (call.name()) {
            case "map", "and_then", "inspect" ->
                call.hasOne() ? Optional.of(mapped(call.name(), at, arguments, call.node(), expected)) : Optional.empty();
            case "map_or" -> {
                if (arguments.size() != 2) {
                    yield Optional.empty();
                }
                Operand other = in.values.consume(arguments.getFirst(), expected);
                yield Optional.of(either(call, other.type(), () -> applied(arguments, wrapped.held(at), other.type()), _ -> other));
            }
            case "map_or_else" ->
                arguments.size() == 2
                        ? Optional.of(either(
                                call,
                                expected,
                                () -> applied(arguments, wrapped.held(at), expected),
                                type -> recovery(arguments, at, type)))
                        : Optional.empty();
            case "or_else" ->
                call.hasOne()
                        ? Optional.of(either(call, at.type(), () -> in.read(at), type -> recovery(arguments, at, type)))
                        : Optional.empty();
            case "map_err", "inspect_err" ->
                call.hasOne() && !isOption
                        ? Optional.of(mappedError(call.name(), at, arguments, call.node(), expected))
                        : Optional.empty();
            case "filter" -> call.hasOne() && isOption ? Optional.of(filtered(at, arguments, call.node())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// What is made of two values.
    private Optional<Operand> combined(Call call) {
        if (!call.hasOne()) {
            return Optional.empty();
        }
        Slot at = call.at();
        SyntaxNode argument = call.arguments().getFirst();
        return switch (call.name()) {
            case "and" -> {
                Operand other = in.values.consume(argument, call.expected());
                yield Optional.of(either(call, other.type(), () -> other, type -> wrapped.failed(at, type)));
            }
            case "or" -> {
                Operand other = in.values.consume(argument, at.type());
                yield Optional.of(either(call, at.type(), () -> in.read(at), _ -> other));
            }
            case "zip" ->
                in.types.isOption(at.type()) ? Optional.of(zipped(at, call.arguments(), call.node())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Operand never(SyntaxNode node) {
        in.builder.leave(new Terminator.Unreachable(in.span(node)));
        return Values.UNIT;
    }

    /// A value of a type that is known from elsewhere.
    static Operand retyped(Operand operand, RustType type) {
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
                in.types.isOption(at.type()) ? List.of() : List.of(in.read(wrapped.inside("Err", at))),
                expected);
    }

    private Operand asResult(Slot at, SyntaxNode node, RustType error, Supplier<Operand> made) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        RustType type = in.types.isError(error) ? Wrapped.result(inner) : RustType.path("Result", inner, error);
        return wrapped.either(at, node, type, () -> wrapped.ok(wrapped.held(at), type), _ -> wrapped.err(made.get(), type));
    }

    /// `map` and its like: the closure runs for what is there.
    private Operand mapped(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node, RustType expected) {
        boolean isOption = in.types.isOption(at.type());
        if (name.equals("inspect")) {
            return wrapped.either(at, node, at.type(), () -> {
                applied(arguments, wrapped.held(at), RustType.UNIT);
                return in.read(at);
            }, _ -> in.read(at));
        }
        boolean isChain = name.equals("and_then");
        RustType wanted = isChain
                ? in.types.isOption(expected) || in.types.isResult(expected) ? expected : RustType.UNKNOWN
                : in.types.resolve(expected).argument(0);
        return wrapped.either(at, node, RustType.UNKNOWN, () -> {
            Operand value = retyped(applied(arguments, wrapped.held(at), wanted), isChain ? at.type() : wanted);
            return isChain ? value : isOption ? wrapped.some(value) : wrapped.ok(value, wrapped.like(at.type(), value.type()));
        }, type -> wrapped.failed(at, type instanceof RustType.Unknown ? at.type() : type));
    }

    /// `map_err` and its like: the closure runs for the error.
    private Operand mappedError(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node, RustType expected) {
        if (name.equals("inspect_err")) {
            return wrapped.either(at, node, at.type(), () -> in.read(at), _ -> {
                recovery(arguments, at, RustType.UNIT);
                return in.read(at);
            });
        }
        RustType type = in.types.isResult(expected)
                ? wrapped.like(expected, in.types.resolve(at.type()).argument(0))
                : Wrapped.result(in.types.resolve(at.type()).argument(0));
        return wrapped.either(
                at,
                node,
                type,
                () -> wrapped.ok(wrapped.held(at), type),
                wanted -> wrapped.err(recovery(arguments, at, Wrapped.ERROR), wanted));
    }

    private Operand filtered(Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        return wrapped.either(at, node, at.type(), () -> {
            var result = in.new Result(at.type());
            var yes = new Open();
            var no = new Open();
            var end = new Open();
            Operand passed = applied(arguments, in.places.borrow(wrapped.inside("Some", at), false), RustType.BOOL);
            in.builder.branch(passed.value(), yes, no, in.span(node));
            in.builder.enter(yes, in.span(node));
            result.put(in.read(at), in.span(node));
            in.builder.jump(end, in.span(node));
            in.builder.enter(no, in.span(node));
            result.put(wrapped.none(at.type()), in.span(node));
            in.builder.enter(end, in.span(node));
            return result.value();
        }, wrapped::none);
    }

    private Operand zipped(Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        Slot other = in.hold(in.values.consume(arguments.getFirst(), RustType.UNKNOWN), in.span(node));
        if (!in.types.isOption(other.type())) {
            return in.call("Option::zip", RustType.UNKNOWN, node, List.of(in.read(at), in.read(other)));
        }
        var pair = new RustType.Tuple(List.of(in.types.resolve(at.type()).argument(0), in.types.resolve(other.type()).argument(0)));
        return wrapped.either(
                at,
                node,
                Wrapped.option(pair),
                () -> wrapped.either(
                        other,
                        node,
                        Wrapped.option(pair),
                        () -> wrapped.some(new Operand(
                                new Expr.Variant(
                                        "",
                                        List.of(
                                                new Expr.Part("0", wrapped.held(at).value()),
                                                new Expr.Part("1", wrapped.held(other).value()))),
                                pair)),
                        wrapped::none),
                wrapped::none);
    }

    /// `Option<Result<T>>` and `Result<Option<T>>`, from one to the other.
    private Operand transposed(Slot at, SyntaxNode node) {
        Slot inner = wrapped.inside(wrapped.good(at), at);
        RustType content = in.types.resolve(inner.type()).argument(0);
        if (in.types.isOption(at.type())) {
            RustType type = wrapped.like(inner.type(), Wrapped.option(content));
            return wrapped.either(
                    at,
                    node,
                    type,
                    () -> wrapped.either(
                            inner,
                            node,
                            type,
                            () -> wrapped.ok(wrapped.some(wrapped.held(inner)), type),
                            _ -> wrapped.failed(inner, type)),
                    _ -> wrapped.ok(wrapped.none(Wrapped.option(content)), type));
        }
        RustType type = Wrapped.option(wrapped.like(at.type(), content));
        RustType held = in.types.resolve(type).argument(0);
        return wrapped.either(
                at,
                node,
                type,
                () -> wrapped.either(inner, node, type, () -> wrapped.some(wrapped.ok(wrapped.held(inner), held)), wrapped::none),
                _ -> wrapped.some(wrapped.failed(at, held)));
    }
}
