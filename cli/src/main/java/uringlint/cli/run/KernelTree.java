// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Snapshot;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// Finds out which kernel a driver belongs to, by the Makefile at the top of its tree: the nearest one above it that has a version.
public final class KernelTree {
    private static final int LINES = 12;

    private KernelTree() {}

    /// The versions of drivers on the disk, with paths relative to `start`.
    static Function<Driver, Optional<KernelVersion>> on(Path start) {
        var known = new ConcurrentHashMap<Path, Optional<KernelVersion>>();
        return driver -> above(FileNames.resolve(start, driver.name()).normalize().resolveSibling(""), known);
    }

    /// A Makefile that names a version of the kernel.
    public record Named(Path makefile, KernelVersion version) {}

    /// The nearest Makefile above a folder of the disk that names a version; empty where no folder above it is the top of a kernel tree.
    public static Optional<Named> find(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            Path makefile = at.resolve("Makefile");
            Optional<KernelVersion> version = read(makefile);
            if (version.isPresent()) {
                return version.map(known -> new Named(makefile, known));
            }
        }
        return Optional.empty();
    }

    /// The version of the tree that holds a folder of the disk; empty where no folder above it is the top of a kernel tree.
    public static Optional<KernelVersion> version(Path folder) {
        return find(folder).map(Named::version);
    }

    private static Optional<KernelVersion> above(Path folder, Map<Path, Optional<KernelVersion>> known) {
        for (Path at = folder; at != null; at = at.getParent()) {
            Optional<KernelVersion> version = known.computeIfAbsent(at, path -> read(path.resolve("Makefile")));
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    /// The versions of drivers in a tree.
    static Function<Driver, Optional<KernelVersion>> in(Snapshot tree) {
        return driver -> version(tree, driver.name());
    }

    /// The version of a file in a tree.
    public static Optional<KernelVersion> version(Snapshot tree, String path) {
        for (String at = path; !at.isEmpty(); ) {
            at = Snapshot.folder(at);
            Optional<KernelVersion> version = tree.read(Snapshot.join(at, "Makefile")).flatMap(KernelTree::version);
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    private static Optional<KernelVersion> read(Path makefile) {
        try {
            return Files.isRegularFile(makefile) ? version(new SourceFile("Makefile", Files.readAllBytes(makefile))) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<KernelVersion> version(SourceFile makefile) {
        String version = "";
        String level = "";
        for (String text : new String(makefile.bytes(), StandardCharsets.ISO_8859_1).lines().limit(LINES).toList()) {
            if (text.startsWith("VERSION =")) {
                version = text.substring(9).strip();
            } else if (text.startsWith("PATCHLEVEL =")) {
                level = text.substring(12).strip();
            }
        }
        return KernelVersion.parse(version + "." + level);
    }
}
