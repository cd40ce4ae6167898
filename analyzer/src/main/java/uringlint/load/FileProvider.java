// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.source.SourceFile;

/// Where the analysis gets the files from that a file needs. Paths are written as the user wrote the first one, with `/`.
public interface FileProvider {
    /// The file at a path; empty where there is none that may be read.
    Optional<SourceFile> read(String path);

    /// The files of the same language in the folder of a path, sorted, without that file itself.
    List<String> siblings(String path);

    /// Those of the siblings that may define a function of one of the names, sorted; empty where they are not known
    /// without a look into each.
    default Optional<List<String>> definers(String path, Set<String> names) {
        return Optional.empty();
    }

    /// The folders in which a compiler is told to look for the headers of the files of a folder, each with a slash at its end.
    default List<String> headerFolders(String folder) {
        return List.of();
    }

    /// Whether there is a folder with headers of this name.
    default boolean hasFolder(String path) {
        return true;
    }

    /// The Rust files of the library that a file is built against, sorted; none where no kernel tree is around it.
    default List<String> library(String path) {
        return List.of();
    }

    /// No files but those that are given.
    FileProvider NONE = new FileProvider() {
        @Override
        public Optional<SourceFile> read(String path) {
            return Optional.empty();
        }

        @Override
        public List<String> siblings(String path) {
            return List.of();
        }
    };
}
