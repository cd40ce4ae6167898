// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of a patch: the new contents of files (none for those that are gone), the old paths of renamed files by the new
/// ones, and what was refused. With a refusal that is not about parts without text, nothing is changed.
public record Applied(Map<String, Optional<byte[]>> changes, Map<String, String> renames, List<Refusal> refusals) {
    public Applied {
        changes = Map.copyOf(changes);
        renames = Map.copyOf(renames);
        refusals = List.copyOf(refusals);
    }

    /// Whether the patch is in the tree now.
    public boolean isDone() {
        return refusals.stream().allMatch(refusal -> refusal.kind() == Refusal.Kind.NO_TEXT);
    }
}
