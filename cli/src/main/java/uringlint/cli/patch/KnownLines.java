// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import uringlint.rules.model.UringApi;

/// The lines of a file that is not at hand, as far as hunks have shown them, by their numbers. Hunks of one patch after the other say
/// more and more of it.
final class KnownLines {
    static final KnownLines NONE = new KnownLines(new TreeMap<>(), new TreeMap<>());
    private static final int MOST_LINES = 1_000_000;

    private final SortedMap<Integer, String> lines;
    /// What the header of a hunk names as the start of what its first line lies in, by the number of that line.
    private final SortedMap<Integer, String> headings;

    private KnownLines(SortedMap<Integer, String> lines, SortedMap<Integer, String> headings) {
        this.lines = lines;
        this.headings = headings;
    }

    /// With what a change shows of the file before it. Where that is not what was known, the file is another one by now, and only the
    /// change counts.
    KnownLines before(Diff.FilePart part) {
        var shown = new TreeMap<Integer, String>();
        var starts = new TreeMap<Integer, String>();
        part.hunks().forEach(hunk -> put(hunk, '+', hunk.oldStart(), shown, starts));
        boolean isSame = shown.entrySet().stream()
                .allMatch(line -> line.getValue().equals(lines.getOrDefault(line.getKey(), line.getValue())));
        if (isSame) {
            lines.forEach(shown::putIfAbsent);
            headings.forEach(starts::putIfAbsent);
        }
        return new KnownLines(shown, starts);
    }

    /// What is known of the file after a change, of which this is what was known before it.
    KnownLines after(Diff.FilePart part) {
        var shown = new TreeMap<Integer, String>();
        var starts = new TreeMap<Integer, String>();
        lines.forEach((number, text) -> {
            if (part.hunks().stream().noneMatch(hunk -> number >= hunk.oldStart() && number < hunk.oldStart() + length(hunk, '+'))) {
                shown.put(number + shift(part, number), text);
            }
        });
        headings.forEach((number, text) -> starts.put(number + shift(part, number), text));
        part.hunks().forEach(hunk -> put(hunk, '-', hunk.newStart(), shown, starts));
        return new KnownLines(shown, starts);
    }

    private static void put(
            Diff.Hunk hunk, char otherSide, int start, SortedMap<Integer, String> shown, SortedMap<Integer, String> starts) {
        if (start > MOST_LINES) {
            return;
        }
        starts.put(start, hunk.heading());
        int number = start;
        for (String line : hunk.lines()) {
            if (isOf(line, otherSide)) {
                shown.put(number++, line.isEmpty() ? "" : line.substring(1));
            }
        }
    }

    private static boolean isOf(String line, char otherSide) {
        return !line.startsWith("\\") && (line.isEmpty() || line.charAt(0) != otherSide);
    }

    private static int length(Diff.Hunk hunk, char otherSide) {
        return (int) hunk.lines().stream().filter(line -> isOf(line, otherSide)).count();
    }

    /// By how much a line moves down that no hunk shows.
    private static int shift(Diff.FilePart part, int number) {
        return part.hunks().stream()
                .filter(hunk -> hunk.oldStart() <= number)
                .mapToInt(hunk -> length(hunk, '-') - length(hunk, '+'))
                .sum();
    }

    /// The file with what is whole in it, at its own line numbers.
    byte[] text(String path) {
        boolean isRust = path.endsWith(".rs");
        var all = new ArrayList<String>();
        var stretch = new ArrayList<String>();
        int start = 1;
        for (var line : lines.entrySet()) {
            if (line.getKey() != start + stretch.size()) {
                add(all, start, stretch, isRust);
                stretch.clear();
                start = line.getKey();
            }
            stretch.add(line.getValue());
        }
        add(all, start, stretch, isRust);
        return (String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void add(List<String> all, int start, List<String> stretch, boolean isRust) {
        while (all.size() < start - 1) {
            all.add("");
        }
        String opening = Fragments.opening(headings.getOrDefault(start, ""), stretch);
        if (!opening.isEmpty() && !all.isEmpty()) {
            all.set(all.size() - 1, opening);
        }
        List<String> kept = Fragments.whole(stretch, !opening.isEmpty() && !all.isEmpty());
        String outer = isRust ? RustMethods.add(headings.getOrDefault(start, ""), stretch, kept, UringApi::traitOf) : "";
        if (!outer.isEmpty() && !all.isEmpty()) {
            all.set(all.size() - 1, outer);
        }
        all.addAll(kept);
    }
}
