// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.change.Step;
import uringlint.cli.mail.Posted;

/// One patch of a series. There is no step for a patch that was refused. `fragments` are the files of which only parts are known.
///
/// @param halves the files in which some hunks have no place, with the words of those
public record AppliedPatch(
        Posted posted, Optional<Step> step, List<Refusal> refusals, Set<String> fragments, Map<String, Set<String>> halves) {
    public AppliedPatch {
        refusals = List.copyOf(refusals);
        fragments = Set.copyOf(fragments);
        halves = Map.copyOf(halves);
    }

    /// A patch that was refused.
    static AppliedPatch refused(Posted posted, List<Refusal> refusals) {
        return new AppliedPatch(posted, Optional.empty(), refusals, Set.of(), Map.of());
    }
}
