// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.load.DefinitionSearch;
import uringlint.source.SourceFile;

/// What the texts of files say, for as long as the files are the same.
public final class Texts {
    private final Map<SourceFile, FileText> known = new HashMap<>();

    private final Map<SourceFile, Set<String>> definitions = new ConcurrentHashMap<>();

    FileText of(SourceFile file) {
        return known.computeIfAbsent(file, FileText::of);
    }

    /// The functions that a file may define. Safe for several threads.
    Set<String> definitions(SourceFile file) {
        return definitions.computeIfAbsent(file, DefinitionSearch::names);
    }
}
