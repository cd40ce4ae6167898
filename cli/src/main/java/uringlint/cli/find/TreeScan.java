// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import uringlint.cli.names.FileNames;

/// One pass over the bytes of all C and Rust files below a folder, on all cores, for those that hold a word.
///
/// It is the longest part of a run over a kernel, so it decodes nothing, keeps nothing, and asks the system about a path only
/// where its name leaves open what it is.
final class TreeScan {
    private static final int BUFFER = 1 << 18;

    private final Search search;
    private final LinkedBlockingDeque<Path> folders = new LinkedBlockingDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentLinkedQueue<Path> found = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Path> unreadable = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /// What is looked for in the bytes of a file.
    interface Search {
        /// Whether it is among the first `end` bytes.
        boolean isIn(byte[] bytes, int end);

        /// How many bytes it has.
        int length();
    }

    private TreeScan(Search search) {
        this.search = search;
    }

    /// The files that hold the word and the paths that could not be read, both sorted.
    record Scanned(List<Path> files, List<Path> unreadable) {}

    /// Scans some files of a folder, which are no links.
    static Scanned among(Collection<Path> files, Search search) {
        var scan = new TreeScan(search);
        byte[] buffer = new byte[BUFFER];
        files.forEach(file -> scan.visitFile(file, buffer));
        return scan.scanned();
    }

    private Scanned scanned() {
        return new Scanned(found.stream().sorted().toList(), unreadable.stream().sorted().toList());
    }

    /// What is said of a path that could not be read.
    static String whyUnread(Path path) {
        return Files.isDirectory(path) ? "the folder cannot be read" : "the file cannot be read";
    }

    /// Scans a folder. Symbolic links are not followed, so there are no loops and no way out of the folder. Whatever goes wrong in one
    /// thread goes wrong here: half a scan looks like a small tree.
    static Scanned scan(Path folder, Search search) {
        var scan = new TreeScan(search);
        scan.add(folder);
        int workers = Runtime.getRuntime().availableProcessors();
        var threads = new ArrayList<Thread>();
        for (int worker = 1; worker < workers; worker++) {
            threads.add(Thread.ofPlatform().daemon().start(scan::work));
        }
        scan.work();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        switch (scan.failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
        return scan.scanned();
    }

    private void add(Path folder) {
        open.incrementAndGet();
        folders.addFirst(folder);
    }

    private void work() {
        try {
            byte[] buffer = new byte[BUFFER];
            while (open.get() > 0 && failure.get() == null) {
                Path folder = folders.pollFirst(1, TimeUnit.MILLISECONDS);
                if (folder != null) {
                    try {
                        visit(folder, buffer);
                    } finally {
                        open.decrementAndGet();
                    }
                }
            }
        } catch (InterruptedException e) {
            failure.compareAndSet(null, e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void visit(Path folder, byte[] buffer) {
        Optional<List<Path>> inside = Listing.of(folder);
        if (inside.isEmpty()) {
            unreadable.add(folder);
            return;
        }
        for (Path path : inside.get()) {
            String name = path.getFileName().toString();
            if (name.endsWith(".c") || name.endsWith(".rs")) {
                visitFile(path, buffer);
            } else if (mayBeFolder(name)) {
                addFolder(path);
            }
        }
    }

    private void addFolder(Path inner) {
        if (Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
            add(inner);
        }
    }

    private void visitFile(Path file, byte[] buffer) {
        // Opening a pipe that is called like a source file would wait for ever.
        if (!Files.isRegularFile(file)) {
            addFolder(file);
            return;
        }
        try {
            if (holdsWord(file, buffer) && !Files.isSymbolicLink(file)) {
                found.add(file);
            }
        } catch (IOException _) {
            if (!Files.isSymbolicLink(file)) {
                unreadable.add(file);
            }
        }
    }

    private boolean holdsWord(Path file, byte[] buffer) throws IOException {
        try (InputStream input = FileNames.isPlain(file.toString()) ? new FileInputStream(file.toFile()) : Files.newInputStream(file)) {
            int kept = 0;
            while (true) {
                int count = input.readNBytes(buffer, kept, buffer.length - kept);
                int end = kept + Math.max(count, 0);
                if (search.isIn(buffer, end)) {
                    return true;
                }
                if (end < buffer.length) {
                    return false;
                }
                kept = search.length() - 1;
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
            }
        }
    }

    /// Whether a name could be a folder's. Most names in a kernel tree end in what only files end in.
    private static boolean mayBeFolder(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return !name.equals("Makefile") && !name.equals("Kconfig") && !name.equals("Kbuild");
        }
        return switch (name.substring(dot)) {
            case ".h", ".S", ".dts", ".dtsi", ".rst", ".yaml", ".txt", ".json", ".o", ".cmd", ".sh", ".py", ".git" -> false;
            default -> true;
        };
    }
}
