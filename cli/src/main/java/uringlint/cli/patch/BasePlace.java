// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;
import uringlint.cli.git.TreeSearches;
import uringlint.cli.names.FileNames;

/// A place where the tree of a patch may be: a repository, one commit of it, or a folder.
record BasePlace(Optional<GitTree> repository, Optional<Path> folder, Optional<String> revision, boolean isNamed) {
    /// The repository around a folder, if there is one.
    static BasePlace around(Path start, TreeSearches searches) throws GitException {
        return new BasePlace(GitTree.around(start, searches), Optional.empty(), Optional.empty(), false);
    }

    /// What a user named, as `REPO`, `REPO@REV` or a folder.
    static BasePlace named(Path start, String name, TreeSearches searches) throws GitException {
        String place = name;
        Optional<String> revision = Optional.empty();
        int at = place.lastIndexOf('@');
        if (at >= 0 && !isFolder(start, place)) {
            revision = Optional.of(place.substring(at + 1));
            place = at == 0 ? "." : place.substring(0, at);
        }
        if (!isFolder(start, place)) {
            throw new GitException("--base: there is no folder `" + place + "`");
        }
        Path folder = FileNames.resolve(start, place).toAbsolutePath().normalize();
        Optional<GitTree> repository = revision.isPresent() ? GitTree.around(folder, searches) : readable(folder, searches);
        if (revision.isPresent() && repository.isEmpty()) {
            throw new GitException(
                    "--base: `" + place + "` is no git repository, so it has no `" + revision.get() + "`");
        }
        boolean isWithin = repository.flatMap(GitTree::top).filter(top -> !top.equals(folder)).isPresent();
        // A folder of another repository, such as an unpacked tree below it, is meant as it is.
        return isWithin && revision.isEmpty()
                ? new BasePlace(Optional.empty(), Optional.of(folder), revision, true)
                : new BasePlace(repository, Optional.of(folder), revision, true);
    }

    /// A repository that cannot be read still is a folder with files.
    private static Optional<GitTree> readable(Path folder, TreeSearches searches) {
        try {
            return GitTree.around(folder, searches);
        } catch (GitException _) {
            return Optional.empty();
        }
    }

    private static boolean isFolder(Path start, String place) {
        try {
            return Files.isDirectory(FileNames.resolve(start, place));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
