// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.cache;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;

/// The folder for what is kept, the program that keeps it, and when it was started, before it read any file, in milliseconds of the epoch.
/// A program without a name keeps nothing.
public record CachePlace(Path folder, String program, long started) {
    /// For programs that keep nothing.
    public static final CachePlace NONE = new CachePlace(Path.of(""), "", 0);

    private static final long LIMIT = 256L << 20;

    /// The place for the process of a packaged program, which is known by the files of these classes: a program that was built anew is
    /// another one. Classes that come from no package may change at any time, and keep nothing.
    public static CachePlace ofProcess(List<Class<?>> parts) {
        long started = System.currentTimeMillis();
        var program = new StringBuilder();
        for (Class<?> part : parts) {
            Optional<String> file = stamp(part);
            if (file.isEmpty()) {
                return NONE;
            }
            program.append(file.get()).append('\n');
        }
        return CacheFolder.ofUser().map(folder -> new CachePlace(folder, program.toString(), started)).orElse(NONE);
    }

    private static Optional<String> stamp(Class<?> part) {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null || !source.getLocation().getPath().endsWith(".jar")) {
            return Optional.empty();
        }
        try {
            File file = new File(source.getLocation().toURI());
            BasicFileAttributes attributes = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
            return Optional.of(file + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis());
        } catch (IOException | URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The same place for work that begins now.
    public CachePlace now() {
        return new CachePlace(folder, program, System.currentTimeMillis());
    }

    /// Whether anything is kept.
    public boolean isUsed() {
        return !program.isEmpty();
    }

    /// Whether there may be something that an earlier run has kept.
    public boolean hasEntries() {
        String[] files = isUsed() ? folder.toFile().list() : null;
        return files != null && files.length > 0;
    }

    /// The entries in the folder.
    public EntryFiles entries() {
        return new EntryFiles(folder, LIMIT);
    }
}
