// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import uringlint.cli.find.FolderSnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;
import uringlint.cli.names.FileNames;

/// The trees that patches are for. A repository is opened once and read at any number of commits.
public final class Base implements AutoCloseable {
    private static final String HEAD = "HEAD";
    private static final int SHORT = 12;

    private final Optional<GitTree> repository;
    private final Optional<Path> folder;
    private final Optional<String> revision;
    private final boolean isNamed;
    private final Map<String, Snapshot> trees = new HashMap<>();

    private Base(Optional<GitTree> repository, Optional<Path> folder, Optional<String> revision, boolean isNamed) {
        this.repository = repository;
        this.folder = folder;
        this.revision = revision;
        this.isNamed = isNamed;
    }

    /// The base that a user named, as `REPO`, `REPO@REV` or a folder, or else what is around `start`.
    public static Base of(Path start, Optional<String> named) throws GitException {
        if (named.isEmpty()) {
            return new Base(GitTree.around(start), Optional.empty(), Optional.empty(), false);
        }
        String place = named.get();
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
        Optional<GitTree> repository = revision.isPresent() ? GitTree.around(folder) : readable(folder);
        if (revision.isPresent() && repository.isEmpty()) {
            throw new GitException(
                    "--base: `" + place + "` is no git repository, so it has no `" + revision.get() + "`");
        }
        boolean isWithin = repository.flatMap(GitTree::top).filter(top -> !top.equals(folder)).isPresent();
        // A folder of another repository, such as an unpacked tree below it, is meant as it is.
        return isWithin && revision.isEmpty()
                ? new Base(Optional.empty(), Optional.of(folder), revision, true)
                : new Base(repository, Optional.of(folder), revision, true);
    }

    /// A repository that cannot be read still is a folder with files.
    private static Optional<GitTree> readable(Path folder) {
        try {
            return GitTree.around(folder);
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

    /// The repository of the base, where it is one.
    public Optional<GitTree> repository() {
        return repository;
    }

    /// A tree, and how people are told which one it is: without the path that it has on this machine.
    public record Found(Snapshot tree, String name) {}

    /// The tree of a commit, or else of the one that the user named or that is checked out: the one whose settings
    /// count. Empty where there is no such commit.
    public Optional<Snapshot> settled(Optional<String> commit) throws GitException {
        String name = commit.or(() -> revision).orElse(HEAD);
        return repository.isPresent() && repository.get().has(name) ? Optional.of(tree(repository.get(), name)) : Optional.empty();
    }

    /// The tree for a patch that names this commit as its base; `fits` says of a tree whether the patch can be for it. Empty
    /// where no base was named and the repository around is not the one that the patch is for.
    public Optional<Found> find(Optional<String> wanted, Predicate<Snapshot> fits) throws GitException {
        if (repository.isEmpty()) {
            return folder.map(top -> new Found(
                    trees.computeIfAbsent(top.toString(), _ -> new FolderSnapshot(top)),
                    String.valueOf(top.getFileName())));
        }
        GitTree git = repository.get();
        if (revision.isPresent()) {
            return Optional.of(found(git, revision.get()));
        }
        if (wanted.isPresent() && (isNamed || git.has(wanted.get()))) {
            return Optional.of(found(git, wanted.get()));
        }
        if (!git.has(HEAD)) {
            return Optional.empty();
        }
        Snapshot tree = tree(git, HEAD);
        boolean isIts = isNamed || fits.test(tree);
        if (!isNamed && isIts && wanted.isPresent()) {
            throw new GitException("the patch is for the commit " + wanted.get()
                    + ", which the repository around does not have: fetch it, or name a base with --base REPO@REV");
        }
        return isIts ? Optional.of(found(git, HEAD)) : Optional.empty();
    }

    /// What of the trees could not be read, and why, by the paths.
    public SortedMap<String, String> unreadable() {
        var all = new TreeMap<String, String>();
        trees.values().forEach(tree -> all.putAll(tree.unreadable()));
        return all;
    }

    private Found found(GitTree git, String commit) throws GitException {
        return new Found(tree(git, commit), "REPO@" + git.name(commit).substring(0, SHORT));
    }

    /// The tree of a commit; the same one whenever it is asked for, as what was read of it is kept.
    private Snapshot tree(GitTree git, String commit) throws GitException {
        String name = git.name(commit);
        Snapshot known = trees.get(name);
        if (known == null) {
            known = git.snapshot(name);
            trees.put(name, known);
        }
        return known;
    }

    @Override
    public void close() {
        repository.ifPresent(GitTree::close);
    }
}
