// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uringlint.cli.find.NoFiles;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Series;

/// A series on the tree that it is for.
///
/// @param base the tree, as `--base` takes it on another machine: `REPO@0123456789ab` or the name of a folder; empty
///     where there is none, and only what the patches show is known
/// @param fit how the tree was found, and how well the series fits it
/// @param label the branch or tag by which people know the tree; empty where there is none
/// @param lost the commit that the series names as its base, where no repository has it
/// @param isChosen whether a user named the very tree
/// @param before how many patches on which the series stands were applied first
public record AppliedSeries(
        Series series,
        Optional<String> base,
        Fit fit,
        String label,
        Optional<String> lost,
        boolean isChosen,
        int before,
        List<AppliedPatch> patches) {
    public AppliedSeries {
        patches = List.copyOf(patches);
    }

    /// The same series without any tree: what its patches show.
    public AppliedSeries alone() {
        List<AppliedPatch> shown = SeriesApplier.apply(series, new NoFiles(), false, _ -> Optional.empty()).patches();
        return new AppliedSeries(series, Optional.empty(), Fit.NONE, "", lost, false, 0, shown);
    }

    /// Applies the patches of a series one after the other. `atHand` are all series that are there, some of which it may stand on.
    public static AppliedSeries of(Series series, Base base, List<Series> atHand) throws GitException {
        List<Posted> before = Prerequisites.of(series, atHand);
        if (!before.isEmpty()) {
            List<Posted> all = Stream.concat(before.stream(), series.patches().stream()).toList();
            var together = new Series(series.cover(), all, series.version(), series.total());
            AppliedSeries applied = found(series, new BaseSearch(together, base).run(), before.size());
            if (applied.isWhole()) {
                return applied;
            }
            // The tree may have them already.
            AppliedSeries alone = found(series, new BaseSearch(series, base).run(), 0);
            return alone.isWhole() || applied.fit() == Fit.NONE ? alone : applied;
        }
        return found(series, new BaseSearch(series, base).run(), 0);
    }

    /// Whether all of it has a place.
    private boolean isWhole() {
        return switch (fit) {
            case NAMED, CONTENTS, HUNKS, FUZZ -> true;
            case PARTS, NONE -> false;
        };
    }

    private static AppliedSeries found(Series series, BaseSearch.Found found, int before) {
        return new AppliedSeries(series, found.base(), found.fit(), found.label(), found.lost(), found.isChosen(), before,
                found.patches().subList(before, found.patches().size()));
    }
}
