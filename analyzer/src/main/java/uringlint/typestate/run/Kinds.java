// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What came to a point of the program, one of each key, in the order in which they came. Most points see one alone, of which nobody
/// has to know the key.
final class Kinds<T> {
    private final Map<JoinKey, T> all = new LinkedHashMap<>();
    private Optional<T> only = Optional.empty();

    int size() {
        return only.isPresent() ? 1 : all.size();
    }

    Collection<T> all() {
        return only.isPresent() ? only.stream().toList() : all.values();
    }

    /// Adds the first one.
    void start(T first) {
        only = Optional.of(first);
    }

    /// The one of a key. `keyOf` tells the key of the first one, which nobody has changed since.
    Optional<T> find(JoinKey key, Function<T, JoinKey> keyOf) {
        if (only.isPresent()) {
            all.put(keyOf.apply(only.get()), only.get());
            only = Optional.empty();
        }
        return Optional.ofNullable(all.get(key));
    }

    /// Keeps one that was asked for by its key, in place of the one that has it.
    void put(JoinKey key, T one) {
        all.put(key, one);
    }
}
