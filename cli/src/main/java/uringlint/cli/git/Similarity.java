// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// How much of one file is in another one.
final class Similarity {
    /// From this share of equal lines on, git takes a file for a renamed one.
    static final double RENAMED = 0.5;

    private Similarity() {}

    /// The share of lines of the longer file that both have, from 0 to 1.
    static double of(byte[] one, byte[] other) {
        var left = new RawText(one);
        var right = new RawText(other);
        int longest = Math.max(left.size(), right.size());
        int removed = new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right).stream().mapToInt(edit -> edit.getLengthA()).sum();
        return longest == 0 ? 1 : (double) (left.size() - removed) / longest;
    }
}
