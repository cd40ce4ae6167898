// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import uringlint.cli.names.FileNames;
import uringlint.cli.names.NearMiss;
import uringlint.dialect.Dialect;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// The files below the folders that the user named, the headers of the repository or the kernel tree that these lie in and of the
/// folders that a compiler is told, the Rust library of the tree, and nothing else of the disk.
///
/// A file is known by its path relative to the folder in which the program was started, with `/` between the parts; by its
/// absolute path only where it lies outside of that folder.
public final class DiskFiles implements FileProvider, Stamped {
    /// The folder of the core. Its files implement the API and are no drivers, but for the handlers that some of them hold; what
    /// else they hold is known from the API.
    static final String CORE = "io_uring";

    /// What is said of a file that is not read for its length.
    static final String TOO_LONG = "the file is longer than " + (Dialect.MAX_LENGTH >> 20) + " MB";

    /// Every tree of the kernel has this header.
    private static final Path LANDMARK = Path.of("include", "linux", "types.h");

    /// The folder of the kernel's Rust library in its tree.
    private static final Path LIBRARY = Path.of("rust", "kernel");

    private final Path start;
    private final List<Path> roots;
    private final List<Path> headers;
    private final List<Path> repositories;
    private final List<Path> includes;
    private final boolean isAlone;
    /// Where folders really are.
    private final Map<Path, Path> folders = new ConcurrentHashMap<>();
    /// What files were before they were read for the first time: of one that changes while the program runs, no later stamp can be
    /// trusted.
    private final Map<String, Stamp> stamps = new ConcurrentHashMap<>();

    /// `roots` are absolute and normal. With `isAlone`, only what the user named is read, and never what belongs to it.
    public DiskFiles(Path start, List<Path> roots, boolean isAlone) {
        this(start, roots, List.of(), isAlone);
    }

    /// The same with the folders in which a compiler is told to look for headers.
    public DiskFiles(Path start, List<Path> roots, List<Path> includes, boolean isAlone) {
        this.start = start.toAbsolutePath().normalize();
        this.roots = List.copyOf(roots);
        this.headers = roots.stream().flatMap(root -> headers(root).stream()).distinct().toList();
        this.repositories = roots.stream().flatMap(root -> repository(root).stream()).distinct().toList();
        this.includes = includes.stream().map(path -> start.resolve(path).toAbsolutePath().normalize()).distinct().toList();
        this.isAlone = isAlone;
    }

    /// The top of the repository that holds a folder.
    private static Optional<Path> repository(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /// The folder with the headers of the kernel tree that holds a folder.
    private static Optional<Path> headers(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(LANDMARK)) && Files.isRegularFile(at.resolve("Makefile"))) {
                return Optional.of(at.resolve("include"));
            }
        }
        return Optional.empty();
    }

    /// The name of a path in reports.
    public static String name(Path start, Path path) {
        Path absolute = start.resolve(path).toAbsolutePath().normalize();
        Path shown = absolute.startsWith(start) && !absolute.equals(start) ? start.relativize(absolute) : absolute;
        return FileNames.text(shown);
    }

    /// The bytes of a file that the user named; fails with words for the user.
    public SourceFile open(Path path) throws IOException {
        Path absolute = start.resolve(path).normalize();
        if (!Files.isRegularFile(absolute)) {
            throw new IOException(Files.exists(absolute) ? "is no regular file" : "there is no such file or folder" + neighbour(absolute));
        }
        if (Files.size(absolute) > Dialect.MAX_LENGTH) {
            throw new IOException(TOO_LONG);
        }
        Optional<Stamp> stamp = Stamp.of(absolute);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(absolute);
        } catch (IOException e) {
            throw new IOException("the file cannot be read", e);
        }
        var file = new SourceFile(name(start, absolute), bytes);
        stamp.ifPresent(seen -> stamps.putIfAbsent(file.path(), seen));
        return file;
    }

    /// A name beside a path that may be meant, as a question.
    private static String neighbour(Path absolute) {
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        List<String> names = Listing.of(folder).orElse(List.of()).stream().map(path -> FileNames.text(path.getFileName())).toList();
        return NearMiss.hint(FileNames.text(absolute.getFileName()), names);
    }

    @Override
    public Optional<Stamp> stampOf(SourceFile file) {
        return Optional.ofNullable(stamps.get(file.path()));
    }

    @Override
    public Optional<Stamp> stamp(String path) {
        try {
            Path absolute = FileNames.resolve(start, path).normalize();
            boolean isOurs = !isAlone && isOffered(absolute) && staysInside(absolute);
            return isOurs ? Stamp.of(absolute, LinkOption.NOFOLLOW_LINKS) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<SourceFile> read(String path) {
        if (isAlone) {
            return Optional.empty();
        }
        try {
            Path absolute = FileNames.resolve(start, path).normalize();
            return isAllowed(absolute) ? Optional.of(open(absolute)) : Optional.empty();
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Whether a file that is not named itself is read at all.
    boolean offers(String path) {
        return !isAlone && isAllowed(FileNames.resolve(start, path).normalize());
    }

    private boolean isAllowed(Path absolute) {
        return isOffered(absolute) && Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS) && staysInside(absolute);
    }

    /// Whether links of folders on the way to a file lead to where its path would be allowed as well.
    private boolean staysInside(Path absolute) {
        Path folder = absolute.getParent();
        Path real = folders.computeIfAbsent(folder, DiskFiles::real);
        // The named folders may be reached through links themselves.
        return real.equals(folder)
                || isOffered(real.resolve(absolute.getFileName()))
                || Stream.of(roots, headers, repositories, includes)
                        .flatMap(List::stream)
                        .filter(absolute::startsWith)
                        .anyMatch(root -> real.startsWith(folders.computeIfAbsent(root, DiskFiles::real)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }

    private boolean isOffered(Path absolute) {
        return (isBelowRoot(absolute)
                || isHeader(absolute)
                || headers.stream().anyMatch(root -> absolute.startsWith(root.resolveSibling(LIBRARY))));
    }

    private boolean isHeader(Path absolute) {
        return absolute.toString().endsWith(".h")
                && (headers.stream()
                                .anyMatch(root ->
                                        absolute.startsWith(root) || absolute.startsWith(root.resolveSibling("arch")))
                        || repositories.stream().anyMatch(absolute::startsWith)
                        || includes.stream().anyMatch(absolute::startsWith));
    }

    @Override
    public List<String> headerFolders(String folder) {
        return isAlone ? List.of() : includes.stream().map(path -> name(start, path) + "/").toList();
    }

    @Override
    public boolean hasFolder(String path) {
        try {
            return !isAlone && Files.isDirectory(FileNames.resolve(start, path));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private boolean isBelowRoot(Path absolute) {
        for (Path root : roots) {
            if (absolute.startsWith(root)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<String> library(String path) {
        if (isAlone) {
            return List.of();
        }
        var found = new ArrayList<String>();
        for (Path include : headers) {
            Path folder = include.resolveSibling(LIBRARY);
            Path absolute = FileNames.resolve(start, path).normalize();
            if (absolute.startsWith(include.getParent())) {
                Listing.of(folder).orElse(List.of()).stream()
                        .map(file -> name(start, file))
                        .filter(name -> name.endsWith(".rs"))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public List<String> siblings(String path) {
        if (isAlone) {
            return List.of();
        }
        Path absolute = FileNames.resolve(start, path).normalize();
        Path folder = absolute.getParent();
        if (folder == null || !isBelowRoot(folder) || folder.endsWith(CORE)) {
            return List.of();
        }
        String ending = path.endsWith(".rs") ? ".rs" : ".c";
        return Listing.of(folder).orElse(List.of()).stream()
                .filter(file -> !file.equals(absolute))
                .map(file -> name(start, file))
                .filter(name -> name.endsWith(ending))
                .sorted()
                .toList();
    }
}
