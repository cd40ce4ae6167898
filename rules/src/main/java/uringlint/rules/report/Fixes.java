// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.rules.model.UringFunctions;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Builds fixes from what is written in a function. Where the text is not what the edit is made for, there is no fix: a method that
/// may find that returns an `Optional`.
public final class Fixes {
    private static final Pattern PDU_CAST = Pattern.compile(
            "\\(\\s*(?:const\\s+)?((?:(?:struct|union)\\s+)?[A-Za-z_]\\w*)\\s*(?:const\\s*)?\\*\\s*\\)\\s*(?:&\\s*)?([A-Za-z_]\\w*(?:(?:->|\\.)\\w+)*?)\\s*->\\s*pdu(?:\\s*\\[\\s*0\\s*\\])?");
    private static final Pattern OPERATION =
            Pattern.compile("([A-Za-z_]\\w*(?:(?:->|\\.)\\w+)*?)\\s*->\\s*sqe\\s*->\\s*cmd_op");

    private Fixes() {}

    // Single edits.

    /// A text in the place of a span.
    public static Edit replacement(SourceFile file, Span span, String text) {
        return new Edit(new Location(file, span), text);
    }

    /// Texts before and behind a span, of which nothing changes.
    public static List<Edit> around(SourceFile file, Span span, String before, String behind) {
        return List.of(
                replacement(file, new Span(span.start(), span.start()), before),
                replacement(file, new Span(span.end(), span.end()), behind));
    }

    /// A line of its own before the line in which an offset is, with that line's indentation.
    public static Edit lineBefore(SourceFile file, int offset, String text) {
        Span line = file.lines().span(file.lines().line(offset));
        String old = file.text(line);
        String indentation = old.substring(0, old.length() - old.stripLeading().length());
        String end = old.endsWith("\r") ? "\r\n" : "\n";
        return replacement(file, new Span(line.start(), line.start()), indentation + text + end);
    }

    // Fixes.

    /// Another text for a value.
    public static Fix replace(Function function, Span span, String text) {
        return new Fix("write `" + text + "`", List.of(replacement(function.file(), span, text)));
    }

    /// Another text for an argument, which must be written in the file and not in a macro.
    public static Optional<Fix> replaceArgument(Function function, Instruction.Call call, int index, String text) {
        return function.spellings().argument(call, index).map(span -> replace(function, span, text));
    }

    /// A minus sign before a constant that is written once within a span.
    public static Optional<Fix> negate(Function function, String constant, Span within) {
        List<Span> spans = function.spellings().of(new Expr.Symbol(constant), within);
        return spans.size() == 1 && isWritten(function, spans.getFirst(), constant)
                ? Optional.of(new Fix(
                        "write `-" + constant + "`",
                        List.of(replacement(
                                function.file(),
                                new Span(
                                        spans.getFirst().start(),
                                        spans.getFirst().start()),
                                "-"))))
                : Optional.empty();
    }

    /// Another constant for one that is written once within a span.
    public static Optional<Fix> rename(Function function, String constant, String other, Span within) {
        List<Span> spans = function.spellings().of(new Expr.Symbol(constant), within);
        return spans.size() == 1 && isWritten(function, spans.getFirst(), constant)
                ? Optional.of(replace(function, spans.getFirst(), other))
                : Optional.empty();
    }

    /// `READ_ONCE()` around each plain read of a place within a span.
    public static Optional<Fix> readOnce(Function function, Place place, Span within) {
        var edits = new ArrayList<Edit>();
        for (Span span : function.spellings().of(new Expr.Read(place), within)) {
            if (!isReadOnce(function, span)) {
                edits.addAll(around(function.file(), span, UringFunctions.READ_ONCE + "(", ")"));
            }
        }
        return edits.isEmpty() ? Optional.empty() : Optional.of(new Fix("read it with `READ_ONCE()`", edits));
    }

    /// One local variable for a value that is read several times: set by one `READ_ONCE()` before the statement of the first read,
    /// and used in the place of each. `reads` are the spans of the bare reads; `READ_ONCE()` around one is replaced with it.
    ///
    /// Without a type, the variable is declared with `typeof()`. There is no fix where the first read is not sure to be made, or where
    /// the variable would not be seen by a later one.
    public static Optional<Fix> oneLocal(Function function, List<Span> reads, String name, Optional<String> type) {
        List<Span> sorted = reads.stream().distinct().sorted().toList();
        var scan = new StatementScan(function);
        Optional<Integer> start = dominating(function, sorted, scan);
        if (start.isEmpty() || !isIndented(function.file(), start.get())) {
            return Optional.empty();
        }
        String local = fresh(name, scan.names());
        String read = function.file().text(sorted.getFirst());
        var edits = new ArrayList<Edit>();
        edits.addAll(declared(function.file(), start.get(), new Declarations(function.file(), scan).before(start.get()),
                type.orElse("typeof(" + read + ")") + " " + local, local, "READ_ONCE(" + read + ")"));
        for (Span span : sorted) {
            edits.add(replacement(function.file(), withReadOnce(function, span), local));
        }
        return Optional.of(new Fix("read it once, into `" + local + "`", edits));
    }

    /// A variable that gets a value right before a statement: declared where others are, or else there.
    private static List<Edit> declared(
            SourceFile file, int statement, Optional<Declarations.Place> place, String declaration, String name, String value) {
        if (place.isEmpty()) {
            return List.of(lineBefore(file, statement, declaration + " = " + value + ";"));
        }
        Span line = file.lines().span(file.lines().line(statement));
        String end = file.text(line).endsWith("\r") ? "\r\n" : "\n";
        boolean isAtStatement = place.get().isAtStatement();
        String text = place.get().indentation() + declaration + (isAtStatement ? " = " + value : "") + ";" + end
                + (place.get().isBehindOthers() ? "" : end);
        Edit declared = replacement(file, new Span(place.get().line(), place.get().line()), text);
        return isAtStatement ? List.of(declared) : List.of(declared, lineBefore(file, statement, name + " = " + value + ";"));
    }

    /// The variable that is set by the first of several reads, in the place of the others; the first one becomes a `READ_ONCE()`.
    public static Optional<Fix> useLocal(Function function, List<Span> reads, String variable) {
        List<Span> sorted = reads.stream().distinct().sorted().toList();
        if (sorted.size() < 2 || dominating(function, sorted, new StatementScan(function)).isEmpty()) {
            return Optional.empty();
        }
        var edits = new ArrayList<Edit>();
        if (!isReadOnce(function, sorted.getFirst())) {
            edits.addAll(around(function.file(), sorted.getFirst(), UringFunctions.READ_ONCE + "(", ")"));
        }
        sorted.stream().skip(1).forEach(span -> edits.add(replacement(function.file(), withReadOnce(function, span), variable)));
        return Optional.of(new Fix("use `" + variable + "`", edits));
    }

    /// The start of the statement of the first of several reads, if that is always made before the others.
    private static Optional<Integer> dominating(Function function, List<Span> reads, StatementScan scan) {
        if (reads.isEmpty() || !reads.stream().allMatch(span -> isAscii(function, span))) {
            return Optional.empty();
        }
        int first = reads.getFirst().start();
        return scan.statement(first)
                .filter(start -> scan.isStraight(start, first) && reads.stream().allMatch(span -> scan.isSeenFrom(start, span.start())));
    }

    /// `io_uring_cmd_to_pdu(cmd, T)` for `(T *)&cmd->pdu` and the like.
    public static Optional<Fix> toPdu(Function function, Span cast) {
        Matcher matcher = PDU_CAST.matcher(function.file().text(cast));
        return matcher.matches()
                ? Optional.of(replace(function, withParentheses(function, cast), "io_uring_cmd_to_pdu(%s, %s)"
                        .formatted(matcher.group(2), matcher.group(1))))
                : Optional.empty();
    }

    /// `cmd->cmd_op` for `cmd->sqe->cmd_op`; `READ_ONCE()` around it goes as well, since the field is no shared memory.
    public static Optional<Fix> latchedOperation(Function function, Span read) {
        Matcher matcher = OPERATION.matcher(function.file().text(read));
        return matcher.matches()
                ? Optional.of(replace(function, withReadOnce(function, read), matcher.group(1) + "->cmd_op"))
                : Optional.empty();
    }

    // What is written.

    private static boolean isWritten(Function function, Span span, String text) {
        return function.file().text(span).equals(text);
    }

    private static boolean isAscii(Function function, Span span) {
        byte[] bytes = function.file().bytes();
        for (int at = span.start(); at < span.end(); at++) {
            if (bytes[at] < ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isIndented(SourceFile file, int offset) {
        Span line = file.lines().span(file.lines().line(offset));
        return line.start() < offset && file.text(new Span(line.start(), offset)).isBlank();
    }

    /// Whether a read is all of the argument of a `READ_ONCE()`.
    public static boolean isReadOnce(Function function, Span read) {
        return !withReadOnce(function, read).equals(read);
    }

    /// A read with the `READ_ONCE()` that is right around it.
    private static Span withReadOnce(Function function, Span read) {
        byte[] bytes = function.file().bytes();
        int start = read.start();
        int end = read.end();
        while (start > 0 && bytes[start - 1] == ' ') {
            start--;
        }
        while (end < bytes.length && bytes[end] == ' ') {
            end++;
        }
        int name = start - 1 - UringFunctions.READ_ONCE.length();
        boolean isWrapped = name >= 0 && end < bytes.length && bytes[end] == ')'
                && function.file().text(new Span(name, start)).equals(UringFunctions.READ_ONCE + "(");
        return isWrapped ? new Span(name, end + 1) : read;
    }

    /// A cast with the parentheses around it that a call does not need before a member.
    private static Span withParentheses(Function function, Span cast) {
        var around = new Span(cast.start() - 1, cast.end() + 3);
        if (cast.start() < 2 || around.end() > function.file().bytes().length) {
            return cast;
        }
        String text = function.file().text(around);
        boolean isCall = Character.isLetterOrDigit(function.file().bytes()[cast.start() - 2])
                || ")]_".indexOf(function.file().bytes()[cast.start() - 2]) >= 0;
        return !isCall && text.startsWith("(") && text.endsWith(")->")
                ? new Span(cast.start() - 1, cast.end() + 1)
                : cast;
    }

    private static String fresh(String name, Set<String> taken) {
        String fresh = name;
        for (int number = 1; taken.contains(fresh); number++) {
            fresh = name + "_once" + (number == 1 ? "" : number);
        }
        return fresh;
    }
}
