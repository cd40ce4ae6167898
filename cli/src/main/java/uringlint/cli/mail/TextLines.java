// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Bytes as lines and back. Each character is one byte, so that a diff keeps its bytes whatever their encoding is.
final class TextLines {
    private TextLines() {}

    /// The lines without their LF.
    static List<String> of(byte[] bytes) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    /// The lines as bytes, each with an LF.
    static byte[] bytes(Collection<String> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The lines for people to read, without CR.
    static String text(Collection<String> lines) {
        return new String(bytes(lines.stream().map(TextLines::withoutReturn).toList()), StandardCharsets.UTF_8);
    }

    static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
