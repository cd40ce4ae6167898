// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import uringlint.cli.find.FolderSnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;

/// What is not committed: the index of a repository, and the files of its work tree that git knows. `folder` is the top of the latter.
record WorkTree(Repository repository, Path folder) {
    /// What the index has other than a tree.
    Map<String, Optional<byte[]>> staged(ObjectId before) throws IOException {
        return new TreeDifferences(repository).between(before, new DirCacheIterator(toBeCommitted()));
    }

    /// What is to be committed. While `git commit -a` or a commit of some files runs its hooks, that is in a file of its own beside the
    /// index, which git names to them.
    private DirCache toBeCommitted() throws IOException {
        String named = System.getenv("GIT_INDEX_FILE");
        if (named != null && !named.isEmpty()) {
            Path file = Path.of(named).toAbsolutePath().normalize();
            if (Files.isRegularFile(file) && repository.getDirectory().toPath().toAbsolutePath().normalize().equals(file.getParent())) {
                return DirCache.read(file.toFile(), repository.getFS());
            }
        }
        return repository.readDirCache();
    }

    /// What the files have other than a tree.
    Map<String, Optional<byte[]>> since(ObjectId tree) throws IOException, GitException {
        var after = new TreeMap<String, Optional<byte[]>>();
        var disk = new FolderSnapshot(folder);
        Map<String, ObjectId> old = entries(tree);
        DirCache index = repository.readDirCache();
        for (int at = 0; at < index.getEntryCount(); at++) {
            DirCacheEntry entry = index.getEntry(at);
            ObjectId before = old.remove(entry.getPathString());
            boolean isSame = entry.getObjectId().equals(before) && isUnchanged(entry);
            if (!isSame && TreeDifferences.isFile(entry.getRawMode())) {
                Optional<byte[]> bytes = disk.read(entry.getPathString()).map(SourceFile::bytes);
                boolean isEqual = before != null
                        && bytes.isPresent()
                        && Arrays.equals(bytes.get(), new TreeDifferences(repository).bytes(before));
                if (!isEqual && (before != null || bytes.isPresent())) {
                    after.put(entry.getPathString(), bytes);
                }
            }
        }
        if (!disk.unreadable().isEmpty()) {
            throw new GitException(disk.unreadable().firstKey() + ": "
                    + disk.unreadable().get(disk.unreadable().firstKey()));
        }
        old.keySet().forEach(gone -> after.put(gone, Optional.empty()));
        return after;
    }

    private Map<String, ObjectId> entries(ObjectId tree) throws IOException {
        var entries = new HashMap<String, ObjectId>();
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (TreeDifferences.isFile(walk.getRawMode(0))) {
                    entries.put(walk.getPathString(), walk.getObjectId(0));
                }
            }
        }
        return entries;
    }

    /// Renames among changes that are not in the repository: a file that is gone and a new one with the same content.
    Map<String, String> renames(ObjectId before, Map<String, Optional<byte[]>> after) throws IOException {
        var gone = new ArrayList<String>();
        after.forEach((path, bytes) -> {
            if (bytes.isEmpty()) {
                gone.add(path);
            }
        });
        if (gone.isEmpty()) {
            return Map.of();
        }
        var old = new GitSnapshot(repository, before);
        var renames = new TreeMap<String, String>();
        after.forEach((path, bytes) -> {
            if (bytes.isPresent() && old.read(path).isEmpty()) {
                gone.stream()
                        .filter(candidate -> old.read(candidate)
                                .filter(file -> Similarity.of(file.bytes(), bytes.get()) > Similarity.RENAMED)
                                .isPresent())
                        .findFirst()
                        .ifPresent(candidate -> renames.put(path, candidate));
            }
        });
        return renames;
    }

    /// Where the work tree has the files of this commit, a pass over the disk is many times as fast as one over the packs. Files that
    /// differ, by the index or by their times, are read from the repository.
    Optional<List<String>> search(ObjectId tree, String word) {
        try {
            DirCache index = repository.readDirCache();
            if (index.getEntryCount() == 0) {
                return Optional.empty();
            }
            Set<String> others = Collections.synchronizedSet(differing(tree, index));
            List<DirCacheEntry> code = code(index);
            code.parallelStream().filter(entry -> !isUnchanged(entry)).forEach(entry -> others.add(entry.getPathString()));
            Set<String> known = new HashSet<>();
            code.forEach(entry -> known.add(entry.getPathString()));
            var found = new TreeSet<String>();
            var disk = new FolderSnapshot(folder);
            List<String> onDisk = disk.search(word);
            disk.unreadable()
                    .keySet()
                    .forEach(unread -> known.stream()
                            .filter(path -> path.equals(unread) || path.startsWith(unread + "/"))
                            .forEach(others::add));
            for (String path : onDisk) {
                if (known.contains(path) && !others.contains(path)) {
                    found.add(path);
                }
            }
            // A snapshot of its own: the one that is asked is busy with this question.
            var committed = new GitSnapshot(repository, tree);
            for (String path : others) {
                if (Snapshot.isCode(path) && committed.read(path).filter(file -> Snapshot.holds(file.bytes(), word)).isPresent()) {
                    found.add(path);
                }
            }
            return Optional.of(List.copyOf(found));
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    /// The paths at which the index is not the tree.
    private Set<String> differing(ObjectId tree, DirCache index) throws IOException {
        var paths = new HashSet<String>();
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
        }
        return paths;
    }

    private static List<DirCacheEntry> code(DirCache index) {
        var code = new ArrayList<DirCacheEntry>();
        for (int at = 0; at < index.getEntryCount(); at++) {
            DirCacheEntry entry = index.getEntry(at);
            if (Snapshot.isCode(entry.getPathString())) {
                code.add(entry);
            }
        }
        return code;
    }

    private boolean isUnchanged(DirCacheEntry entry) {
        File file = FileNames.resolve(folder, entry.getPathString()).toFile();
        boolean isPlain = !entry.isSkipWorkTree() && !entry.isAssumeValid() && entry.getStage() == DirCacheEntry.STAGE_0;
        return isPlain
                && file.length() == entry.getLength()
                && file.lastModified() == entry.getLastModifiedInstant().toEpochMilli()
                && !Files.isSymbolicLink(file.toPath())
                && Files.isRegularFile(file.toPath(), LinkOption.NOFOLLOW_LINKS);
    }
}
