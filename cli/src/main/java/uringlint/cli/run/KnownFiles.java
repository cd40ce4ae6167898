package uringlint.cli.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.load.FileProvider;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// Reads each file once, and knows afterwards what was asked for. Not for use by several threads.
final class KnownFiles implements FileProvider {
    private final FileProvider provider;
    private final Map<String, Optional<SourceFile>> files = new HashMap<>();
    private final Map<String, Boolean> folders = new HashMap<>();
    private final Map<String, List<String>> siblings = new HashMap<>();
    private final Map<String, List<String>> libraries = new HashMap<>();

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
        return provider.headerFolders(folder);
    }

    @Override
    public List<String> library(String path) {
        return libraries.computeIfAbsent(path, provider::library);
    }

    @Override
    public List<String> siblings(String path) {
        return siblings.computeIfAbsent(path, provider::siblings);
    }

    /// Whether another provider, which differs at most in the files of these paths, would have answered all that was asked in the same
    /// way, with the same objects for files.
    boolean isSameOf(FileProvider other, Set<String> changed) {
        for (String path : changed) {
            Optional<SourceFile> known = files.get(path);
            if (known != null && known.orElse(null) != other.read(path).orElse(null)) {
                return false;
            }
        }
        if (!folders.entrySet().stream().allMatch(known -> known.getValue() == other.hasFolder(known.getKey()))) {
            return false;
        }
        Set<String> folders = new HashSet<>();
        changed.forEach(path -> folders.add(Snapshot.folder(path)));
        return siblings.entrySet().stream().allMatch(known -> !folders.contains(Snapshot.folder(known.getKey())) || known.getValue().equals(other.siblings(known.getKey())))
                && libraries.entrySet().stream().allMatch(known -> changed.stream().noneMatch(path -> path.endsWith(".rs")) || known.getValue().equals(other.library(known.getKey())));
    }

    /// Whether any of these paths was asked for, or is in a folder whose files were asked for.
    boolean asked(Set<String> paths) {
        Set<String> folders = new HashSet<>();
        siblings.keySet().forEach(path -> folders.add(Snapshot.folder(path)));
        return paths.stream().anyMatch(path -> files.containsKey(path) || folders.contains(Snapshot.folder(path)))
                || libraries.values().stream().flatMap(List::stream).anyMatch(paths::contains);
    }
}
