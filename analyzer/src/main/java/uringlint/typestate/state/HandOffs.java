// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Type;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;

/// What was seen at the places where objects are handed to callbacks, by the callback's name: whether the object stays stored
/// where others find it, and in which field of the carrier it lies, as a path such as `job.cmd`.
public final class HandOffs {
    /// How many states are told apart in which a callback may find an object, beside the one of which nothing is known.
    private static final int CONTENTS = 6;

    private final Map<String, Boolean> shared = new HashMap<>();
    private final Set<List<Object>> backPointers = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private final Map<String, Set<String>> fields = new HashMap<>();
    private final Map<String, Set<Contents>> contents = new HashMap<>();
    private final Set<String> late = new HashSet<>();
    private final Set<Type> areaTypes = new HashSet<>();

    public HandOffs copy() {
        var copy = new HandOffs();
        copy.add(this);
        return copy;
    }

    /// Adds what another entry point showed.
    public void add(HandOffs other) {
        other.shared.forEach((callback, isShared) -> shared.merge(callback, isShared, Boolean::logicalOr));
        backPointers.addAll(other.backPointers);
        published.addAll(other.published);
        late.addAll(other.late);
        areaTypes.addAll(other.areaTypes);
        other.contents.forEach((callback, known) -> known.forEach(one -> noteContents(callback, one)));
        other.fields.forEach((callback, names) -> fields.computeIfAbsent(callback, _ -> new HashSet<>()).addAll(names));
    }

    /// Notes that a driver stores an object in field `home` of a structure, and the structure's address in the object, at `path`.
    public void noteBackPointer(List<MemoryLocation.Step> path, String home) {
        backPointers.add(List.of(path, home));
    }

    /// The fields in which such structures hold their object, in a stable order.
    public List<String> homes() {
        return backPointers.stream().map(pair -> (String) pair.getLast()).distinct().sorted().toList();
    }

    /// The object that a location holds by such a pair of pointers: `cmd->pdu.entry->cmd` is `cmd`.
    public Optional<Symbol> owner(MemoryLocation location) {
        if (location.path().size() == 1
                && location.path().getFirst() instanceof MemoryLocation.Step.Field(var home)
                && location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && holder.origin() instanceof Symbol.Origin.Initial(var from)
                && from.region() instanceof MemoryLocation.Region.Pointee(var object)
                && backPointers.contains(List.of(from.path(), home))) {
            return Optional.of(object);
        }
        return Optional.empty();
    }

    /// Notes a field in which objects are stored where others find them.
    public void notePublished(String field) {
        published.add(field);
    }

    /// Whether objects that are found in a field of this name stay where others find them.
    public boolean isPublishedIn(String field) {
        return published.contains(field);
    }

    /// Notes a hand-off, with the path to the object in its carrier; answers whether that changes what was known.
    public boolean note(String callback, boolean isShared, String field) {
        boolean known = shared.containsKey(callback);
        boolean before = shared.getOrDefault(callback, false);
        shared.put(callback, before || isShared);
        boolean isNew = !isShared && !field.isEmpty() && fields.computeIfAbsent(callback, _ -> new HashSet<>()).add(field);
        return !known || before != (before || isShared) || isNew;
    }

    /// Notes that a field of an area is written, seen as one of a structure; `isLate` says that the object was handed off before.
    public void noteWrite(String field, Type structure, boolean isLate) {
        areaTypes.add(structure);
        if (isLate) {
            late.add(field);
        }
    }

    /// Whether a field may be written when an object is handed off already.
    public boolean isLate(String field) {
        return late.contains(field);
    }

    /// Whether areas are written as a structure, as far as is known.
    public boolean isWrittenAs(Type structure) {
        return areaTypes.isEmpty() || areaTypes.contains(structure);
    }

    /// Notes what an object brings to a callback on some path.
    public void noteContents(String callback, Contents brought) {
        Set<Contents> known = contents.computeIfAbsent(callback, _ -> new LinkedHashSet<>());
        if (known.size() < CONTENTS) {
            known.add(brought);
        }
    }

    /// What objects bring to a callback, in the order in which it was found.
    public Set<Contents> contentsOf(String callback) {
        return contents.getOrDefault(callback, Set.of());
    }

    public boolean isKnown(String callback) {
        return shared.containsKey(callback);
    }

    /// Whether some hand-off to this callback leaves the object where others find it.
    public boolean isShared(String callback) {
        return shared.getOrDefault(callback, true);
    }

    /// The fields of the carrier in which objects come to this callback, as paths such as `job.cmd`, in a stable order.
    public List<String> fieldsOf(String callback) {
        return fields.getOrDefault(callback, Set.of()).stream().sorted().toList();
    }

    /// Whether an object comes to this callback in this field, and in no other way. A structure may be seen from
    /// further in or out than where it was started.
    public boolean brings(String callback, String path) {
        return !isShared(callback)
                && fields.getOrDefault(callback, Set.of()).stream()
                        .anyMatch(known -> known.equals(path) || isEnd(known, path) || isEnd(path, known));
    }

    private static boolean isEnd(String path, String end) {
        return path.endsWith(end) && path.length() > end.length() && path.charAt(path.length() - end.length() - 1) == '.';
    }
}
