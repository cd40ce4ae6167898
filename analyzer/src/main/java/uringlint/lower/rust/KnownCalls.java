// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Projection;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers calls that are no calls in the IR, by the names of the functions: what makes a value of a variant or of a structure, what
/// makes, converts and gives up the pointers and wrappers of the libraries, and what they do with memory.
final class KnownCalls {
    private static final Set<String> SAME = Set.of(
            "new_unchecked",
            "as_ptr",
            "into_raw",
            "from_raw",
            "into_inner",
            "from_ref",
            "from_mut",
            "transmute",
            "borrow",
            "borrow_mut",
            "into_foreign",
            "from_foreign",
            "from",
            "into",
            "clone",
            "raw_get",
            "from_errno",
            "to_result",
            "from_result",
            "identity",
            "get_mut",
            "get_unchecked_mut",
            "map_unchecked_mut",
            "into_inner_unchecked",
            "cast_from",
            "as_ref",
            "as_mut",
            "into_pin",
            "dangling",
            "leak",
            "from_ptr",
            "raw_get_mut");

    private static final Set<String> BOXES = Set.of("Box", "KBox", "VBox", "KVBox");
    /// The functions of `core::ptr` whose names say by themselves what they are.
    private static final Set<String> POINTER_FUNCTIONS = Set.of(
            "read_volatile",
            "read_unaligned",
            "write_volatile",
            "write_unaligned",
            "copy_nonoverlapping",
            "null_mut",
            "from_ref",
            "from_mut");
    /// The functions by which a type that is a pointer makes one.
    private static final Set<String> MAKING = Set.of("new", "pin", "pin_init", "try_pin_init", "init", "try_init", "emplace");

    private final BodyLowering in;

    /// A call of a function that is not declared. `before` is what stands before the name in the path, and `owner` the type that
    /// this means; `name` is that of the function with both.
    record Call(
            String before,
            String owner,
            String last,
            String name,
            SyntaxNode node,
            List<SyntaxNode> arguments,
            List<RustType> given,
            RustType expected) {}

    KnownCalls(BodyLowering in) {
        this.in = in;
    }

    /// What a call gives; nothing if the name says nothing.
    Optional<Operand> call(Call call) {
        return ofOne(call).or(() -> ofPointer(call)).or(() -> uninitialized(call)).or(() -> variant(call)).or(() -> structure(call))
                .or(() -> pointerTo(call)).or(() -> ofMemory(call)).or(() -> same(call));
    }

    /// Functions of one argument: what makes options and results, and what gives a value up.
    private Optional<Operand> ofOne(Call call) {
        if (call.arguments().size() != 1) {
            return Optional.empty();
        }
        SyntaxNode argument = call.arguments().getFirst();
        RustType expected = call.expected();
        return switch (call.last()) {
            case "Some" -> {
                RustType inner = in.types.isOption(expected) ? in.types.resolve(expected).argument(0) : RustType.UNKNOWN;
                yield Optional.of(in.wrapped.some(in.values.consume(argument, inner)));
            }
            case "Ok" -> {
                RustType inner = in.types.isResult(expected) ? in.types.resolve(expected).argument(0) : RustType.UNKNOWN;
                yield Optional.of(in.wrapped.ok(in.values.consume(argument, inner), expected));
            }
            case "Err" -> Optional.of(in.wrapped.err(in.values.consume(argument, RustType.path("Error")), expected));
            case "drop" -> Optional.of(drop(call.node(), argument));
            case "from_result" -> Optional.of(in.closures.apply(argument, List.of(), Wrapped.result(RustType.I32)));
            case "forget" -> {
                in.values.consume(argument, RustType.UNKNOWN);
                yield Optional.of(Values.UNIT);
            }
            default -> Optional.empty();
        };
    }

    /// `drop(x)`
    private Operand drop(SyntaxNode node, SyntaxNode argument) {
        Operand operand = in.values.consume(argument, RustType.UNKNOWN);
        Slot slot = in.hold(operand, in.span(node));
        RustType type = in.types.resolve(operand.type());
        if (BOXES.contains(type.name())) {
            in.call("KBox::drop", RustType.UNIT, node, List.of(in.read(slot)));
        } else if (type.name().equals(LibraryTypes.GUARD)) {
            in.builder.add(new Instruction.Drop(slot.place(), "guard:" + type.argument(1).name(), in.span(node)));
        } else if (in.owned.isOwned(type)) {
            in.drops.drop(slot, in.span(node));
        } else {
            in.call("drop", RustType.UNIT, node, List.of(in.read(slot)));
        }
        return Values.UNIT;
    }

    private Optional<Operand> ofPointer(Call call) {
        boolean isOfPointer = call.before().equals("ptr") || call.before().isEmpty() && POINTER_FUNCTIONS.contains(call.last());
        return isOfPointer ? Optional.of(pointer(call.last(), call.node(), call.arguments())) : Optional.empty();
    }

    /// A function of `core::ptr` over a pointer.
    private Operand pointer(String name, SyntaxNode node, List<SyntaxNode> arguments) {
        if (name.equals("null") || name.equals("null_mut") || arguments.isEmpty()) {
            return new Operand(new Expr.Literal(0, "null"), new RustType.Raw(true, RustType.UNKNOWN));
        }
        List<Operand> operands = in.values.consumed(arguments);
        RustType type = operands.getFirst().type();
        RustType target = in.types.target(type).orElse(RustType.UNKNOWN);
        boolean isHandle = in.types.resolve(type) instanceof RustType.Reference && in.types.isHandle(target);
        if (name.equals("read") && isHandle) {
            // A second handle of the same: a reference to a handle is the handle.
            return new Operand(operands.getFirst().value(), target);
        }
        return switch (name) {
            case "from_ref", "from_mut", "addr_of" ->
                new Operand(operands.getFirst().value(), new RustType.Raw(name.equals("from_mut"), target));
            case "read", "read_volatile", "read_unaligned", "replace" ->
                in.call(new Expr.Symbol("ptr::" + name), target, node, operands, arguments);
            default -> in.call(new Expr.Symbol("ptr::" + name), RustType.UNIT, node, operands, arguments);
        };
    }

    /// `MaybeUninit::uninit()` and its like
    private Optional<Operand> uninitialized(Call call) {
        if (!call.before().equals("MaybeUninit") || !call.arguments().isEmpty()) {
            return Optional.empty();
        }
        RustType type = in.types.isWrapper(call.expected()) ? call.expected() : RustType.path(call.before(), RustType.UNKNOWN);
        return Optional.of(in.call(call.name(), type, call.node(), List.of()));
    }

    private Optional<Operand> variant(Call call) {
        return Optional.ofNullable(in.items.enumerations.get(call.owner()))
                .or(() -> call.before().isEmpty() ? in.items.onlyWithVariant(call.last()) : Optional.empty())
                .flatMap(enumeration -> enumeration.variant(call.last()).map(variant -> new Operand(
                        new Expr.Variant(call.last(), fields(variant, call.arguments())), RustType.path(enumeration.name()))));
    }

    /// A structure without names of fields.
    private Optional<Operand> structure(Call call) {
        RustType self = in.names.get("Self");
        Items.Structure structure = in.items.structures.get(call.last().equals("Self") && self != null ? self.name() : call.last());
        if (structure == null) {
            return Optional.empty();
        }
        Operand built = in.composites.built(RustType.path(structure.name()), structure.name(), fields(structure, call.arguments()));
        in.noteMade(built.type(), built.value(), call.node());
        return Optional.of(built);
    }

    private List<Expr.Part> fields(Items.Structure structure, List<SyntaxNode> arguments) {
        var parts = new ArrayList<Expr.Part>();
        for (SyntaxNode argument : arguments) {
            String name = Integer.toString(parts.size());
            RustType type = structure.field(name).map(Items.Field::type).orElse(RustType.UNKNOWN);
            parts.add(new Expr.Part(name, in.values.consume(argument, type).value()));
        }
        return parts;
    }

    /// A pointer that a function of its type makes: of a value, or in the case of `NonNull` of a pointer.
    private Optional<Operand> pointerTo(Call call) {
        boolean isMade = MAKING.contains(call.last())
                && in.types.isSmart(RustType.path(call.owner(), RustType.UNIT))
                && !call.owner().equals("Pin")
                && !call.arguments().isEmpty();
        if (!isMade) {
            return Optional.empty();
        }
        if (call.owner().equals("NonNull")) {
            Operand pointer = in.values.consume(call.arguments().getFirst(), RustType.UNKNOWN);
            RustType target = in.types.target(pointer.type()).orElse(RustType.UNKNOWN);
            return Optional.of(new Operand(pointer.value(), Wrapped.option(RustType.path("NonNull", target))));
        }
        return Optional.of(allocated(call.owner(), call.last(), call.node(), call.arguments()));
    }

    /// New memory with a value in it, or an error.
    private Operand allocated(String owner, String function, SyntaxNode node, List<SyntaxNode> arguments) {
        Operand content = in.values.consume(arguments.getFirst(), RustType.UNKNOWN);
        var flags = new ArrayList<Operand>();
        arguments.subList(1, arguments.size()).forEach(argument -> flags.add(in.values.value(argument, RustType.UNKNOWN)));
        RustType inner = in.types.isResult(content.type()) ? in.types.resolve(content.type()).argument(0) : content.type();
        RustType type = RustType.path(owner, inner);
        Slot pointer = in.hold(in.call(owner + "::" + function, type, node, flags), in.span(node));
        var result = in.new Result(Wrapped.result(type));
        var good = new Open();
        var bad = new Open();
        var end = new Open();
        in.builder.branch(
                new Expr.Apply("!=", List.of(new Expr.Read(pointer.place()), new Expr.Literal(0, "0"))),
                good,
                bad,
                in.span(node));
        in.builder.enter(good, in.span(node));
        in.assign(pointer.place().then(new Projection.Deref()), content.value(), in.span(node));
        result.put(in.wrapped.ok(in.read(pointer), Wrapped.result(type)), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(bad, in.span(node));
        Operand error = new Operand(new Expr.Apply("-", List.of(new Expr.Symbol("ENOMEM"))), RustType.path("Error"));
        result.put(in.wrapped.err(error, Wrapped.result(type)), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    /// `size_of`, `null`, and what swaps the values of places.
    private Optional<Operand> ofMemory(Call call) {
        return switch (call.last()) {
            case "size_of" ->
                call.given().size() == 1
                        ? Optional.of(new Operand(
                                new Expr.Apply("sizeof", List.of(new Expr.Symbol(call.given().getFirst().name()))), RustType.USIZE))
                        : Optional.empty();
            case "transmute_copy" -> call.arguments().size() == 1
                    ? Optional.of(pointer("read", call.node(), call.arguments()))
                    : Optional.empty();
            case "null", "null_mut" ->
                Optional.of(new Operand(
                        new Expr.Literal(0, "null"),
                        call.expected() instanceof RustType.Raw ? call.expected() : new RustType.Raw(true, RustType.UNKNOWN)));
            case "replace", "take" ->
                call.before().equals("mem") && !call.arguments().isEmpty() ? Optional.of(replaced(call)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// `mem::replace(&mut x, y)` and `mem::take(&mut x)`
    private Operand replaced(Call call) {
        Span span = in.span(call.node());
        Slot slot = in.places.deref(in.hold(in.values.value(call.arguments().getFirst(), RustType.UNKNOWN), span));
        Operand value = call.arguments().size() > 1
                ? in.values.consume(call.arguments().getLast(), slot.type())
                : in.types.isOption(slot.type()) ? in.wrapped.none(slot.type()) : new Operand(new Expr.Literal(0, "default"), slot.type());
        return in.optionPlaces.swap(slot, value, span);
    }

    /// A conversion that leaves a value what it is.
    private Optional<Operand> same(Call call) {
        String owner = call.owner();
        boolean isWrapping =
                in.types.isWrapper(RustType.path(owner, RustType.UNIT)) && call.last().equals("new") || owner.equals("Pin");
        boolean isSame = call.arguments().size() == 1 && (SAME.contains(call.last()) && !call.before().isEmpty() || isWrapping);
        if (!isSame) {
            return Optional.empty();
        }
        Operand operand = in.values.consume(call.arguments().getFirst(), RustType.UNKNOWN);
        if (call.last().equals("from") && in.types.isInteger(RustType.path(owner))) {
            return Optional.of(new Operand(new Expr.Cast(in.types.erase(RustType.path(owner)), operand.value()), RustType.path(owner)));
        }
        return Optional.of(new Operand(operand.value(), converted(call, operand.type())));
    }

    private RustType converted(Call call, RustType type) {
        RustType target = in.types.target(type).orElse(RustType.UNKNOWN);
        String owner = call.owner();
        String last = call.last();
        if (in.types.isSmart(RustType.path(owner, RustType.UNIT)) || in.types.isWrapper(RustType.path(owner, RustType.UNIT))) {
            return owner.equals("Pin")
                    ? type
                    : last.equals("into_raw") || last.equals("as_ptr")
                            ? new RustType.Raw(true, target)
                            : in.types.isWrapper(RustType.path(owner, RustType.UNIT))
                                    ? RustType.path(owner, type)
                                    : RustType.path(owner, target);
        }
        if (!owner.isEmpty() && last.equals("from")) {
            return RustType.path(owner);
        }
        return last.equals("transmute") || last.equals("into") || last.startsWith("from_") ? call.expected() : type;
    }
}
