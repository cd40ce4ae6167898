// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import uringlint.source.SourceFile;

/// What the text of a C file says about its part in a driver, without parsing it.
final class FileText {
    private static final String API = "uring_cmd";
    private final SourceFile file;
    private final String text;
    private final boolean isRoot;
    private final Set<String> handlers = new LinkedHashSet<>();
    private Set<String> words = Set.of();
    private Set<String> exported = Set.of();
    private final Set<String> exportedHandlers = new LinkedHashSet<>();

    private FileText(SourceFile file, String text) {
        this.file = file;
        this.text = text;
        boolean isUser = false;
        for (int at = text.indexOf(API); at >= 0; at = text.indexOf(API, at + 1)) {
            int start = wordStart(at);
            int end = wordEnd(at);
            String word = text.substring(start, end);
            if (word.startsWith("io_" + API)) {
                isUser |= word.length() > 12 ? isCalled(end) : isHandler(start, end);
            } else if (word.startsWith(API)) {
                handler(start, end).ifPresent(handlers::add);
            }
        }
        isRoot = isUser || !handlers.isEmpty() || text.contains(API + "_fn");
    }

    static FileText of(SourceFile file) {
        // One character a byte: positions stay what they are, and no byte is an error.
        return new FileText(file, new String(file.bytes(), StandardCharsets.ISO_8859_1));
    }

    SourceFile file() {
        return file;
    }

    /// Whether the file works on commands.
    boolean isRoot() {
        return isRoot;
    }

    /// Whether the file holds an operation table with a handler.
    boolean hasTable() {
        return !handlers.isEmpty();
    }

    /// The functions that the operation tables of this file hold.
    Set<String> registered() {
        return handlers;
    }

    /// All words of the file.
    Set<String> words() {
        if (words.isEmpty()) {
            words = words(text);
        }
        return words;
    }

    /// The functions that are defined without `static`, as kernel style writes them: from the first column.
    Set<String> exported() {
        if (exported.isEmpty()) {
            exported = new HashSet<>();
            for (int line = 0; line < text.length(); line = lineEnd(line) + 1) {
                readDefinition(line);
            }
        }
        return exported;
    }

    private void readDefinition(int line) {
        int end = lineEnd(line);
        if (!isLetter(text.charAt(line)) || text.startsWith("static", line)) {
            return;
        }
        int open = text.indexOf('(', line);
        if (open < 0 || open > end) {
            return;
        }
        int start = open;
        while (start > line && isWordPart(text.charAt(start - 1))) {
            start--;
        }
        int close = text.indexOf(')', open);
        if (start == open || close < 0 || previousLineIsStatic(line)) {
            return;
        }
        int body = close + 1;
        while (body < text.length() && (Character.isWhitespace(text.charAt(body)) || text.charAt(body) == ')')) {
            body++;
        }
        if (body < text.length() && text.charAt(body) == '{') {
            String name = text.substring(start, open);
            exported.add(name);
            if (text.substring(open, close).contains(API) && !name.startsWith("security_")) {
                exportedHandlers.add(name);
            }
        }
    }

    /// Old files write the type on a line of its own.
    private boolean previousLineIsStatic(int line) {
        int previous = line < 2 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
        return previous < line && text.startsWith("static", previous) && text.indexOf('(', previous) > line;
    }

    private int lineEnd(int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end;
    }

    static Set<String> words(String text) {
        var words = new HashSet<String>();
        int at = 0;
        while (at < text.length()) {
            if (!isLetter(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            words.add(text.substring(start, at));
        }
        return words;
    }

    /// The functions for commands that others can call.
    Set<String> handlers() {
        exported();
        return exportedHandlers;
    }

    static boolean holdsWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !isWordPart(text.charAt(at - 1))) && (end == text.length() || !isWordPart(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a name is followed by arguments: in comments, functions are named without them.
    private boolean isCalled(int end) {
        int open = afterBlanks(end);
        return is(open, '(') && !is(afterBlanks(open + 1), ')');
    }

    /// Whether a type is that of the first of two parameters of a function with a body: `(struct io_uring_cmd *cmd,
    /// unsigned int issue_flags) {`.
    private boolean isHandler(int start, int end) {
        int star = afterBlanks(end);
        int name = afterBlanks(star + 1);
        int comma = afterBlanks(wordEnd(name));
        int close = text.indexOf(')', comma);
        if (!is(star, '*') || !is(comma, ',') || close < 0 || text.substring(comma + 1, close).indexOf(',') >= 0) {
            return false;
        }
        int before = start - 1;
        while (before > 0 && (Character.isWhitespace(text.charAt(before)) || isWordPart(text.charAt(before)))) {
            before--;
        }
        return is(before, '(') && is(afterBlanks(close + 1), '{');
    }

    /// What is stored in the member for handlers that a name is: by a designator of either age, or by an assignment.
    private Optional<String> handler(int start, int end) {
        int before = start - 1;
        while (before > 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        boolean isMember = is(before, '.') || is(before, '>') && is(before - 1, '-');
        int sign = afterBlanks(end);
        boolean isFilled = isMember ? is(sign, '=') && !is(sign + 1, '=') : (is(before, '{') || is(before, ',')) && is(sign, ':');
        int value = afterBlanks(sign + 1);
        return isFilled && wordEnd(value) > value ? Optional.of(text.substring(value, wordEnd(value))) : Optional.empty();
    }

    private boolean is(int at, char character) {
        return at >= 0 && at < text.length() && text.charAt(at) == character;
    }

    private int wordStart(int at) {
        int start = at;
        while (start > 0 && isWordPart(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private int wordEnd(int at) {
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z' || character == '_';
    }

    private static boolean isWordPart(char character) {
        return isLetter(character) || character >= '0' && character <= '9';
    }
}
