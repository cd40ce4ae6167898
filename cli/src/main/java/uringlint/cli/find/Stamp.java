// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What a file system says of a file. A file with the same stamp as before holds the same bytes, unless it was written to twice in one
/// tick of the clock of the file system: as in the index of git, only a stamp that is older than the look at it
/// is trusted.
public record Stamp(long size, long modified, long changed, long inode) {
    /// The clocks of file systems tick no slower than this, in nanoseconds.
    private static final long TICK = 2_000_000_000;

    /// The stamp of a regular file; empty where there is none, or where the system has no such thing.
    static Optional<Stamp> of(Path file, LinkOption... options) {
        try {
            Map<String, Object> all = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,isRegularFile", options);
            return Boolean.TRUE.equals(all.get("isRegularFile"))
                    ? Optional.of(new Stamp(
                            number(all.get("size")), time(all.get("lastModifiedTime")), time(all.get("ctime")), number(all.get("ino"))))
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
        long before = TimeUnit.MILLISECONDS.toNanos(time) - TICK;
        return modified < before && changed < before;
    }
}
