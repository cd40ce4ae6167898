// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import uringlint.cli.find.Selection;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// One change of a tree: a patch, a commit, or what is not committed yet. `name` is how people speak of it, as `patch 2/5`, and
/// `subject` its first line. `renames` has the old paths of files by the new ones.
public record Step(String name, String subject, Snapshot before, Snapshot after, Set<String> paths, Map<String, String> renames) {
    public Step {
        paths = Set.copyOf(paths);
        renames = Map.copyOf(renames);
    }

    /// How much work the change is, about: most changes are of files that are no drivers, and cost next to nothing.
    public long weight() {
        long weight = 1_000;
        for (String path : paths) {
            if (Snapshot.isCode(path)) {
                weight += after.read(path).map(SourceFile::bytes)
                        .filter(text -> Snapshot.holds(text, Selection.WORD))
                        .map(text -> text.length)
                        .orElse(0);
            }
        }
        return weight;
    }

    /// What happened to the lines of each file that changed, by its path afterwards; of a file that is gone, by its path before.
    Map<String, LineMap> lines() {
        var maps = new TreeMap<String, LineMap>();
        for (String path : new TreeSet<>(paths)) {
            Optional<SourceFile> now = after.read(path);
            Optional<SourceFile> then = before.read(renames.getOrDefault(path, path));
            boolean isSame = now.isPresent() && then.isPresent() && Arrays.equals(now.get().bytes(), then.get().bytes());
            if (!isSame && (now.isPresent() || then.isPresent() && !renames.containsValue(path))) {
                maps.put(
                        path,
                        LineMap.between(
                                then.map(SourceFile::bytes).orElse(new byte[0]),
                                now.map(SourceFile::bytes).orElse(new byte[0])));
            }
        }
        return maps;
    }
}
