package uringlint.cli.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;

/// A folder of the disk. What was read of it once stays as it was.
public final class FolderSnapshot implements Snapshot {
    private final Path top;
    private final Map<String, Optional<SourceFile>> files = new ConcurrentHashMap<>();
    private final Map<String, List<String>> folders = new ConcurrentHashMap<>();
    private final Map<String, List<String>> found = new ConcurrentHashMap<>();

    /// The tree below `top`.
    public FolderSnapshot(Path top) {
        this.top = top.toAbsolutePath().normalize();
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return files.computeIfAbsent(path, this::load);
    }

    private Optional<SourceFile> load(String path) {
        try {
            Path file = FileNames.resolve(top, path);
            return isInside(path) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(new SourceFile(path, Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Whether a path stays below the top, and no folder on the way is a symbolic link.
    private boolean isInside(String path) {
        if (Snapshot.normal(path).filter(path::equals).isEmpty()) {
            return false;
        }
        for (String folder = Snapshot.folder(path); !folder.isEmpty(); folder = Snapshot.folder(folder)) {
            if (Files.isSymbolicLink(FileNames.resolve(top, folder))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isOther(String path) {
        try {
            Path file = FileNames.resolve(top, path);
            return !isInside(path) || Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException _) {
            return false;
        }
    }

    @Override
    public List<String> files(String folder) {
        return folders.computeIfAbsent(folder, name -> {
            try {
                return Listing.of(FileNames.resolve(top, name)).orElse(List.of()).stream().filter(Files::isRegularFile).map(file -> FileNames.text(file.getFileName())).sorted().toList();
            } catch (InvalidPathException _) {
                return List.of();
            }
        });
    }

    @Override
    public List<String> search(String word) {
        return found.computeIfAbsent(word, this::scan);
    }

    private List<String> scan(String word) {
        return TreeScan.scan(top, ByteSearch.of(word)).files().stream()
                .map(file -> FileNames.text(top.relativize(file)))
                .sorted()
                .toList();
    }
}
