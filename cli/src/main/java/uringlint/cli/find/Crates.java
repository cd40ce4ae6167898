// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import uringlint.source.SourceFile;

/// Tells which Rust files that mention commands belong together: one declares a public type or trait that the other names.
final class Crates {
    private static final Pattern EXPORTED = Pattern.compile(
            "^\\s*pub(?:\\([a-z]+\\))? +(?:unsafe +)?(?:struct|enum|trait|union|type) +(\\w+)", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\\w+");

    private Crates() {}

    /// The files in groups, in the order of their first files.
    static List<List<SourceFile>> of(List<SourceFile> files) {
        var groups = new Groups(files.size());
        Map<String, Integer> exporters = new HashMap<>();
        List<String> texts = files.stream().map(file -> new String(file.bytes(), StandardCharsets.UTF_8)).toList();
        for (int index = 0; index < texts.size(); index++) {
            int exporter = index;
            EXPORTED.matcher(texts.get(index)).results().forEach(found -> groups.joinAt(exporters, found.group(1), exporter));
        }
        for (int index = 0; index < texts.size(); index++) {
            int user = index;
            WORD.matcher(texts.get(index))
                    .results()
                    .map(found -> exporters.get(found.group()))
                    .filter(Objects::nonNull)
                    .forEach(exporter -> groups.join(exporter, user));
        }
        return groups.all().stream().map(group -> group.stream().map(files::get).toList()).toList();
    }
}
