// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/// Turns bytes of a declared charset into UTF-8. Declarations are often wrong: what is UTF-8 already stays as it is, and a patch
/// whose charset nobody knows keeps its bytes, since the file that it changes may have the same.
final class Charsets {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Charsets() {}

    /// The bytes in UTF-8, as far as the charset is known.
    static byte[] toUtf8(byte[] bytes, Optional<String> name) {
        Optional<Charset> charset = name.flatMap(Charsets::named);
        boolean isStateful = charset.isPresent() && !isAsciiBased(charset.get());
        if (!isStateful && isUtf8(bytes)) {
            return bytes;
        }
        if (charset.isEmpty() || charset.get().equals(StandardCharsets.UTF_8) || charset.get().equals(StandardCharsets.US_ASCII)) {
            return bytes;
        }
        return new String(bytes, charset.get()).getBytes(StandardCharsets.UTF_8);
    }

    /// Text of a header or a part, for people: UTF-8, or else Windows' Latin.
    static String readable(byte[] bytes) {
        return new String(bytes, isUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS);
    }

    private static Optional<Charset> named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        // What calls itself Latin 1 is read as Windows' Latin, as all mail programs do.
        if (plain.equals("iso-8859-1") || plain.equals("latin1")) {
            return Optional.of(WINDOWS);
        }
        try {
            return Optional.of(Charset.forName(plain));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static boolean isAsciiBased(Charset charset) {
        String name = charset.name();
        return !(name.startsWith("UTF-16")
                || name.startsWith("UTF-32")
                || name.startsWith("ISO-2022")
                || name.startsWith("x-ISO-2022")
                || name.startsWith("IBM"));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
