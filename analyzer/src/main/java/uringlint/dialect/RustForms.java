// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of a file in Rust what is newer than the grammar and says nothing of what code does: words are overwritten by blanks, so that
/// every place stays where it is.
///
/// These are `unsafe` of `extern` blocks and `safe` in them, `const` of traits and their implementations, `unsafe` of fields, aliases of
/// traits, `auto` traits, implementations that say that there is none, defaults of fields, and declarations of `macro` (RFC 3484, 3762,
/// 3458, 1733, 2580, 3681, 1584).
final class RustForms {
    /// Without one of these there is nothing to do, as in nearly all files. No part of it looks far.
    private static final Pattern ANY = Pattern.compile(
            "\\bsafe\\s+(?:fn|static)\\b|\\bimpl\\s+const\\b|\\bconst\\s+(?:impl|trait)\\b|~const\\b|\\[const\\]\\s|\\bauto\\s+trait\\b"
            + "|\\bmacro\\s+\\w+\\s*[({]|\\bunsafe\\s+(?:\\w+\\s*:[^:]|extern\\s*(?:\"[^\"]{0,20}\"\\s*)?\\{)"
            + "|\\btrait\\s+\\w+\\s*(?:<[^>{;]{0,200}>)?\\s*=|\\bimpl\\b\\s*(?:<[^{;]{0,200}?>)?\\s*![A-Za-z]");

    /// With what these begin: to look for a word is many times as fast as to try an expression at each character.
    private static final String[] STARTS = {"safe ", "impl", "const ", "~const", "[const]", "auto ", "macro ", "unsafe ", "trait "};

    /// Words that go, with what stands behind them.
    private static final Pattern WORD = Pattern.compile(
            "\\bsafe(?=\\s+(?:fn|static)\\b)|(?<=\\bimpl\\s)const\\b|\\bconst(?=\\s+(?:impl|trait)\\b)"
            + "|~const\\b|(?<!!)\\[const\\](?=\\s+[A-Za-z])|\\bunsafe(?=\\s+\\w+\\s*:[^:])|\\bauto(?=\\s+trait\\b)"
            + "|\\bunsafe(?=\\s+extern\\s*(?:\"[^\"]*\"\\s*)?\\{)");
    /// Declarations that go as a whole.
    private static final Pattern ITEM = Pattern.compile("(?:\\bpub\\s*(?:\\([^)]*\\))?\\s*)?\\btrait\\s+\\w+\\s*(?:<[^>{;]*>)?\\s*=[^;{]*;"
            + "|(?:\\bunsafe\\s+)?\\bimpl\\b\\s*(?:<[^{;]*?>)?\\s*![^{;]*\\{\\s*\\}");
    private static final Pattern MACRO = Pattern.compile("(?:\\bpub\\s*(?:\\([^)]*\\))?\\s*)?\\bmacro\\s+\\w+\\s*(?:\\([^)]*\\))?\\s*\\{");
    private static final Pattern STRUCT = Pattern.compile("\\bstruct\\s+\\w+[^;{(]*\\{");

    private RustForms() {}

    /// The bytes without these forms, or the same array where it has none.
    static byte[] masked(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!hasDefaults(text) && !hasSigns(text)) {
            return bytes;
        }
        // Comments and literals are blanks here, so that words in them are none.
        var shape = new StringBuilder(RustText.code(text));
        byte[] masked = bytes.clone();
        for (Matcher macro = MACRO.matcher(shape.toString()); macro.find();) {
            blank(masked, shape, macro.start(), closing(shape, macro.end() - 1));
        }
        for (Pattern pattern : new Pattern[] {ITEM, WORD}) {
            for (Matcher found = pattern.matcher(shape.toString()); found.find();) {
                blank(masked, shape, found.start(), found.end());
            }
        }
        boolean isFilled = false;
        for (Matcher struct = STRUCT.matcher(shape.toString()); struct.find();) {
            isFilled |= maskDefaults(masked, shape, struct.end(), closing(shape, struct.end() - 1) - 1);
        }
        if (isFilled) {
            for (Matcher rest = Pattern.compile("(?<=[{,])\\s*\\.\\.\\s*(?=\\})").matcher(shape.toString()); rest.find();) {
                blank(masked, shape, rest.start(), rest.end());
            }
        }
        return masked;
    }

    private static boolean hasSigns(String text) {
        Matcher sign = ANY.matcher(text).useTransparentBounds(true);
        for (String start : STARTS) {
            for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
                if (sign.region(at, text.length()).lookingAt()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether the braces of a structure seem to hold a default: a `=` behind a `:`, in no comment.
    private static boolean hasDefaults(String text) {
        for (int at = text.indexOf("struct "); at >= 0; at = text.indexOf("struct ", at + 1)) {
            int open = text.indexOf('{', at);
            int end = open < 0 ? -1 : text.indexOf('}', open);
            for (int value = end < 0 ? -1 : text.indexOf(" = ", open, end); value >= 0; value = text.indexOf(" = ", value + 1, end)) {
                String line = text.substring(text.lastIndexOf('\n', value) + 1, value);
                if (line.indexOf(':') >= 0 && !line.contains("//") && !line.contains("let ") && !line.stripLeading().startsWith("#")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Blanks the `= value` of the fields of a structure, and says whether there are any.
    private static boolean maskDefaults(byte[] masked, StringBuilder shape, int start, int end) {
        boolean isFilled = false;
        boolean isTyped = false;
        int depth = 0;
        int value = -1;
        for (int at = start; at < end; at++) {
            char next = shape.charAt(at);
            depth += next == '{' || next == '(' || next == '[' ? 1 : next == '}' || next == ')' || next == ']' ? -1 : 0;
            // In a type, what stands in angle brackets names other things: `Item = T`.
            boolean isArrow = next == '>' && (shape.charAt(at - 1) == '-' || shape.charAt(at - 1) == '=');
            depth += value >= 0 || isArrow ? 0 : next == '<' ? 1 : next == '>' ? -1 : 0;
            isTyped |= depth == 0 && next == ':';
            if (isTyped && depth == 0 && next == '=' && value < 0 && "=>".indexOf(shape.charAt(at + 1)) < 0) {
                value = at;
            }
            boolean isEnd = depth == 0 && next == ',' || at + 1 == end;
            isTyped &= !isEnd;
            if (isEnd && value >= 0) {
                blank(masked, shape, value, next == ',' ? at : at + 1);
                isFilled = true;
                value = -1;
            }
        }
        return isFilled;
    }

    /// The place behind the bracket that closes the one at a place; the end of the text where there is none.
    private static int closing(CharSequence shape, int open) {
        int depth = 0;
        for (int at = open; at < shape.length(); at++) {
            depth += shape.charAt(at) == '{' ? 1 : shape.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return shape.length();
    }

    private static void blank(byte[] masked, StringBuilder shape, int from, int to) {
        for (int at = from; at < to; at++) {
            if (masked[at] != '\n') {
                masked[at] = ' ';
                shape.setCharAt(at, ' ');
            }
        }
    }
}
