// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import uringlint.cli.names.FileNames;

/// Paths as references to files, as RFC 3986 has them.
final class Uris {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private Uris() {}

    /// A reference to a path: relative as the path is, or a whole `file:` URI for one that is absolute.
    static String of(String path) {
        var uri = new StringBuilder(isAbsolute(path) ? "file://" : "");
        for (byte character : FileNames.encode(path)) {
            if (PLAIN.indexOf(character) >= 0) {
                uri.append((char) character);
            } else {
                uri.append('%').append(Character.toUpperCase(Character.forDigit(character >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(character & 15, 16)));
            }
        }
        return uri.toString();
    }

    static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }
}
