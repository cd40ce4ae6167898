// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.Map;
import java.util.Optional;
import uringlint.ir.Type;

/// The parts of an object, or of what it points to, that users overlay with types of their own, and how they get there.
///
/// @param objectType the tag of the object's type
/// @param members for `tag.member` the region that lies there, or that this pointer leads to
/// @param pointers for `tag.member` the tag of the structure that this pointer leads to
/// @param accessors the functions that return the address of a region; the first argument is the object or a structure of it, a second
///     one is the type of the overlay
public record ObjectMemory(String objectType, Map<String, String> members, Map<String, String> pointers, Map<String, String> accessors) {
    /// Nothing is overlaid.
    public static final ObjectMemory NONE = new ObjectMemory("", Map.of(), Map.of(), Map.of());

    public ObjectMemory {
        members = Map.copyOf(members);
        pointers = Map.copyOf(pointers);
        accessors = Map.copyOf(accessors);
    }

    Optional<String> region(Type owner, String member) {
        return owner instanceof Type.Tagged(_, var tag) ? Optional.ofNullable(members.get(tag + "." + member)) : Optional.empty();
    }

    Optional<Type> pointer(Type owner, String member) {
        return owner instanceof Type.Tagged(_, var tag) && pointers.containsKey(tag + "." + member)
                ? Optional.of(new Type.Pointer(new Type.Tagged(Type.Keyword.STRUCT, pointers.get(tag + "." + member))))
                : Optional.empty();
    }
}
