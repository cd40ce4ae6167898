// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Code that was written differently in one way, and how the reports on it differ by that.
public record Pair(Rewriting rewriting, List<String> differences) {
    public Pair {
        differences = List.copyOf(differences);
    }

    /// How many of the pairs keep their findings.
    public static long same(List<Pair> pairs) {
        return pairs.stream().filter(pair -> pair.differences.isEmpty()).count();
    }

    /// The differences that a list knows, without their causes.
    public static List<String> known(InputStream list) throws IOException {
        try (InputStream stream = list) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst(" +# .*", ""))
                    .toList();
        }
    }

    /// How many of the pairs keep their findings, for each way and in all.
    public static String table(List<Pair> pairs) {
        Map<Rewriting, int[]> counts = new EnumMap<>(Rewriting.class);
        for (Pair pair : pairs) {
            int[] count = counts.computeIfAbsent(pair.rewriting, _ -> new int[2]);
            count[0] += pair.differences.isEmpty() ? 1 : 0;
            count[1]++;
        }
        var table = new StringBuilder(" same   of\n");
        counts.forEach((rewriting, count) -> table.append("%5d %4d  %s%n".formatted(count[0], count[1], rewriting.words())));
        long same = same(pairs);
        return table.append("in all, %d of %d pairs keep their findings, %.1f %%%n"
                        .formatted(same, pairs.size(), 100.0 * same / pairs.size()))
                .toString();
    }
}
