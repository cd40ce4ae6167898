// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.change.Step;
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
public record AppliedSeries(
        Series series, Optional<String> base, Fit fit, String label, Optional<String> lost, List<AppliedPatch> patches) {
    public AppliedSeries {
        patches = List.copyOf(patches);
    }

    /// How a tree was found, from the surest to the least sure.
    public enum Fit {
        /// A user or the series names it.
        NAMED,
        /// It has the files that the series was made from.
        CONTENTS,
        /// All hunks find their lines in it.
        HUNKS,
        /// All hunks have a place in it, with fuzz or by a merge.
        FUZZ,
        /// Some hunks have no place in it.
        PARTS,
        /// There is no tree.
        NONE
    }

    /// One patch of the series. There is no step for a patch that was refused. `fragments` are the files of which only parts are known.
    public record AppliedPatch(Posted posted, Optional<Step> step, List<Refusal> refusals, Set<String> fragments) {
        public AppliedPatch {
            refusals = List.copyOf(refusals);
            fragments = Set.copyOf(fragments);
        }
    }

    /// Applies the patches of a series one after the other.
    public static AppliedSeries of(Series series, Base base) throws GitException {
        return new BaseSearch(series, base).run();
    }
}
