// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.source.SourceFile;

/// A tree with some files replaced, added or gone, kept in memory alone.
public final class OverlaySnapshot implements Snapshot {
    private final Snapshot base;
    private final Map<String, Optional<SourceFile>> changed;
    /// What this was made of, and the paths that differ from it.
    private final Snapshot below;
    private final Set<String> fresh;
    private final Map<SourceFile, Stamp> stamps = new ConcurrentHashMap<>();
    private final Set<String> partial;
    private final Map<String, List<String>> found = new ConcurrentHashMap<>();
    private final Map<String, List<String>> folders = new ConcurrentHashMap<>();
    /// The names of changed files by their folders.
    private final Map<String, List<String>> names = new HashMap<>();

    private OverlaySnapshot(Snapshot base, Map<String, Optional<SourceFile>> changed, Snapshot below, Set<String> fresh,
            Set<String> partial) {
        this.base = base;
        this.changed = changed;
        this.below = below;
        this.fresh = Set.copyOf(fresh);
        this.partial = Set.copyOf(partial);
    }

    /// `changes` are the files that differ from those of `base`; no content means that the file is gone.
    public static OverlaySnapshot of(Snapshot base, Map<String, Optional<byte[]>> changes) {
        return of(base, changes, false);
    }

    /// The same where the new contents are only the known parts of the files.
    public static OverlaySnapshot ofParts(Snapshot base, Map<String, Optional<byte[]>> changes) {
        return of(base, changes, true);
    }

    private static OverlaySnapshot of(Snapshot base, Map<String, Optional<byte[]>> changes, boolean arePartial) {
        Snapshot bottom = base;
        var changed = new TreeMap<String, Optional<SourceFile>>();
        var partial = new TreeSet<String>();
        if (base instanceof OverlaySnapshot below) {
            bottom = below.base;
            changed.putAll(below.changed);
            partial.addAll(below.partial);
        }
        partial.removeAll(changes.keySet());
        if (arePartial) {
            partial.addAll(changes.keySet());
        }
        for (var change : changes.entrySet()) {
            String path = change.getKey();
            Optional<SourceFile> known = base.read(path)
                    .filter(file -> change.getValue()
                            .filter(bytes -> Arrays.equals(file.bytes(), bytes))
                            .isPresent());
            changed.put(path, known.or(() -> change.getValue().map(bytes -> new SourceFile(path, bytes))));
        }
        return new OverlaySnapshot(bottom, changed, base, changes.keySet(), partial);
    }

    @Override
    public Optional<SourceFile> read(String path) {
        Optional<SourceFile> file = changed.get(path);
        return file == null ? base.read(path) : file;
    }

    @Override
    public Optional<Stamp> stamp(String path) {
        Optional<SourceFile> file = changed.get(path);
        return file == null ? base.stamp(path) : file.map(content -> stamps.computeIfAbsent(content, now -> Stamp.of(now.bytes())));
    }

    @Override
    public Optional<Stamp> folderStamp(String folder) {
        return changedNames().containsKey(folder) ? Optional.empty() : base.folderStamp(folder);
    }

    @Override
    public boolean isPartial(String path) {
        return partial.contains(path) || !changed.containsKey(path) && base.isPartial(path);
    }

    @Override
    public boolean isOther(String path) {
        return !changed.containsKey(path) && base.isOther(path);
    }

    @Override
    public List<String> files(String folder) {
        List<String> names = changedNames().get(folder);
        return names == null ? base.files(folder) : folders.computeIfAbsent(folder, _ -> {
            var all = new TreeSet<>(base.files(folder));
            for (String name : names) {
                if (changed.get(Snapshot.join(folder, name)).isPresent()) {
                    all.add(name);
                } else {
                    all.remove(name);
                }
            }
            return List.copyOf(all);
        });
    }

    @Override
    public SortedMap<String, String> unreadable() {
        var left = new TreeMap<>(base.unreadable());
        left.keySet().removeAll(changed.keySet());
        return left;
    }

    private synchronized Map<String, List<String>> changedNames() {
        if (names.isEmpty()) {
            changed.keySet()
                    .forEach(path -> names.computeIfAbsent(Snapshot.folder(path), _ -> new ArrayList<>())
                            .add(path.substring(path.lastIndexOf('/') + 1)));
        }
        return names;
    }

    @Override
    public List<String> search(String word) {
        List<String> known = found.get(word);
        if (known == null) {
            var paths = new TreeSet<>(below.search(word));
            for (String path : fresh) {
                if (Snapshot.isCode(path) && read(path).filter(source -> Snapshot.holds(source.bytes(), word)).isPresent()) {
                    paths.add(path);
                } else {
                    paths.remove(path);
                }
            }
            known = List.copyOf(paths);
            found.put(word, known);
        }
        return known;
    }
}
