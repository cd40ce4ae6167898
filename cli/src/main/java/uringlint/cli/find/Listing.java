// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.cli.names.FileNames;

/// What a folder holds.
final class Listing {
    private Listing() {}

    /// The paths of all that is in a folder, in no order; empty where it cannot be read.
    static Optional<List<Path>> of(Path folder) {
        if (FileNames.isPlain(folder.toString())) {
            // Faster, and as good while all names are plain.
            String[] names = folder.toFile().list();
            if (names == null) {
                return Optional.empty();
            }
            if (List.of(names).stream().allMatch(FileNames::isPlain)) {
                return Optional.of(List.of(names).stream().map(folder::resolve).toList());
            }
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            var paths = new ArrayList<Path>();
            stream.forEach(paths::add);
            return Optional.of(paths);
        } catch (IOException | DirectoryIteratorException _) {
            return Optional.empty();
        }
    }
}
