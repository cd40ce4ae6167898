// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;
import java.util.Optional;

/// Patches that belong together, in the order in which they apply.
///
/// @param version of `[PATCH v3 2/5]`; 1 where none is named
/// @param total how many patches the series is said to have, which may be more than are at hand
public record Series(Optional<Mail> cover, List<Posted> patches, int version, int total) {
    public Series {
        patches = List.copyOf(patches);
    }

    /// How people speak of one of the patches: `patch 2/5`, or `the patch` where it is the only one.
    public String name(Posted posted) {
        return posted.number() > 0 && total > 1 ? "patch " + posted.number() + "/" + total : "the patch";
    }

    /// The same with the subject.
    public String title(Posted posted) {
        return name(posted) + (posted.subject().isEmpty() ? "" : " (" + posted.subject() + ")");
    }
}
