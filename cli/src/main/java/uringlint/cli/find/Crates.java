// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.source.SourceFile;

/// Tells which Rust files that mention commands belong together: one names a public type or trait that only the other can declare.
/// Two files that each declare a type for themselves are two programs, even if both call it the same.
final class Crates {
    private Crates() {}

    /// The files in groups, in the order of their first files.
    static List<List<SourceFile>> of(List<SourceFile> files) {
        var groups = new Groups(files.size());
        List<RustNames> names = files.stream().map(RustNames::of).toList();
        Map<String, List<Integer>> exporters = new HashMap<>();
        for (int index = 0; index < files.size(); index++) {
            for (String name : names.get(index).exported()) {
                exporters.computeIfAbsent(name, _ -> new ArrayList<>()).add(index);
            }
        }
        for (int index = 0; index < files.size(); index++) {
            RustNames user = names.get(index);
            for (String name : user.used().keySet()) {
                int at = index;
                List<Integer> candidates = exporters.getOrDefault(name, List.of()).stream()
                        .filter(exporter -> exporter != at && user.mayMean(name, names.get(exporter)))
                        .toList();
                nearest(candidates, files, files.get(index)).forEach(exporter -> groups.join(exporter, at));
            }
        }
        return groups.all().stream().map(group -> group.stream().map(files::get).toList()).toList();
    }

    /// The one file that can be meant, if need be the one in the same folder. Of several none can be told to be the right one.
    private static List<Integer> nearest(List<Integer> candidates, List<SourceFile> files, SourceFile user) {
        if (candidates.size() <= 1) {
            return candidates;
        }
        String folder = Snapshot.folder(user.path());
        List<Integer> beside = candidates.stream().filter(index -> Snapshot.folder(files.get(index).path()).equals(folder)).toList();
        return beside.size() == 1 ? beside : List.of();
    }
}
