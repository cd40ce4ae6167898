// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import uringlint.source.Location;

/// Which lines of a file are which ones after a change. Lines are counted from 1.
final class LineMap {
    private final List<Edit> edits;

    private LineMap(List<Edit> edits) {
        this.edits = edits;
    }

    /// The difference of two texts as git shows it.
    static LineMap between(byte[] before, byte[] after) {
        return new LineMap(List.copyOf(new HistogramDiff().diff(RawTextComparator.DEFAULT, new RawText(before), new RawText(after))));
    }

    /// The difference of two texts, in which blanks do not count.
    static LineMap betweenWords(byte[] before, byte[] after) {
        return new LineMap(List.copyOf(new HistogramDiff().diff(RawTextComparator.WS_IGNORE_ALL, new RawText(before), new RawText(after))));
    }

    /// No difference.
    static LineMap same() {
        return new LineMap(List.of());
    }

    /// What `line` of the new text was before; 0 where the change brings it.
    int before(int line) {
        int moved = 0;
        for (Edit edit : edits) {
            if (line - 1 < edit.getBeginB()) {
                break;
            }
            if (line - 1 < edit.getEndB()) {
                return 0;
            }
            moved += edit.getLengthA() - edit.getLengthB();
        }
        return line + moved;
    }

    /// The line that was `line` before; 0 where the change takes it out or writes it anew.
    int after(int line) {
        int moved = 0;
        for (Edit edit : edits) {
            if (line - 1 < edit.getBeginA()) {
                break;
            }
            if (line - 1 < edit.getEndA()) {
                return 0;
            }
            moved += edit.getLengthB() - edit.getLengthA();
        }
        return line + moved;
    }

    /// The number of the edit that takes a line of the old text out; -1 for a line that stays.
    int editBefore(int line) {
        for (int index = 0; index < edits.size(); index++) {
            if (line > edits.get(index).getBeginA() && line <= edits.get(index).getEndA()) {
                return index;
            }
        }
        return -1;
    }

    /// The number of the edit that brings a line of the new text; -1 for a line that was there.
    int editAfter(int line) {
        for (int index = 0; index < edits.size(); index++) {
            if (line > edits.get(index).getBeginB() && line <= edits.get(index).getEndB()) {
                return index;
            }
        }
        return -1;
    }

    /// Whether the change of files brings the line of a place; `lines` are their maps by their paths afterwards.
    static boolean brings(Map<String, LineMap> lines, Location place) {
        LineMap map = lines.get(place.file().path());
        return map != null && map.editAfter(place.line()) >= 0;
    }

    /// Whether any of these lines of the new text is one that the change brings, or has one before it that the change takes out.
    boolean touches(int first, int last) {
        return edits.stream().anyMatch(edit -> edit.getBeginB() < last && Math.max(edit.getEndB(), edit.getBeginB() + 1) >= first);
    }

    /// The line that the change touches nearest to `line` of the new text: one that it brings, or the one behind lines that it takes out.
    int nearestTouched(int line) {
        int best = 0;
        for (Edit edit : edits) {
            int first = edit.getBeginB() + 1;
            int last = Math.max(first, edit.getEndB());
            int near = Math.clamp(line, first, last);
            if (best == 0 || Math.abs(near - line) < Math.abs(best - line)) {
                best = near;
            }
        }
        return best;
    }

    /// Whether the edit nearest to a touched line only takes lines out.
    boolean onlyRemoves(int touched) {
        return editAfter(touched) < 0;
    }
}
