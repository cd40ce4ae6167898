package uringlint.cli.find;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.source.SourceFile;

/// Tells which Rust files that mention commands belong together: one declares a public type or trait that the other names.
final class Crates {
    private static final Pattern EXPORTED = Pattern.compile("^\\s*pub(?:\\([a-z]+\\))? +(?:unsafe +)?(?:struct|enum|trait|union|type) +(\\w+)", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\\w+");

    private Crates() {}

    /// The files in groups, in the order of their first files.
    static List<List<SourceFile>> of(List<SourceFile> files) {
        var exported = new ArrayList<Set<String>>();
        var words = new ArrayList<Set<String>>();
        for (SourceFile file : files) {
            String text = new String(file.bytes(), StandardCharsets.UTF_8);
            var names = new LinkedHashSet<String>();
            EXPORTED.matcher(text).results().forEach(found -> names.add(found.group(1)));
            exported.add(names);
            var all = new HashSet<String>();
            WORD.matcher(text).results().forEach(found -> all.add(found.group()));
            words.add(all);
        }
        int[] group = new int[files.size()];
        for (int at = 0; at < group.length; at++) {
            group[at] = at;
        }
        for (int left = 0; left < group.length; left++) {
            for (int right = 0; right < group.length; right++) {
                if (left != right && exported.get(left).stream().anyMatch(words.get(right)::contains)) {
                    int kept = Math.min(group[left], group[right]);
                    int given = Math.max(group[left], group[right]);
                    for (int at = 0; at < group.length; at++) {
                        group[at] = group[at] == given ? kept : group[at];
                    }
                }
            }
        }
        Map<Integer, List<SourceFile>> together = new LinkedHashMap<>();
        for (int at = 0; at < group.length; at++) {
            together.computeIfAbsent(group[at], _ -> new ArrayList<>()).add(files.get(at));
        }
        return List.copyOf(together.values());
    }
}
