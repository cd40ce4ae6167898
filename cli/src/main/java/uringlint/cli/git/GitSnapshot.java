// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import uringlint.cli.find.Snapshot;
import uringlint.cli.find.Stamp;
import uringlint.source.SourceFile;

/// The files of a commit. Folders and files that were read are kept.
final class GitSnapshot implements Snapshot {
    private final Repository repository;
    private final ObjectId tree;
    private final TreeSearches searches;
    private final Function<String, Optional<List<String>>> shortcut;
    private final Map<String, Map<String, Entry>> folders = new ConcurrentHashMap<>();
    private final Map<String, Optional<SourceFile>> files = new ConcurrentHashMap<>();
    private final Map<String, List<String>> found = new ConcurrentHashMap<>();

    /// A snapshot of which nothing is known yet.
    GitSnapshot(Repository repository, ObjectId tree) {
        this(repository, tree, TreeSearches.ofRun(), _ -> Optional.empty());
    }

    /// `searches` may know where words are, and `shortcut` a quicker way to search for one than to read every file.
    GitSnapshot(Repository repository, ObjectId tree, TreeSearches searches, Function<String, Optional<List<String>>> shortcut) {
        this.repository = repository;
        this.tree = tree;
        this.searches = searches;
        this.shortcut = shortcut;
    }

    private record Entry(ObjectId id, FileMode mode) {
        boolean isFile() {
            return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        }
    }

    private Map<String, Entry> folder(String path) {
        Map<String, Entry> known = folders.get(path);
        if (known != null) {
            return known;
        }
        Map<String, Entry> entries = load(path);
        folders.put(path, entries);
        return entries;
    }

    private Map<String, Entry> load(String path) {
        ObjectId id = tree;
        if (!path.isEmpty()) {
            Entry entry = folder(Snapshot.folder(path)).get(path.substring(path.lastIndexOf('/') + 1));
            if (entry == null || !entry.mode().equals(FileMode.TREE)) {
                return Map.of();
            }
            id = entry.id();
        }
        var entries = new TreeMap<String, Entry>();
        try (ObjectReader reader = repository.newObjectReader()) {
            var parser = new CanonicalTreeParser();
            for (parser.reset(reader, id); !parser.eof(); parser = parser.next()) {
                entries.put(parser.getEntryPathString(), new Entry(parser.getEntryObjectId(), parser.getEntryFileMode()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return files.computeIfAbsent(path, this::open);
    }

    private Optional<SourceFile> open(String path) {
        Entry entry = folder(Snapshot.folder(path)).get(path.substring(path.lastIndexOf('/') + 1));
        if (entry == null || !entry.isFile()) {
            return Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return Optional.of(new SourceFile(path, reader.open(entry.id()).getCachedBytes(Integer.MAX_VALUE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Stamp> stamp(String path) {
        Entry entry = folder(Snapshot.folder(path)).get(path.substring(path.lastIndexOf('/') + 1));
        return Optional.ofNullable(entry).filter(Entry::isFile).map(file -> stamp(file.id()));
    }

    @Override
    public Optional<Stamp> folderStamp(String folder) {
        if (folder.isEmpty()) {
            return Optional.of(stamp(tree));
        }
        Entry entry = folder(Snapshot.folder(folder)).get(folder.substring(folder.lastIndexOf('/') + 1));
        return Optional.ofNullable(entry).filter(inner -> inner.mode().equals(FileMode.TREE)).map(inner -> stamp(inner.id()));
    }

    private static Stamp stamp(ObjectId id) {
        byte[] name = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(name, 0);
        return Stamp.ofGit(name);
    }

    @Override
    public boolean isOther(String path) {
        if (path.isEmpty()) {
            return true;
        }
        String folder = Snapshot.folder(path);
        Entry entry = folder(folder).get(path.substring(path.lastIndexOf('/') + 1));
        boolean isBelowOther = !folder.isEmpty() && folder(folder).isEmpty() && isOtherThanFolder(folder);
        return entry == null ? isBelowOther : !entry.isFile();
    }

    /// Whether a folder, or one above it, is in truth a file, a symbolic link or a module.
    private boolean isOtherThanFolder(String path) {
        for (String at = path; !at.isEmpty(); at = Snapshot.folder(at)) {
            Entry entry = folder(Snapshot.folder(at)).get(at.substring(at.lastIndexOf('/') + 1));
            if (entry != null) {
                return !entry.mode().equals(FileMode.TREE);
            }
        }
        return false;
    }

    @Override
    public List<String> files(String folder) {
        return folder(folder).entrySet().stream().filter(entry -> entry.getValue().isFile()).map(Map.Entry::getKey).toList();
    }

    @Override
    public List<String> search(String word) {
        return found.computeIfAbsent(word, wanted -> searches.find(tree, wanted)
                .or(() -> shortcut.apply(wanted).map(paths -> searches.keep(tree, wanted, paths)))
                .orElseGet(() -> searchAll(wanted)));
    }

    private List<String> searchAll(String word) {
        try {
            return searches.search(repository, tree, word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a repository lacks is an exception.
    @Override
    public SortedMap<String, String> unreadable() {
        return Collections.emptySortedMap();
    }
}
