// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uringlint.cli.names.FileNames;

/// The top of a repository, by which programs name files that know nothing of the folder of a run. `start` is the folder that the
/// paths of a report are relative to.
record RepositoryTop(Path start, Path folder) {
    /// The top of the repository that holds the first of the files and folders that were named, or else of the one around `start`; `start`
    /// itself where there is none.
    static RepositoryTop of(Path start, List<String> named) {
        Path here = start.toAbsolutePath().normalize();
        Stream<Path> places = Stream.concat(named.stream().limit(1).flatMap(path -> resolved(here, path).stream()), Stream.of(here));
        return new RepositoryTop(here, places.flatMap(place -> around(place).stream()).findFirst().orElse(here));
    }

    private static Optional<Path> around(Path place) {
        for (Path at = place; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> resolved(Path start, String path) {
        try {
            return Optional.of(FileNames.resolve(start, path).normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// What a path is called from the top; a file that is not below it has its whole path.
    String name(String path) {
        return resolved(start, path).map(file -> FileNames.text(file.startsWith(folder) ? folder.relativize(file) : file)).orElse(path);
    }
}
