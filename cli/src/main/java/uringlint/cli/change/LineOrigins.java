// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// Where the lines of files stood before all changes. Blanks do not count.
public final class LineOrigins {
    private final Function<SourceFile, Optional<SourceFile>> before;
    private final Map<SourceFile, Optional<LineMap>> maps = new IdentityHashMap<>();

    private final boolean isTrusted;

    private LineOrigins(Function<SourceFile, Optional<SourceFile>> before, boolean isTrusted) {
        this.before = before;
        this.isTrusted = isTrusted;
    }

    /// The lines of a tree; `renames` has the old paths of files by the new ones.
    static LineOrigins in(Snapshot base, Map<String, String> renames) {
        return new LineOrigins(file -> {
            String path = file.path();
            for (int step = 0; step < renames.size() && base.read(path).isEmpty() && renames.containsKey(path); step++) {
                path = renames.get(path);
            }
            return base.read(path);
        }, false);
    }

    /// The same tree where each line is taken for one that stood where it stands.
    LineOrigins trusted() {
        return new LineOrigins(before, true);
    }

    /// Whether changes bring a file as a whole.
    public boolean isAdded(SourceFile file) {
        return before.apply(file).isEmpty();
    }

    /// The number of a line in its file before the changes; 0 for one that they bring.
    public int line(SourceFile file, int line) {
        return isTrusted ? line : maps.computeIfAbsent(file, this::map).map(lines -> lines.before(line)).orElse(0);
    }

    private Optional<LineMap> map(SourceFile file) {
        return before.apply(file)
                .map(old -> Arrays.equals(old.bytes(), file.bytes())
                        ? LineMap.same()
                        : LineMap.betweenWords(old.bytes(), file.bytes()));
    }
}
