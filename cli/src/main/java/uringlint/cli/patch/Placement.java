// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/// Where the hunks of one file go in a content that may be another one than they were made for.
///
/// @param after the content with all hunks that have a place
/// @param isExact whether every hunk found all of its lines
record Placement(byte[] after, List<Diff.Hunk> refused, boolean isExact) {
    Placement {
        refused = List.copyOf(refused);
    }

    /// As `git am -3` does it: the hunks as they are; else what they make of the content they were made for, merged; else with fuzz, each
    /// for itself. `old` is the content that they were made for, where it is at hand.
    static Placement of(byte[] before, Diff.FilePart part, Optional<byte[]> old) {
        Hunks.Result exact = Hunks.apply(before, part.hunks());
        if (exact.refused().isEmpty()) {
            return new Placement(exact.after(), List.of(), true);
        }
        Optional<byte[]> merged = old.flatMap(content -> merged(before, content, part));
        if (merged.isPresent()) {
            return new Placement(merged.get(), List.of(), false);
        }
        Hunks.Result fuzzy = Hunks.applyFuzzy(before, part.hunks());
        return new Placement(fuzzy.after(), fuzzy.refused(), false);
    }

    private static Optional<byte[]> merged(byte[] before, byte[] old, Diff.FilePart part) {
        Hunks.Result meant = Hunks.apply(old, part.hunks());
        if (!meant.refused().isEmpty()) {
            return Optional.empty();
        }
        MergeResult<RawText> result = new MergeAlgorithm()
                .merge(RawTextComparator.DEFAULT, new RawText(old), new RawText(before), new RawText(meant.after()));
        if (result.containsConflicts()) {
            return Optional.empty();
        }
        try (var out = new ByteArrayOutputStream(before.length)) {
            new MergeFormatter().formatMerge(out, result, "base", "ours", "theirs", StandardCharsets.ISO_8859_1);
            return Optional.of(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether so little has a place that the content is another one.
    boolean isForeign(Diff.FilePart part) {
        return 2 * refused.size() > part.hunks().size();
    }
}
