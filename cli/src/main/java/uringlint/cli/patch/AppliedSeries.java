// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.Optional;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.Series;

/// A series on the tree that it is for.
///
/// @param base the tree, as `--base` takes it on another machine: `REPO@0123456789ab` or the name of a folder; empty
///     where there is none, and only what the patches show is known
/// @param fit how the tree was found, and how well the series fits it
/// @param label the branch or tag by which people know the tree; empty where there is none
/// @param lost the commit that the series names as its base, where no repository has it
public record AppliedSeries(
        Series series, Optional<String> base, Fit fit, String label, Optional<String> lost, List<AppliedPatch> patches) {
    public AppliedSeries {
        patches = List.copyOf(patches);
    }

    /// Applies the patches of a series one after the other.
    public static AppliedSeries of(Series series, Base base) throws GitException {
        BaseSearch.Found found = new BaseSearch(series, base).run();
        return new AppliedSeries(series, found.base(), found.fit(), found.label(), found.lost(), found.patches());
    }
}
