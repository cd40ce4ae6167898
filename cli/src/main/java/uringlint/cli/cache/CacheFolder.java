// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Where results are kept: below `XDG_CACHE_HOME`, or else `.cache` in the home of the user.
public final class CacheFolder {
    private static final Set<PosixFilePermission> USER = PosixFilePermissions.fromString("rwx------");

    private static final Path PROCESS = Path.of("/proc/self");

    private CacheFolder() {}

    /// The folder, which need not be there; empty where nobody has a home.
    public static Optional<Path> ofUser() {
        return of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    static Optional<Path> of(String configured, String home) {
        // A name that is relative to the folder that is looked at could be anybody's.
        if (configured != null && configured.startsWith("/")) {
            return Optional.of(Path.of(configured, "uringlint", "results"));
        }
        return home != null && home.startsWith("/") ? Optional.of(Path.of(home, ".cache", "uringlint", "results")) : Optional.empty();
    }

    /// Whether a folder is there and nobody else can put anything into it: whoever could, would say what is found in the code of others.
    public static boolean isSafe(Path folder) {
        try {
            PosixFileAttributes own = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return own.isDirectory()
                    && !own.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    && !own.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                    // Java does not say who runs a program, but whose its process or the home is.
                    && own.owner().equals(Files.getOwner(Files.isDirectory(PROCESS) ? PROCESS : Path.of(System.getProperty("user.home"))));
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    /// Makes the folder where it is not there.
    public static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(USER));
        }
    }
}
