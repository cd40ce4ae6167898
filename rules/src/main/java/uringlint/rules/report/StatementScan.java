// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import uringlint.ir.Function;

/// What the text of a function says about where a line can be put: statements, blocks, words. Comments, strings and directives are
/// passed over. The IR does not keep this, since no rule asks for it.
final class StatementScan {
    private final byte[] bytes;
    private final int from;
    private final int to;

    StatementScan(Function function) {
        bytes = function.file().bytes();
        from = function.span().start();
        to = function.span().end();
    }

    /// The start of the statement that holds an offset; what follows a label or a head such as `if (...)` belongs to its statement.
    /// Empty within the braces of an initializer or of an expression.
    Optional<Integer> statement(int offset) {
        var values = new ArrayDeque<Boolean>();
        int boundary = -1;
        int parentheses = 0;
        boolean isAssigned = false;
        for (int at = from; at < offset; at = next(at)) {
            byte next = bytes[at];
            boolean ends = next == '{' || next == '}' || next == ';' && parentheses == 0 || next == '#' && isDirective(at);
            if (next == '(') {
                parentheses++;
            } else if (next == ')') {
                parentheses--;
            } else if (next == '=' && parentheses == 0 || isWordStart(at) && word(at).equals("return")) {
                isAssigned = true;
            } else if (next == '{') {
                values.push(parentheses > 0 || isAssigned);
            } else if (next == '}' && !values.isEmpty()) {
                values.pop();
            }
            if (ends) {
                boundary = next == '#' ? next(at) : at + 1;
                parentheses = next == '{' ? 0 : parentheses;
                isAssigned = false;
            }
        }
        if (boundary < 0 || values.contains(true)) {
            return Optional.empty();
        }
        int start = boundary;
        while (start < offset && (isBlank(bytes[start]) || isSkipped(start))) {
            start = next(start);
        }
        return Optional.of(start);
    }

    /// Tells all braces before an offset, in their order.
    void braces(int offset, Braces braces) {
        for (int at = from; at < offset; at = next(at)) {
            if (bytes[at] == '{' || bytes[at] == '}') {
                braces.accept(at, bytes[at] == '{');
            }
        }
    }

    /// What is told of braces.
    interface Braces {
        void accept(int offset, boolean isOpening);
    }

    /// The first code from an offset on, behind blanks and comments.
    int code(int offset) {
        int at = offset;
        while (at < to && (isBlank(bytes[at]) || isSkipped(at) && bytes[at] == '/')) {
            at = next(at);
        }
        return at;
    }

    /// The offset behind the first semicolon or body from an offset on.
    int statementEnd(int offset) {
        int depth = 0;
        for (int at = offset; at < to; at = next(at)) {
            depth += "({[".indexOf(bytes[at]) >= 0 ? 1 : ")}]".indexOf(bytes[at]) >= 0 ? -1 : 0;
            if (depth == 0 && bytes[at] == ';' || depth < 0) {
                return at + 1;
            }
        }
        return to;
    }

    /// Whether a new local variable that is declared at `start` is seen, and always set, at `use`: the block has not ended, and no
    /// label and no directive is between.
    boolean isSeenFrom(int start, int use) {
        int braces = 0;
        int questions = 0;
        for (int at = start; at < use; at = next(at)) {
            switch (bytes[at]) {
                case '{' -> braces++;
                case '}' -> braces--;
                case '?' -> questions++;
                case ':' -> questions--;
                case '#' -> braces = isDirective(at) ? -1 : braces;
                default -> {}
            }
            if (braces < 0 || questions < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether a statement is run from its start up to an offset whenever it is run, and only once: no part that is skipped or
    /// repeated comes before.
    boolean isStraight(int start, int offset) {
        Set<String> words = new HashSet<>();
        for (int at = start; at < offset; at = next(at)) {
            boolean isLogical = (bytes[at] == '&' || bytes[at] == '|') && at + 1 < to && bytes[at + 1] == bytes[at];
            if (bytes[at] == '?' || bytes[at] == ':' || isLogical) {
                return false;
            }
            if (isWordStart(at)) {
                words.add(word(at));
            }
        }
        boolean isHead = words.contains("if") || words.contains("switch");
        if (words.contains("else") || words.contains("for") || words.contains("while") || words.contains("do")) {
            return false;
        }
        return !isHead || isInHead(start, offset);
    }

    /// Whether an offset lies in the first parentheses of a statement.
    private boolean isInHead(int start, int offset) {
        int parentheses = 0;
        boolean isOpened = false;
        for (int at = start; at < offset; at = next(at)) {
            parentheses += bytes[at] == '(' ? 1 : bytes[at] == ')' ? -1 : 0;
            isOpened |= bytes[at] == '(';
            if (isOpened && parentheses == 0) {
                return false;
            }
        }
        return isOpened;
    }

    /// The names that the function uses for anything but members.
    Set<String> names() {
        var names = new TreeSet<String>();
        for (int at = from; at < to; at = next(at)) {
            if (isWordStart(at) && !isMember(at)) {
                names.add(word(at));
            }
        }
        return names;
    }

    private boolean isMember(int at) {
        return at > from && (bytes[at - 1] == '.' || at > from + 1 && bytes[at - 1] == '>' && bytes[at - 2] == '-');
    }

    private String word(int at) {
        int end = at;
        while (end < to && isWordPart(bytes[end])) {
            end++;
        }
        return new String(bytes, at, end - at, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private boolean isWordStart(int at) {
        return isWordPart(bytes[at]) && (at == from || !isWordPart(bytes[at - 1]));
    }

    private static boolean isWordPart(byte next) {
        return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next >= '0' && next <= '9' || next == '_';
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\t' || next == '\n' || next == '\r' || next == '\f';
    }

    private boolean isSkipped(int at) {
        return next(at) > at + 1;
    }

    private boolean isDirective(int at) {
        int before = at - 1;
        while (before >= from && (bytes[before] == ' ' || bytes[before] == '\t')) {
            before--;
        }
        return before < from || bytes[before] == '\n';
    }

    /// The offset behind a byte, or behind all of the comment, string or directive that starts there.
    private int next(int at) {
        char after = at + 1 < to ? (char) bytes[at + 1] : ' ';
        return switch (bytes[at]) {
            case '/' -> after == '*' ? behind(at + 2, "*/") : after == '/' ? behind(at + 2, "\n") : at + 1;
            case '"', '\'' -> literal(at);
            case '#' -> isDirective(at) ? directive(at) : at + 1;
            default -> at + 1;
        };
    }

    private int behind(int start, String end) {
        for (int at = start; at + end.length() <= to; at++) {
            if (bytes[at] == end.charAt(0) && (end.length() == 1 || bytes[at + 1] == end.charAt(1))) {
                return at + end.length();
            }
        }
        return to;
    }

    private int literal(int start) {
        int at = start + 1;
        while (at < to && bytes[at] != bytes[start] && bytes[at] != '\n') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, to);
    }

    private int directive(int start) {
        int at = start;
        while (at < to && bytes[at] != '\n') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, to);
    }
}
