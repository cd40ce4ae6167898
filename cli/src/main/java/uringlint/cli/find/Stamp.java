// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What a file system says of a file, or the name that git or a digest gives to what it holds. A file with the same stamp as before
/// holds the same bytes, unless it was written to twice in one tick of the clock of the file system: as in the index of git, only a stamp
/// of a file system that is older than the look at it is trusted.
public record Stamp(long size, long modified, long changed, long inode, long device) {
    /// The clocks of file systems tick no slower than this, in nanoseconds.
    private static final long TICK = 2_000_000_000;

    /// No file is that short: the other numbers are those of a name.
    private static final long OF_GIT = -2;

    private static final long OF_DIGEST = -3;

    /// The stamp of what git names by 20 bytes.
    public static Stamp ofGit(byte[] id) {
        return named(OF_GIT, ByteBuffer.allocate(3 * Long.BYTES).put(id));
    }

    /// The stamp of some bytes that are in no file.
    public static Stamp of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return named(OF_DIGEST, ByteBuffer.allocate(3 * Long.BYTES).put(digest, 0, 3 * Long.BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Stamp named(long kind, ByteBuffer name) {
        return new Stamp(kind, name.getLong(0), name.getLong(Long.BYTES), name.getLong(2 * Long.BYTES), 0);
    }

    /// The stamp of a regular file; empty where there is none, or where the system has no such thing.
    static Optional<Stamp> of(Path file, LinkOption... options) {
        try {
            Map<String, Object> all = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev,isRegularFile", options);
            return Boolean.TRUE.equals(all.get("isRegularFile"))
                    ? Optional.of(new Stamp(
                            number(all.get("size")),
                            time(all.get("lastModifiedTime")),
                            time(all.get("ctime")),
                            number(all.get("ino")),
                            number(all.get("dev"))))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }

    private static long time(Object value) {
        return value instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : -1;
    }

    /// Whether nothing that was written since then could have left this stamp. `time` is in milliseconds of the epoch.
    public boolean isSettledBefore(long time) {
        if (size == OF_GIT || size == OF_DIGEST) {
            return true;
        }
        long before = TimeUnit.MILLISECONDS.toNanos(time) - TICK;
        return modified < before && changed < before;
    }
}
