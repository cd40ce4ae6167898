// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.source.SourceFile;

/// Tells from the bytes of a C file whether it may define a function, without parsing it.
public final class DefinitionSearch {
    private DefinitionSearch() {}

    /// Whether a file defines one of the names.
    static boolean definesAny(SourceFile file, Set<String> names) {
        return !scan(file, names::contains);
    }

    /// The names before the first parenthesis of lines that start with no blank: where kernel style puts definitions.
    public static Set<String> names(SourceFile file) {
        var names = new LinkedHashSet<String>();
        scan(file, name -> {
            names.add(name);
            return false;
        });
        return names;
    }

    /// Looks at the names until one ends that; whether none did.
    private static boolean scan(SourceFile file, Predicate<String> endsAt) {
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
                if (endsAt.test(new String(bytes, from, open - from, java.nio.charset.StandardCharsets.ISO_8859_1))) {
                    return false;
                }
            }
            start = end + 1;
        }
        return true;
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
