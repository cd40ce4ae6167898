// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the unified diffs in a text, and takes them line by line by the counts of their hunks, so that neither prose, nor a
/// signature, nor the footer of a list becomes part of one.
final class DiffScanner {
    /// A part of the text.
    sealed interface Piece {
        /// Lines that belong to no diff.
        record Prose(List<String> lines) implements Piece {}

        /// The diff of one file.
        record FileDiff(String path, List<String> head, List<Hunk> hunks, List<String> binary) implements Piece {
            List<String> lines() {
                var lines = new ArrayList<>(head);
                for (Hunk hunk : hunks) {
                    lines.add(hunk.header() + hunk.rest());
                    lines.addAll(hunk.lines());
                }
                lines.addAll(binary);
                return lines;
            }
        }
    }

    /// What a text holds.
    ///
    /// @param repairs sentences about lines that were changed on the way and put right
    /// @param gaps sentences about what is missing
    /// @param isCut whether the text ends within a hunk
    /// @param hasMerge whether there was the diff of a merge, which no tool applies
    record Scan(List<Piece> pieces, List<String> repairs, List<String> gaps, boolean isCut, boolean hasMerge) {
        List<Piece.FileDiff> files() {
            return pieces.stream().filter(Piece.FileDiff.class::isInstance).map(Piece.FileDiff.class::cast).toList();
        }

        /// The prose before the first diff.
        List<String> before() {
            return !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Prose(var lines) ? lines : List.of();
        }
    }

    /// A blank that does not break, in UTF-8: some mail programs write it for blanks at the start of a line.
    private static final String NO_BREAK = "\u00c2\u00a0";
    private static final int MAX_SENTENCES = 10;
    private static final Pattern EXTENDED = Pattern.compile(
            "(?:index [0-9a-f]|(?:old|new|deleted file|new file) mode [0-7]|(?:copy|rename) (?:from|to)"
                    + " |(?:dis)?similarity index \\d).*",
            Pattern.DOTALL);
    private static final Pattern GIT_NAME = Pattern.compile("diff --git \"?a/(.+?)\"? \"?b/(.+?)\"?");

    private final List<String> lines;
    private final boolean isQuoted;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> prose = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private boolean isCut;
    private boolean hasNoBreaks;
    private boolean hasMerge;

    private DiffScanner(List<String> lines, boolean isQuoted) {
        this.lines = lines;
        this.isQuoted = isQuoted;
    }

    /// Scans a text as it was sent.
    static Scan scan(List<String> lines) {
        return of(lines, false).scan();
    }

    /// Scans what was quoted, in which the marks of `HunkReader` may stand.
    static Scan scanQuoted(List<String> lines) {
        return of(lines, true).scan();
    }

    private static DiffScanner of(List<String> lines, boolean isQuoted) {
        List<String> plain = withoutReturns(lines);
        if (plain.stream().noneMatch(DiffScanner::isIndentedByNoBreaks)) {
            return new DiffScanner(plain, isQuoted);
        }
        var scanner = new DiffScanner(plain.stream().map(line -> line.replace(NO_BREAK, " ")).toList(), isQuoted);
        scanner.hasNoBreaks = true;
        return scanner;
    }

    private static boolean isIndentedByNoBreaks(String line) {
        int start = 0;
        while (start < line.length() && " +-\t".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.startsWith(NO_BREAK, start);
    }

    /// CRLF is how the text traveled if the lines that a diff brings itself end in it; otherwise it is what the patched file has.
    private static List<String> withoutReturns(List<String> lines) {
        boolean isReturned = lines.stream()
                .filter(line -> line.startsWith("diff --git ") || line.startsWith("+++ ") || line.startsWith("@@ -"))
                .findFirst()
                .filter(line -> line.endsWith("\r"))
                .isPresent();
        return isReturned ? lines.stream().map(TextLines::withoutReturn).toList() : lines;
    }

    private Scan scan() {
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (HunkReader.isFileStart(lines, i)) {
                i = file(i);
            } else {
                if (line.startsWith("diff --cc ") || line.startsWith("diff --combined ")) {
                    hasMerge = true;
                }
                if (!line.equals(HunkReader.COMMENT) && !line.equals(HunkReader.ELISION)) {
                    prose.add(line);
                }
                i++;
            }
        }
        endProse();
        if (hasNoBreaks && pieces.stream().anyMatch(Piece.FileDiff.class::isInstance)) {
            add(repairs, "blanks and tabs were sent as blanks that do not break; they were replaced by plain blanks");
        }
        return new Scan(pieces, repairs, gaps, isCut, hasMerge);
    }

    private void endProse() {
        if (!prose.isEmpty()) {
            pieces.add(new Piece.Prose(List.copyOf(prose)));
            prose.clear();
        }
    }

    private int file(int start) {
        var head = new ArrayList<String>();
        boolean isGit = lines.get(start).startsWith("diff --git ");
        int i = isGit ? gitHeader(start, head) : start;
        boolean hasNames = i + 1 < lines.size()
                && lines.get(i).startsWith("--- ")
                && lines.get(i + 1).startsWith("+++ ");
        if (hasNames) {
            head.add(lines.get(i++));
            head.add(lines.get(i++));
        } else if (isGit && i < lines.size() && lines.get(i).startsWith("@@ -")) {
            head.addAll(names(head));
        }
        String path = path(head);
        var binary = new ArrayList<String>();
        i = binary(i, binary);
        Hunks found = hunks(path, i);
        i = found.end();
        boolean isBare = found.hunks().isEmpty() && binary.isEmpty() && (hasNames || found.isPartial() || !isWhole(head));
        if (isBare) {
            if (!found.isPartial()) {
                add(gaps, "no hunk of `%s` is there".formatted(path));
            }
            isCut |= !isQuoted && i >= lines.size();
        } else {
            endProse();
            pieces.add(new Piece.FileDiff(path, head, tabbed(path, found.hunks()), binary));
        }
        return i;
    }

    /// Reads `diff --git` and the extended header below it; gives the line behind.
    private int gitHeader(int start, List<String> head) {
        int i = start;
        head.add(lines.get(i++));
        if (isWrapped(i)) {
            String cut = head.removeLast();
            head.add(cut + (cut.endsWith("/") || cut.endsWith(" ") ? "" : " ") + lines.get(i++));
        }
        while (i < lines.size() && (EXTENDED.matcher(lines.get(i)).matches() || isMark(lines.get(i)))) {
            if (!isMark(lines.get(i))) {
                head.add(lines.get(i));
            }
            i++;
        }
        return i;
    }

    /// The hunks of a file, whether a part of one is missing, and the line behind them.
    private record Hunks(List<Hunk> hunks, boolean isPartial, int end) {}

    private Hunks hunks(String path, int start) {
        int i = start;
        var hunks = new ArrayList<Hunk>();
        boolean isPartial = false;
        isCut = false;
        while (i < lines.size()) {
            int next = nextHunk(i);
            Optional<Hunk> opening = next < lines.size() ? Hunk.opening(lines.get(next)) : Optional.empty();
            if (opening.isEmpty()) {
                break;
            }
            HunkReader.Reading reading = new HunkReader(lines, isQuoted).read(opening.get(), next + 1);
            isPartial |= note(path, opening.get(), reading);
            hunks.addAll(reading.hunks());
            i = reading.end();
        }
        return new Hunks(hunks, isPartial, i);
    }

    /// Whether the line belongs to the `diff --git` before it.
    private boolean isWrapped(int i) {
        if (i + 1 >= lines.size()
                || lines.get(i).isBlank()
                || EXTENDED.matcher(lines.get(i)).matches()
                || lines.get(i).startsWith("--- ")) {
            return false;
        }
        String after = lines.get(i + 1);
        return !isMark(lines.get(i)) && (EXTENDED.matcher(after).matches() || after.startsWith("--- "));
    }

    /// Whether a header says all, as for a new mode, a new name, or an empty file.
    private static boolean isWhole(List<String> head) {
        return head.stream().anyMatch(line -> EXTENDED.matcher(line).matches() && !line.startsWith("index "))
                && head.stream().noneMatch(line -> line.startsWith("index ") && !line.contains("e69de29"));
    }

    private List<Hunk> tabbed(String path, List<Hunk> hunks) {
        List<Hunk> tabbed = Tabs.restored(path, hunks, isQuoted);
        if (tabbed != hunks) {
            add(repairs, "tabs in the patch of `%s` had become blanks; those at the start of lines were put back".formatted(path));
        }
        return tabbed;
    }

    /// Where the next hunk of the same file starts: at once, or in a quotation behind what was written in between.
    private int nextHunk(int start) {
        int i = start;
        while (i < lines.size() && isQuoted && (isMark(lines.get(i)) || lines.get(i).isBlank())) {
            i++;
        }
        return i;
    }

    private static boolean isMark(String line) {
        return line.equals(HunkReader.COMMENT) || line.equals(HunkReader.ELISION);
    }

    /// Writes down how the hunk fitted; true if something is missing.
    private boolean note(String path, Hunk hunk, HunkReader.Reading reading) {
        isCut = false;
        String name = "hunk `%s` of `%s`".formatted(hunk.header(), path);
        return switch (reading.outcome()) {
            case FITS -> false;
            case REPAIRED -> {
                add(
                        repairs,
                        "lines of the " + name
                                + " were wrapped or lost their first blank; they were put right by the counts in its"
                                + " header");
                yield false;
            }
            case TRIMMED -> {
                add(repairs, "context at the end of the " + name + " is missing; its lines were counted anew");
                yield false;
            }
            case LONGER -> {
                add(
                        gaps,
                        "the " + name
                                + " has more lines than its header says; those behind the last one that fits were left"
                                + " out");
                yield false;
            }
            case SHORT, CUT -> {
                int lines = reading.hunks().stream()
                        .mapToInt(part -> part.lines().size())
                        .sum();
                add(gaps, "the %s ends after %d lines".formatted(name, lines));
                isCut = reading.outcome() == HunkReader.Outcome.CUT;
                yield true;
            }
        };
    }

    /// A patch that is damaged everywhere is not described in full.
    private static void add(List<String> sentences, String sentence) {
        if (sentences.size() < MAX_SENTENCES) {
            sentences.add(sentence);
        } else if (sentences.size() == MAX_SENTENCES) {
            sentences.add("there is more of this kind");
        }
    }

    private static List<String> names(List<String> head) {
        Matcher matcher = GIT_NAME.matcher(head.getFirst());
        if (!matcher.matches()) {
            return List.of();
        }
        boolean isNew = head.stream().anyMatch(line -> line.startsWith("new file mode"));
        boolean isDeleted = head.stream().anyMatch(line -> line.startsWith("deleted file mode"));
        return List.of(
                isNew ? "--- /dev/null" : "--- a/" + matcher.group(1),
                isDeleted ? "+++ /dev/null" : "+++ b/" + matcher.group(2));
    }

    /// The file's path for messages.
    private static String path(List<String> head) {
        String shown = "";
        for (String line : head) {
            Matcher matcher = GIT_NAME.matcher(line);
            if (matcher.matches()) {
                shown = matcher.group(2);
            } else if ((line.startsWith("--- ") || line.startsWith("+++ ")) && !line.startsWith("/dev/null", 4)) {
                shown = line.substring(4).replaceFirst("\t.*", "").replaceFirst("^[ab]/", "");
            }
        }
        return shown;
    }

    private int binary(int start, List<String> binary) {
        int i = start;
        if (i < lines.size() && lines.get(i).startsWith("Binary files ")) {
            binary.add(lines.get(i));
            return i + 1;
        }
        if (i >= lines.size() || !lines.get(i).equals("GIT binary patch")) {
            return i;
        }
        binary.add(lines.get(i++));
        while (i < lines.size() && (lines.get(i).startsWith("literal ") || lines.get(i).startsWith("delta "))) {
            while (i < lines.size() && !lines.get(i).isEmpty()) {
                binary.add(lines.get(i++));
            }
            binary.add("");
            i = Math.min(i + 1, lines.size());
        }
        return i;
    }
}
