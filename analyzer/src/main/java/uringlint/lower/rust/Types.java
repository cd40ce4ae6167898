// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Type;

/// What types of Rust are in the IR.
///
/// Pointers that own, borrow or count are pointers. `Option` of a pointer is that pointer, null for `None`. A lock or another
/// wrapper is what it wraps. A structure that only wraps a pointer to the C side (or the C object itself) is that pointer (or
/// object), and a reference to such a handle or to an owning pointer is the pointer too. `Result` of an integer is the integer,
/// negative for an error. All other options, results, tuples and enumerations are algebraic values.
final class Types {
    private static final int DEPTH = 64;
    /// How deep handles are looked for in values.
    static final int NESTING = 8;

    private final Items items;
    private final Map<RustType, Type> erased = new HashMap<>();
    private final Set<RustType> open = new HashSet<>();

    Types(Items items) {
        this.items = items;
    }

    RustType resolve(RustType type) {
        return items.resolve(type);
    }

    /// Whether a type is an integer of a certain width.
    boolean isInteger(RustType type) {
        return items.resolve(type).name().matches("[iu](8|16|32|64|128|size)|c_u?(int|long|short|char|longlong)");
    }

    /// The wrappers around a type that are not in the IR, from the outer one to the inner one; `&` for a reference.
    List<String> erased(RustType type) {
        var names = new ArrayList<String>();
        RustType inner = items.resolve(type);
        while (inner instanceof RustType.Path(var name, _, var isBinding)
                && !isBinding
                && (isOption(inner) || isWrapper(inner) || name.equals("Pin") || name.startsWith("Atomic"))
                && names.size() < 8) {
            names.add(name);
            inner = items.resolve(inner.argument(0));
        }
        if (inner instanceof RustType.Reference) {
            names.add("&");
        }
        return names;
    }

    /// The type in the IR.
    Type erase(RustType written) {
        Type known = erased.get(written);
        if (known != null) {
            return known;
        }
        if (open.size() >= DEPTH || !open.add(written)) {
            // A type that is made of itself.
            return items.structures.containsKey(written.name()) ? new Type.Tagged(Type.Keyword.STRUCT, written.name()) : Type.UNKNOWN;
        }
        Type type = compute(items.resolve(written));
        open.remove(written);
        erased.put(written, type);
        return type;
    }

    private Type compute(RustType type) {
        return switch (type) {
            case RustType.Path path -> erasePath(path);
            case RustType.Reference(_, var target) -> {
                if (items.resolve(target) instanceof RustType.Array(var element, var length) && length.isEmpty()) {
                    yield new Type.Pointer(new Type.Array(erase(element), new Expr.Unit()));
                }
                Type erased = erase(target);
                yield isCollapsed(target) ? erased : new Type.Pointer(erased);
            }
            case RustType.Raw(_, var target) -> new Type.Pointer(erase(target));
            case RustType.Tuple(var elements) -> elements.isEmpty() ? new Type.Named("void") : Type.UNKNOWN;
            case RustType.Unknown _ -> Type.UNKNOWN;
            case RustType.Array(var element, var length) -> new Type.Array(erase(element), length(length));
        };
    }

    private Expr length(String length) {
        if (length.isEmpty()) {
            return new Expr.Unit();
        }
        return Literal.integer(length)
                .<Expr>map(value -> value)
                .orElseGet(() -> new Expr.Symbol(length.substring(length.lastIndexOf(':') + 1)));
    }

    private Type erasePath(RustType.Path path) {
        String name = path.name();
        if (path.isBinding()) {
            return LibraryTypes.PRIMITIVES.containsKey(name)
                    ? new Type.Named(LibraryTypes.PRIMITIVES.get(name))
                    : new Type.Tagged(Type.Keyword.STRUCT, name);
        }
        if (LibraryTypes.PRIMITIVES.containsKey(name)) {
            return new Type.Named(LibraryTypes.PRIMITIVES.get(name));
        }
        if (name.equals("Pin") || items.isOf(LibraryTypes.WRAPPERS, name)) {
            return erase(path.argument(0));
        }
        if (items.isOf(LibraryTypes.POINTERS, name)) {
            return new Type.Pointer(erase(path.argument(0)));
        }
        if (name.equals("AtomicPtr")) {
            return new Type.Pointer(erase(path.argument(0)));
        }
        if (name.equals("Atomic")) {
            return path.argument(0) instanceof RustType.Raw(_, var target) ? new Type.Pointer(erase(target)) : erase(path.argument(0));
        }
        if (name.startsWith("Atomic") && !items.structures.containsKey(name)) {
            return new Type.Named(LibraryTypes.PRIMITIVES.getOrDefault(name.substring(6).toLowerCase(Locale.ROOT), "long"));
        }
        if (items.isOf(LibraryTypes.VECTORS, name)) {
            return new Type.Array(erase(element(path)), new Expr.Unit());
        }
        if (name.equals("Option")) {
            return isNullable(path.argument(0)) ? erase(path.argument(0)) : Type.UNKNOWN;
        }
        if (name.equals("Result")) {
            return isScalarResult(path) ? new Type.Named("int") : Type.UNKNOWN;
        }
        if (items.enumerations.containsKey(name)) {
            return isPlainEnumeration(name) ? new Type.Tagged(Type.Keyword.ENUM, name) : Type.UNKNOWN;
        }
        if (name.equals("Self") || name.isEmpty() || name.equals("_") || name.equals("!")) {
            return Type.UNKNOWN;
        }
        Optional<RustType> inner = inside(path);
        if (inner.isPresent()) {
            return erase(inner.get());
        }
        return new Type.Tagged(Type.Keyword.STRUCT, name);
    }

    private boolean isPlainEnumeration(String name) {
        return items.enumerations.get(name).variants().stream().allMatch(variant -> variant.fields().isEmpty());
    }

    /// What a handle wraps: the only field of a structure, where that is a pointer to something of C or the thing itself.
    Optional<RustType> inside(RustType type) {
        return inside(type, Set.of());
    }

    /// @param open the structures that are looked into already: one that is said to hold itself is of two modules
    private Optional<RustType> inside(RustType type, Set<String> open) {
        if (!(items.resolve(type) instanceof RustType.Path(var name, var arguments, var isBinding)) || isBinding) {
            return Optional.empty();
        }
        Items.Structure structure = items.structures.get(name);
        if (structure == null || structure.isUnion() || open.contains(name)) {
            return Optional.empty();
        }
        Set<String> inner = new HashSet<>(open);
        inner.add(name);
        List<Items.Field> fields = structure.fields().stream().filter(field -> !isMarker(field.type())).toList();
        if (fields.size() != 1 || !isWrapped(fields.getFirst().type(), inner)) {
            return Optional.empty();
        }
        var names = new HashMap<String, RustType>();
        for (int at = 0; at < structure.generics().size() && at < arguments.size(); at++) {
            names.put(structure.generics().get(at), arguments.get(at));
        }
        return Optional.of(fields.getFirst().type().with(names));
    }

    private static boolean isMarker(RustType type) {
        return type.name().equals("PhantomData")
                || type.name().equals("PhantomPinned")
                || type.name().equals("NotThreadSafe")
                || type.equals(RustType.UNIT);
    }

    private boolean isWrapped(RustType type, Set<String> open) {
        return switch (items.resolve(type)) {
            case RustType.Raw(_, var target) ->
                items.resolve(target) instanceof RustType.Path(_, _, var isBinding) && isBinding;
            case RustType.Reference(_, var target) ->
                items.resolve(target) instanceof RustType.Path(_, _, var isBinding) && isBinding
                        || inside(target, open).isPresent();
            case RustType.Path(var name, _, var isBinding) ->
                isBinding
                        || name.equals("NonNull")
                        || name.equals("Opaque")
                        || name.equals("UnsafeCell")
                                && items.resolve(type.argument(0)) instanceof RustType.Path(_, _, var inner)
                                && inner
                        || name.equals("Pin") && isWrapped(type.argument(0), open)
                        || name.equals("ARef")
                        || inside(type, open).isPresent();
            case RustType.Tuple _, RustType.Array _, RustType.Unknown _ -> false;
        };
    }

    /// Whether a type is a handle: a structure that is a pointer.
    boolean isHandle(RustType type) {
        return inside(type).isPresent() && erase(type) instanceof Type.Pointer;
    }

    boolean isSmart(RustType type) {
        RustType resolved = items.resolve(type);
        return resolved instanceof RustType.Path(var name, _, var isBinding)
                && !isBinding
                && (items.isOf(LibraryTypes.POINTERS, name) || name.equals("Pin") && isSmartOrReference(resolved.argument(0)));
    }

    private boolean isSmartOrReference(RustType type) {
        return items.resolve(type) instanceof RustType.Reference || isSmart(type);
    }

    /// Whether a reference to a type is the same pointer as the value itself.
    private boolean isCollapsed(RustType type) {
        return isSmart(type) || isHandle(type) || items.resolve(type) instanceof RustType.Reference;
    }

    /// Whether `Option` of a type is a pointer that may be null.
    boolean isNullable(RustType type) {
        return type instanceof RustType.Unknown || erase(type) instanceof Type.Pointer || type.name().equals("fn");
    }

    /// Whether `Result` of a type is an integer, negative for errors.
    boolean isScalar(RustType type) {
        return switch (items.resolve(type)) {
            case RustType.Tuple(var elements) -> elements.isEmpty();
            case RustType.Path path -> erase(path) instanceof Type.Named;
            case RustType.Unknown _ -> true;
            case RustType.Reference _, RustType.Raw _, RustType.Array _ -> false;
        };
    }

    /// Whether a result is an integer, negative for errors.
    boolean isScalarResult(RustType type) {
        RustType resolved = items.resolve(type);
        return isScalar(resolved.argument(0)) && isError(resolved.argument(1));
    }

    /// Whether a type of errors is an integer.
    boolean isError(RustType type) {
        RustType resolved = items.resolve(type);
        return resolved instanceof RustType.Unknown
                || resolved instanceof RustType.Path path
                        && (erase(path) instanceof Type.Named || LibraryTypes.ERRORS.contains(path.name()));
    }

    boolean isOption(RustType type) {
        return items.resolve(type).name().equals("Option");
    }

    boolean isResult(RustType type) {
        return items.resolve(type).name().equals("Result");
    }

    boolean isWrapper(RustType type) {
        return items.isOf(LibraryTypes.WRAPPERS, items.resolve(type).name())
                && items.resolve(type) instanceof RustType.Path(_, _, var isBinding)
                && !isBinding;
    }

    /// What a vector, a list or a tree holds.
    RustType element(RustType.Path vector) {
        return vector.name().equals("List")
                ? RustType.path("ListArc", vector.argument(0))
                : vector.argument(items.isOf(LibraryTypes.TREES, vector.name()) ? 1 : 0);
    }

    boolean isVector(RustType type) {
        return items.isOf(LibraryTypes.VECTORS, items.resolve(type).name());
    }

    /// What a pointer of any kind points to.
    Optional<RustType> target(RustType type) {
        return switch (items.resolve(type)) {
            case RustType.Reference(_, var target) -> Optional.of(target);
            case RustType.Raw(_, var target) -> Optional.of(target);
            case RustType.Path(var name, var arguments, var isBinding)
            when !isBinding && name.equals("Pin") && !arguments.isEmpty() -> target(arguments.getFirst());
            case RustType.Path(var name, var arguments, var isBinding)
            when !isBinding && items.isOf(LibraryTypes.POINTERS, name) && !arguments.isEmpty() -> Optional.of(arguments.getFirst());
            case RustType.Path _, RustType.Tuple _, RustType.Array _, RustType.Unknown _ -> Optional.empty();
        };
    }

    /// The type of a field of a structure, with the structure's type arguments put in.
    Optional<RustType> field(RustType owner, String name) {
        RustType resolved = items.resolve(owner);
        if (resolved instanceof RustType.Tuple(var elements)) {
            Optional<Integer> at = Literal.index(name);
            return at.isPresent() && at.get() < elements.size() ? Optional.of(elements.get(at.get())) : Optional.empty();
        }
        Items.Structure structure = items.structures.get(resolved.name());
        if (structure == null) {
            return Optional.empty();
        }
        var names = new HashMap<String, RustType>();
        for (int at = 0; at < structure.generics().size(); at++) {
            names.put(structure.generics().get(at), resolved.argument(at));
        }
        names.put("Self", resolved);
        return structure.field(name).map(field -> field.type().with(names));
    }
}
