// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.List;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// Files that are analyzed together, and where the rest of their code comes from.
public record Driver(List<SourceFile> files, FileProvider provider) {
    public Driver {
        files = List.copyOf(files);
    }

    /// The path of the first file, by which people know the driver.
    public String name() {
        return files.getFirst().path();
    }
}
