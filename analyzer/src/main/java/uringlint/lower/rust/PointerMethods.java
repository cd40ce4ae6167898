// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// The methods of pointers, references and atomics: most are what they are called for, others read, write or copy.
final class PointerMethods {
    private static final Set<String> READS = Set.of("read", "read_volatile", "read_unaligned");
    private static final Set<String> WRITES = Set.of("write", "write_volatile", "write_unaligned", "write_bytes");
    /// The copies that are written as methods of one of the two pointers.
    private static final Map<String, String> COPIES = Map.of(
            "copy_to",
            "ptr::copy",
            "copy_from",
            "ptr::copy",
            "copy_to_nonoverlapping",
            "ptr::copy_nonoverlapping",
            "copy_from_nonoverlapping",
            "ptr::copy_nonoverlapping");
    private static final Set<String> OFFSETS =
            Set.of("add", "offset", "sub", "wrapping_add", "wrapping_sub", "byte_add", "byte_sub", "byte_offset");

    private final BodyLowering in;

    PointerMethods(BodyLowering in) {
        this.in = in;
    }

    /// A method of a reference or of a pointer that owns.
    Optional<Operand> reference(String name, RustType type, Slot at) {
        RustType target = in.types.target(type).orElse(RustType.UNKNOWN);
        return switch (name) {
            case "as_ptr", "into_raw", "as_mut_ptr" ->
                target instanceof RustType.Array || in.types.isVector(target) || in.types.isWrapper(target)
                        ? Optional.empty()
                        : Optional.of(new Operand(new Expr.Read(at.place()), new RustType.Raw(true, target)));
            case "as_ref",
                    "as_mut",
                    "deref",
                    "deref_mut",
                    "get_ref",
                    "get_mut",
                    "get_unchecked_mut",
                    "borrow",
                    "as_arc_borrow",
                    "into_pin",
                    "as_pin_ref",
                    "into_ref" ->
                in.types.isOption(target) || in.types.isWrapper(target)
                        ? Optional.empty()
                        : Optional.of(new Operand(
                                new Expr.Read(at.place()), new RustType.Reference(name.contains("mut"), target)));
            case "clone" ->
                in.types.isSmart(type) ? Optional.of(new Operand(new Expr.Read(at.place()), type)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// A method of a raw pointer.
    Optional<Operand> raw(
            String name, RustType type, Slot at, SyntaxNode node, List<SyntaxNode> arguments, List<RustType> given, RustType expected) {
        RustType target = in.types.target(type).orElse(RustType.UNKNOWN);
        Operand value = in.read(at);
        if (READS.contains(name) && arguments.isEmpty()) {
            return Optional.of(in.call("ptr::" + name, target, node, List.of(in.plain(at))));
        }
        if (WRITES.contains(name)) {
            var operands = new ArrayList<Operand>();
            operands.add(value);
            arguments.forEach(argument -> operands.add(in.values.consume(argument, target)));
            return Optional.of(in.call("ptr::" + name, RustType.UNIT, node, operands));
        }
        if (OFFSETS.contains(name) && arguments.size() == 1) {
            return Optional.of(moved(name, target, value, arguments.getFirst(), type));
        }
        if (COPIES.containsKey(name) && arguments.size() == 2) {
            return Optional.of(copied(name, value, node, arguments));
        }
        return switch (name) {
            case "is_null" ->
                Optional.of(new Operand(
                        new Expr.Apply("==", List.of(value.value(), new Expr.Literal(0, "0"))), RustType.BOOL));
            case "cast" -> Optional.of(cast(type, value, given, expected));
            case "cast_mut", "cast_const", "as_ptr", "clone", "as_mut_ptr" ->
                Optional.of(new Operand(value.value(), new RustType.Raw(!name.equals("cast_const"), target)));
            case "as_ref", "as_mut", "as_uninit_ref" -> {
                var reference = new RustType.Reference(name.equals("as_mut"), target);
                yield Optional.of(in.call(
                        name.equals("as_mut") ? "&mut*" : "&*",
                        type.name().equals("NonNull") ? reference : Wrapped.option(reference),
                        node,
                        List.of(value)));
            }
            default -> Optional.empty();
        };
    }

    /// `source.copy_to(target, count)` or `target.copy_from(source, count)`.
    private Operand copied(String name, Operand pointer, SyntaxNode node, List<SyntaxNode> arguments) {
        Operand other = in.values.value(arguments.getFirst(), RustType.UNKNOWN);
        Operand count = in.values.value(arguments.getLast(), RustType.USIZE);
        boolean isSource = name.startsWith("copy_to");
        return in.call(
                COPIES.get(name), RustType.UNIT, node, List.of(isSource ? pointer : other, isSource ? other : pointer, count));
    }

    /// A pointer so many elements on, or back. What has a size that is known is counted in bytes, whatever a cast has made of it.
    private Operand moved(String name, RustType target, Operand pointer, SyntaxNode argument, RustType type) {
        Expr by = in.values.value(argument, RustType.USIZE).value();
        int size = name.contains("byte") ? 1 : LibraryTypes.size(in.types.resolve(target).name());
        Expr bytes = by instanceof Expr.Literal(var number, _) && size > 1
                ? new Expr.Literal(number * size, Long.toString(number * size))
                : by;
        return new Operand(new Expr.Apply(name.contains("sub") ? "-" : "+", List.of(pointer.value(), bytes)), type);
    }

    /// `pointer.cast()`. To what is inferred from a use further on, the pointer is what it was.
    private Operand cast(RustType type, Operand pointer, List<RustType> given, RustType expected) {
        boolean isNonNull = type.name().equals("NonNull");
        Optional<RustType> to = given.size() == 1 ? Optional.of(given.getFirst()) : in.types.target(expected);
        if (to.isEmpty()) {
            return new Operand(
                    pointer.value(), isNonNull ? RustType.path("NonNull", RustType.UNKNOWN) : new RustType.Raw(true, RustType.UNKNOWN));
        }
        var raw = new RustType.Raw(true, to.get());
        return new Operand(
                new Expr.Cast(in.types.erase(raw), pointer.value()), isNonNull ? RustType.path("NonNull", to.get()) : raw);
    }

    /// `Ok` of the pointer that was expected and is replaced, or `Err` of the one that is there.
    private Operand exchanged(String name, RustType held, SyntaxNode node, List<Operand> operands) {
        Operand answer = in.call("Atomic::" + name, Wrapped.result(RustType.I32), node, operands);
        RustType type = RustType.path("Result", held, held);
        return in.wrapped.either(
                in.hold(answer, in.span(node)),
                node,
                type,
                () -> in.wrapped.ok(new Operand(operands.get(1).value(), held), type),
                _ -> in.wrapped.err(in.call("Atomic::load", held, node, List.of(operands.getFirst())), type));
    }

    /// A method of an atomic number or pointer, which works at an address.
    Optional<Operand> atomic(String name, Slot at, SyntaxNode node, List<SyntaxNode> arguments) {
        var operands = new ArrayList<Operand>();
        operands.add(new Operand(RustPlaces.address(at.place()), new RustType.Reference(false, at.type())));
        for (SyntaxNode argument : arguments) {
            operands.add(in.values.value(argument, RustType.UNKNOWN));
        }
        RustType type = in.types.resolve(at.type());
        RustType held = type.name().equals("AtomicPtr")
                ? new RustType.Raw(true, type.argument(0))
                : type.name().equals("Atomic") ? type.argument(0) : RustType.USIZE;
        boolean isExchange = name.startsWith("compare_exchange") || name.equals("cmpxchg");
        if (isExchange && in.types.erase(held) instanceof Type.Pointer && operands.size() > 2) {
            return Optional.of(exchanged(name, held, node, operands));
        }
        RustType result = isExchange ? Wrapped.result(RustType.USIZE) : name.equals("store") ? RustType.UNIT : held;
        return Optional.of(in.call("Atomic::" + name, result, node, operands));
    }
}
