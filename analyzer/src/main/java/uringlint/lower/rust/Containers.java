// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import uringlint.ir.Expr;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// The methods of slices, vectors, lists and trees: what is put in, what is taken out, and what is looked at there.
final class Containers {
    /// What puts a value in, by the argument that is the value.
    private static final Set<String> FIRST =
            Set.of("push", "try_push", "push_within_capacity", "push_back", "push_front");
    private static final Set<String> SECOND =
            Set.of("insert", "try_insert", "insert_within_capacity", "store", "try_create_and_insert");
    private static final Set<String> INFALLIBLE = Set.of("push_back", "push_front");
    private static final Set<String> TAKING =
            Set.of("pop", "pop_front", "pop_back", "remove", "swap_remove", "try_remove");
    private static final Set<String> EMPTYING = Set.of("clear", "truncate");
    private static final Set<String> RETAINING = Set.of("retain", "retain_mut");
    private static final Set<String> LOOKING =
            Set.of("get", "get_mut", "first", "first_mut", "last", "last_mut", "front", "back");
    private static final Set<String> OTHERS = Set.of(
            "len",
            "is_empty",
            "reserve",
            "capacity",
            "extend_with",
            "extend_from_slice",
            "copy_from_slice",
            "fill",
            "swap");

    private final BodyLowering in;

    Containers(BodyLowering in) {
        this.in = in;
    }

    Optional<Operand> method(String name, Slot at, SyntaxNode node, List<SyntaxNode> arguments) {
        RustType element = in.places.elementType(at.type());
        Operand address = new Operand(RustPlaces.address(at.place()), new RustType.Reference(false, at.type()));
        if (LOOKING.contains(name)) {
            Operand index = arguments.isEmpty()
                    ? new Operand(new Expr.Literal(0, "0"), RustType.USIZE)
                    : in.values.value(arguments.getFirst(), RustType.USIZE);
            Slot place = at.then(new Projection.Index(index.value()), element);
            boolean isMutable = name.endsWith("mut");
            return Optional.of(maybe(
                    address,
                    Wrapped.option(new RustType.Reference(isMutable, element)),
                    node,
                    () -> in.wrapped.some(in.places.borrow(place, isMutable))));
        }
        int value = FIRST.contains(name) ? 0 : SECOND.contains(name) ? 1 : -1;
        if (value >= 0 && value < arguments.size()) {
            return Optional.of(kept(name, address, element, node, arguments, value));
        }
        if (TAKING.contains(name)) {
            arguments.forEach(argument -> in.values.value(argument, RustType.USIZE));
            boolean isResult = name.endsWith("remove") && isIndexed(at);
            Supplier<Operand> taken = () -> in.call("Vec::pop", element, node, List.of(address));
            return Optional.of(isResult
                    ? maybe(address, Wrapped.result(element), node, () -> in.wrapped.ok(taken.get(), Wrapped.result(element)))
                    : maybe(address, Wrapped.option(element), node, () -> in.wrapped.some(taken.get())));
        }
        if (RETAINING.contains(name) && arguments.size() == 1) {
            return Optional.of(in.iterations.retain(address, element, node, arguments.getFirst()));
        }
        if (EMPTYING.contains(name)) {
            return Optional.of(emptied(name, address, element, node, arguments));
        }
        return switch (name) {
            case "as_ptr", "as_mut_ptr" -> Optional.of(new Operand(address.value(), new RustType.Raw(true, element)));
            case "as_ref", "as_mut", "as_slice", "as_mut_slice", "deref", "deref_mut" -> Optional.of(address);
            default ->
                OTHERS.contains(name)
                        ? Optional.of(other(name, address, element, node, arguments))
                        : MethodCalls.ITERATIONS.contains(name)
                                ? Optional.of(
                                        in.call("Vec::" + name, in.methods.iterator(name, at), node, List.of(address)))
                                : Optional.empty();
        };
    }

    private boolean isIndexed(Slot at) {
        String name = in.types.resolve(at.type()).name();
        return name.endsWith("Vec") || name.isEmpty();
    }

    /// A value goes in, or comes back with an error, or ends with it.
    private Operand kept(String name, Operand address, RustType element, SyntaxNode node, List<SyntaxNode> arguments, int at) {
        var operands = new ArrayList<Operand>();
        for (SyntaxNode argument : arguments) {
            operands.add(in.values.consume(argument, operands.size() == at ? element : RustType.UNKNOWN));
        }
        Slot value = in.hold(operands.get(at), in.span(arguments.get(at)));
        RustType type = element instanceof RustType.Unknown ? value.type() : element;
        Operand answer = in.call("Vec::push", RustType.I32, node, List.of(address, in.read(value)));
        boolean isReturned = name.endsWith("within_capacity") || name.equals("store");
        RustType error = RustType.path(name.equals("store") ? "StoreError" : "PushError", type);
        RustType result = isReturned ? RustType.path("Result", RustType.UNIT, error) : Wrapped.result(RustType.UNIT);
        return fork(
                new Expr.Apply(">=", List.of(answer.value(), new Expr.Literal(0, "0"))),
                result,
                node,
                () -> in.wrapped.ok(Values.UNIT, result),
                () -> {
                    if (INFALLIBLE.contains(name)) {
                        in.builder.leave(new Terminator.Unreachable(in.span(node)));
                        return Values.UNIT;
                    }
                    if (!isReturned) {
                        in.drops.drop(new Slot(value.place(), type), in.span(node));
                        return in.wrapped.err(new Operand(answer.value(), RustType.path("Error")), result);
                    }
                    String field = name.equals("store") ? "value" : "0";
                    return in.wrapped.err(
                            new Operand(
                                    new Expr.Variant(
                                            error.name(),
                                            List.of(new Expr.Part(
                                                    field, in.read(value).value()))),
                                    error),
                            result);
                });
    }

    /// Each of the values ends.
    private Operand emptied(String name, Operand address, RustType element, SyntaxNode node, List<SyntaxNode> arguments) {
        arguments.forEach(argument -> in.values.value(argument, RustType.USIZE));
        if (in.owned.isOwned(element)) {
            maybe(address, RustType.UNIT, node, () -> {
                Operand taken = in.call("Vec::pop", element, node, List.of(address));
                in.drops.drop(in.hold(taken, in.span(node)), in.span(node));
                return Values.UNIT;
            });
        }
        return in.call("Vec::" + name, RustType.UNIT, node, List.of(address));
    }

    private Operand other(String name, Operand address, RustType element, SyntaxNode node, List<SyntaxNode> arguments) {
        var operands = new ArrayList<Operand>();
        operands.add(address);
        arguments.forEach(argument -> operands.add(in.values.consume(argument, element)));
        RustType result = switch (name) {
            case "len", "capacity" -> RustType.USIZE;
            case "is_empty" -> RustType.BOOL;
            case "reserve", "extend_with", "extend_from_slice" -> Wrapped.result(RustType.UNIT);
            default -> RustType.UNIT;
        };
        return in.call("Vec::" + name, result, node, operands);
    }

    /// What is there, or `None` or an error, by what the container holds.
    private Operand maybe(Operand address, RustType type, SyntaxNode node, Supplier<Operand> there) {
        Operand found = in.call("Vec::has", RustType.BOOL, node, List.of(address));
        return fork(
                found.value(),
                type,
                node,
                there,
                () -> in.types.isOption(type)
                        ? in.wrapped.none(type)
                        : in.types.isResult(type)
                                ? in.wrapped.err(
                                        new Operand(
                                                new Expr.Apply("-", List.of(new Expr.Symbol("EINVAL"))),
                                                RustType.path("Error")),
                                        type)
                                : Values.UNIT);
    }

    private Operand fork(Expr condition, RustType type, SyntaxNode node, Supplier<Operand> good, Supplier<Operand> bad) {
        var result = in.new Result(type);
        var yes = new Open();
        var no = new Open();
        var end = new Open();
        in.builder.branch(condition, yes, no, in.span(node));
        in.builder.enter(yes, in.span(node));
        result.put(good.get(), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(no, in.span(node));
        Operand otherwise = bad.get();
        if (in.builder.isOpen()) {
            result.put(otherwise, in.span(node));
            in.builder.jump(end, in.span(node));
        }
        in.builder.enter(end, in.span(node));
        return result.value();
    }
}
