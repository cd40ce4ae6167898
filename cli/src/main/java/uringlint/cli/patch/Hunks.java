// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Puts hunks into a text: each where its header says, moved as the one before it was, or else at the nearest place where all of its lines
/// stand. Nothing is applied where a line differs; only how lines end is not looked at. With fuzz, up to two lines at the start and at the
/// end of a hunk that it only shows may differ, as `patch` has it.
final class Hunks {
    /// More comparisons than this are made for no honest file.
    private static final int MOST_COMPARISONS = 50_000_000;

    private static final int MOST_FUZZ = 2;

    private final List<String> lines;
    private final boolean isCrlf;
    private final ByteArrayOutputStream out;
    private boolean isLineOpen;
    private int next;
    private int drift;
    private int comparisons;

    private Hunks(byte[] before) {
        String text = new String(before, StandardCharsets.ISO_8859_1);
        lines = text.isEmpty()
                ? List.of()
                : List.of(text.split("(?<=\n)", -1)).stream()
                        .filter(line -> !line.isEmpty())
                        .toList();
        isCrlf = !lines.isEmpty() && lines.getFirst().endsWith("\r\n");
        out = new ByteArrayOutputStream(before.length + 64);
    }

    /// The text afterwards, and the hunks that have no place in it.
    record Result(byte[] after, List<Diff.Hunk> refused) {
        Result {
            refused = List.copyOf(refused);
        }
    }

    /// All hunks as they are, or none.
    static Result apply(byte[] before, List<Diff.Hunk> hunks) {
        Result result = put(before, hunks, 0);
        return result.refused().isEmpty() ? result : new Result(before, result.refused());
    }

    /// As many hunks as have a place, with fuzz where they need some.
    static Result applyFuzzy(byte[] before, List<Diff.Hunk> hunks) {
        return put(before, hunks, MOST_FUZZ);
    }

    private static Result put(byte[] before, List<Diff.Hunk> hunks, int mostFuzz) {
        if (hunks.isEmpty()) {
            return new Result(before, List.of());
        }
        var text = new Hunks(before);
        var refused = new ArrayList<Diff.Hunk>();
        for (Diff.Hunk hunk : hunks) {
            boolean isPut = false;
            for (int fuzz = 0; fuzz <= mostFuzz && !isPut; fuzz++) {
                isPut = text.put(hunk, fuzz);
            }
            if (!isPut) {
                refused.add(hunk);
            }
        }
        text.copyTo(text.lines.size());
        return new Result(text.out.toByteArray(), refused);
    }

    private boolean put(Diff.Hunk hunk, int fuzz) {
        int skipped = Math.min(fuzz, shown(hunk.raw()));
        int dropped = Math.min(fuzz, shown(hunk.raw().reversed()));
        boolean isTooFuzzy = fuzz > 0 && (skipped + dropped == 0 || skipped + dropped >= hunk.raw().size());
        if (isTooFuzzy) {
            return false;
        }
        List<String> raw = hunk.raw().subList(skipped, hunk.raw().size() - dropped);
        List<String> old = raw.stream()
                .filter(line -> line.isEmpty() || line.charAt(0) == ' ' || line.charAt(0) == '-')
                .map(Hunks::content)
                .toList();
        // A hunk without a line of the file stands behind the line that it names.
        int named = Math.max(0, (old.isEmpty() ? hunk.oldStart() : hunk.oldStart() - 1) + skipped);
        int at = fuzz > 0 && old.isEmpty() ? -1 : place(old, named);
        if (at < 0) {
            return false;
        }
        drift = at - named;
        copyTo(at);
        for (int index = 0; index < raw.size(); index++) {
            String line = raw.get(index);
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case ' ' -> copyTo(next + 1);
                case '-' -> next++;
                case '+' -> {
                    boolean isOpen = index + 1 < raw.size() && raw.get(index + 1).startsWith("\\");
                    write(line.substring(1) + (isOpen ? "" : isCrlf && !line.endsWith("\r") ? "\r\n" : "\n"));
                }
                default -> {}
            }
        }
        return true;
    }

    /// How many lines at the start are only shown.
    private static int shown(List<String> raw) {
        int count = 0;
        while (count < raw.size() && (raw.get(count).isEmpty() || raw.get(count).charAt(0) == ' ')) {
            count++;
        }
        return count;
    }

    /// Where the lines stand; -1 for nowhere.
    private int place(List<String> old, int named) {
        int guess = named + drift;
        if (old.size() <= 1) {
            // So little is found anywhere.
            return standsAt(old, guess) ? guess : standsAt(old, named) ? named : -1;
        }
        int farthest = Math.max(guess - next, lines.size() - old.size() - guess);
        for (int shift = 0; shift <= farthest && comparisons < MOST_COMPARISONS; shift++) {
            if (standsAt(old, guess - shift)) {
                return guess - shift;
            }
            if (standsAt(old, guess + shift)) {
                return guess + shift;
            }
        }
        return -1;
    }

    private boolean standsAt(List<String> old, int at) {
        if (at < next || at > lines.size() - old.size()) {
            return false;
        }
        for (int index = 0; index < old.size(); index++) {
            comparisons++;
            if (!old.get(index).equals(withoutEnd(lines.get(at + index)))) {
                return false;
            }
        }
        return true;
    }

    private static String content(String hunkLine) {
        return withoutEnd(hunkLine.isEmpty() ? "" : hunkLine.substring(1));
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        end -= end > 0 && line.charAt(end - 1) == '\n' ? 1 : 0;
        end -= end > 0 && line.charAt(end - 1) == '\r' ? 1 : 0;
        return line.substring(0, end);
    }

    private void copyTo(int end) {
        for (; next < end; next++) {
            write(lines.get(next));
        }
    }

    /// Behind the last line of a file, which may have no break, more can be put.
    private void write(String line) {
        if (isLineOpen) {
            out.write('\n');
        }
        out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        isLineOpen = !line.endsWith("\n");
    }
}
