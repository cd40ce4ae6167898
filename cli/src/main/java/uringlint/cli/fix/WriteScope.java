// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.fix;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;

/// The files that may be written: those that the user named, and those below the folders that the user named.
public final class WriteScope {
    private final Path start;
    private final List<Path> named;
    private final boolean isAll;

    private WriteScope(Path start, List<Path> named, boolean isAll) {
        this.start = start;
        this.named = named;
        this.isAll = isAll;
    }

    /// `paths` are relative to `start`. A link stands for what it leads to.
    public static WriteScope of(Path start, List<String> paths) {
        var named = new ArrayList<Path>();
        for (String path : paths) {
            try {
                named.add(FileNames.resolve(start, path).toRealPath());
            } catch (IOException | InvalidPathException _) {
                // What is not there is not written either; whoever reads it says so.
            }
        }
        return new WriteScope(start, named, false);
    }

    /// All files, for patches that are only shown.
    public static WriteScope all() {
        return new WriteScope(Path.of(""), List.of(), true);
    }

    boolean contains(SourceFile file) {
        if (isAll) {
            return true;
        }
        try {
            Path real = FileNames.resolve(start, file.path()).toRealPath();
            return named.stream().anyMatch(real::startsWith);
        } catch (IOException | InvalidPathException _) {
            return false;
        }
    }
}
