// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// The files of the disk, of which an editor has some in another state.
record EditorFiles(FileProvider disk, UnaryOperator<SourceFile> opened) implements FileProvider {
    @Override
    public Optional<SourceFile> read(String path) {
        return disk.read(path).map(opened);
    }

    @Override
    public List<String> siblings(String path) {
        return disk.siblings(path);
    }

    @Override
    public Optional<List<String>> definers(String path, Set<String> names) {
        return disk.definers(path, names);
    }

    @Override
    public List<String> headerFolders(String folder) {
        return disk.headerFolders(folder);
    }

    @Override
    public boolean hasFolder(String path) {
        return disk.hasFolder(path);
    }

    @Override
    public List<String> library(String path) {
        return disk.library(path);
    }
}
