// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import uringlint.cli.patch.Diff;
import uringlint.source.SourceFile;

/// Where the hunks of a patch are in files that may not be those it was made for: their headers say it only roughly then.
final class HunkPlaces {
    private final Map<Key, Integer> known = new HashMap<>();

    private record Key(Diff.Hunk hunk, SourceFile file) {}

    /// The number of the line of a file at which the lines of a hunk start.
    int start(Diff.Hunk hunk, SourceFile file) {
        return known.computeIfAbsent(new Key(hunk, file), _ -> find(hunk, file));
    }

    private static int find(Diff.Hunk hunk, SourceFile file) {
        List<String> wanted = hunk.lines().stream()
                .filter(line -> !line.startsWith("-") && !line.startsWith("\\"))
                .map(line -> line.isEmpty() ? "" : line.substring(1))
                .toList();
        List<String> lines = IntStream.rangeClosed(1, file.lines().count())
                .mapToObj(line -> withoutEnd(file.text(file.lines().span(line))))
                .toList();
        int best = hunk.newStart();
        int most = same(wanted, lines, best);
        for (int shift = 1; most < wanted.size() && shift <= lines.size(); shift++) {
            for (int start : new int[] {hunk.newStart() - shift, hunk.newStart() + shift}) {
                int found = same(wanted, lines, start);
                if (found > most) {
                    most = found;
                    best = start;
                }
            }
        }
        return best;
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    private static int same(List<String> wanted, List<String> lines, int start) {
        int same = 0;
        for (int at = 0; at < wanted.size(); at++) {
            int line = start - 1 + at;
            same += line >= 0 && line < lines.size() && lines.get(line).equals(wanted.get(at)) ? 1 : 0;
        }
        return same;
    }
}
