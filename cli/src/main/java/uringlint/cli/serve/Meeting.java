// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.serve;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uringlint.cli.cache.CacheFolder;
import uringlint.cli.cache.CachePlace;

/// Where a server and those who ask it meet: a socket whose name says for which program, environment and view of the files it is. Who
/// differs in one of them finds nobody there, and runs by himself.
public record Meeting(Path socket) {
    /// Nothing that differs between the sessions of a user, such as `XDG_SESSION_ID`.
    private static final Set<String> NAMES = Set.of("HOME", "LANG", "TZ", "TMPDIR", "PATH", "USER", "XDG_CACHE_HOME", "XDG_CONFIG_HOME");
    private static final Set<String> FAMILIES = Set.of("GIT_", "LC_");
    /// What a view of the files is known by: another container has another one, though it may share the folder of the socket.
    private static final Path MOUNTS = Path.of("/proc/self/ns/mnt");
    private static final Path ROOT = Path.of("/");
    /// The longest address of a socket that all systems take, in bytes.
    private static final int LONGEST = 103;

    /// The folder of the sockets: below `XDG_RUNTIME_DIR`, or else beside what is kept; empty for programs that keep nothing.
    private static Optional<Path> folder(CachePlace cache, Map<String, String> environment) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!cache.isUsed()) {
            return Optional.empty();
        }
        return Optional.of(runtime.startsWith("/") ? Path.of(runtime, "uringlint") : cache.folder().resolveSibling("serve"));
    }

    /// The place where a server may wait; empty if none does. Costs nearly nothing where there has never been one.
    public static Optional<Meeting> waiting(CachePlace cache, Map<String, String> environment) {
        return folder(cache, environment)
                .filter(CacheFolder::isSafe)
                .flatMap(folder -> in(folder, cache, environment))
                .filter(meeting -> Files.exists(meeting.socket));
    }

    /// The place for a server of this program, in a folder that nobody else can write to.
    ///
    /// @throws IOException if there is no such folder, or the name of the socket would be too long
    public static Meeting make(CachePlace cache, Map<String, String> environment) throws IOException {
        Path folder = folder(cache, environment).orElseThrow(() -> new IOException("there is no folder for its socket"));
        CacheFolder.make(folder);
        if (!CacheFolder.isSafe(folder)) {
            throw new IOException("others can write to the folder of its socket, " + folder);
        }
        return in(folder, cache, environment)
                .orElseThrow(() -> new IOException("the folder of its socket has too long a name, " + folder + ": set XDG_RUNTIME_DIR"));
    }

    private static Optional<Meeting> in(Path folder, CachePlace cache, Map<String, String> environment) {
        Path socket = folder.resolve(name(cache, environment) + ".sock");
        boolean isShort = socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        return isShort ? Optional.of(new Meeting(socket)) : Optional.empty();
    }

    private static String name(CachePlace cache, Map<String, String> environment) {
        var all = new StringBuilder(cache.program());
        new TreeMap<>(environment).forEach((name, value) -> {
            if (NAMES.contains(name) || FAMILIES.stream().anyMatch(name::startsWith)) {
                all.append(name).append('=').append(value).append('\0');
            }
        });
        all.append(view());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String view() {
        String root;
        try {
            root = Files.getAttribute(ROOT, "unix:dev") + ":" + Files.getAttribute(ROOT, "unix:ino");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            root = "";
        }
        try {
            return root + " " + Files.readSymbolicLink(MOUNTS);
        } catch (IOException | UnsupportedOperationException _) {
            return root;
        }
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socket);
    }
}
