// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.fix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Edits;
import uringlint.diagnostic.Fix;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Which fixes are made in one go, and what they change. `postponed` is the number of those that would change what another one
/// changes, `outside` that of those that are for a file that must not be written.
public record Plan(List<Edit> edits, List<Fix> fixes, int postponed, int outside) {
    public Plan {
        edits = List.copyOf(edits);
        fixes = List.copyOf(fixes);
    }

    /// The first fix of each report, but for those that overlap an earlier one.
    public static Plan of(List<Diagnostic> reports, WriteScope scope) {
        var edits = new ArrayList<Edit>();
        var fixes = new ArrayList<Fix>();
        int postponed = 0;
        int outside = 0;
        for (Diagnostic report : reports) {
            if (report.fixes().isEmpty()) {
                continue;
            }
            Fix fix = report.fixes().getFirst();
            if (!fix.edits().stream().allMatch(edit -> scope.contains(edit.location().file()))) {
                outside++;
            } else if (fix.edits().stream().allMatch(edit -> isAmong(edit, edits))) {
                fixes.add(fix);
            } else if (fix.edits().stream().anyMatch(edit -> edits.stream().anyMatch(edit::overlaps))) {
                postponed++;
            } else {
                edits.addAll(fix.edits());
                fixes.add(fix);
            }
        }
        return new Plan(edits, fixes, postponed, outside);
    }

    /// How many reports go away although some files stay as they are.
    public long fixedWithout(List<String> paths) {
        return fixes.stream().filter(fix -> fix.edits().stream().noneMatch(edit -> paths.contains(edit.location().file().path()))).count();
    }

    /// Two reports may be about one mistake.
    private static boolean isAmong(Edit edit, List<Edit> edits) {
        Span span = edit.location().span();
        String path = edit.location().file().path();
        return edits.stream().anyMatch(other -> other.location().span().equals(span) && other.location().file().path().equals(path)
                && other.replacement().equals(edit.replacement()));
    }

    /// The files that change, in the order in which the reports came to them, and what becomes of their bytes.
    public Map<SourceFile, byte[]> changed() {
        Map<String, SourceFile> files = new LinkedHashMap<>();
        edits.forEach(edit -> files.putIfAbsent(edit.location().file().path(), edit.location().file()));
        var changed = new LinkedHashMap<SourceFile, byte[]>();
        files.values().forEach(file -> changed.put(file, Edits.apply(file, edits)));
        return changed;
    }
}
