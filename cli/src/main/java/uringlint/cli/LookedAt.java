// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.cli.find.Selection;
import uringlint.cli.names.FileNames;
import uringlint.cli.run.Analyzed;
import uringlint.source.SourceFile;

/// Which files and rules a run was about. What it did not look at cannot be gone.
final class LookedAt {
    private final List<Path> named = new ArrayList<>();
    private final Set<Path> failed = new HashSet<>();
    private final Policy policy;

    /// `paths` are the files and folders that were named, relative to `start`.
    LookedAt(Path start, List<String> paths, Selection selection, List<Analyzed> analyzed, Policy policy) {
        this.policy = policy;
        paths.forEach(path -> add(start, path, named));
        selection.problems().forEach(problem -> add(start, problem.location().file().path(), failed));
        for (Analyzed driver : analyzed) {
            // Behind what was given up may be what was found before, in any of its files.
            if (driver.units().isEmpty() || Unseen.givenUp(driver.problems()).counts()) {
                for (SourceFile file : driver.driver().files()) {
                    add(start, file.path(), failed);
                }
            }
        }
    }

    private static void add(Path start, String path, Collection<Path> to) {
        try {
            to.add(FileNames.resolve(start, path).normalize());
        } catch (InvalidPathException _) {
            // It is no name of a file, so no file is meant.
        }
    }

    /// Whether a run would have reported what a rule finds in a file.
    boolean contains(Path file, String rule) {
        return policy.isOn(rule, FileNames.text(file))
                && named.stream().anyMatch(file::startsWith)
                && failed.stream().noneMatch(file::startsWith);
    }
}
