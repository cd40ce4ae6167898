// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/// The text of header values.
final class HeaderText {
    private static final int MAX_ENCODED = 10_000;

    private HeaderText() {}

    /// Decodes the words of RFC 2047, and bytes that are there without any encoding.
    ///
    /// @param value a character a byte, or decoded already
    static String decoded(String value) {
        String words;
        try {
            // The decoder looks for the end of a word from each start of one, which takes long in lines that only
            // pretend to have any.
            words = value.contains("=?") && value.length() <= MAX_ENCODED
                    ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT)
                    : value;
        } catch (IllegalArgumentException e) {
            words = value;
        }
        return words.chars().allMatch(c -> c <= 0xFF) ? Charsets.readable(words.getBytes(StandardCharsets.ISO_8859_1)) : words;
    }
}
