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
}
