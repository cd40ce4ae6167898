// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import uringlint.cli.cache.EntryFiles;
import uringlint.cli.find.Snapshot;

/// Which files of folders of git hold a word. A folder of git is named by all that it holds, so what is known of one commit is known of
/// every folder that another one has in common with it, in this run and in later ones.
public final class TreeSearches {
    private static final String KEY = "files of git trees that hold\0";

    /// More folders than several kernels have are not worth the time to read them.
    private static final int MOST = 200_000;

    /// More files than this at a time are not worth a thread.
    private static final int SHARE = 256;

    private final Optional<EntryFiles> entries;
    private final Map<String, Map<ObjectId, List<String>>> known = new HashMap<>();

    private TreeSearches(Optional<EntryFiles> entries) {
        this.entries = entries;
    }

    /// Searches of this run alone.
    public static TreeSearches ofRun() {
        return new TreeSearches(Optional.empty());
    }

    /// Searches of this run and of those before.
    public static TreeSearches in(EntryFiles entries) {
        return new TreeSearches(Optional.of(entries));
    }

    private Map<ObjectId, List<String>> of(String word) {
        return known.computeIfAbsent(
                word, _ -> entries.flatMap(files -> files.read(KEY + word)).map(TreeSearches::read).orElseGet(HashMap::new));
    }

    /// The paths of the code in a folder that holds a word, sorted; empty where that is not known.
    synchronized Optional<List<String>> find(ObjectId tree, String word) {
        return Optional.ofNullable(of(word).get(tree));
    }

    /// Keeps what was found in a folder, by another way.
    synchronized List<String> keep(ObjectId tree, String word, List<String> paths) {
        of(word).put(tree.copy(), List.copyOf(paths));
        write(word);
        return paths;
    }

    /// Searches a folder, but for the folders in it that are known.
    synchronized List<String> search(Repository repository, ObjectId tree, String word) throws IOException {
        Map<ObjectId, List<String>> all = of(word);
        if (!all.containsKey(tree)) {
            if (all.size() > MOST) {
                all.clear();
            }
            var folders = new LinkedHashMap<ObjectId, Folder>();
            try (ObjectReader reader = repository.newObjectReader()) {
                collect(reader, tree, all, folders);
            }
            hold(repository, folders.values().stream().flatMap(folder -> folder.files().stream()).toList(), word);
            resolve(tree, folders, all);
            write(word);
        }
        return all.get(tree);
    }

    private record Inner(String name, ObjectId id) {}

    /// A file of code, and whether it holds the word.
    private static final class Code {
        private final String name;
        private final ObjectId id;
        private volatile boolean isHit;

        Code(String name, ObjectId id) {
            this.name = name;
            this.id = id;
        }
    }

    private record Folder(List<Inner> folders, List<Code> files) {}

    /// The folders that are not known, each with what it holds.
    private static void collect(
            ObjectReader reader, ObjectId tree, Map<ObjectId, List<String>> known, Map<ObjectId, Folder> folders) throws IOException {
        var folder = new Folder(new ArrayList<>(), new ArrayList<>());
        folders.put(tree, folder);
        var parser = new CanonicalTreeParser();
        for (parser.reset(reader, tree); !parser.eof(); parser = parser.next()) {
            FileMode mode = parser.getEntryFileMode();
            String name = parser.getEntryPathString();
            if (mode.equals(FileMode.TREE)) {
                folder.folders().add(new Inner(name, parser.getEntryObjectId()));
            } else if ((mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE && Snapshot.isCode(name)) {
                folder.files().add(new Code(name, parser.getEntryObjectId()));
            }
        }
        for (Inner inner : folder.folders()) {
            if (!known.containsKey(inner.id()) && !folders.containsKey(inner.id())) {
                collect(reader, inner.id(), known, folders);
            }
        }
    }

    private static void hold(Repository repository, List<Code> files, String word) throws IOException {
        int shares = (files.size() + SHARE - 1) / SHARE;
        List<IOException> failed = IntStream.range(0, shares).parallel().boxed().<IOException>mapMulti((share, fail) -> {
            try (ObjectReader reader = repository.newObjectReader()) {
                for (Code file : files.subList(share * SHARE, Math.min(files.size(), (share + 1) * SHARE))) {
                    file.isHit = Snapshot.holds(reader.open(file.id).getCachedBytes(Integer.MAX_VALUE), word);
                }
            } catch (IOException e) {
                fail.accept(e);
            }
        }).toList();
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
    }

    private static List<String> resolve(ObjectId tree, Map<ObjectId, Folder> folders, Map<ObjectId, List<String>> known) {
        List<String> paths = known.get(tree);
        if (paths != null) {
            return paths;
        }
        var found = new ArrayList<String>();
        Folder folder = folders.get(tree);
        folder.files().stream().filter(file -> file.isHit).forEach(file -> found.add(file.name));
        for (Inner inner : folder.folders()) {
            resolve(inner.id(), folders, known).forEach(path -> found.add(inner.name() + "/" + path));
        }
        paths = found.stream().sorted().toList();
        known.put(tree, paths);
        return paths;
    }

    private void write(String word) {
        if (entries.isEmpty()) {
            return;
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
            for (Map.Entry<ObjectId, List<String>> entry : of(word).entrySet()) {
                entry.getKey().copyRawTo(id, 0);
                out.write(id);
                out.writeShort(entry.getValue().size());
                for (String path : entry.getValue()) {
                    out.writeUTF(path);
                }
            }
            entries.get().write(KEY + word, bytes.toByteArray());
        } catch (IOException _) {
            // A path that is too long: the next run searches again.
        }
    }

    private static Map<ObjectId, List<String>> read(ByteBuffer entry) {
        Map<ObjectId, List<String>> all = new HashMap<>();
        byte[] bytes = new byte[entry.remaining()];
        entry.get(bytes);
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
            while (in.available() > 0) {
                in.readFully(id);
                var paths = new ArrayList<String>();
                for (int left = in.readUnsignedShort(); left > 0; left--) {
                    paths.add(in.readUTF());
                }
                all.put(ObjectId.fromRaw(id), paths);
            }
            return all;
        } catch (IOException _) {
            return new HashMap<>();
        }
    }
}
