// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.change.Step;
import uringlint.cli.mail.Posted;

/// One patch of a series. There is no step for a patch that was refused. `fragments` are the files of which only parts are known.
public record AppliedPatch(Posted posted, Optional<Step> step, List<Refusal> refusals, Set<String> fragments) {
    public AppliedPatch {
        refusals = List.copyOf(refusals);
        fragments = Set.copyOf(fragments);
    }
}
