package uringlint.cli.find;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import uringlint.source.SourceFile;

/// What the text of a C file says about its part in a driver, without parsing it.
final class FileText {
    private static final String API = "uring_cmd";

    private final SourceFile file;
    private final String text;
    private final boolean isRoot;
    private final Set<String> handlers;
    private Set<String> words = Set.of();
    private Set<String> exported = Set.of();
    private final Set<String> exportedHandlers = new LinkedHashSet<>();

    private FileText(SourceFile file, String text) {
        this.file = file;
        this.text = text;
        handlers = assigned(text, "." + API);
        isRoot = holdsWord(text, "io_" + API) && (!handlers.isEmpty() || text.contains("io_" + API + "_") || text.contains(API + "_fn"));
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

    /// Whether an operation table of this file holds a function that the other one defines.
    boolean registersFrom(FileText other) {
        for (String handler : handlers) {
            if (other.exported().contains(handler)) {
                return true;
            }
        }
        return false;
    }

    /// Whether one of the files uses a function that the other one defines for all.
    boolean isLinkedTo(FileText other) {
        return uses(other.exported()) || other.uses(exported());
    }

    /// Whether one of the files uses a function for commands that the other one defines for all.
    boolean sharesHandlerWith(FileText other) {
        exported();
        other.exported();
        return uses(other.exportedHandlers) || other.uses(exportedHandlers);
    }

    private boolean uses(Set<String> names) {
        if (words.isEmpty()) {
            words = words(text);
        }
        for (String name : names) {
            if (words.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /// The functions that are defined without `static`, as kernel style writes them: from the first column.
    private Set<String> exported() {
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

    private static Set<String> words(String text) {
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

    private static boolean holdsWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !isWordPart(text.charAt(at - 1))) && (end == text.length() || !isWordPart(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /// What is stored in members whose names start so, by initializers or assignments.
    private static Set<String> assigned(String text, String member) {
        var names = new LinkedHashSet<String>();
        for (int at = text.indexOf(member); at >= 0; at = text.indexOf(member, at + 1)) {
            int end = at + member.length();
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
            end = afterBlanks(text, end);
            if (end + 1 < text.length() && text.charAt(end) == '=' && text.charAt(end + 1) != '=') {
                int start = afterBlanks(text, end + 1);
                end = start;
                while (end < text.length() && isWordPart(text.charAt(end))) {
                    end++;
                }
                names.add(text.substring(start, end));
            }
        }
        return names;
    }

    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
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
