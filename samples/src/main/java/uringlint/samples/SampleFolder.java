// SPDX-License-Identifier: Apache-2.0

package uringlint.samples;

import java.util.List;
import java.util.Optional;

/// A sample of several files, which are one driver. `path` is that of the folder, relative to the one of all samples; each file has
/// its own markers.
public record SampleFolder(String path, List<Sample> files) {
    public SampleFolder {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a folder without files: " + path);
        }
    }

    /// The rule that it is about.
    public String rule() {
        return files.getFirst().rule();
    }

    /// The version it is written for, or empty for the newest.
    public Optional<String> kernel() {
        return files.getFirst().kernel();
    }

    /// The files that are compiled, without the headers.
    public List<Sample> sources() {
        return files.stream().filter(file -> !file.path().endsWith(".h")).toList();
    }
}
