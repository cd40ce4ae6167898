// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Entries of a cache, each a file with a key, some bytes and a checksum. Several processes may read and write at a time: an entry takes
/// the place of an older one as a whole. What is damaged is thrown away, and a folder that cannot be used is one without entries.
public final class EntryFiles {
    private static final int MAGIC = 0x55524c31;
    private static final int HEADER = Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final String ENDING = ".entry";
    private static final String PARTIAL = ".part";

    private final Path folder;
    private final long limit;

    /// Entries in a folder that together take at most `limit` bytes.
    public EntryFiles(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /// The bytes that were kept for a key.
    public Optional<ByteBuffer> read(String key) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !CacheFolder.isSafe(folder)) {
                return Optional.empty();
            }
            ByteBuffer entry = ByteBuffer.wrap(Files.readAllBytes(file));
            if (entry.remaining() < HEADER || entry.getInt() != MAGIC || entry.getLong() != sum(entry.slice())) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            int length = entry.getInt();
            // Another key may have the same hash.
            if (length != name.length || !ByteBuffer.wrap(name).equals(entry.slice(entry.position(), length))) {
                return Optional.empty();
            }
            entry.position(entry.position() + length);
            return Optional.of(entry.slice());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Keeps bytes for a key, if that can be.
    public void write(String key, byte[] bytes) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = ByteBuffer.allocate(HEADER + name.length + bytes.length);
        entry.putInt(MAGIC).putLong(0).putInt(name.length).put(name).put(bytes).flip();
        entry.putLong(Integer.BYTES, sum(entry.slice(Integer.BYTES + Long.BYTES, entry.limit() - Integer.BYTES - Long.BYTES)));
        try {
            CacheFolder.make(folder);
            if (!CacheFolder.isSafe(folder)) {
                return;
            }
            Path partial = Files.createTempFile(folder, "", PARTIAL);
            try {
                Files.write(partial, entry.array());
                Files.move(partial, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException | UnsupportedOperationException _) {
            // A full disk or a folder that may not be written to costs the time that an entry would have saved.
        }
    }

    private static long sum(ByteBuffer bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }

    private Path file(String key) {
        long one = 0xcbf29ce484222325L;
        long other = 1;
        for (int index = 0; index < key.length(); index++) {
            one = (one ^ key.charAt(index)) * 0x100000001b3L;
            other = other * 31 + key.charAt(index);
        }
        return folder.resolve(HexFormat.of().toHexDigits(one) + HexFormat.of().toHexDigits((int) other) + ENDING);
    }

    /// How many entries there are, and how many bytes they take.
    public record Size(int entries, long bytes) {}

    /// How much is kept.
    public Size size() {
        List<Kept> all = all();
        return new Size(all.size(), all.stream().mapToLong(Kept::bytes).sum());
    }

    /// Throws the oldest entries away as long as all together are too many.
    public void trim() {
        List<Kept> all = all();
        long bytes = all.stream().mapToLong(Kept::bytes).sum();
        if (bytes <= limit) {
            return;
        }
        all.sort(Comparator.comparingLong(Kept::written));
        for (Kept entry : all) {
            if (bytes <= limit / 4 * 3) {
                return;
            }
            delete(entry.file());
            bytes -= entry.bytes();
        }
    }

    /// Throws all entries away.
    public void clean() {
        all().forEach(entry -> delete(entry.file()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // The next one tries again.
        }
    }

    private record Kept(Path file, long bytes, long written) {}

    /// All entries, and what a process has left behind that was ended while it wrote one.
    private List<Kept> all() {
        var all = new ArrayList<Kept>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*{" + ENDING + "," + PARTIAL + "}")) {
            for (Path file : files) {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    all.add(new Kept(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
                } catch (IOException _) {
                    // Somebody else has thrown it away.
                }
            }
        } catch (IOException _) {
            return new ArrayList<>();
        }
        return all;
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
