// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import uringlint.source.SourceFile;
import uringlint.syntax.Parsed;
import uringlint.version.Target;

/// The trees of files, for loads that have files in common: those of one driver for several versions, or in several states. Safe for
/// several threads.
public final class Trees {
    private final Map<Key, Parsed> known = new ConcurrentHashMap<>();

    /// A file without what is not for a version; [Target#ANY] where it is the whole file.
    private record Key(SourceFile file, Target target) {}

    Parsed get(SourceFile file, Target target, Supplier<Parsed> parser) {
        Key key = new Key(file, target);
        Parsed parsed = known.get(key);
        if (parsed == null) {
            parsed = parser.get();
            known.put(key, parsed);
        }
        return parsed;
    }
}
