// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What ends with a value of a type: guards, handles, and what does something of its own then.
final class OwnedTypes {
    private final Items items;
    private final Types types;
    private final Map<RustType, Boolean> owned = new HashMap<>();

    OwnedTypes(Items items, Types types) {
        this.items = items;
        this.types = types;
    }

    /// Whether a value of the type must be given up exactly once: a guard, or what holds a handle that is not copied.
    boolean isOwner(RustType type) {
        return items.resolve(type).name().equals(LibraryTypes.GUARD) || isOwned(type);
    }

    /// Whether something is lost or done where a value of a type ends: it is a handle or holds one, not behind a pointer.
    boolean isOwned(RustType type) {
        Boolean known = owned.get(type);
        if (known == null) {
            known = isOwned(items.resolve(type), new HashSet<>(), 0);
            owned.put(type, known);
        }
        return known;
    }

    private boolean isOwned(RustType type, Set<String> within, int depth) {
        if (depth > Types.NESTING) {
            return false;
        }
        if (type instanceof RustType.Tuple(var elements)) {
            return elements.stream().anyMatch(element -> isOwned(items.resolve(element), within, depth + 1));
        }
        if (!(type instanceof RustType.Path path)
                || path.isBinding()
                || items.isOf(LibraryTypes.POINTERS, path.name())
                || items.isOf(LibraryTypes.WRAPPERS, path.name())) {
            return false;
        }
        if (types.isHandle(type) || hasDrop(type)) {
            return true;
        }
        if (path.name().equals("Option") || path.name().equals("Result")) {
            return path.arguments().stream().anyMatch(argument -> isOwned(items.resolve(argument), within, depth + 1));
        }
        if (!within.add(path.name())) {
            return false;
        }
        boolean isOwned = fields(path).stream().anyMatch(field -> isOwned(items.resolve(field), within, depth + 1));
        within.remove(path.name());
        return isOwned;
    }

    /// Whether a place of a type has a handle or none, or something that does something of its own when it ends: what is deeper inside is
    /// given up with care or not at all, and an assignment says nothing of that.
    boolean isSlot(RustType type) {
        RustType resolved = items.resolve(type);
        if (!isOwned(resolved)) {
            return false;
        }
        Items.Enumeration enumeration = items.enumerations.get(resolved.name());
        return types.isHandle(resolved)
                || hasDrop(resolved)
                || resolved instanceof RustType.Tuple(var elements) && elements.stream().anyMatch(this::isSlot)
                || types.isOption(resolved) && isSlot(resolved.argument(0))
                || enumeration != null
                        && enumeration.variants().stream().flatMap(variant -> variant.fields().stream())
                                .anyMatch(field -> types.isHandle(field.type()));
    }

    /// The types of all that a structure or the variants of an enumeration hold.
    private List<RustType> fields(RustType.Path type) {
        Items.Structure structure = items.structures.get(type.name());
        if (structure != null) {
            return structure.fields().stream().map(field -> types.field(type, field.name()).orElse(RustType.UNKNOWN)).toList();
        }
        Items.Enumeration enumeration = items.enumerations.get(type.name());
        return enumeration == null
                ? List.of()
                : enumeration.variants().stream()
                        .flatMap(variant -> variant.fields().stream())
                        .map(Items.Field::type)
                        .toList();
    }

    /// Whether a handle is used up by what is done with it: others borrow what they refer to, and end without a word.
    boolean isConsumed(RustType handle) {
        String name = innermost(handle).name();
        return !items.copied.contains(name) && items.isConsumed(name);
    }

    /// The handle that a handle is: one that only wraps another is that.
    RustType innermost(RustType handle) {
        RustType at = items.resolve(handle);
        Optional<RustType> inner = types.inside(at);
        for (int depth = 0; depth < Types.NESTING && inner.isPresent() && types.isHandle(inner.get()); depth++) {
            at = items.resolve(inner.get());
            inner = types.inside(at);
        }
        return at;
    }

    /// Whether values of a type do something of their own when they end.
    boolean hasDrop(RustType type) {
        return items.method(items.resolve(type).name(), "drop")
                .filter(drop ->
                        drop.signature().trait().endsWith("Drop") && drop.body().isPresent())
                .isPresent();
    }
}
