package uringlint.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import uringlint.cli.names.FileNames;

/// The top of a repository, by which programs name files that know nothing of the folder of a run.
final class RepositoryTop {
    private RepositoryTop() {}

    /// What a path, which is relative to a folder, is called from the top of the repository that holds both; else the path itself.
    static String name(Path folder, String path) {
        try {
            Path start = folder.toAbsolutePath().normalize();
            Path file = FileNames.resolve(start, path).normalize();
            for (Path at = start; at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(".git"))) {
                    return file.startsWith(at) ? FileNames.text(at.relativize(file)) : path;
                }
            }
            return path;
        } catch (InvalidPathException _) {
            return path;
        }
    }
}
