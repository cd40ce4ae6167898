// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Puts tabs back where a mail program turned those at the start of lines into blanks, which it does for all lines of a mail.
final class Tabs {
    private static final int WIDTH = 8;
    private static final int NARROW = 4;
    /// A tab behind `> > +` is shown at least this wide.
    private static final int LEAST = 5;

    private Tabs() {}

    /// The hunks of a file with their tabs; the same list if they never had any or still have them.
    ///
    /// @param isQuoted programs that quote show tabs four columns wide, too
    static List<Hunk> restored(String path, List<Hunk> hunks, boolean isQuoted) {
        boolean isIndentedByTabs = path.endsWith(".c") || path.endsWith(".h") || path.endsWith(".S");
        if (!isIndentedByTabs || hunks.stream().anyMatch(hunk -> hunk.lines().stream().anyMatch(line -> line.indexOf('\t') >= 0))) {
            return hunks;
        }
        OptionalInt first = hunks.stream().flatMap(hunk -> hunk.lines().stream()).filter(Tabs::isIndented).mapToInt(Tabs::width).min();
        boolean isNarrow = isQuoted && first.orElse(0) == NARROW;
        if (first.isEmpty() || first.getAsInt() < LEAST && !isNarrow || first.getAsInt() > WIDTH) {
            return hunks;
        }
        int width = isNarrow ? NARROW : WIDTH;
        var restored = new ArrayList<Hunk>();
        for (Hunk hunk : hunks) {
            restored.add(hunk.withLines(hunk.lines().stream().map(line -> restored(line, first.getAsInt(), width)).toList()));
        }
        return restored;
    }

    /// Lines of comments have one blank before their star, whatever the rest has.
    private static boolean isIndented(String line) {
        int width = width(line);
        return width > 1 && line.length() > width + 1 && line.charAt(width + 1) != '*' && !line.isBlank();
    }

    private static int width(String line) {
        int end = 1;
        while (end < line.length() && line.charAt(end) == ' ') {
            end++;
        }
        return end - 1;
    }

    /// The first tab took what was left up to its stop, each further one all of its columns.
    private static String restored(String line, int first, int tab) {
        int width = width(line);
        if (width < first || line.isBlank() || line.startsWith("\\")) {
            return line;
        }
        int tabs = 1 + (width - first) / tab;
        return line.charAt(0) + "\t".repeat(tabs) + " ".repeat((width - first) % tab) + line.substring(width + 1);
    }
}
