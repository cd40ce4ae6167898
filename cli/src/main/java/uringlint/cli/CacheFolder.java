// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The folder in which may be kept what can be found out again.
final class CacheFolder {
    private CacheFolder() {}

    /// As the XDG base directories have it; empty where the user has no home.
    static Optional<Path> ofUser() {
        try {
            String named = System.getenv("XDG_CACHE_HOME");
            if (named != null && Path.of(named).isAbsolute()) {
                return Optional.of(Path.of(named, "uringlint"));
            }
            return Optional.ofNullable(System.getProperty("user.home"))
                    .map(Path::of)
                    .filter(Path::isAbsolute)
                    .map(home -> home.resolve(".cache").resolve("uringlint"));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
