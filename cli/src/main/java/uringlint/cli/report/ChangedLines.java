// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Edits;
import uringlint.diagnostic.Fix;
import uringlint.source.LineTable;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Lines that are next to each other and that a fix changes: what they are and what they become. `first` is the number of the first
/// one; a fix that only inserts has no old lines.
public record ChangedLines(SourceFile file, int first, List<String> before, List<String> after) {
    public ChangedLines {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The changes of a fix, from the first to the last one.
    public static List<ChangedLines> of(Fix fix) {
        var changes = new ArrayList<ChangedLines>();
        var together = new ArrayList<Edit>();
        int last = 0;
        for (Edit edit : fix.edits()) {
            SourceFile file = edit.location().file();
            boolean isNear = !together.isEmpty()
                    && together.getFirst().location().file().path().equals(file.path())
                    && edit.location().line() <= last + 1;
            if (!isNear && !together.isEmpty()) {
                changes.add(change(together));
                together.clear();
            }
            together.add(edit);
            last = file.lines().line(edit.location().span().end());
        }
        changes.add(change(together));
        return changes;
    }

    private static ChangedLines change(List<Edit> edits) {
        SourceFile file = edits.getFirst().location().file();
        LineTable lines = file.lines();
        int first = edits.getFirst().location().line();
        int last = lines.line(edits.getLast().location().span().end());
        Span old = lines.span(first).cover(lines.span(last));
        byte[] changed = Edits.apply(file, edits);
        int grown = changed.length - file.bytes().length;
        List<String> before = split(file.bytes(), old.start(), old.end());
        List<String> after = split(changed, old.start(), old.end() + grown);
        int head = 0;
        int most = Math.min(before.size(), after.size());
        while (head < most && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        return new ChangedLines(file, first + head, before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
    }

    private static List<String> split(byte[] bytes, int start, int end) {
        return List.of(new String(bytes, start, end - start, StandardCharsets.UTF_8).split("\n", -1));
    }
}
