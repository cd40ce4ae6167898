// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.util.ArrayList;

/// What a pass could not read: sources, which are read again with the next one, and mails that a source names and does not have, which
/// are passed over.
public record Gathered(int failed, int lost) {
    /// Whether all was read that there is.
    public boolean isWhole() {
        return failed == 0 && lost == 0;
    }

    /// What could not be read, in words.
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        if (failed > 0) {
            parts.add(failed + (failed == 1 ? " source" : " sources"));
        }
        if (lost > 0) {
            parts.add(lost + (lost == 1 ? " mail" : " mails"));
        }
        return String.join(" and ", parts);
    }
}
