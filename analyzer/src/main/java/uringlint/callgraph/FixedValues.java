// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.Expr;

/// The values of variables at file level that never change.
final class FixedValues {
    private static final int ROUNDS = 32;
    private static final long LARGEST = 10_000;

    private FixedValues() {}

    /// Those values that can be followed to their ends: the others are made of themselves, or of so much that each of a
    /// few variables makes it double.
    static Map<String, Expr> bounded(Map<String, Expr> values) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        Map<String, Long> parts = new HashMap<>();
        values.forEach((name, value) -> {
            var names = new ArrayList<String>();
            long[] count = new long[1];
            IrWalk.parts(value, part -> {
                count[0]++;
                switch (part) {
                    case Expr.Read(var place) -> names.add(place.base().name());
                    case Expr.AddressOf(var place) -> names.add(place.base().name());
                    case Expr.Literal _,
                            Expr.Text _,
                            Expr.Symbol _,
                            Expr.Unit _,
                            Expr.Cast _,
                            Expr.Apply _,
                            Expr.Aggregate _,
                            Expr.Variant _,
                            Expr.Is _ -> {}
                }
            });
            names.removeIf(other -> !values.containsKey(other));
            read.put(name, names);
            parts.put(name, count[0]);
        });
        Map<String, Long> sizes = sizes(read, parts);
        Map<String, Expr> bounded = new HashMap<>(values);
        bounded.keySet().removeIf(name -> sizes.getOrDefault(name, LARGEST) >= LARGEST);
        return bounded;
    }

    /// How many parts values have with all that they are made of, for those of which that is known after some rounds.
    private static Map<String, Long> sizes(Map<String, List<String>> read, Map<String, Long> parts) {
        Map<String, Long> sizes = new HashMap<>();
        Set<String> pending = new HashSet<>(read.keySet());
        for (int round = 0; round < ROUNDS && !pending.isEmpty(); round++) {
            Map<String, Long> known = new HashMap<>();
            for (String name : pending) {
                if (sizes.keySet().containsAll(read.get(name))) {
                    known.put(name, Math.min(LARGEST, parts.get(name) + read.get(name).stream().mapToLong(sizes::get).sum()));
                }
            }
            sizes.putAll(known);
            pending.removeAll(known.keySet());
        }
        return sizes;
    }
}
