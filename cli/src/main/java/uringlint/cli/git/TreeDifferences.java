// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// What differs between trees of a repository.
record TreeDifferences(Repository repository) {
    /// Stands for a tree without files.
    static final ObjectId NOTHING = ObjectId.zeroId();

    /// The content of the files that differ, by their paths; none for one that the second tree does not have.
    Map<String, Optional<byte[]>> between(ObjectId before, ObjectId after) throws IOException {
        try (var walk = new TreeWalk(repository)) {
            add(walk, before);
            add(walk, after);
            return contents(walk);
        }
    }

    /// The same for a second tree that is kept in another way.
    Map<String, Optional<byte[]>> between(ObjectId before, AbstractTreeIterator after) throws IOException {
        try (var walk = new TreeWalk(repository)) {
            add(walk, before);
            walk.addTree(after);
            return contents(walk);
        }
    }

    private Map<String, Optional<byte[]>> contents(TreeWalk walk) throws IOException {
        var changes = new TreeMap<String, Optional<byte[]>>();
        walk.setRecursive(true);
        walk.setFilter(TreeFilter.ANY_DIFF);
        while (walk.next()) {
            changes.put(walk.getPathString(), content(walk, 1));
        }
        return changes;
    }

    /// The old paths of renamed files by the new ones.
    Map<String, String> renames(ObjectId before, ObjectId after) throws IOException {
        try (var walk = new TreeWalk(repository)) {
            add(walk, before);
            add(walk, after);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            List<DiffEntry> entries = DiffEntry.scan(walk);
            var renames = new TreeMap<String, String>();
            boolean mayBeRenamed = entries.stream().anyMatch(entry -> entry.getChangeType() == DiffEntry.ChangeType.DELETE);
            if (mayBeRenamed) {
                var detector = new RenameDetector(repository);
                detector.addAll(entries);
                for (DiffEntry entry : detector.compute()) {
                    if (entry.getChangeType() == DiffEntry.ChangeType.RENAME) {
                        renames.put(entry.getNewPath(), entry.getOldPath());
                    }
                }
            }
            return renames;
        }
    }

    private static void add(TreeWalk walk, ObjectId tree) throws IOException {
        if (tree.equals(NOTHING)) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(tree);
        }
    }

    /// What one of the trees of a walk has where it is.
    Optional<byte[]> content(TreeWalk walk, int tree) throws IOException {
        return isFile(walk.getRawMode(tree)) ? Optional.of(bytes(walk.getObjectId(tree))) : Optional.empty();
    }

    byte[] bytes(ObjectId id) throws IOException {
        return repository.open(id, Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE);
    }

    static boolean isFile(int mode) {
        return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }
}
