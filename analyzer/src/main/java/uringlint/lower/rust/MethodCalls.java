// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// Lowers calls of methods: those of the libraries' types by what they do to places and pointers, declared ones as calls, others
/// as calls of functions that are not known.
final class MethodCalls {
    private static final int LAYERS = 12;
    static final Set<String> ITERATIONS = Set.of(
            "iter",
            "iter_mut",
            "into_iter",
            "drain",
            "drain_all",
            "keys",
            "values",
            "values_mut",
            "rev",
            "enumerate",
            "filter",
            "skip",
            "step_by",
            "chain",
            "peekable",
            "by_ref",
            "copied",
            "cloned",
            "zip",
            "filter_map",
            "take_while",
            "chunks");
    /// What takes elements out.
    private static final Set<String> TAKING = Set.of("into_iter", "drain", "drain_all");

    private final BodyLowering in;

    MethodCalls(BodyLowering in) {
        this.in = in;
    }

    Operand call(SyntaxNode node, SyntaxNode callee, List<SyntaxNode> arguments, List<RustType> given, RustType expected) {
        SyntaxNode base = callee.child("value").orElse(callee);
        String name = callee.child("field").map(SyntaxNode::text).orElse("");
        Slot slot = in.places.slot(base);
        Slot at = slot;
        for (int layer = 0; layer < LAYERS; layer++) {
            Optional<Operand> known = known(name, at, node, arguments, given, expected);
            if (known.isPresent()) {
                return known.get();
            }
            String type = in.types.resolve(at.type()).name();
            Optional<Items.Declared> declared = type.isEmpty()
                    ? Optional.empty()
                    : in.items.method(in.items.renamed.getOrDefault(type, type), name);
            if (declared.isPresent() && declared.get().isMethod()) {
                return in.declaredCalls.call(
                        declared.get(),
                        node,
                        Optional.of(receiver(at, declared.get(), base)),
                        arguments,
                        given,
                        expected);
            }
            Optional<RustType> target = in.types.target(at.type());
            if (target.isPresent()) {
                at = in.places.deref(at);
            } else if (in.items.isOf(LibraryTypes.DEREFERENCED, type)) {
                at = new Slot(at.place(), in.types.resolve(at.type()).argument(0));
            } else {
                break;
            }
        }
        return unknown(name, slot, at, base, node, arguments, given, expected);
    }

    /// The receiver as the method takes it. One that is moved in is gone.
    private Operand receiver(Slot at, Items.Declared method, SyntaxNode base) {
        boolean isMoved = method.signature().receiver() == uringlint.ir.Signature.Receiver.VALUE;
        if (isMoved) {
            if (at.place().isVariable() && base.kind().equals("identifier") || base.kind().equals("self")) {
                return in.values.consume(base, at.type());
            }
            return in.values.moved(in.read(at), base);
        }
        return in.places.borrow(at, false);
    }

    /// A method that nobody declares: of the only type that has one of that name, else one that is not known.
    private Operand unknown(
            String name,
            Slot slot,
            Slot at,
            SyntaxNode base,
            SyntaxNode node,
            List<SyntaxNode> arguments,
            List<RustType> given,
            RustType expected) {
        Optional<Items.Declared> guessed = guessed(name, at, arguments.size());
        if (guessed.isPresent()) {
            return in.declaredCalls.call(guessed.get(), node, Optional.of(receiver(slot, guessed.get(), base)), arguments, given, expected);
        }
        Optional<Operand> same = same(name, slot, arguments, given, expected);
        if (same.isPresent()) {
            return same.get();
        }
        var operands = new ArrayList<Operand>();
        var nodes = new ArrayList<SyntaxNode>();
        operands.add(
                in.owned.isOwner(slot.type()) && base.kind().equals("identifier")
                        ? in.read(slot)
                        : in.places.borrow(at, false));
        nodes.add(base);
        for (SyntaxNode argument : arguments) {
            operands.add(in.values.consume(argument, RustType.UNKNOWN));
            nodes.add(argument);
        }
        String type = in.types.resolve(at.type()).name();
        RustType result = ITERATIONS.contains(name) ? iterator(name, at) : expected;
        return in.call(
                new Expr.Symbol(type.isEmpty() || in.types.isWrapper(at.type()) ? name : type + "::" + name),
                result,
                node,
                operands,
                nodes);
    }

    /// The only method of a name, where it may be meant: the type of the receiver is not known, or is a structure that a trait may be for.
    private Optional<Items.Declared> guessed(String name, Slot at, int arguments) {
        boolean isUntyped = at.type() instanceof RustType.Unknown;
        return in.items
                .onlyMethod(name)
                .or(() -> isUntyped ? in.items.onlyTraitMethod(name) : Optional.empty())
                .filter(only -> isUntyped || isRequired(only) && in.items.structures.containsKey(in.types.resolve(at.type()).name()))
                .filter(only -> only.isMethod() && only.parameters().size() == arguments + 1);
    }

    /// Whether a method is one that a trait leaves to its implementations.
    private boolean isRequired(Items.Declared method) {
        return method.body().isEmpty() && in.items.traits.containsKey(method.owner());
    }

    /// Conversions that leave a value what it is.
    private Optional<Operand> same(String name, Slot slot, List<SyntaxNode> arguments, List<RustType> given, RustType expected) {
        if (!arguments.isEmpty()) {
            return Optional.empty();
        }
        boolean isPlace = !slot.place().isVariable() && !(in.types.erase(slot.type()) instanceof Type.Pointer);
        return switch (name) {
            // A number of an error is negative.
            case "to_errno" ->
                Optional.of(
                        new Operand(new Expr.Cast(new Type.Named("errno"), new Expr.Read(slot.place())), RustType.I32));
            case "clone", "into", "to_owned", "borrow", "as_deref", "as_bool", "to_le", "to_be", "unsigned_abs" ->
                Optional.of(new Operand(new Expr.Read(slot.place()), name.equals("clone") ? slot.type() : expected));
            case "cast", "cast_mut", "cast_const" -> {
                RustType to = given.size() == 1
                        ? given.getFirst()
                        : in.types.target(expected).orElse(RustType.UNKNOWN);
                yield Optional.of(new Operand(
                        new Expr.Cast(in.types.erase(new RustType.Raw(true, to)), new Expr.Read(slot.place())),
                        new RustType.Raw(true, to)));
            }
            case "is_null" ->
                Optional.of(new Operand(
                        new Expr.Apply("==", List.of(new Expr.Read(slot.place()), new Expr.Literal(0, "0"))),
                        RustType.BOOL));
            case "as_ref",
                    "as_mut",
                    "as_ptr",
                    "as_mut_ptr",
                    "get",
                    "deref",
                    "deref_mut",
                    "get_mut",
                    "as_pin_mut",
                    "as_arc_borrow" ->
                slot.type() instanceof RustType.Unknown
                        ? Optional.of(
                                isPlace
                                        ? in.places.borrow(slot, name.contains("mut"))
                                        : new Operand(
                                                new Expr.Read(slot.place()), new RustType.Raw(true, RustType.UNKNOWN)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Operand> known(
            String name,
            Slot at,
            SyntaxNode node,
            List<SyntaxNode> arguments,
            List<RustType> given,
            RustType expected) {
        RustType type = in.types.resolve(at.type());
        if (in.types.isOption(type) || in.types.isResult(type)) {
            return in.wrappedMethods.call(name, at, node, arguments, expected);
        }
        if (in.items.isOf(LibraryTypes.LOCKS, type.name())
                && (name.equals("lock")
                        || name.equals("try_lock")
                        || name.equals("lock_irqsave")
                        || name.equals("lock_irq"))) {
            return Optional.of(lock(name, type, at, node));
        }
        if (in.items.isOf(LibraryTypes.LOCKS, type.name()) && name.equals("init") && arguments.isEmpty()) {
            return Optional.of(Values.UNIT);
        }
        if (in.types.isWrapper(type)) {
            return wrapper(name, type, at, arguments, node);
        }
        if (in.types.isVector(type) || type instanceof RustType.Array) {
            return in.containers.method(name, at, node, arguments);
        }
        if (type.name().startsWith("Atomic") && !in.items.structures.containsKey(type.name())) {
            return in.pointerMethods.atomic(name, at, node, arguments);
        }
        if (type instanceof RustType.Raw || type.name().equals("NonNull")) {
            return in.pointerMethods.raw(name, type, at, node, arguments, given, expected);
        }
        boolean isReference = type instanceof RustType.Reference || in.types.isSmart(type);
        return isReference && arguments.isEmpty() ? in.pointerMethods.reference(name, type, at) : Optional.empty();
    }

    private Operand lock(String name, RustType type, Slot at, SyntaxNode node) {
        RustType guard = RustType.path(LibraryTypes.GUARD, in.types.isVector(type) ? type : type.argument(0), RustType.path(type.name()));
        Operand address = new Operand(RustPlaces.address(at.place()), new RustType.Reference(false, type));
        if (name.equals("try_lock")) {
            return in.call(type.name() + "::try_lock", Wrapped.option(guard), node, List.of(address));
        }
        return in.call(type.name() + "::lock", guard, node, List.of(address));
    }

    /// `get()` of a cell and the like: the address of what is in it.
    private Optional<Operand> wrapper(String name, RustType type, Slot at, List<SyntaxNode> arguments, SyntaxNode node) {
        RustType inner = type.argument(0);
        return switch (name) {
            case "get", "as_mut_ptr", "as_ptr", "raw_get", "ffi_init" ->
                name.equals("get") && type.name().equals("Cell")
                        ? Optional.of(in.read(new Slot(at.place(), inner)))
                        : arguments.isEmpty()
                                ? Optional.of(
                                        new Operand(RustPlaces.address(at.place()), new RustType.Raw(true, inner)))
                                : Optional.empty();
            case "assume_init", "into_inner", "unwrap" ->
                Optional.of(
                        name.equals("assume_init")
                                ? in.call(
                                        "MaybeUninit::assume_init",
                                        inner,
                                        node,
                                        List.of(in.read(new Slot(at.place(), inner))))
                                : in.read(new Slot(at.place(), inner)));
            case "assume_init_ref", "assume_init_mut", "get_mut", "as_ref", "as_mut", "borrow", "borrow_mut" ->
                Optional.of(in.places.borrow(new Slot(at.place(), inner), name.endsWith("mut")));
            case "set", "write" -> {
                if (arguments.size() != 1) {
                    yield Optional.empty();
                }
                in.assign(
                        at.place(),
                        in.values.consume(arguments.getFirst(), inner).value(),
                        in.span(node));
                yield Optional.of(Values.UNIT);
            }
            case "access", "access_mut" ->
                Optional.of(in.places.borrow(new Slot(at.place(), inner), name.endsWith("mut")));
            default -> Optional.empty();
        };
    }

    // ---------------------------------------------------------------- iteration

    RustType iterator(String name, Slot at) {
        RustType type = in.types.resolve(at.type());
        if (type.name().equals("Iterator")) {
            return type;
        }
        RustType element = in.places.elementType(in.places.element(at).type());
        return RustType.path(
                "Iterator", TAKING.contains(name) ? element : new RustType.Reference(name.endsWith("mut"), element));
    }

    /// What a loop over a value of this type meets.
    RustType elementOf(RustType type) {
        RustType resolved = in.types.resolve(type);
        if (resolved.name().equals("Iterator")) {
            return resolved.argument(0);
        }
        if (resolved.name().equals("Range")) {
            return RustType.USIZE;
        }
        if (resolved instanceof RustType.Reference(var isMutable, var target)) {
            RustType element = in.places.elementType(target);
            return element instanceof RustType.Unknown ? element : new RustType.Reference(isMutable, element);
        }
        return in.places.elementType(resolved);
    }
}
