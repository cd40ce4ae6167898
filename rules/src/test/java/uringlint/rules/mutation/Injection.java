// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uringlint.syntax.SyntaxNode;

/// A statement about which nothing is known, or which is known to do nothing to a command: it must neither mute a report nor bring one.
///
/// `%1$d` stands for a number that nothing else has, `%2$s` for the name of a command.
enum Injection {
    UNKNOWN_VARIABLE("if (unknown_global_%1$d) pr_info(\"x\\n\");", "if frob::UNKNOWN_%1$d { pr_info!(\"x\\n\"); }"),
    UNKNOWN_MACRO("FROB_TRACE_%1$d(3);", "frob_%1$d!(3);"),
    UNKNOWN_CALLEE("frob_ops_%1$d->poke(3);", "frob_%1$d::poke(3);"),
    UNKNOWN_CONSTANT(
            "if (FROB_LIMIT_%1$d == jiffies) pr_info(\"y\\n\");",
            "if frob::LIMIT_%1$d == frob::now() { pr_info!(\"y\\n\"); }"),
    UNKNOWN_TYPE("frob_type_t frob_%1$d;", "let _frob_%1$d: frob::Type = frob::Type::new();"),
    PREFETCH("prefetch(%2$s);", ""),
    WARNING("WARN_ON_ONCE(!%2$s);", ""),
    TRACE_POINT("trace_frob_uring_cmd(%2$s);", "pr_debug!(\"{:p}\\n\", &%2$s);");

    /// Those that have nothing to do with the command.
    static final List<Injection> WITHOUT_COMMAND = List.of(UNKNOWN_VARIABLE, UNKNOWN_MACRO, UNKNOWN_CALLEE, UNKNOWN_CONSTANT, UNKNOWN_TYPE);

    private static final Pattern IN_C = Pattern.compile("struct io_uring_cmd \\*(\\w+)");
    private static final Pattern IN_RUST =
            Pattern.compile("(?:mut )?(\\w+): .*(?:IoUringCmd|io_uring_cmd).*", Pattern.DOTALL);
    private static final Pattern FROM_TASK_WORK =
            Pattern.compile("struct io_uring_cmd \\*(\\w+) = io_uring_cmd_from_tw\\(.*", Pattern.DOTALL);

    private final String c;
    private final String rust;

    Injection(String c, String rust) {
        this.c = c;
        this.rust = rust;
    }

    /// The statement for a function, or nothing where it makes no sense.
    Optional<String> statement(SyntaxNode function, int number) {
        String pattern = function.kind().equals("function_item") ? rust : c;
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        if (!pattern.contains("%2$s")) {
            return Optional.of(pattern.formatted(number));
        }
        return command(function).map(command -> pattern.formatted(number, command));
    }

    /// The command that a function gets: a parameter, or the request of a task work.
    private static Optional<String> command(SyntaxNode function) {
        Stream<Optional<String>> names = function.kind().equals("function_item")
                ? Code.below(function.child("parameters").orElseThrow(), "parameter").stream()
                        .map(parameter -> named(IN_RUST, parameter))
                : Stream.concat(
                        Code.below(function.child("declarator").orElseThrow(), "parameter_declaration").stream()
                                .map(parameter -> named(IN_C, parameter)),
                        leadingDeclarations(function).stream().map(declaration -> named(FROM_TASK_WORK, declaration)));
        return names.flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> named(Pattern pattern, SyntaxNode node) {
        Matcher matcher = pattern.matcher(node.text());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// The declarations with which the body of a function in C begins.
    static List<SyntaxNode> leadingDeclarations(SyntaxNode function) {
        return function.child("body").orElseThrow().namedChildren().stream()
                .takeWhile(child -> child.kind().equals("declaration"))
                .toList();
    }
}
