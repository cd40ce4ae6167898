// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import uringlint.source.Span;

/// The words of a text, as C has names.
final class TextWords {
    private TextWords() {}

    static void of(byte[] bytes, Set<String> words) {
        of(bytes, new Span(0, bytes.length), words);
    }

    static void of(byte[] bytes, Span span, Set<String> words) {
        int at = span.start();
        while (at < span.end()) {
            if (!isStart(bytes[at])) {
                at++;
                continue;
            }
            int start = at;
            while (at < span.end() && (isStart(bytes[at]) || bytes[at] >= '0' && bytes[at] <= '9')) {
                at++;
            }
            words.add(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean isStart(byte next) {
        return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_';
    }
}
