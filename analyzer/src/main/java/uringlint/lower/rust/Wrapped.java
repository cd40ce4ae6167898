package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Exit;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// `Option` and `Result`: how they are made, tested and opened, and what their methods do.
final class Wrapped {
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
        return new Operand(isNullable(inner.type()) ? inner.value() : variant("Some", inner.value()), option(inner.type()));
    }

    Operand none(RustType expected) {
        RustType resolved = in.types.resolve(expected);
        RustType inner = resolved.name().equals("Option") ? resolved.argument(0) : RustType.UNKNOWN;
        return new Operand(isNullable(inner) ? new Expr.Literal(0, "None") : new Expr.Variant("None", List.of()), option(inner));
    }

    /// `Ok(value)`; `expected` is the type of the whole.
    Operand ok(Operand inner, RustType expected) {
        RustType wanted = payload(expected, inner.type());
        return new Operand(in.types.isScalar(wanted) ? inner.value() : variant("Ok", inner.value()), result(wanted));
    }

    /// `Err(error)`: an error is a negative integer.
    Operand err(Operand error, RustType expected) {
        RustType wanted = payload(expected, RustType.UNKNOWN);
        return new Operand(in.types.isScalar(wanted) ? error.value() : variant("Err", error.value()), result(wanted));
    }

    private RustType payload(RustType expected, RustType otherwise) {
        RustType resolved = in.types.resolve(expected);
        boolean isKnown = resolved.name().equals("Result") && !(resolved.argument(0) instanceof RustType.Unknown) && !resolved.argument(0).name().equals("_");
        return isKnown ? resolved.argument(0) : resolved.name().equals("Result") && otherwise instanceof RustType.Unknown ? resolved.argument(0) : otherwise;
    }

    private static Expr variant(String name, Expr inner) {
        return new Expr.Variant(name, List.of(new Expr.Part("0", inner)));
    }

    // ---------------------------------------------------------------- tests

    /// The condition under which a place is of one of these variants.
    Optional<Expr> test(String variant, Slot at) {
        Expr read = new Expr.Read(at.place());
        RustType inner = in.types.resolve(at.type()).argument(0);
        return Optional.of(switch (variant) {
            case "Some" -> in.types.isOption(at.type()) && !isNullable(inner) ? new Expr.Is(read, "Some") : new Expr.Apply("!=", List.of(read, new Expr.Literal(0, "None")));
            case "Ok" -> isScalar(at) ? new Expr.Apply(">=", List.of(read, new Expr.Literal(0, "0"))) : new Expr.Is(read, "Ok");
            default -> isScalar(at) ? new Expr.Apply("<", List.of(read, new Expr.Literal(0, "0"))) : new Expr.Is(read, "Err");
        });
    }

    private boolean isScalar(Slot at) {
        return in.types.isScalar(in.types.resolve(at.type()).argument(0));
    }

    /// The place of what a variant holds.
    Slot inside(String variant, Slot at) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        boolean isErased = variant.equals("Some") ? !in.types.isOption(at.type()) || isNullable(inner) : isScalar(at);
        RustType type = variant.equals("Err") ? ERROR : inner;
        return isErased ? new Slot(at.place(), type) : at.then(new Projection.Field("0"), type);
    }

    /// The variant that is not meant.
    private static String other(String variant) {
        return variant.equals("Some") ? "None" : variant.equals("Ok") ? "Err" : "Ok";
    }

    /// Goes two ways: by whether a value is `Some` or `Ok`.
    private void fork(Slot at, Open good, Open bad, Span span) {
        in.builder.branch(test(in.types.isOption(at.type()) ? "Some" : "Ok", at).orElseThrow(), good, bad, span);
    }

    // ---------------------------------------------------------------- `?`

    /// `value?`: the value, or an early return.
    Operand propagate(SyntaxNode node, RustType expected) {
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
        fork(at, good, bad, in.span(node));
        in.builder.enter(bad, in.span(node));
        Exit exit = in.function();
        RustType target = exit.result().expected();
        Operand failed = in.types.isOption(at.type()) ? none(target) : err(in.read(inside("Err", at)), target);
        in.leave(exit, failed, in.span(node));
        in.builder.enter(good, in.span(node));
        return in.read(inside(in.types.isOption(at.type()) ? "Some" : "Ok", at));
    }

    // ---------------------------------------------------------------- methods

    /// What a method of `Option` or `Result` gives; nothing if it is none of theirs.
    Optional<Operand> method(String name, Slot at, SyntaxNode call, List<SyntaxNode> arguments, RustType expected) {
        boolean isOption = in.types.isOption(at.type());
        RustType inner = in.types.resolve(at.type()).argument(0);
        Span span = in.span(call);
        return switch (name) {
            case "is_some", "is_ok", "is_some_and", "is_ok_and" -> Optional.of(new Operand(test(isOption ? "Some" : "Ok", at).orElseThrow(), RustType.BOOL));
            case "is_none" -> Optional.of(new Operand(in.patterns.none(at), RustType.BOOL));
            case "is_err" -> Optional.of(new Operand(test("Err", at).orElseThrow(), RustType.BOOL));
            case "as_ref", "as_mut", "as_deref", "as_deref_mut", "copied", "cloned", "as_pin_mut", "as_pin_ref" -> Optional.of(isOption
                    ? isNullable(inner) ? in.read(new Slot(at.place(), option(inner))) : in.read(at)
                    : in.read(at));
            case "take" -> isOption ? Optional.of(swap(at, none(at.type()), span)) : Optional.empty();
            case "replace", "insert" -> isOption && arguments.size() == 1
                    ? Optional.of(swap(at, some(retyped(in.values.consume(arguments.getFirst(), inner), inner)), span))
                    : Optional.empty();
            case "unwrap", "expect", "unwrap_unchecked" -> Optional.of(opened(at, Optional.empty(), call));
            case "unwrap_or", "unwrap_or_else", "unwrap_or_default" -> Optional.of(opened(at, Optional.of(arguments), call));
            case "ok_or", "ok_or_else" -> Optional.of(converted(at, true, arguments, call));
            case "ok" -> Optional.of(converted(at, false, arguments, call));
            case "map", "and_then", "map_or", "map_or_else", "inspect" -> Optional.of(mapped(name, at, arguments, call, expected));
            case "map_err", "or_else", "inspect_err" -> Optional.of(recovered(name, at, arguments, call));
            case "to_errno" -> Optional.empty();
            default -> Optional.empty();
        };
    }

    private Operand retyped(Operand operand, RustType type) {
        return operand.type() instanceof RustType.Unknown ? new Operand(operand.value(), type) : operand;
    }

    /// Stores another value, and gives the old one.
    Operand swap(Slot at, Operand value, Span span) {
        var old = new Slot(Place.of(in.temporary(at.type())), at.type());
        in.assign(old.place(), new Expr.Read(at.place()), span);
        in.assign(at.place(), value.value(), span);
        return in.read(old);
    }

    private Operand opened(Slot at, Optional<List<SyntaxNode>> otherwise, SyntaxNode node) {
        var good = new Open();
        var bad = new Open();
        var end = new Open();
        fork(at, good, bad, in.span(node));
        var result = in.new Result(in.types.resolve(at.type()).argument(0));
        in.builder.enter(good, in.span(node));
        result.put(in.read(inside(in.types.isOption(at.type()) ? "Some" : "Ok", at)), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(bad, in.span(node));
        if (otherwise.isEmpty()) {
            in.builder.leave(new uringlint.ir.Terminator.Unreachable(in.span(node)));
        } else {
            Operand value = otherwise.get().isEmpty()
                    ? new Operand(new Expr.Literal(0, "default"), result.expected())
                    : in.closures.apply(otherwise.get().getFirst(), in.types.isOption(at.type()) ? List.of() : List.of(in.read(inside("Err", at))), result.expected());
            result.put(value, in.span(node));
            in.builder.jump(end, in.span(node));
        }
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    /// From `Option` to `Result` and back.
    private Operand converted(Slot at, boolean toResult, List<SyntaxNode> arguments, SyntaxNode node) {
        RustType inner = in.types.resolve(at.type()).argument(0);
        RustType type = toResult ? result(inner) : option(inner);
        var result = in.new Result(type);
        var good = new Open();
        var bad = new Open();
        var end = new Open();
        fork(at, good, bad, in.span(node));
        in.builder.enter(good, in.span(node));
        Operand held = in.read(inside(toResult ? "Some" : "Ok", at));
        result.put(toResult ? ok(held, type) : some(held), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(bad, in.span(node));
        if (toResult) {
            Operand error = arguments.isEmpty() ? Values.UNIT : in.closures.apply(arguments.getFirst(), List.of(), ERROR);
            result.put(err(error, type), in.span(node));
        } else {
            result.put(none(type), in.span(node));
        }
        in.builder.jump(end, in.span(node));
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    /// `map` and its like: the closure runs for the good case.
    private Operand mapped(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node, RustType expected) {
        boolean isOption = in.types.isOption(at.type());
        var good = new Open();
        var bad = new Open();
        var end = new Open();
        fork(at, good, bad, in.span(node));
        in.builder.enter(good, in.span(node));
        Operand held = in.read(inside(isOption ? "Some" : "Ok", at));
        boolean isChain = name.equals("and_then");
        boolean isPlain = name.startsWith("map_or");
        RustType wanted = isChain || isPlain ? expected : in.types.resolve(expected).argument(0);
        Operand value = arguments.isEmpty() ? held : in.closures.apply(arguments.getLast(), List.of(held), wanted);
        Operand whole = name.equals("inspect") ? in.read(at) : isChain || isPlain ? value : isOption ? some(value) : ok(value, result(value.type()));
        var result = in.new Result(whole.type());
        result.put(whole, in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(bad, in.span(node));
        if (isPlain) {
            result.put(arguments.size() < 2 ? Values.UNIT : in.closures.apply(arguments.getFirst(), List.of(), whole.type()), in.span(node));
        } else {
            result.put(isOption ? none(whole.type()) : err(in.read(inside("Err", at)), whole.type()), in.span(node));
        }
        in.builder.jump(end, in.span(node));
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    /// `map_err` and its like: the closure runs for the bad case.
    private Operand recovered(String name, Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        var good = new Open();
        var bad = new Open();
        var end = new Open();
        fork(at, good, bad, in.span(node));
        var result = in.new Result(at.type());
        in.builder.enter(good, in.span(node));
        result.put(in.read(at), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(bad, in.span(node));
        boolean isOption = in.types.isOption(at.type());
        List<Operand> held = isOption ? List.of() : List.of(in.read(inside("Err", at)));
        Operand value = arguments.isEmpty() ? Values.UNIT : in.closures.apply(arguments.getLast(), held, name.equals("map_err") ? ERROR : at.type());
        result.put(name.equals("or_else") ? value : name.equals("map_err") ? err(value, at.type()) : in.read(at), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(end, in.span(node));
        return result.value();
    }
}
