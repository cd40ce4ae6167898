// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.fix;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import uringlint.cli.names.FileNames;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Writes files, those of a plan above all, each as a whole or not at all.
public final class FileWriter {
    private FileWriter() {}

    /// Writes every file that changes. Each one that cannot be written becomes a problem, and stays as it is.
    public static List<Problem> write(Plan plan, Path start) {
        var problems = new ArrayList<Problem>();
        plan.changed().forEach((file, changed) -> {
            try {
                // What a link leads to is changed, not the link.
                write(file, FileNames.resolve(start, file.path()).toRealPath(), changed);
            } catch (IOException e) {
                String message = "not fixed: "
                        + (e instanceof Refused
                                ? e.getMessage()
                                : "the file cannot be written (" + e.getClass().getSimpleName() + ")");
                problems.add(new Problem(Problem.Kind.LOAD, new Location(file, new Span(0, 0)), message));
            }
        });
        return problems;
    }

    private static void write(SourceFile file, Path path, byte[] changed) throws IOException {
        if (!Files.isWritable(path)) {
            throw new Refused("the file is read-only");
        }
        if (!Arrays.equals(Files.readAllBytes(path), file.bytes())) {
            throw new Refused("the file has changed since it was read");
        }
        Path folder = path.getParent();
        if (folder == null || !Files.isWritable(folder)) {
            throw new Refused("its folder is read-only");
        }
        replace(path, changed);
    }

    /// Gives a file other bytes in one step, or leaves it as it is. A file that is there keeps its permissions; what is no plain
    /// file, such as a terminal or a pipe, is written to.
    public static void replace(Path path, byte[] bytes) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            Files.write(path, bytes);
            return;
        }
        // What a link leads to is changed, not the link.
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path fresh = target.resolveSibling(
                ".uringlint-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            if (Files.exists(target) && Files.getFileAttributeView(target, PosixFileAttributeView.class) != null) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(permissions));
                // What the user's mask took away.
                Files.setPosixFilePermissions(fresh, permissions);
            } else {
                Files.createFile(fresh);
            }
            Files.write(fresh, bytes);
            move(fresh, target);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void move(Path fresh, Path path) throws IOException {
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// A reason in words for the user.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
