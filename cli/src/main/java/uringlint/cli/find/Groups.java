// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers from 0 on that are put together: a union-find.
final class Groups {
    private final int[] parents;

    Groups(int count) {
        parents = new int[count];
        for (int index = 0; index < count; index++) {
            parents[index] = index;
        }
    }

    /// Puts the groups of two numbers together.
    void join(int one, int other) {
        int left = first(one);
        int right = first(other);
        parents[Math.max(left, right)] = Math.min(left, right);
    }

    /// Puts a number together with all that came with the same key.
    <K> void joinAt(Map<K, Integer> known, K key, int index) {
        Integer other = known.putIfAbsent(key, index);
        if (other != null) {
            join(other, index);
        }
    }

    private int first(int index) {
        int at = index;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /// The groups in the order of their least numbers, each sorted.
    List<List<Integer>> all() {
        var groups = new LinkedHashMap<Integer, List<Integer>>();
        for (int index = 0; index < parents.length; index++) {
            groups.computeIfAbsent(first(index), _ -> new ArrayList<>()).add(index);
        }
        return List.copyOf(groups.values());
    }
}
