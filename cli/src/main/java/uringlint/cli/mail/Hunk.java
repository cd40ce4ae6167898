// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A hunk: where its header says it stands, and its lines, each with its first character.
///
/// @param rest what follows the header's second `@@`
record Hunk(Header header, String rest, List<String> lines) {
    /// The numbers of `@@ -oldStart,oldCount +newStart,newCount @@`.
    record Header(int oldStart, int oldCount, int newStart, int newCount) {
        @Override
        public String toString() {
            return "@@ -%s +%s @@".formatted(range(oldStart, oldCount), range(newStart, newCount));
        }

        private static String range(int start, int count) {
            return count == 1 ? String.valueOf(start) : start + "," + count;
        }
    }

    private static final Pattern HEADER =
            Pattern.compile("^@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? ?@@(.*)$", Pattern.DOTALL);

    Hunk {
        lines = List.copyOf(lines);
    }

    /// A hunk without lines, if the line is the header of one.
    static Optional<Hunk> opening(String line) {
        if (!line.startsWith("@@ -")) {
            return Optional.empty();
        }
        Matcher matcher = HEADER.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var header = new Header(
                Integer.parseInt(matcher.group(1)), count(matcher.group(2)), Integer.parseInt(matcher.group(3)), count(matcher.group(4)));
        return Optional.of(new Hunk(header, matcher.group(5), List.of()));
    }

    private static int count(String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    Hunk withLines(List<String> read) {
        return new Hunk(header, rest, read);
    }

    /// The hunk whose header was wrapped.
    Hunk continued(List<String> lines) {
        return new Hunk(
                header, lines.isEmpty() ? rest : rest.stripTrailing() + " " + String.join(" ", lines), this.lines);
    }

    /// How many lines of the file before it shows.
    int oldLines() {
        return (int) lines.stream().filter(line -> line.startsWith(" ") || line.startsWith("-")).count();
    }

    /// How many lines of the file after it shows.
    int newLines() {
        return (int) lines.stream().filter(line -> line.startsWith(" ") || line.startsWith("+")).count();
    }

    boolean isChange() {
        return lines.stream().anyMatch(line -> line.startsWith("+") || line.startsWith("-"));
    }

    /// The same lines under a header that counts them, whose first lines stand as many lines after the original ones.
    Hunk recounted(int skippedOld, int skippedNew) {
        return new Hunk(new Header(header.oldStart + skippedOld, oldLines(), header.newStart + skippedNew, newLines()), rest, lines);
    }
}
