// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.find.Snapshot;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// Reads each file once, and knows afterwards what was asked for. Not for use by several threads.
final class KnownFiles implements FileProvider {
    private final FileProvider provider;
    private final Map<String, Optional<SourceFile>> files = new HashMap<>();
    private final Map<String, Boolean> folders = new HashMap<>();
    private final Map<String, List<String>> siblings = new HashMap<>();
    private final Map<String, List<String>> libraries = new HashMap<>();

    private final Map<String, List<String>> headerFolders = new HashMap<>();

    private final Map<Definers, Optional<List<String>>> definers = new HashMap<>();

    /// A question for the files that may define some functions.
    record Definers(String path, Set<String> names) {}

    KnownFiles(FileProvider provider) {
        this.provider = provider;
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return files.computeIfAbsent(Snapshot.normal(path).orElse(path), _ -> provider.read(path));
    }

    @Override
    public boolean hasFolder(String path) {
        return folders.computeIfAbsent(path, provider::hasFolder);
    }

    @Override
    public List<String> headerFolders(String folder) {
        return headerFolders.computeIfAbsent(folder, provider::headerFolders);
    }

    @Override
    public List<String> library(String path) {
        return libraries.computeIfAbsent(path, provider::library);
    }

    @Override
    public List<String> siblings(String path) {
        return siblings.computeIfAbsent(path, provider::siblings);
    }

    @Override
    public Optional<List<String>> definers(String path, Set<String> names) {
        return definers.computeIfAbsent(new Definers(path, Set.copyOf(names)), asked -> provider.definers(path, asked.names()));
    }

    /// All that was asked for, with the answers.
    record Asked(
            Map<String, Optional<SourceFile>> files,
            Map<String, Boolean> folders,
            Map<String, List<String>> headerFolders,
            Map<String, List<String>> siblings,
            Map<String, List<String>> libraries,
            Map<Definers, Optional<List<String>>> definers) {}

    Asked asked() {
        return new Asked(
                Map.copyOf(files),
                Map.copyOf(folders),
                Map.copyOf(headerFolders),
                Map.copyOf(siblings),
                Map.copyOf(libraries),
                Map.copyOf(definers));
    }

    /// Whether another provider, which differs at most in the files of these paths, would have answered all that was asked in the same
    /// way, with the same objects for files.
    boolean isSameOf(FileProvider other, Changed changed) {
        for (var known : files.entrySet()) {
            if (changed.paths().contains(known.getKey()) && known.getValue().orElse(null) != other.read(known.getKey()).orElse(null)) {
                return false;
            }
        }
        if (!folders.entrySet().stream().allMatch(known -> known.getValue() == other.hasFolder(known.getKey()))) {
            return false;
        }
        return siblings.entrySet().stream()
                        .allMatch(known -> !changed.isIn(Snapshot.folder(known.getKey()))
                                || known.getValue().equals(other.siblings(known.getKey())))
                && definers.entrySet().stream()
                        .allMatch(known ->
                                !changed.isIn(Snapshot.folder(known.getKey().path()))
                                        || known.getValue()
                                                .equals(other.definers(
                                                        known.getKey().path(),
                                                        known.getKey().names())))
                && libraries.entrySet().stream()
                        .allMatch(
                                known -> !changed.hasRust() || known.getValue().equals(other.library(known.getKey())));
    }

    /// The paths that were asked for, and the folders whose files were.
    record Reach(Set<String> paths, Set<String> folders) {
        Reach {
            paths = Set.copyOf(paths);
            folders = Set.copyOf(folders);
        }

        /// Whether any of what differs between states of a tree is among them.
        boolean has(Changed changed) {
            return paths.stream().anyMatch(changed.paths()::contains) || folders.stream().anyMatch(changed::isIn);
        }
    }

    /// How far the questions reached until now.
    Reach reach() {
        var paths = new HashSet<>(files.keySet());
        libraries.values().forEach(paths::addAll);
        var folders = new HashSet<String>();
        siblings.keySet().forEach(path -> folders.add(Snapshot.folder(path)));
        definers.keySet().forEach(asked -> folders.add(Snapshot.folder(asked.path())));
        return new Reach(paths, folders);
    }
}
