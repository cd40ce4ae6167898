// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.cli.names.FileNames;
import uringlint.dialect.Dialect;
import uringlint.load.FileProvider;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The drivers that the named paths hold, in a fixed order, and what could not be read.
public record Selection(List<Driver> drivers, List<Problem> problems) {
    /// What is said of a named file that holds nothing of what is analyzed.
    public static final String NO_SOURCE = "is no C and no Rust: the name of what is analyzed ends in .c, .h or .rs";

    /// What each file mentions that may be one of a driver.
    public static final String WORD = "uring_cmd";

    public Selection {
        drivers = List.copyOf(drivers);
        problems = List.copyOf(problems);
    }

    /// What to analyze for the paths that the user named. A folder is searched for drivers; a file is always analyzed, together
    /// with the files of its folder that belong to it.
    public static Selection of(Path start, List<String> arguments, boolean isAlone) {
        return of(start, arguments, List.of(), isAlone);
    }

    /// The same for a compiler that looks for headers in some folders.
    public static Selection of(Path start, List<String> arguments, List<Path> includes, boolean isAlone) {
        return new Builder(start.toAbsolutePath().normalize(), includes, isAlone).select(arguments);
    }

    /// The drivers among the files that a build compiles: as in a folder that holds these and no others.
    public static Selection among(Path start, List<Path> files, List<Path> includes, boolean isAlone) {
        return new Builder(start.toAbsolutePath().normalize(), includes, isAlone).among(files);
    }

    /// All drivers of a tree: what [#of(Path, List, boolean)] selects for a folder that holds the same files. Of the files in `named`,
    /// those that mention commands are analyzed even if they are of no driver. `texts` keeps what is known of files
    /// from other states of the tree.
    public static Selection of(Snapshot tree, Set<String> named, Texts texts) {
        var problems = new ArrayList<Problem>();
        var found = new LinkedHashMap<Path, FileText>();
        for (String path : tree.search(WORD)) {
            tree.read(path).ifPresent(file -> {
                if (file.bytes().length > Dialect.MAX_LENGTH) {
                    problems.add(unreadable(path, DiskFiles.TOO_LONG));
                } else {
                    found.put(FileNames.of(path), texts.of(file));
                }
            });
        }
        var files = new TreeFiles(tree, texts);
        List<Driver> drivers = new ArrayList<>(drivers(found, Set.of(), new Companions(files, texts, _ -> true), files));
        Set<SourceFile> known = new HashSet<>();
        drivers.forEach(driver -> known.addAll(driver.files()));
        Map<String, List<SourceFile>> others = new LinkedHashMap<>();
        for (FileText text : found.values()) {
            if (named.contains(text.file().path()) && !known.contains(text.file())) {
                others.computeIfAbsent(Snapshot.folder(text.file().path()), _ -> new ArrayList<>()).add(text.file());
            }
        }
        others.values().forEach(together -> drivers.add(new Driver(together, files)));
        return new Selection(drivers, problems);
    }

    /// The drivers among files; those in `named` are of one in any case.
    private static List<Driver> drivers(
            Map<Path, FileText> found, Set<Path> named, Companions companions, FileProvider provider) {
        var drivers = new ArrayList<Driver>();
        for (List<SourceFile> together : Crates.of(found.values().stream().map(FileText::file).filter(SourceFile::isRust).toList())) {
            drivers.add(new Driver(together, provider));
        }
        var inC = new LinkedHashMap<>(found);
        inC.values().removeIf(text -> text.file().isRust());
        for (List<FileText> together : new Linkage(inC, named, companions).drivers()) {
            drivers.add(new Driver(companions.with(together.stream().map(FileText::file).toList()), provider));
        }
        return drivers;
    }

    /// The same, where a selection of nothing is one that the user accepts, or else has a problem that says so. `asked` is what was named.
    public Selection orEmpty(boolean isAccepted, String asked) {
        List<Problem> left = isAccepted ? problems.stream().filter(problem -> !problem.message().equals(NO_SOURCE)).toList() : problems;
        return new Selection(
                drivers,
                !isAccepted && drivers.isEmpty() && problems.isEmpty()
                        ? List.of(unreadable(asked, "there is no driver: nothing here works on commands"))
                        : left);
    }

    /// The same with something of a path that was not looked at.
    public Selection without(String path, String why) {
        var all = new ArrayList<>(problems);
        all.add(unreadable(path, why));
        return new Selection(drivers, all);
    }

    /// A file that could not be read.
    private static Problem unreadable(String name, String message) {
        return new Problem(Problem.Kind.LOAD, new Location(new SourceFile(name, new byte[0]), new Span(0, 0)), message);
    }

    private static final class Builder {
        private final Path start;
        private final List<Path> includes;
        private final boolean isAlone;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<Path, FileText> found = new LinkedHashMap<>();
        private final Set<Path> roots = new LinkedHashSet<>();

        Builder(Path start, List<Path> includes, boolean isAlone) {
            this.start = start;
            this.includes = includes;
            this.isAlone = isAlone;
        }

        Selection select(List<String> arguments) {
            var folders = new LinkedHashSet<Path>();
            var files = new LinkedHashSet<Path>();
            for (String argument : arguments) {
                try {
                    Path path = FileNames.resolve(start, argument).normalize();
                    (Files.isDirectory(path) ? folders : files).add(path);
                } catch (InvalidPathException _) {
                    problems.add(unreadable(argument, "there is no such file or folder"));
                }
            }
            roots.addAll(folders);
            for (Path file : files) {
                if (file.getParent() != null) {
                    roots.add(file.getParent());
                }
            }
            var disk = new DiskFiles(start, List.copyOf(roots), includes, isAlone);
            for (Path file : files) {
                if (Files.isRegularFile(file) && !isSource(file)) {
                    problems.add(unreadable(DiskFiles.name(start, file), NO_SOURCE));
                } else {
                    read(disk, file).ifPresent(source -> found.put(file, FileText.of(source)));
                }
            }
            Set<Path> named = Set.copyOf(found.keySet());
            if (!folders.isEmpty()) {
                search(disk, folders, files);
            }
            Set<SourceFile> wanted = new HashSet<>();
            found.values().forEach(text -> wanted.add(text.file()));
            addSiblings(named, disk);
            var texts = new Texts();
            List<Driver> drivers =
                    Selection.drivers(found, named, new Companions(disk, texts, _ -> true), disk).stream()
                            .filter(driver -> driver.files().stream().anyMatch(wanted::contains))
                            .toList();
            return new Selection(drivers, problems);
        }

        private static boolean isSource(Path file) {
            String name = FileNames.text(file.getFileName());
            return name.endsWith(".c") || name.endsWith(".h") || name.endsWith(".rs");
        }

        /// Adds the files beside the named ones that mention commands: what is said of a file does not depend on the way it was named.
        private void addSiblings(Set<Path> named, DiskFiles disk) {
            var siblings = new LinkedHashSet<Path>();
            for (Path file : named) {
                disk.siblings(found.get(file).file().path()).stream()
                        .filter(disk::offers)
                        .map(sibling -> FileNames.resolve(start, sibling).normalize())
                        .forEach(siblings::add);
            }
            siblings.removeAll(found.keySet());
            TreeScan.Scanned scanned = TreeScan.among(siblings, ByteSearch.of(WORD));
            scanned.files().forEach(path -> read(disk, path).ifPresent(source -> found.put(path, FileText.of(source))));
            scanned.unreadable().forEach(path -> problems.add(unreadable(DiskFiles.name(start, path), TreeScan.whyUnread(path))));
        }

        Selection among(List<Path> files) {
            files.stream().map(Path::getParent).forEach(roots::add);
            var disk = new DiskFiles(start, List.copyOf(roots), includes, isAlone);
            var search = ByteSearch.of(WORD);
            for (Path file : files) {
                read(disk, file)
                        .filter(source -> search.isIn(source.bytes(), source.bytes().length))
                        .ifPresent(source -> found.put(file, FileText.of(source)));
            }
            var texts = new Texts();
            Set<String> compiled = files.stream().map(file -> DiskFiles.name(start, file)).collect(Collectors.toSet());
            return new Selection(
                    Selection.drivers(found, Set.of(), new Companions(disk, texts, compiled::contains), disk),
                    problems);
        }

        private void search(DiskFiles disk, Set<Path> folders, Set<Path> files) {
            var search = ByteSearch.of(WORD);
            for (Path folder : folders) {
                if (folders.stream().anyMatch(other -> other != folder && folder.startsWith(other))) {
                    continue;
                }
                TreeScan.Scanned scanned = TreeScan.scan(folder, search);
                for (Path path : scanned.files()) {
                    if (!files.contains(path)) {
                        read(disk, path).ifPresent(source -> found.put(path, FileText.of(source)));
                    }
                }
                for (Path file : scanned.unreadable()) {
                    problems.add(unreadable(DiskFiles.name(start, file), TreeScan.whyUnread(file)));
                }
            }
        }

        private Optional<SourceFile> read(DiskFiles disk, Path path) {
            try {
                return Optional.of(disk.open(path));
            } catch (IOException e) {
                problems.add(unreadable(DiskFiles.name(start, path), Objects.requireNonNullElse(e.getMessage(), e.toString())));
                return Optional.empty();
            }
        }
    }
}
