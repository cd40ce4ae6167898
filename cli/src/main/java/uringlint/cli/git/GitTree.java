// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import uringlint.cli.find.Snapshot;

/// A git repository, read and never written.
public final class GitTree implements AutoCloseable {
    private static final String WANTED = "`git %s` gets what is needed, and no more";
    private static final String LACKING = ": `git fetch --refetch --no-filter` gets all that it lacks";

    private final Repository repository;
    private final TreeDifferences differences;
    private final TreeSearches searches;

    private GitTree(Repository repository, TreeSearches searches) {
        this.repository = repository;
        this.searches = searches;
        differences = new TreeDifferences(repository);
    }

    /// The repository at a folder or around it, bare or with a work tree; empty where there is none.
    public static Optional<GitTree> around(Path folder) throws GitException {
        return around(folder, TreeSearches.ofRun());
    }

    /// The same where it may be known already what files hold.
    public static Optional<GitTree> around(Path folder, TreeSearches searches) throws GitException {
        QuietSystem.install();
        try {
            var builder = new FileRepositoryBuilder().setMustExist(true);
            if (Files.isRegularFile(folder.resolve("HEAD")) && Files.isDirectory(folder.resolve("objects"))) {
                builder.setGitDir(folder.toFile());
            } else {
                builder.findGitDir(folder.toAbsolutePath().normalize().toFile());
            }
            return builder.getGitDir() == null ? Optional.empty() : Optional.of(readable(builder.build(), searches));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static GitTree readable(Repository repository, TreeSearches searches) throws GitException {
        var tree = new GitTree(repository, searches);
        if ("sha256".equalsIgnoreCase(repository.getConfig().getString("extensions", null, "objectformat"))) {
            tree.close();
            throw new GitException("the repository " + tree.place()
                    + " names its objects by SHA-256, which is not understood: check out what a change is for,"
                    + " and give the change as what `git diff` prints, with --patch and --base FOLDER");
        }
        return tree;
    }

    /// The top of the work tree; empty for a bare repository.
    public Optional<Path> top() {
        return repository.isBare() ? Optional.empty() : Optional.of(repository.getWorkTree().toPath());
    }

    /// Whether the repository has a commit of this name.
    public boolean has(String revision) {
        try {
            commit(revision);
            return true;
        } catch (GitException _) {
            return false;
        }
    }

    /// The full name of a commit.
    public String name(String revision) throws GitException {
        return commit(revision).name();
    }

    /// The commit of a name. `A...B` stands for the last one that both have in common.
    private RevCommit commit(String revision) throws GitException {
        int dots = revision.indexOf("...");
        if (dots > 0) {
            return common(revision.substring(0, dots), revision.substring(dots + 3));
        }
        try (var walk = new RevWalk(repository)) {
            ObjectId id = repository.resolve(revision + "^{commit}");
            if (id == null) {
                throw missing(revision);
            }
            return walk.parseCommit(id);
        } catch (MissingObjectException | RevisionSyntaxException | AmbiguousObjectException | IncorrectObjectTypeException _) {
            throw missing(revision);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RevCommit common(String one, String other) throws GitException {
        RevCommit left = commit(one);
        RevCommit right = commit(other);
        try (var walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(left));
            walk.markStart(walk.parseCommit(right));
            RevCommit common = walk.next();
            if (common == null) {
                throw new GitException("`" + one + "` and `" + other + "` have no commit in common in the repository " + place()
                        + ": if its history is cut off, `git fetch --unshallow` gets the rest");
            }
            return walk.parseCommit(common);
        } catch (MissingObjectException e) {
            throw new GitException("the repository " + place() + " lacks a part of its history (" + e.getMessage() + "): fetch all of it");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GitException missing(String revision) {
        return new GitException("the repository " + place() + " has no commit `" + revision + "`: fetch it, or name another one");
    }

    private String place() {
        return top().map(Path::toString).orElse(repository.getDirectory().toString());
    }

    /// The files of a commit.
    public Snapshot snapshot(String revision) throws GitException {
        RevCommit commit = commit(revision);
        if (repository.getConfig().getSubsections("remote").stream()
                .anyMatch(remote -> repository.getConfig().getBoolean("remote", remote, "promisor", false))) {
            requireContents(commit);
        }
        return snapshot(commit.getTree());
    }

    /// A partial clone gets what it lacks when git asks for it, and here nothing is written and nobody is asked.
    private void requireContents(RevCommit commit) throws GitException {
        try (var walk = new TreeWalk(repository); var reader = repository.newObjectReader()) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                if (TreeDifferences.isFile(walk.getRawMode(0))
                        && Snapshot.isCode(walk.getPathString())
                        && !reader.has(walk.getObjectId(0))) {
                    String name = commit.abbreviate(12).name();
                    throw new GitException("the repository " + place() + " is a partial clone and lacks `" + walk.getPathString()
                            + "` of the commit " + name
                            + (isCheckedOut(walk.getPathString(), walk.getObjectId(0))
                                    ? LACKING
                                    : ": " + WANTED.formatted("diff --stat " + name)));
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Whether the index has a file as it is in a commit: then git does not get it to show how they differ.
    private boolean isCheckedOut(String path, ObjectId id) throws IOException {
        DirCacheEntry entry = repository.readDirCache().getEntry(path);
        return entry == null ? repository.isBare() : entry.getObjectId().equals(id);
    }

    private GitSnapshot snapshot(ObjectId tree) {
        return new GitSnapshot(
                repository, tree, searches, word -> top().flatMap(folder -> new WorkTree(repository, folder).search(tree, word)));
    }

    /// All that its branches and tags lead to.
    public History history() {
        return new History(repository);
    }

    /// What one commit, or what is not committed yet, changed: the new content of files, or none for files that are gone, and the
    /// old paths of renamed files by the new ones. `commit` and `parent` are empty for what is no commit or has no parent. A
    /// merge changes the files that it has from none of its parents; `sides` is what each of them has in their place.
    public record Change(
            String commit,
            String parent,
            String subject,
            Map<String, Optional<byte[]>> changes,
            Map<String, String> renames,
            List<Map<String, Optional<byte[]>>> sides) {
        public Change {
            changes = Map.copyOf(changes);
            renames = Map.copyOf(renames);
            sides = sides.stream().<Map<String, Optional<byte[]>>>map(Map::copyOf).toList();
        }

        Change(String commit, String parent, String subject, Map<String, Optional<byte[]>> changes, Map<String, String> renames) {
            this(commit, parent, subject, changes, renames, List.of());
        }

        /// Whether this is a commit with several parents.
        public boolean isMerge() {
            return !sides.isEmpty();
        }
    }

    /// What `head` has other than the last commit that it has in common with `base`.
    public Change since(String base, String head) throws GitException {
        RevCommit bottom = common(base, head);
        RevCommit top = commit(head);
        try {
            return new Change(
                    top.name(),
                    bottom.name(),
                    "",
                    differences.between(bottom.getTree(), top.getTree()),
                    differences.renames(bottom.getTree(), top.getTree()));
        } catch (MissingObjectException e) {
            throw lacking(e, "diff --stat " + bottom.abbreviate(12).name() + " " + top.abbreviate(12).name());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The commits of `base..head`, from the oldest to the newest, each against its parent. Merges that change nothing
    /// themselves are left out.
    public List<Change> range(String base, String head) throws GitException {
        RevCommit bottom = commit(base);
        RevCommit top = commit(head);
        try (var walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(top));
            walk.markUninteresting(walk.parseCommit(bottom));
            walk.sort(RevSort.TOPO, true);
            walk.sort(RevSort.REVERSE, true);
            var changes = new ArrayList<Change>();
            for (RevCommit commit : walk) {
                if (commit.getParentCount() > 1) {
                    Change merge = merge(commit);
                    if (!merge.changes().isEmpty()) {
                        changes.add(merge);
                    }
                } else {
                    boolean isFirst = commit.getParentCount() == 0;
                    ObjectId before = isFirst ? TreeDifferences.NOTHING : repository.parseCommit(commit.getParent(0)).getTree();
                    String parent = isFirst ? "" : commit.getParent(0).name();
                    changes.add(new Change(
                            commit.name(),
                            parent,
                            commit.getShortMessage(),
                            differences.between(before, commit.getTree()),
                            differences.renames(before, commit.getTree())));
                }
            }
            return changes;
        } catch (MissingObjectException e) {
            throw lacking(e, "log --stat " + base + ".." + head);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Change merge(RevCommit commit) throws IOException {
        int parents = commit.getParentCount();
        var changes = new TreeMap<String, Optional<byte[]>>();
        var sides = new ArrayList<Map<String, Optional<byte[]>>>();
        try (var walk = new TreeWalk(repository)) {
            for (int parent = 0; parent < parents; parent++) {
                walk.addTree(repository.parseCommit(commit.getParent(parent)).getTree());
                sides.add(new TreeMap<>());
            }
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                if (IntStream.range(0, parents)
                        .noneMatch(parent -> walk.idEqual(parent, parents) && walk.getRawMode(parent) == walk.getRawMode(parents))) {
                    changes.put(walk.getPathString(), differences.content(walk, parents));
                    for (int parent = 0; parent < parents; parent++) {
                        sides.get(parent).put(walk.getPathString(), differences.content(walk, parent));
                    }
                }
            }
        }
        return new Change(commit.name(), commit.getParent(0).name(), commit.getShortMessage(), changes, Map.of(), sides);
    }

    /// What differs between two commits.
    public Map<String, Optional<byte[]>> difference(String before, String after) throws GitException {
        try {
            return differences.between(commit(before).getTree(), commit(after).getTree());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GitException lacking(MissingObjectException e, String command) {
        return new GitException("the repository " + place() + " lacks an object (" + e.getMessage() + "): where it is a partial clone, "
                + WANTED.formatted(command));
    }

    private GitException unreadable(IOException e) {
        if (e instanceof MissingObjectException) {
            return new GitException("the repository " + place() + " lacks an object (" + e.getMessage() + ")" + LACKING);
        }
        return new GitException("the repository " + place() + " cannot be read: " + e.getMessage());
    }

    /// What the index has other than `HEAD`; all that it has where there is no commit yet.
    public Change staged() throws GitException {
        boolean isFirst = !has(Constants.HEAD);
        ObjectId before = isFirst ? TreeDifferences.NOTHING : commit(Constants.HEAD).getTree();
        var work = new WorkTree(repository, repository.isBare() ? repository.getDirectory().toPath() : repository.getWorkTree().toPath());
        try {
            Map<String, Optional<byte[]>> after = work.staged(before);
            return new Change("", isFirst ? "" : name(Constants.HEAD), "", after, isFirst ? Map.of() : work.renames(before, after));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// What the files of the work tree that git knows have other than a commit.
    public Change workTree(String revision) throws GitException {
        RevCommit commit = commit(revision);
        var work = new WorkTree(repository, top().orElseThrow(() -> new GitException("the repository " + place() + " has no work tree")));
        try {
            Map<String, Optional<byte[]>> after = work.since(commit.getTree());
            return new Change("", commit.name(), "", after, work.renames(commit.getTree(), after));
        } catch (MissingObjectException e) {
            throw lacking(e, "diff --stat " + commit.abbreviate(12).name());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
