// SPDX-License-Identifier: Apache-2.0

package uringlint.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The bytes of one file under the path by which reports name it. The bytes are never changed after construction.
public final class SourceFile {
    private final String path;
    private final byte[] bytes;
    private Optional<LineTable> lines = Optional.empty();

    public SourceFile(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /// The path as the user named it, with `/` between its parts.
    public String path() {
        return path;
    }

    /// The file's own bytes; not a copy, so callers must not write to it.
    public byte[] bytes() {
        return bytes;
    }

    /// Whether the file is in Rust, by its name.
    public boolean isRust() {
        return path.endsWith(".rs");
    }

    /// The text of a span; bytes that are no UTF-8 come out as U+FFFD.
    public String text(Span span) {
        return new String(bytes, span.start(), span.length(), StandardCharsets.UTF_8);
    }

    /// The line starts, computed on first use.
    public synchronized LineTable lines() {
        if (lines.isEmpty()) {
            lines = Optional.of(LineTable.of(bytes));
        }
        return lines.get();
    }

    @Override
    public String toString() {
        return path;
    }
}
