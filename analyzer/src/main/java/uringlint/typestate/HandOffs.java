package uringlint.typestate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What was seen at the places where objects are handed to callbacks, by the callback's name: whether the object stays stored
/// where others find it, and in which field of the carrier it lies.
final class HandOffs {
    private final Map<String, Boolean> shared = new HashMap<>();
    private final Set<String> published = new HashSet<>();
    private final Map<String, Set<String>> fields = new HashMap<>();

    /// Notes a field in which objects are stored where others find them.
    void notePublished(String field) {
        published.add(field);
    }

    /// Whether objects that are found in a field of this name stay where others find them.
    boolean isPublishedIn(String field) {
        return published.contains(field);
    }

    /// Notes a hand-off; answers whether that changes what was known.
    boolean note(String callback, boolean isShared, String field) {
        boolean known = shared.containsKey(callback);
        boolean before = shared.getOrDefault(callback, false);
        shared.put(callback, before || isShared);
        boolean isNew = !isShared && !field.isEmpty() && fields.computeIfAbsent(callback, _ -> new HashSet<>()).add(field);
        return !known || before != (before || isShared) || isNew;
    }

    boolean isKnown(String callback) {
        return shared.containsKey(callback);
    }

    /// Whether some hand-off to this callback leaves the object where others find it.
    boolean isShared(String callback) {
        return shared.getOrDefault(callback, true);
    }

    /// Whether an object comes to this callback in this field, and in no other way.
    boolean brings(String callback, String field) {
        return !isShared(callback) && fields.getOrDefault(callback, Set.of()).contains(field);
    }
}
