// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files that are open in the editor, as they are there. Safe for several threads.
final class Buffers {
    private final Map<Path, Buffer> open = new TreeMap<>();

    /// The text of a file, and the number by which the editor tells its states apart.
    record Buffer(String text, int version) {}

    synchronized void put(Path path, String text, int version) {
        open.put(path, new Buffer(text, version));
    }

    synchronized void remove(Path path) {
        open.remove(path);
    }

    synchronized Optional<Buffer> get(Path path) {
        return Optional.ofNullable(open.get(path));
    }

    /// All of them as they are now.
    synchronized Map<Path, Buffer> all() {
        return new TreeMap<>(open);
    }

    /// The bytes of all of them.
    static Map<Path, byte[]> bytes(Map<Path, Buffer> buffers) {
        var bytes = new TreeMap<Path, byte[]>();
        buffers.forEach((path, buffer) -> bytes.put(path, buffer.text().getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }
}
