// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.names;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/// Paths as text and back. A name is bytes: what is UTF-8 is text, whatever the locale says, and every other byte is a character
/// of its own, from U+DC80 to U+DCFF, that nothing else is. So each name has one text, which leads back to it.
///
/// Java decodes names by the locale, and what does not fit is lost in its text of a path; only in the URI of a path are all bytes.
public final class FileNames {
    private static final int ODD = 0xdc00;
    private static final String FILE = "file://";
    private static final Path ROOT = Path.of("/");

    private FileNames() {}

    /// A path as text, with `/` between its parts.
    public static String text(Path path) {
        String text = path.toString();
        return isPlain(text) || !isOfBytes(path) ? text.replace('\\', '/') : decode(bytes(path));
    }

    /// What Java makes of a path, which is all of it only where it is [plain][#isPlain].
    public static boolean isPlain(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// The path that a text names, relative to a folder if it is.
    public static Path resolve(Path folder, String name) {
        return folder.resolve(of(name));
    }

    /// The path that a text names.
    public static Path of(String name) {
        if (isPlain(name) || !isOfBytes(ROOT)) {
            return Path.of(name);
        }
        boolean isAbsolute = name.startsWith("/");
        try {
            Path path = Path.of(URI.create(FILE + (isAbsolute ? "" : "/") + escaped(encode(name))));
            return isAbsolute ? path : path.subpath(0, path.getNameCount());
        } catch (IllegalArgumentException e) {
            throw new InvalidPathException(name, "it is no name of a file");
        }
    }

    /// Bytes as text.
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return decodeOdd(bytes);
        }
    }

    private static String decodeOdd(byte[] bytes) {
        var text = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int length = characterAt(bytes, at);
            if (length == 0) {
                text.append((char) (ODD + (bytes[at] & 0xff)));
                at++;
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /// How many bytes the character has that starts somewhere; none where there is none.
    private static int characterAt(byte[] bytes, int at) {
        for (int length = 1; length <= 4 && at + length <= bytes.length; length++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
                return length;
            } catch (CharacterCodingException _) {
                // It is longer, or there is none.
            }
        }
        return 0;
    }

    /// The bytes that a text stands for.
    public static byte[] encode(String text) {
        var bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(character -> {
            if (isOdd(character)) {
                bytes.write(character - ODD);
            } else {
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /// Whether a character stands for a byte that is no text.
    public static boolean isOdd(int character) {
        return character >= ODD + 0x80 && character <= ODD + 0xff;
    }

    /// How such a byte is shown.
    public static String escape(int odd) {
        return "\\x%02x".formatted(odd - ODD);
    }

    private static boolean isOfBytes(Path path) {
        return path.getFileSystem().getSeparator().equals("/");
    }

    private static byte[] bytes(Path path) {
        String uri = ROOT.resolve(path).toUri().getRawPath();
        int start = path.isAbsolute() ? 0 : 1;
        // The URI of a folder that is there ends in a slash.
        int end = uri.endsWith("/") && uri.length() > 1 ? uri.length() - 1 : uri.length();
        var bytes = new ByteArrayOutputStream();
        for (int at = start; at < end; at++) {
            if (uri.charAt(at) == '%') {
                bytes.write(HexFormat.fromHexDigits(uri, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(uri.charAt(at));
            }
        }
        return bytes.toByteArray();
    }

    private static String escaped(byte[] bytes) {
        var text = new StringBuilder();
        for (byte one : bytes) {
            if (one == '/') {
                text.append('/');
            } else {
                text.append('%').append(HexFormat.of().toHexDigits(one));
            }
        }
        return text.toString();
    }
}
