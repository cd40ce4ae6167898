// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

import java.util.Comparator;
import java.util.List;

/// A change of the code after which a report is gone and nothing else is worse. `title` says in the imperative what it does. All
/// edits belong together; they are sorted and leave one another alone.
public record Fix(String title, List<Edit> edits) {
    public Fix {
        edits = edits.stream()
                .sorted(Comparator.comparing((Edit edit) -> edit.location().file().path()).thenComparing(edit -> edit.location().span()))
                .toList();
        for (int index = 1; index < edits.size(); index++) {
            if (edits.get(index - 1).overlaps(edits.get(index))) {
                throw new IllegalArgumentException("edits of one fix overlap: " + title);
            }
        }
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("a fix without an edit: " + title);
        }
    }
}
