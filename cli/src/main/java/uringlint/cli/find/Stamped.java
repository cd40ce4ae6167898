// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.Optional;
import uringlint.source.SourceFile;

/// Files of which it can be told without reading them whether they are as they were.
public interface Stamped {
    /// The stamp of the file that would be read at a path; empty where none would, or where there are no stamps.
    Optional<Stamp> stamp(String path);

    /// The stamp of all that is in the folder of a path; empty where there is none.
    default Optional<Stamp> folder(String path) {
        return Optional.empty();
    }

    /// The stamp that a file had before it was read.
    Optional<Stamp> stampOf(SourceFile file);
}
