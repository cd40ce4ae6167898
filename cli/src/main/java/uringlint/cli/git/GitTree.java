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
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import uringlint.cli.find.FolderSnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;

/// A git repository, read and never written.
public final class GitTree implements AutoCloseable {
    private static final ObjectId NOTHING = ObjectId.zeroId();
    private static final String LACKING = ": `git fetch --refetch --no-filter` gets all that it lacks";

    private final Repository repository;

    private GitTree(Repository repository) {
        this.repository = repository;
    }

    /// The repository at a folder or around it, bare or with a work tree; empty where there is none.
    public static Optional<GitTree> around(Path folder) throws GitException {
        QuietSystem.install();
        try {
            var builder = new FileRepositoryBuilder().setMustExist(true);
            if (Files.isRegularFile(folder.resolve("HEAD")) && Files.isDirectory(folder.resolve("objects"))) {
                builder.setGitDir(folder.toFile());
            } else {
                builder.findGitDir(folder.toAbsolutePath().normalize().toFile());
            }
            return builder.getGitDir() == null ? Optional.empty() : Optional.of(readable(builder.build()));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static GitTree readable(Repository repository) throws GitException {
        var tree = new GitTree(repository);
        if ("sha256".equalsIgnoreCase(repository.getConfig().getString("extensions", null, "objectformat"))) {
            tree.close();
            throw new GitException("the repository " + tree.place() + " names its objects by SHA-256, which is not understood: check out what a change is for,"
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
                throw new GitException("`" + one + "` and `" + other + "` have no commit in common in the repository " + place() + ": if its history is cut off, `git fetch --unshallow` gets the rest");
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
        if (repository.getConfig().getSubsections("remote").stream().anyMatch(remote -> repository.getConfig().getBoolean("remote", remote, "promisor", false))) {
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
                if (isFile(walk.getRawMode(0)) && Snapshot.isCode(walk.getPathString()) && !reader.has(walk.getObjectId(0))) {
                    throw new GitException("the repository " + place() + " is a partial clone and lacks `" + walk.getPathString() + "` of the commit " + commit.abbreviate(12).name() + LACKING);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GitSnapshot snapshot(ObjectId tree) {
        return new GitSnapshot(repository, tree, word -> searchWorkTree(tree, word));
    }

    /// What one commit, or what is not committed yet, changed: the new content of files, or none for files that are gone, and the old
    /// paths of renamed files by the new ones. `commit` and `parent` are empty for what is no commit or has no parent. A merge changes the files that
    /// it has from none of its parents; `sides` is what each of them has in their place.
    public record Change(String commit, String parent, String subject, Map<String, Optional<byte[]>> changes, Map<String, String> renames, List<Map<String, Optional<byte[]>>> sides) {
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
            return new Change(top.name(), bottom.name(), "", difference(bottom.getTree(), top.getTree()), renames(bottom.getTree(), top.getTree()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The commits of `base..head`, from the oldest to the newest, each against its parent. Merges that change nothing themselves are left out.
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
                    ObjectId before = isFirst ? NOTHING : repository.parseCommit(commit.getParent(0)).getTree();
                    String parent = isFirst ? "" : commit.getParent(0).name();
                    changes.add(new Change(commit.name(), parent, commit.getShortMessage(), difference(before, commit.getTree()), renames(before, commit.getTree())));
                }
            }
            return changes;
        } catch (MissingObjectException e) {
            throw new GitException("the repository " + place() + " lacks a part of its history (" + e.getMessage() + "): fetch all of `" + base + ".." + head + "`");
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
                if (IntStream.range(0, parents).noneMatch(parent -> walk.idEqual(parent, parents) && walk.getRawMode(parent) == walk.getRawMode(parents))) {
                    changes.put(walk.getPathString(), content(walk, parents));
                    for (int parent = 0; parent < parents; parent++) {
                        sides.get(parent).put(walk.getPathString(), content(walk, parent));
                    }
                }
            }
        }
        return new Change(commit.name(), commit.getParent(0).name(), commit.getShortMessage(), changes, Map.of(), sides);
    }

    private Optional<byte[]> content(TreeWalk walk, int tree) throws IOException {
        return isFile(walk.getRawMode(tree)) ? Optional.of(bytes(walk.getObjectId(tree))) : Optional.empty();
    }

    /// What differs between two commits.
    public Map<String, Optional<byte[]>> difference(String before, String after) throws GitException {
        try {
            return difference(commit(before).getTree(), commit(after).getTree());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GitException unreadable(IOException e) {
        if (e instanceof MissingObjectException) {
            return new GitException("the repository " + place() + " lacks an object (" + e.getMessage() + ")" + LACKING);
        }
        return new GitException("the repository " + place() + " cannot be read: " + e.getMessage());
    }

    private Map<String, Optional<byte[]>> difference(ObjectId before, ObjectId after) throws IOException {
        var changes = new TreeMap<String, Optional<byte[]>>();
        try (var walk = new TreeWalk(repository)) {
            add(walk, before);
            add(walk, after);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                changes.put(walk.getPathString(), content(walk, 1));
            }
        }
        return changes;
    }

    private static void add(TreeWalk walk, ObjectId tree) throws IOException {
        if (tree.equals(NOTHING)) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(tree);
        }
    }

    private Map<String, String> renames(ObjectId before, ObjectId after) throws IOException {
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

    private static boolean isFile(int mode) {
        return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }

    private byte[] bytes(ObjectId id) throws IOException {
        return repository.open(id, Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE);
    }

    /// What the index has other than `HEAD`; all that it has where there is no commit yet.
    public Change staged() throws GitException {
        boolean isFirst = !has(Constants.HEAD);
        ObjectId before = isFirst ? NOTHING : commit(Constants.HEAD).getTree();
        try (var walk = new TreeWalk(repository)) {
            DirCache index = index();
            add(walk, before);
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            var after = new TreeMap<String, Optional<byte[]>>();
            while (walk.next()) {
                after.put(walk.getPathString(), content(walk, 1));
            }
            return new Change("", isFirst ? "" : name(Constants.HEAD), "", after, isFirst ? Map.of() : renames(before, after));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// What is to be committed. While `git commit -a` or a commit of some files runs its hooks, that is in a file of its own beside the
    /// index, which git names to them.
    private DirCache index() throws IOException {
        String named = System.getenv("GIT_INDEX_FILE");
        if (named != null && !named.isEmpty()) {
            Path file = Path.of(named).toAbsolutePath().normalize();
            if (Files.isRegularFile(file) && file.getParent().equals(repository.getDirectory().toPath().toAbsolutePath().normalize())) {
                return DirCache.read(file.toFile(), repository.getFS());
            }
        }
        return repository.readDirCache();
    }

    /// What the files of the work tree that git knows have other than a commit.
    public Change workTree(String revision) throws GitException {
        RevCommit commit = commit(revision);
        Path folder = top().orElseThrow(() -> new GitException("the repository " + place() + " has no work tree"));
        try {
            var after = new TreeMap<String, Optional<byte[]>>();
            var disk = new FolderSnapshot(folder);
            Map<String, ObjectId> old = entries(commit.getTree());
            DirCache index = repository.readDirCache();
            for (int at = 0; at < index.getEntryCount(); at++) {
                DirCacheEntry entry = index.getEntry(at);
                ObjectId before = old.remove(entry.getPathString());
                boolean isSame = entry.getObjectId().equals(before) && isUnchanged(folder, entry);
                if (!isSame && isFile(entry.getRawMode())) {
                    Optional<byte[]> bytes = disk.read(entry.getPathString()).map(SourceFile::bytes);
                    boolean isEqual = before != null && bytes.isPresent() && Arrays.equals(bytes.get(), bytes(before));
                    if (!isEqual && (before != null || bytes.isPresent())) {
                        after.put(entry.getPathString(), bytes);
                    }
                }
            }
            if (!disk.unreadable().isEmpty()) {
                throw new GitException(disk.unreadable().firstKey() + ": " + disk.unreadable().get(disk.unreadable().firstKey()));
            }
            old.keySet().forEach(gone -> after.put(gone, Optional.empty()));
            return new Change("", commit.name(), "", after, renames(commit.getTree(), after));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Map<String, ObjectId> entries(ObjectId tree) throws IOException {
        var entries = new HashMap<String, ObjectId>();
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (isFile(walk.getRawMode(0))) {
                    entries.put(walk.getPathString(), walk.getObjectId(0));
                }
            }
        }
        return entries;
    }

    /// Renames among changes that are not in the repository: a file that is gone and a new one with the same content.
    private Map<String, String> renames(ObjectId before, Map<String, Optional<byte[]>> after) throws IOException {
        var gone = new ArrayList<String>();
        after.forEach((path, bytes) -> {
            if (bytes.isEmpty()) {
                gone.add(path);
            }
        });
        if (gone.isEmpty()) {
            return Map.of();
        }
        GitSnapshot old = snapshot(before);
        var renames = new TreeMap<String, String>();
        after.forEach((path, bytes) -> {
            if (bytes.isPresent() && old.read(path).isEmpty()) {
                gone.stream()
                        .filter(candidate -> old.read(candidate).filter(file -> Similarity.of(file.bytes(), bytes.get()) > Similarity.RENAMED).isPresent())
                        .findFirst()
                        .ifPresent(candidate -> renames.put(path, candidate));
            }
        });
        return renames;
    }

    /// Where the work tree has the files of this commit, a pass over the disk is many times as fast as one over the packs. Files that
    /// differ, by the index or by their times, are read from the repository.
    private Optional<List<String>> searchWorkTree(ObjectId tree, String word) {
        Optional<Path> folder = top();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            DirCache index = repository.readDirCache();
            if (index.getEntryCount() == 0) {
                return Optional.empty();
            }
            Set<String> others = Collections.synchronizedSet(new HashSet<>());
            try (var walk = new TreeWalk(repository)) {
                walk.addTree(tree);
                walk.addTree(new DirCacheIterator(index));
                walk.setRecursive(true);
                walk.setFilter(TreeFilter.ANY_DIFF);
                while (walk.next()) {
                    others.add(walk.getPathString());
                }
            }
            var code = new ArrayList<DirCacheEntry>();
            for (int at = 0; at < index.getEntryCount(); at++) {
                DirCacheEntry entry = index.getEntry(at);
                if (Snapshot.isCode(entry.getPathString())) {
                    code.add(entry);
                }
            }
            code.parallelStream().filter(entry -> !isUnchanged(folder.get(), entry)).forEach(entry -> others.add(entry.getPathString()));
            Set<String> known = new HashSet<>();
            code.forEach(entry -> known.add(entry.getPathString()));
            var found = new TreeSet<String>();
            var disk = new FolderSnapshot(folder.get());
            List<String> onDisk = disk.search(word);
            disk.unreadable().keySet().forEach(unread -> known.stream().filter(path -> path.equals(unread) || path.startsWith(unread + "/")).forEach(others::add));
            for (String path : onDisk) {
                if (known.contains(path) && !others.contains(path)) {
                    found.add(path);
                }
            }
            // A snapshot of its own: the one that is asked is busy with this question.
            var committed = new GitSnapshot(repository, tree, _ -> Optional.empty());
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

    private static boolean isUnchanged(Path folder, DirCacheEntry entry) {
        File file = FileNames.resolve(folder, entry.getPathString()).toFile();
        boolean isPlain = !entry.isSkipWorkTree() && !entry.isAssumeValid() && entry.getStage() == DirCacheEntry.STAGE_0;
        return isPlain
                && file.length() == entry.getLength()
                && file.lastModified() == entry.getLastModifiedInstant().toEpochMilli()
                && !Files.isSymbolicLink(file.toPath())
                && Files.isRegularFile(file.toPath(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        repository.close();
    }
}
