// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;

/// A folder of the disk. What was read of it once stays as it was.
public final class FolderSnapshot implements Snapshot {
    /// A longer file does not fit into memory.
    private static final long MOST = 1 << 30;

    private final Path top;
    private final Map<String, Optional<SourceFile>> files = new ConcurrentHashMap<>();
    /// What files were before they were read.
    private final Map<String, Stamp> stamps = new ConcurrentHashMap<>();
    private final Map<String, List<String>> folders = new ConcurrentHashMap<>();
    private final Map<String, List<String>> found = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, String> unreadable = new ConcurrentSkipListMap<>();

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
            if (!isInside(path) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            if (Files.size(file) > MOST) {
                unreadable.put(path, DiskFiles.TOO_LONG);
                return Optional.empty();
            }
            Stamp.of(file, LinkOption.NOFOLLOW_LINKS).ifPresent(stamp -> stamps.put(path, stamp));
            return Optional.of(new SourceFile(path, Files.readAllBytes(file)));
        } catch (InvalidPathException _) {
            return Optional.empty();
        } catch (IOException _) {
            unreadable.put(path, "the file cannot be read");
            return Optional.empty();
        }
    }

    @Override
    public Optional<Stamp> stamp(String path) {
        if (files.containsKey(path)) {
            return Optional.ofNullable(stamps.get(path));
        }
        try {
            return isInside(path) ? Stamp.of(FileNames.resolve(top, path), LinkOption.NOFOLLOW_LINKS) : Optional.empty();
        } catch (InvalidPathException _) {
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
            return !isInside(path)
                    || Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                            && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException _) {
            return false;
        }
    }

    @Override
    public List<String> files(String folder) {
        return folders.computeIfAbsent(folder, name -> {
            try {
                return Listing.of(FileNames.resolve(top, name)).orElse(List.of()).stream()
                        .filter(Files::isRegularFile)
                        .map(file -> FileNames.text(file.getFileName()))
                        .sorted()
                        .toList();
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
        TreeScan.Scanned scanned = TreeScan.scan(top, ByteSearch.of(word));
        scanned.unreadable().forEach(path -> unreadable.put(FileNames.text(top.relativize(path)), TreeScan.whyUnread(path)));
        return scanned.files().stream()
                .map(file -> FileNames.text(top.relativize(file)))
                .sorted()
                .toList();
    }

    @Override
    public SortedMap<String, String> unreadable() {
        return Collections.unmodifiableSortedMap(unreadable);
    }
}
