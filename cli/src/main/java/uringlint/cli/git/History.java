// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import uringlint.cli.find.Snapshot;

/// What the branches and tags of a repository lead to. What a shallow or partial clone lacks is taken for what was never there.
public final class History {
    private final Repository repository;

    History(Repository repository) {
        this.repository = repository;
    }

    /// The end of a branch or a tag; `time` is when it was committed, in seconds.
    public record Tip(String name, String commit, long time) {}

    /// Where `HEAD` is, and where all branches and tags end, the newest of these first.
    public List<Tip> tips() {
        var tips = new ArrayList<Tip>();
        try (var walk = new RevWalk(repository)) {
            for (String kind : List.of(Constants.R_TAGS, Constants.R_HEADS, Constants.R_REMOTES)) {
                for (Ref ref : repository.getRefDatabase().getRefsByPrefix(kind)) {
                    tip(walk, ref.getObjectId(), ref.getName().substring(kind.length())).ifPresent(tips::add);
                }
            }
            tips.sort(Comparator.comparingLong(Tip::time).reversed());
            tip(walk, repository.resolve(Constants.HEAD), "").ifPresent(tips::addFirst);
        } catch (IOException _) {
            return tips;
        }
        return tips;
    }

    /// A tag may be one of a tree or of a file.
    private static Optional<Tip> tip(RevWalk walk, ObjectId id, String name) {
        try {
            if (id != null && walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
                walk.parseHeaders(commit);
                return Optional.of(new Tip(name, commit.name(), commit.getCommitTime()));
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The content whose name starts with these hexadecimal digits; empty where there is none, or more than one.
    public Optional<byte[]> blob(String digits) {
        if (!AbbreviatedObjectId.isId(digits)) {
            return Optional.empty();
        }
        try (var reader = repository.newObjectReader()) {
            Collection<ObjectId> found = reader.resolve(AbbreviatedObjectId.fromString(digits));
            return found.size() != 1
                    ? Optional.empty()
                    : Optional.of(reader.open(found.iterator().next(), Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The name of what a commit has at a path; empty where it has nothing there.
    public String idAt(String commit, String path) {
        try (var walk = new RevWalk(repository);
                TreeWalk tree = TreeWalk.forPath(
                        repository, path, walk.parseCommit(ObjectId.fromString(commit)).getTree())) {
            return tree == null ? "" : tree.getObjectId(0).name();
        } catch (IOException _) {
            return "";
        }
    }

    /// Where the repository itself lies, which no two have in common.
    public Path place() {
        return repository.getDirectory().toPath().toAbsolutePath().normalize();
    }

    /// An index that also knows what all branches and tags brought to the files right in a folder.
    public BlobIndex indexed(BlobIndex index, String folder) {
        Set<String> tips = new LinkedHashSet<>();
        tips().forEach(tip -> tips.add(tip.commit()));
        BlobIndex.Folder known = index.folder(folder);
        return known.tips().equals(tips) ? index : index.with(folder, tips, brought(folder, tips, known.tips()));
    }

    private List<BlobIndex.Entry> brought(String folder, Set<String> tips, Set<String> known) {
        var entries = new ArrayList<BlobIndex.Entry>();
        try (var walk = new RevWalk(repository)) {
            walk.setRewriteParents(false);
            walk.setTreeFilter(
                    folder.isEmpty() ? TreeFilter.ANY_DIFF : AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF));
            for (String tip : tips) {
                walk.markStart(walk.parseCommit(ObjectId.fromString(tip)));
            }
            for (String tip : known) {
                if (repository.getObjectDatabase().has(ObjectId.fromString(tip))) {
                    walk.markUninteresting(walk.parseCommit(ObjectId.fromString(tip)));
                }
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                add(entries, walk, commit, folder);
            }
        } catch (IOException _) {
            return entries;
        }
        return entries;
    }

    private void add(List<BlobIndex.Entry> entries, RevWalk commits, RevCommit commit, String folder) throws IOException {
        Optional<ObjectId> after = subtree(commit.getTree(), folder);
        if (after.isEmpty()) {
            return;
        }
        try (var walk = new TreeWalk(repository)) {
            for (RevCommit parent : commit.getParents()) {
                Optional<ObjectId> before = before(commits, parent, folder);
                if (before.isPresent()) {
                    walk.addTree(before.get());
                } else {
                    walk.addTree(new EmptyTreeIterator());
                }
            }
            walk.addTree(after.get());
            int own = walk.getTreeCount() - 1;
            while (walk.next()) {
                Set<ObjectId> others = new HashSet<>();
                for (int parent = 0; parent < own; parent++) {
                    others.add(walk.getObjectId(parent));
                }
                boolean isCode = Snapshot.isCode(walk.getNameString()) || walk.getNameString().endsWith(".h");
                if (isCode && TreeDifferences.isFile(walk.getRawMode(own)) && !others.contains(walk.getObjectId(own))) {
                    entries.add(new BlobIndex.Entry(walk.getObjectId(own).name(), commit.name(), commit.getCommitTime()));
                }
            }
        }
    }

    /// The oldest commits of a shallow clone have parents that are not there.
    private Optional<ObjectId> before(RevWalk commits, RevCommit parent, String folder) throws IOException {
        try {
            return subtree(commits.parseCommit(parent).getTree(), folder);
        } catch (MissingObjectException _) {
            return Optional.empty();
        }
    }

    private Optional<ObjectId> subtree(ObjectId tree, String folder) throws IOException {
        if (folder.isEmpty()) {
            return Optional.of(tree);
        }
        try (TreeWalk walk = TreeWalk.forPath(repository, folder, tree)) {
            return walk == null || !walk.isSubtree() ? Optional.empty() : Optional.of(walk.getObjectId(0));
        }
    }
}
