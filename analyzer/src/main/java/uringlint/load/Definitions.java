package uringlint.load;

import java.util.Set;
import uringlint.source.SourceFile;

/// Tells from the bytes of a C file whether it may define a function, without parsing it.
final class Definitions {
    private Definitions() {}

    /// Whether a line that starts with no blank has one of the names before a parenthesis: where kernel style puts definitions.
    static boolean definesAny(SourceFile file, Set<String> names) {
        byte[] bytes = file.bytes();
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            int open = -1;
            while (end < bytes.length && bytes[end] != '\n') {
                if (open < 0 && bytes[end] == '(') {
                    open = end;
                }
                end++;
            }
            if (open > start && isLetter(bytes[start]) && (end == start || bytes[end - 1] != ';')) {
                int from = open;
                while (from > start && (isLetter(bytes[from - 1]) || Character.isDigit(bytes[from - 1]))) {
                    from--;
                }
                if (names.contains(new String(bytes, from, open - from, java.nio.charset.StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
            start = end + 1;
        }
        return false;
    }

    /// Whether a word is in the bytes of a file.
    static boolean mentions(SourceFile file, String word) {
        byte[] bytes = file.bytes();
        byte[] wanted = word.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int start = 0; start + wanted.length <= bytes.length; start++) {
            int matched = 0;
            while (matched < wanted.length && bytes[start + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(byte character) {
        return character == '_' || Character.isLetter(character);
    }
}
