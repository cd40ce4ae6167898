package uringlint.cli.patch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.patch.PatchApplier;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// Applies diffs to trees, with JGit's patch applier on a repository in memory that holds the files of the diff and no others.
public final class Patcher {
    private Patcher() {}

    /// Applies a diff to a tree.
    public static Applied apply(Snapshot tree, byte[] diff) {
        Diff read = Diff.of(diff, tree);
        return apply(tree, read, read.files());
    }

    /// Applies some parts of a diff to a tree.
    static Applied apply(Snapshot tree, Diff diff, List<Diff.FilePart> parts) {
        var refusals = new ArrayList<Refusal>();
        diff.error().ifPresent(error -> refusals.add(new Refusal(Refusal.Kind.MALFORMED, "", "the patch is damaged: " + error)));
        var paths = new LinkedHashSet<String>();
        var renames = new HashMap<String, String>();
        for (Diff.FilePart part : parts) {
            check(tree, part).ifPresent(refusals::add);
            if (!part.isBinary()) {
                paths.add(part.oldPath());
                paths.add(part.newPath());
                if (!part.oldPath().isEmpty() && !part.newPath().isEmpty() && !part.oldPath().equals(part.newPath())) {
                    renames.put(part.newPath(), part.oldPath());
                }
            }
        }
        paths.remove("");
        if (!new Applied(Map.of(), Map.of(), refusals).isDone()) {
            return new Applied(Map.of(), Map.of(), refusals);
        }
        diff.keep(parts);
        try {
            return apply(tree, diff, paths, renames, refusals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a part of a diff can be applied at all.
    static Optional<Refusal> check(Snapshot tree, Diff.FilePart part) {
        for (String path : List.of(part.oldPath(), part.newPath())) {
            if (path.isEmpty()) {
                continue;
            }
            boolean isNormal = Snapshot.normal(path).filter(path::equals).isPresent() && !path.contains("\\") && !path.contains("\0");
            if (!isNormal || path.equals(".git") || path.startsWith(".git/")) {
                return Optional.of(new Refusal(Refusal.Kind.UNSAFE_PATH, path, "leads out of the tree: the patch is not applied"));
            }
            if (part.isLink() || tree.isOther(path)) {
                return Optional.of(new Refusal(Refusal.Kind.UNSAFE_PATH, path, "is a symbolic link or no file: the patch is not applied"));
            }
        }
        if (part.isBinary()) {
            return Optional.of(new Refusal(Refusal.Kind.BINARY, part.path(), "is changed as a binary file: this part of the patch is left out"));
        }
        if (!part.oldPath().isEmpty() && tree.read(part.oldPath()).isEmpty()) {
            return Optional.of(new Refusal(Refusal.Kind.DOES_NOT_APPLY, part.oldPath(), "does not exist in the base: the patch does not apply"));
        }
        if (part.isNew() && tree.read(part.newPath()).isPresent()) {
            return Optional.of(new Refusal(Refusal.Kind.DOES_NOT_APPLY, part.newPath(), "exists in the base already: the patch does not apply"));
        }
        return Optional.empty();
    }

    private static Applied apply(Snapshot tree, Diff diff, Set<String> paths, Map<String, String> renames, List<Refusal> refusals) throws IOException {
        try (var repository = new InMemoryRepository(new DfsRepositoryDescription("patch"));
                ObjectInserter inserter = repository.newObjectInserter();
                var walk = new RevWalk(repository)) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            var before = new HashMap<String, ObjectId>();
            for (String path : paths) {
                Optional<SourceFile> file = tree.read(path);
                if (file.isPresent()) {
                    var entry = new DirCacheEntry(path);
                    entry.setFileMode(FileMode.REGULAR_FILE);
                    entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.get().bytes()));
                    before.put(path, entry.getObjectId());
                    builder.add(entry);
                }
            }
            builder.finish();
            ObjectId top = index.writeTree(inserter);
            inserter.flush();
            PatchApplier.Result result = new PatchApplier(repository, walk.parseTree(top), inserter).applyPatch(diff.patch());
            inserter.flush();
            for (PatchApplier.Result.Error error : result.getErrors()) {
                refusals.add(refusal(diff, error.toString()));
            }
            if (!result.getErrors().isEmpty()) {
                return new Applied(Map.of(), Map.of(), refusals);
            }
            var changes = new HashMap<String, Optional<byte[]>>();
            for (String path : paths) {
                try (TreeWalk found = TreeWalk.forPath(repository, path, result.getTreeId())) {
                    if (found == null) {
                        if (before.containsKey(path)) {
                            changes.put(path, Optional.empty());
                        }
                    } else if (!found.getObjectId(0).equals(before.get(path))) {
                        changes.put(path, Optional.of(repository.open(found.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE)));
                    }
                }
            }
            return new Applied(changes, renames, refusals);
        }
    }

    /// Which file and which hunk an error of the applier is about, in words.
    private static Refusal refusal(Diff diff, String error) {
        for (Diff.FilePart part : diff.files()) {
            if (error.contains(part.oldPath().isEmpty() ? part.newPath() : part.oldPath())) {
                for (Diff.Hunk hunk : part.hunks()) {
                    if (error.contains("@@ -" + hunk.oldStart() + ",") || error.contains("[" + hunk.oldStart() + ",")) {
                        return new Refusal(Refusal.Kind.DOES_NOT_APPLY, part.path(), "does not have the lines that the hunk `@@ -" + hunk.oldStart() + "` changes: the patch does not apply");
                    }
                }
                return new Refusal(Refusal.Kind.DOES_NOT_APPLY, part.path(), "does not have the lines that the patch changes: it does not apply");
            }
        }
        return new Refusal(Refusal.Kind.DOES_NOT_APPLY, "", "the patch does not apply: " + error);
    }
}
