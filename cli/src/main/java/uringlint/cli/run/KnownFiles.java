package uringlint.cli.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.FileProvider;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// Reads each file once, and knows afterwards what was asked for. Not for use by several threads.
final class KnownFiles implements FileProvider {
    private final FileProvider provider;
    private final Map<String, Optional<SourceFile>> files = new HashMap<>();
    private final Map<String, List<String>> siblings = new HashMap<>();
    private final Map<String, List<String>> libraries = new HashMap<>();

    KnownFiles(FileProvider provider) {
        this.provider = provider;
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return files.computeIfAbsent(path, provider::read);
    }

    @Override
    public List<String> library(String path) {
        return libraries.computeIfAbsent(path, provider::library);
    }

    @Override
    public List<String> siblings(String path) {
        return siblings.computeIfAbsent(path, provider::siblings);
    }

    /// Whether another provider would have answered all that was asked in the same way, with the same objects for files.
    boolean isSameOf(FileProvider other) {
        return files.entrySet().stream().allMatch(known -> isSame(known.getValue(), other.read(known.getKey())))
                && siblings.entrySet().stream().allMatch(known -> known.getValue().equals(other.siblings(known.getKey())))
                && libraries.entrySet().stream().allMatch(known -> known.getValue().equals(other.library(known.getKey())));
    }

    private static boolean isSame(Optional<SourceFile> one, Optional<SourceFile> other) {
        return one.orElse(null) == other.orElse(null);
    }

    /// Whether any of these paths was asked for, or is in a folder whose files were asked for.
    boolean asked(Set<String> paths) {
        return paths.stream().anyMatch(files::containsKey)
                || paths.stream().map(Snapshot::folder).anyMatch(folder -> siblings.keySet().stream().map(Snapshot::folder).anyMatch(folder::equals))
                || libraries.values().stream().flatMap(List::stream).anyMatch(paths::contains);
    }
}
