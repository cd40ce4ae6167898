// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the lines of one hunk by the counts in its header. Where the lines do not fit, it tries what mail programs are known to
/// do to lines: some wrap them, some cut blanks at their starts, and people who answer put empty lines around what they write.
final class HunkReader {
    /// Stands where somebody wrote between quoted lines. No line of bytes has such a character.
    static final String COMMENT = "\u2020";
    /// Stands where somebody said that lines were left out.
    static final String ELISION = "\u2026";

    /// What was read: the hunks, one or, where the middle was left out, two; the index behind them; and how it went.
    record Reading(List<Hunk> hunks, int end, Outcome outcome) {}

    /// How the lines fit the header.
    enum Outcome {
        FITS,
        /// It fits once lines are put together again.
        REPAIRED,
        /// Only context at its end is missing.
        TRIMMED,
        /// There are more lines than announced.
        LONGER,
        /// There are fewer.
        SHORT,
        /// There are fewer, and then the input ends.
        CUT
    }

    /// How lines are looked at that no hunk can have.
    private enum Reflow {
        NONE,
        /// Those that start with a tab have lost a blank, others are the ends of wrapped lines.
        TABS_LOST_BLANKS,
        LOST_BLANKS,
        WRAPPED
    }

    private static final int MAX_WRAPS = 2;
    /// How much context Git puts around changes.
    private static final int CONTEXT = 3;

    private final List<String> lines;
    private final boolean isQuoted;

    HunkReader(List<String> lines, boolean isQuoted) {
        this.lines = lines;
        this.isQuoted = isQuoted;
    }

    /// Reads the hunk whose header stands before `start`.
    Reading read(Hunk announced, int start) {
        Optional<Reading> plain = fitting(announced, lines, start, lines.size());
        if (plain.isPresent() && !isFollowed(lines, plain.get().end(), isQuoted)) {
            return plain.get();
        }
        int body = behindHeader(announced, start);
        Hunk hunk = announced.continued(lines.subList(start, body));
        int end = blockEnd(body);
        List<String> block = lines.subList(body, end);
        for (boolean isSpaced : isQuoted ? new boolean[] {false, true} : new boolean[] {false}) {
            for (Reflow reflow : Reflow.values()) {
                List<String> flowed = reflowed(isSpaced ? withoutSpacing(block) : block, reflow);
                Optional<Reading> repaired = fitting(hunk, flowed, 0, flowed.size());
                if (repaired.isPresent() && !isFollowed(flowed, repaired.get().end(), true)) {
                    int next = reflow == Reflow.NONE && !isSpaced ? body + repaired.get().end() : end;
                    return new Reading(repaired.get().hunks(), next, Outcome.REPAIRED);
                }
            }
        }
        if (plain.isPresent()) {
            return new Reading(plain.get().hunks(), plain.get().end(), Outcome.LONGER);
        }
        return partial(hunk, isQuoted ? reflowed(block, Reflow.TABS_LOST_BLANKS) : block, body, end);
    }

    /// The header of a hunk names the function that it is in, and may be wrapped within.
    private int behindHeader(Hunk hunk, int start) {
        int next = start;
        while (next < lines.size()
                && next < start + MAX_WRAPS
                && !hunk.rest().isBlank()
                && !lines.get(next).isEmpty()
                && kind(lines.get(next)) == '?') {
            next++;
        }
        return next;
    }

    /// The lines, if there are as many as the header says.
    private static Optional<Reading> fitting(Hunk hunk, List<String> lines, int start, int end) {
        int old = hunk.header().oldCount();
        int added = hunk.header().newCount();
        var read = new ArrayList<String>();
        int next = start;
        for (; (old > 0 || added > 0) && next < end; next++) {
            String line = normal(lines.get(next));
            switch (kind(line)) {
                case ' ' -> {
                    old--;
                    added--;
                }
                case '-' -> old--;
                case '+' -> added--;
                case '\\' -> {}
                case '*' -> {
                    continue;
                }
                default -> {
                    return Optional.empty();
                }
            }
            if (old < 0 || added < 0) {
                return Optional.empty();
            }
            read.add(line);
        }
        if (old > 0 || added > 0) {
            return Optional.empty();
        }
        if (next < end && lines.get(next).startsWith("\\ ")) {
            read.add(lines.get(next++));
        }
        return Optional.of(new Reading(List.of(hunk.withLines(read)), next, Outcome.FITS));
    }

    /// An empty line is context whose blank was cut.
    private static String normal(String line) {
        return line.isEmpty() || line.equals("\r") ? " " + line : line;
    }

    /// The first character of a line of a hunk, `*` for a mark of ours, and `?` for any other line.
    private static char kind(String line) {
        char first = line.charAt(0);
        return switch (first) {
            case ' ', '+', '-' -> first;
            case '\\' -> line.startsWith("\\ ") ? first : '?';
            case '\u2020', '\u2026' -> '*';
            default -> '?';
        };
    }

    /// Whether the hunk goes on behind its last line.
    private static boolean isFollowed(List<String> rest, int end, boolean isOnlyDiff) {
        if (end >= rest.size()) {
            return false;
        }
        String line = rest.get(end);
        if (line.startsWith("+") && !line.startsWith("+++ ")) {
            return true;
        }
        return isOnlyDiff
                && (line.startsWith(" ") && !line.isBlank() || line.startsWith("-") && !line.startsWith("--"));
    }

    /// Where something else begins for certain.
    private int blockEnd(int start) {
        for (int i = start; i < lines.size(); i++) {
            if (isFileStart(lines, i) || lines.get(i).startsWith("@@ -") || isSignature(i)) {
                return i;
            }
        }
        return lines.size();
    }

    /// `-- ` and the version of git, or whatever else is short enough.
    private boolean isSignature(int i) {
        String line = TextLines.withoutReturn(lines.get(i));
        return (line.equals("-- ") || line.equals("--"))
                && (i + 1 >= lines.size() || lines.get(i + 1).matches("\\d{1,3}\\.\\d.{0,60}"));
    }

    private static List<String> withoutSpacing(List<String> block) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < block.size(); i++) {
            boolean isBeside = i > 0 && block.get(i - 1).equals(COMMENT) || i + 1 < block.size() && block.get(i + 1).equals(COMMENT);
            if (!(isBeside && block.get(i).isBlank())) {
                kept.add(block.get(i));
            }
        }
        return kept;
    }

    private static List<String> reflowed(List<String> block, Reflow reflow) {
        var flowed = new ArrayList<String>();
        var last = new StringBuilder();
        boolean isOpen = false;
        for (String line : block) {
            boolean isForeign = !line.isEmpty() && kind(line) == '?';
            boolean isContext = isForeign
                    && switch (reflow) {
                        case NONE, WRAPPED -> false;
                        case TABS_LOST_BLANKS -> line.startsWith("\t");
                        case LOST_BLANKS -> true;
                    };
            boolean isContinuation = isForeign && !isContext && reflow != Reflow.NONE && isOpen;
            if (isContinuation) {
                last.append(last.isEmpty() || last.charAt(last.length() - 1) == ' ' ? "" : " ").append(line);
                continue;
            }
            if (isOpen) {
                flowed.add(last.toString());
            }
            last.setLength(0);
            last.append(isContext ? " " : "").append(line);
            isOpen = true;
        }
        if (isOpen) {
            flowed.add(last.toString());
        }
        return flowed;
    }

    /// As many lines as a hunk can have, in one hunk, or in two around the only place where lines were left out.
    private Reading partial(Hunk hunk, List<String> block, int start, int end) {
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        int elisions = 0;
        int read = 0;
        for (; read < block.size(); read++) {
            String line = normal(block.get(read));
            char kind = kind(line);
            if (kind == '?' && !line.startsWith("\t")) {
                break;
            }
            if (line.equals(ELISION)) {
                elisions++;
            } else if (kind != '*') {
                (elisions == 1 ? after : before).add(kind == '?' ? " " + line : line);
            }
            if (elisions > 1) {
                before.addAll(after);
                after.clear();
            }
        }
        boolean isAtEnd = end == lines.size()
                && block.subList(read, block.size()).stream()
                        .allMatch(line -> line.isBlank() || line.equals(COMMENT) || line.equals(ELISION));
        var hunks = new ArrayList<Hunk>();
        if (hunk.header().oldCount() == 0 || hunk.header().newCount() == 0) {
            before.addAll(after);
            after.clear();
        }
        trim(after);
        if (after.isEmpty()) {
            trim(before);
            if (isTrimmed(hunk.withLines(before))) {
                return new Reading(List.of(hunk.withLines(before).recounted(0, 0)), isQuoted ? end : start + read, Outcome.TRIMMED);
            }
        }
        hunks.add(hunk.withLines(before).recounted(0, 0));
        if (!after.isEmpty()) {
            Hunk second = hunk.withLines(after);
            hunks.add(second.recounted(hunk.header().oldCount() - second.oldLines(), hunk.header().newCount() - second.newLines()));
        }
        hunks.removeIf(part -> !part.isChange());
        return new Reading(hunks, isQuoted ? end : start + read, isAtEnd ? Outcome.CUT : Outcome.SHORT);
    }

    /// Mail programs cut empty lines at the end, which may have been context.
    private static boolean isTrimmed(Hunk hunk) {
        int missing = hunk.header().oldCount() - hunk.oldLines();
        int shown = 0;
        for (String line : hunk.lines().reversed()) {
            if (!line.startsWith(" ")) {
                break;
            }
            shown++;
        }
        return missing > 0
                && shown > 0
                && missing == hunk.header().newCount() - hunk.newLines()
                && shown + missing == CONTEXT
                && hunk.isChange();
    }

    /// Empty lines at the end are more likely to stand between the hunk and what follows.
    private static void trim(List<String> lines) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
    }

    /// Whether a diff of a file starts at the line.
    static boolean isFileStart(List<String> lines, int i) {
        String line = lines.get(i);
        if (line.startsWith("diff --git ")) {
            return true;
        }
        return line.startsWith("--- ")
                && i + 2 < lines.size()
                && lines.get(i + 1).startsWith("+++ ")
                && lines.get(i + 2).startsWith("@@ -");
    }
}
