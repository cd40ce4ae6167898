// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import io.github.treesitter.jtreesitter.NativeLibraryLookup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The native libraries: tree-sitter itself and one library a grammar.
///
/// A folder named by the property `uringlint.natives` wins; whoever names it answers for what is in it. Otherwise the libraries
/// inside the jars are unpacked once per version into the user's cache folder, or into a fresh temporary folder where there is
/// none that is the user's alone. Code that is loaded is that of this list, byte for byte: what others could have put into a
/// folder is never run.
public final class Natives implements NativeLibraryLookup {
    /// The property that names a folder with other builds of the libraries, under the same file names.
    public static final String FOLDER_PROPERTY = "uringlint.natives";

    /// Changes with the versions of the three libraries, so that an update never meets an old file.
    private static final String VERSION = "core-0.26.6-c-0.24.1-rust-0.24.0";

    /// The SHA-256 of each library, as it is in the jars.
    static final Map<String, String> HASHES = Map.ofEntries(
            Map.entry(
                    "aarch64-linux-gnu-tree-sitter-c.so",
                    "8ca1379c2c3e9f73dc8fcb3f45337c550d532b73b1a805432736709270dc30c7"),
            Map.entry(
                    "aarch64-linux-gnu-tree-sitter-rust.so",
                    "b4c8a00a0413ef1bd3a9a9498426f54ffd7a3f0d67fd431470fc269913f487ef"),
            Map.entry(
                    "aarch64-linux-gnu-tree-sitter.so",
                    "b233ef53d65430f70c06fd6f7c43ddf8033db2dde378a310aad15a263d642282"),
            Map.entry(
                    "aarch64-macos-tree-sitter-c.dylib",
                    "ef014b2e0ccbdec723fcd55e0508eb48b63fa002a551a93f5423a34e0191186e"),
            Map.entry(
                    "aarch64-macos-tree-sitter-rust.dylib",
                    "9282c67c4638e16b1ddfb3c00db4bc228d6499b916a56485c12046176ea4a8d1"),
            Map.entry(
                    "aarch64-macos-tree-sitter.dylib",
                    "d562bec57067b1547a3ce1c9c01a7af3d7ed4e748e4f6ea192fe1fab8fb75cdd"),
            Map.entry(
                    "x86_64-linux-gnu-tree-sitter-c.so",
                    "15064c81a04872c4142993b0a1232448e4bb810aa8cef71f016d0b6931cc5e2a"),
            Map.entry(
                    "x86_64-linux-gnu-tree-sitter-rust.so",
                    "b2dbf09fa542ed551a24eceb481c95ab5a993f6306fab7bab0b670729b17e2d3"),
            Map.entry(
                    "x86_64-linux-gnu-tree-sitter.so",
                    "4ab59302322210c3fce46f11df94769055d700bae492b30b77da1d46598a7937"),
            Map.entry(
                    "x86_64-macos-tree-sitter-c.dylib",
                    "b2bf460c33f013df71483715b670077cb337e13401d22e6deaed21aee96bc315"),
            Map.entry(
                    "x86_64-macos-tree-sitter-rust.dylib",
                    "777e25fc5b676e69c093e02c40a3642190fc898f9bdfca6c7565ba78c8a7c570"),
            Map.entry(
                    "x86_64-macos-tree-sitter.dylib",
                    "35e4e4ea8406a59cc60a7f5f286a22b581c15e0f202d56a7cb3370bc0dfaf7b4"));

    /// The files of libraries that were found to be the right ones by this process.
    private static final Map<String, Path> CHECKED = new ConcurrentHashMap<>();

    /// Others may write to a folder with any of these bits.
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final Set<PosixFilePermission> USER = PosixFilePermissions.fromString("rwx------");
    private static final Path PROCESS = Path.of("/proc/self");

    /// Called by the service loader.
    public Natives() {}

    /// Why a library cannot be used, in words for the user.
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    @Override
    public SymbolLookup get(Arena arena) {
        return load("tree-sitter", arena);
    }

    /// Why the libraries cannot be used; empty if they can. `library` is the one of a grammar.
    public static Optional<String> trouble(String library) {
        try {
            load("tree-sitter", Arena.global());
            load(library, Arena.global());
            return Optional.empty();
        } catch (Unusable e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /// The symbols of a library.
    static SymbolLookup load(String library, Arena arena) {
        Path file = file(library);
        try {
            return SymbolLookup.libraryLookup(file, arena);
        } catch (IllegalArgumentException e) {
            // With the C library musl they can be: all that they need is there.
            throw new Unusable("the library " + file
                    + " cannot be loaded: the file system may forbid to run what is on it, or the file is damaged;"
                    + " XDG_CACHE_HOME and -Djava.io.tmpdir name other folders");
        }
    }

    /// The file of a library: `tree-sitter`, `tree-sitter-c`.
    static Path file(String library) {
        String name = fileName(library, System.getProperty("os.name"), System.getProperty("os.arch"));
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder != null) {
            Path file = Path.of(folder).resolve(name).toAbsolutePath();
            if (!Files.isReadable(file)) {
                throw new Unusable("there is no library " + file + ", where -D" + FOLDER_PROPERTY + " says it is");
            }
            return file;
        }
        return CHECKED.computeIfAbsent(name, Natives::unpacked);
    }

    private static Path unpacked(String name) {
        return caches(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"))
                .flatMap(caches -> cached(caches.resolve(VERSION), name))
                .orElseGet(() -> unpackTemporarily(name));
    }

    static String fileName(String library, String system, String architecture) {
        String os = system.toLowerCase(Locale.ROOT);
        String cpu = switch (architecture) {
            case "aarch64", "arm64" -> "aarch64";
            case "amd64", "x86_64", "x86-64" -> "x86_64";
            default -> throw unsupported(system, architecture);
        };
        if (os.contains("mac")) {
            return cpu + "-macos-" + library + ".dylib";
        }
        if (!os.contains("linux")) {
            throw unsupported(system, architecture);
        }
        return cpu + "-linux-gnu-" + library + ".so";
    }

    private static Unusable unsupported(String system, String architecture) {
        return new Unusable("there is no parser for " + system + " on " + architecture
                + ": it is there for Linux with glibc and for macOS, on x86-64 and on 64-bit ARM");
    }

    /// The folder for what can be made anew. Without a home there is none, and never one that is relative to the folder that is checked.
    static Optional<Path> caches(String configured, String home) {
        if (configured != null && configured.startsWith("/")) {
            return Optional.of(Path.of(configured, "uringlint"));
        }
        return home != null && home.startsWith("/")
                ? Optional.of(Path.of(home, ".cache", "uringlint"))
                : Optional.empty();
    }

    /// The library in a folder of the user's, unpacked if it is not there or another one; empty where that cannot be.
    static Optional<Path> cached(Path folder, String name) {
        try {
            for (Path part : List.of(folder.getParent(), folder)) {
                if (!Files.isDirectory(part)) {
                    Files.createDirectories(part, PosixFilePermissions.asFileAttribute(USER));
                }
                // A link of the user's stands for what it leads to.
                Path own = part.toRealPath();
                if (!Files.getOwner(own, LinkOption.NOFOLLOW_LINKS).equals(user(own))) {
                    return Optional.empty();
                }
                if (((int) Files.getAttribute(own, "unix:mode", LinkOption.NOFOLLOW_LINKS) & WRITABLE_BY_OTHERS) != 0) {
                    Files.setPosixFilePermissions(own, USER);
                }
            }
            Path file = folder.resolve(name);
            return Optional.of(
                    Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isPinned(name, Files.readAllBytes(file))
                            ? file
                            : unpack(name, file));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /// Who runs this program. Java does not say it, but whose a file is that it makes.
    private static UserPrincipal user(Path folder) throws IOException {
        if (Files.isDirectory(PROCESS)) {
            return Files.getOwner(PROCESS);
        }
        Path probe = Files.createTempFile(folder, "probe", ".part");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isPinned(String name, byte[] library) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(library))
                    .equals(HASHES.get(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Programs that start at the same time may both unpack; the rename makes either file complete.
    private static Path unpack(String name, Path target) throws IOException {
        byte[] library;
        try (InputStream input = Natives.class.getResourceAsStream("/lib/" + name)) {
            library = input == null ? new byte[0] : input.readAllBytes();
        }
        if (!isPinned(name, library)) {
            throw new Unusable("the library " + name
                    + " in the program is missing or another one than this version is for: build it anew");
        }
        Path partial = Files.createTempFile(target.getParent(), name, ".part");
        try {
            Files.write(partial, library);
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
            throw new Unusable("there is no folder to unpack the parser to: neither the cache of the user nor "
                    + System.getProperty("java.io.tmpdir") + " can be written to");
        }
    }
}
