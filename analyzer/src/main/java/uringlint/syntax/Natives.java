package uringlint.syntax;

import io.github.treesitter.jtreesitter.NativeLibraryLookup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// The native libraries: tree-sitter itself and one library a grammar.
///
/// A folder named by the property `uringlint.natives` wins. Otherwise the libraries inside the jars are unpacked once per
/// version into the user's cache folder, or into a fresh temporary folder where that one cannot be written.
public final class Natives implements NativeLibraryLookup {
    /// The property that names a folder with other builds of the libraries, under the same file names.
    public static final String FOLDER_PROPERTY = "uringlint.natives";

    /// Changes with the versions of the three libraries, so that an update never meets an old file.
    private static final String VERSION = "core-0.26.6-c-0.24.1-rust-0.24.0";

    /// Called by the service loader.
    public Natives() {}

    @Override
    public SymbolLookup get(Arena arena) {
        return SymbolLookup.libraryLookup(file("tree-sitter"), arena);
    }

    /// The file of a library: `tree-sitter`, `tree-sitter-c`.
    static Path file(String library) {
        String name = fileName(library, System.getProperty("os.name"), System.getProperty("os.arch"));
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder != null) {
            return Path.of(folder).resolve(name).toAbsolutePath();
        }
        Path cached = cacheFolder().resolve(VERSION).resolve(name).toAbsolutePath();
        if (Files.isReadable(cached)) {
            return cached;
        }
        try {
            Files.createDirectories(cached.getParent());
            return unpack(name, cached);
        } catch (IOException _) {
            return unpackTemporarily(name);
        }
    }

    static String fileName(String library, String system, String architecture) {
        String os = system.toLowerCase(Locale.ROOT);
        String cpu = architecture.contains("aarch64") || architecture.contains("arm64") ? "aarch64" : "x86_64";
        if (os.contains("mac")) {
            return cpu + "-macos-" + library + ".dylib";
        }
        return os.contains("win") ? cpu + "-windows-" + library + ".dll" : cpu + "-linux-gnu-" + library + ".so";
    }

    private static Path cacheFolder() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured != null && configured.startsWith("/")
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        return caches.resolve("uringlint");
    }

    /// Programs that start at the same time may both unpack; the rename makes either file complete.
    private static Path unpack(String name, Path target) throws IOException {
        Path partial = Files.createTempFile(target.getParent(), name, ".part");
        try (InputStream library = Natives.class.getResourceAsStream("/lib/" + name)) {
            if (library == null) {
                throw new IllegalStateException("no tree-sitter library for this system: " + name);
            }
            Files.copy(library, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static Path unpackTemporarily(String name) {
        try {
            Path folder = Files.createTempDirectory("uringlint-");
            folder.toFile().deleteOnExit();
            Path file = unpack(name, folder.resolve(name));
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name, e);
        }
    }
}
