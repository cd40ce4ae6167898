package uringlint.cli.find;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// One pass over the bytes of all C and Rust files below a folder, on all cores, for those that hold a word.
///
/// It is the longest part of a run over a kernel, so it decodes nothing, keeps nothing, and asks the system about a path only
/// where its name leaves open what it is.
final class TreeScan {
    private static final int BUFFER = 1 << 18;

    private final Search search;
    private final LinkedBlockingDeque<File> folders = new LinkedBlockingDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentLinkedQueue<File> found = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<File> unreadable = new ConcurrentLinkedQueue<>();
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
    record Scanned(List<File> files, List<File> unreadable) {}

    /// Scans a folder. Symbolic links are not followed, so there are no loops and no way out of the folder. Whatever goes wrong in one
    /// thread goes wrong here: half a scan looks like a small tree.
    static Scanned scan(File folder, Search search) {
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
        return new Scanned(scan.found.stream().sorted().toList(), scan.unreadable.stream().sorted().toList());
    }

    private void add(File folder) {
        open.incrementAndGet();
        folders.addFirst(folder);
    }

    private void work() {
        try {
            byte[] buffer = new byte[BUFFER];
            while (open.get() > 0 && failure.get() == null) {
                File folder = folders.pollFirst(1, TimeUnit.MILLISECONDS);
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

    private void visit(File folder, byte[] buffer) {
        String[] names = folder.list();
        if (names == null) {
            unreadable.add(folder);
            return;
        }
        for (String name : names) {
            if (name.endsWith(".c") || name.endsWith(".rs")) {
                visitFile(new File(folder, name), buffer);
            } else if (mayBeFolder(name)) {
                addFolder(new File(folder, name));
            }
        }
    }

    private void addFolder(File inner) {
        if (Files.isDirectory(inner.toPath(), LinkOption.NOFOLLOW_LINKS)) {
            add(inner);
        }
    }

    private void visitFile(File file, byte[] buffer) {
        // Opening a pipe that is called like a source file would wait for ever.
        if (!file.isFile()) {
            addFolder(file);
            return;
        }
        try {
            if (holdsWord(file, buffer) && !Files.isSymbolicLink(file.toPath())) {
                found.add(file);
            }
        } catch (IOException _) {
            if (!Files.isSymbolicLink(file.toPath())) {
                unreadable.add(file);
            }
        }
    }

    private boolean holdsWord(File file, byte[] buffer) throws IOException {
        try (var input = new RandomAccessFile(file, "r")) {
            int kept = 0;
            while (true) {
                int count = input.read(buffer, kept, buffer.length - kept);
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
