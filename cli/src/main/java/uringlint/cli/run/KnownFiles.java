package uringlint.cli.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.FileProvider;
import uringlint.source.SourceFile;

/// Reads each file once. Not for use by several threads.
final class KnownFiles implements FileProvider {
    private final FileProvider provider;
    private final Map<String, Optional<SourceFile>> files = new HashMap<>();
    private final Map<String, List<String>> siblings = new HashMap<>();

    KnownFiles(FileProvider provider) {
        this.provider = provider;
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return files.computeIfAbsent(path, provider::read);
    }

    @Override
    public List<String> library(String path) {
        return provider.library(path);
    }

    @Override
    public List<String> siblings(String path) {
        return siblings.computeIfAbsent(path, provider::siblings);
    }
}
