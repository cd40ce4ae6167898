// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A unified diff as bytes, line breaks included. Immutable.
public final class DiffText {
    private final byte[] bytes;

    /// Copies the bytes.
    public DiffText(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// How many bytes there are.
    public int length() {
        return bytes.length;
    }

    /// The diff for people to read; what is not UTF-8 is replaced.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiffText diff && Arrays.equals(bytes, diff.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
