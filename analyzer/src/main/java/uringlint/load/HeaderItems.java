// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// What a header declares, told from its bytes: names, each with the part of the text that declares it. Nothing is parsed for
/// that, so a part can be anything between two declarations; all arms of conditionals count.
public final class HeaderItems {
    /// What a name is.
    public enum Kind {
        /// A macro without parameters, or an enumerator.
        CONSTANT,
        /// A macro with parameters.
        MACRO,
        /// A structure, a union, an enumeration (by its keyword and tag), or a typedef.
        TYPE,
        /// A function with a body.
        FUNCTION,
        /// A function without one, or a variable.
        DECLARATION
    }

    /// A declaration.
    public record Item(Kind kind, Span span) {}

    /// A file that is included, by its name; `isQuoted` says between what.
    public record Include(String name, boolean isQuoted, Span span) {}

    private final byte[] bytes;
    private final Map<String, List<Item>> items = new LinkedHashMap<>();
    private final List<Include> includes = new ArrayList<>();
    private int at;

    private HeaderItems(byte[] bytes) {
        this.bytes = bytes;
        while (at < bytes.length) {
            item();
        }
    }

    /// What a header declares.
    public static HeaderItems of(SourceFile header) {
        return new HeaderItems(header.bytes());
    }

    /// The files that a C file includes.
    public static List<Include> includes(SourceFile file) {
        byte[] bytes = file.bytes();
        var includes = new ArrayList<Include>();
        boolean atStart = true;
        for (int offset = 0; offset < bytes.length; offset++) {
            byte next = bytes[offset];
            if (next == '#' && atStart) {
                include(bytes, offset, includes);
            }
            atStart = next == '\n' || atStart && (next == ' ' || next == '\t');
        }
        return includes;
    }

    List<Include> includes() {
        return includes;
    }

    /// The declarations of a name; of a tag with its keyword: `struct file`.
    public List<Item> of(String name) {
        return items.getOrDefault(name, List.of());
    }

    /// All names, in the order in which they are declared first.
    public Set<String> names() {
        return items.keySet();
    }

    // ---------------------------------------------------------------- reading

    /// Goes over one directive or declaration.
    private void item() {
        skipBlanks();
        if (at >= bytes.length) {
            return;
        }
        if (bytes[at] == '#') {
            directive();
        } else {
            declaration();
        }
    }

    private void directive() {
        int start = at;
        int end = lineEnd(start);
        at = end;
        include(bytes, start, includes);
        int word = afterBlanks(start + 1);
        if (!startsWith(word, "define")) {
            return;
        }
        int name = afterBlanks(word + "define".length());
        int nameEnd = wordEnd(name);
        if (nameEnd > name) {
            boolean isFunction = nameEnd < end && bytes[nameEnd] == '(';
            add(text(name, nameEnd), isFunction ? Kind.MACRO : Kind.CONSTANT, new Span(start, end));
        }
    }

    private static void include(byte[] bytes, int start, List<Include> includes) {
        int word = start + 1;
        while (word < bytes.length && (bytes[word] == ' ' || bytes[word] == '\t')) {
            word++;
        }
        byte[] wanted = INCLUDE;
        for (int index = 0; index < wanted.length; index++) {
            if (word + index >= bytes.length || bytes[word + index] != wanted[index]) {
                return;
            }
        }
        int open = word + wanted.length;
        while (open < bytes.length && (bytes[open] == ' ' || bytes[open] == '\t')) {
            open++;
        }
        if (open >= bytes.length || bytes[open] != '"' && bytes[open] != '<') {
            return;
        }
        int close = open + 1;
        while (close < bytes.length && bytes[close] != '\n' && bytes[close] != (bytes[open] == '"' ? '"' : '>')) {
            close++;
        }
        if (close < bytes.length && bytes[close] != '\n') {
            String name = new String(bytes, open + 1, close - open - 1, StandardCharsets.UTF_8);
            includes.add(new Include(name, bytes[open] == '"', new Span(start, close + 1)));
        }
    }

    private static final byte[] INCLUDE = "include".getBytes(StandardCharsets.US_ASCII);

    /// Goes to the end of a declaration: its semicolon, or the brace behind the body of a function.
    private void declaration() {
        var declaration = new Declaration(at);
        while (at < bytes.length && !declaration.isWhole) {
            skipBlanks();
            if (at >= bytes.length) {
                return;
            }
            if (bytes[at] == '#' && isLineStart(at)) {
                directive();
            } else if (isWordStart(bytes[at])) {
                int word = at;
                at = wordEnd(at);
                declaration.word(word);
            } else {
                declaration.sign(bytes[at++]);
            }
        }
    }

    /// What is known of a declaration up to a place.
    private final class Declaration {
        private final int start;
        private final boolean isTypedef;
        private final List<String> enumerators = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private String keyword = "";
        private int depth;
        /// The last name outside of all brackets, and the one before the first parenthesis.
        private int last = -1;
        private int function = -1;
        private boolean isEnum;
        private boolean isBody;
        private boolean isAssigned;
        private boolean expectsEnumerator;
        private boolean isBehindWord;
        private boolean isWhole;

        Declaration(int start) {
            this.start = start;
            isTypedef = startsWith(start, "typedef");
        }

        void word(int word) {
            isBehindWord = true;
            String tagged = tagKeyword(word);
            if (!tagged.isEmpty()) {
                keyword = tagged;
                isEnum |= depth == 0 && tagged.equals("enum");
                return;
            }
            if (depth == 0) {
                last = word;
            } else if (depth == 1 && expectsEnumerator) {
                enumerators.add(text(word, at));
                expectsEnumerator = false;
            }
            if (!keyword.isEmpty()) {
                skipBlanks();
                if (at < bytes.length && bytes[at] == '{') {
                    tags.add(keyword + " " + text(word, wordEnd(word)));
                }
                keyword = "";
            }
        }

        private String tagKeyword(int word) {
            return switch (bytes[word]) {
                case 's' -> startsWith(word, "struct") ? "struct" : "";
                case 'u' -> startsWith(word, "union") ? "union" : "";
                case 'e' -> startsWith(word, "enum") ? "enum" : "";
                default -> "";
            };
        }

        void sign(byte sign) {
            switch (sign) {
                case '(' -> {
                    if (depth == 0 && function < 0 && isBehindWord && !isAssigned) {
                        function = last;
                    }
                    depth++;
                }
                case '[' -> depth++;
                case '{' -> {
                    isBody |= depth == 0 && function >= 0 && !isAssigned && !isTypedef;
                    expectsEnumerator = depth == 0 && isEnum;
                    keyword = "";
                    depth++;
                }
                case ')', ']' -> depth = Math.max(0, depth - 1);
                case '}' -> {
                    depth = Math.max(0, depth - 1);
                    if (depth == 0 && isBody) {
                        isWhole = true;
                        add(text(function, wordEnd(function)), Kind.FUNCTION, new Span(start, at));
                    }
                }
                case ',' -> expectsEnumerator |= depth == 1 && isEnum;
                case '=' -> isAssigned |= depth == 0;
                case '"', '\'' -> at = stringEnd(at - 1);
                case ';' -> {
                    if (depth == 0) {
                        isWhole = true;
                        end(new Span(start, at));
                    }
                }
                default -> {}
            }
            isBehindWord = false;
        }

        private void end(Span span) {
            enumerators.forEach(name -> add(name, Kind.CONSTANT, span));
            tags.forEach(tag -> add(tag, Kind.TYPE, span));
            int name = function >= 0 ? function : last;
            if (isTypedef) {
                addTypedef(span, last);
            } else if (name >= 0 && enumerators.isEmpty()) {
                add(text(name, wordEnd(name)), Kind.DECLARATION, span);
            }
        }
    }

    /// `typedef int (*name)(int);` or `typedef struct x name;`
    private void addTypedef(Span span, int last) {
        String text = text(span.start(), span.end());
        int pointer = text.indexOf("(*");
        int name = pointer >= 0 && text.indexOf('{') < 0 ? afterBlanks(span.start() + pointer + 2) : last;
        if (name >= 0 && wordEnd(name) > name) {
            add(text(name, wordEnd(name)), Kind.TYPE, span);
        }
    }

    private void add(String name, Kind kind, Span span) {
        List<Item> known = items.computeIfAbsent(name, _ -> new ArrayList<>(1));
        if (known.stream().noneMatch(item -> item.span().equals(span))) {
            known.add(new Item(kind, span));
        }
    }

    private void skipBlanks() {
        while (at < bytes.length) {
            byte next = bytes[at];
            if (next == '/' && at + 1 < bytes.length && bytes[at + 1] == '*') {
                int end = at + 2;
                while (end + 1 < bytes.length && !(bytes[end] == '*' && bytes[end + 1] == '/')) {
                    end++;
                }
                at = Math.min(bytes.length, end + 2);
            } else if (next == '/' && at + 1 < bytes.length && bytes[at + 1] == '/') {
                while (at < bytes.length && bytes[at] != '\n') {
                    at++;
                }
            } else if (next == ' ' || next == '\t' || next == '\n' || next == '\r' || next == '\f' || next == '\\') {
                at++;
            } else {
                return;
            }
        }
    }

    private boolean isLineStart(int offset) {
        int before = offset - 1;
        while (before >= 0 && (bytes[before] == ' ' || bytes[before] == '\t')) {
            before--;
        }
        return before < 0 || bytes[before] == '\n';
    }

    /// The end of a line, with the lines that continue it.
    private int lineEnd(int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            if (bytes[end] == '/' && end + 1 < bytes.length && bytes[end + 1] == '*') {
                end += 2;
                while (end + 1 < bytes.length && !(bytes[end] == '*' && bytes[end + 1] == '/')) {
                    end++;
                }
                end = Math.min(bytes.length, end + 2);
            } else {
                end += bytes[end] == '\\' && end + 1 < bytes.length && bytes[end + 1] == '\n' ? 2 : 1;
            }
        }
        return end;
    }

    private int stringEnd(int open) {
        int end = open + 1;
        while (end < bytes.length && bytes[end] != bytes[open] && bytes[end] != '\n') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return Math.min(bytes.length, end + 1);
    }

    private int afterBlanks(int offset) {
        int end = offset;
        while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
            end++;
        }
        return end;
    }

    private boolean startsWith(int offset, String word) {
        if (offset + word.length() > bytes.length) {
            return false;
        }
        for (int index = 0; index < word.length(); index++) {
            if (bytes[offset + index] != word.charAt(index)) {
                return false;
            }
        }
        return offset + word.length() == bytes.length || !isWordPart(bytes[offset + word.length()]);
    }

    private int wordEnd(int start) {
        int end = start;
        while (end < bytes.length && isWordPart(bytes[end])) {
            end++;
        }
        return end;
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static boolean isWordStart(byte next) {
        return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_';
    }

    private static boolean isWordPart(byte next) {
        return isWordStart(next) || next >= '0' && next <= '9';
    }
}
