// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;

/// Reports code that moves `struct io_uring_cmd` itself, and not a pointer to it.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A parameter, a receiver or a result that is the C structure by value, or a type that wraps it so; `ptr::read()`, a dereference
/// and a copy of a whole command, and `mem::swap()`, `mem::replace()` and assignments to one. In C, an assignment of a whole
/// command.
///
/// # Why it matters
/// The command is a part of an `io_kiocb`: the core finds the request by the command's address, and links it into lists. What is
/// moved is a copy of some of its bytes on the stack. Completing the copy frees a request that is none. Two commands that are
/// swapped are each completed as the other.
///
/// # Wrong
/// `samples/command-moved/completed-by-value.rs`
///
/// # Right
/// `samples/command-moved/pointer-by-value.rs`
///
/// # Limits
/// Copies by `memcpy()` in C are not seen. Moves by code that is generic over the type are not seen. `&mut` to a
/// command in safe code lets everybody swap two; that alone is not reported.
///
/// # References
/// - The review of the first revision of the Rust abstraction (July 2025): "struct io_kiocb's definitely need to be pinned in memory".
/// - `cmd_to_io_kiocb()` in `include/linux/io_uring/cmd.h`.
public final class CommandMoved implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "command-moved", Severity.ERROR, "a command is moved out of its request").ofAbstractions();
    private static final String REASON = "a command is a part of its request, which the core finds by the command's address";
    private static final String HELP = "keep a pointer to the command, and move that";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : program.index().functions()) {
            if (!function.signature().isTold()) {
                copies(function, program, reports);
            }
        }
        for (Function function : Subjects.told(program)) {
            if (function.signature().owner().equals(program.model().objectType())) {
                // What was made from the header of the core is no driver.
                continue;
            }
            passed(function, handles).ifPresent(how -> reports.add(
                    report(function, function.nameSpan(), "`%s()` %s".formatted(Spelled.method(function.name()), how))));
            for (Access access : Accesses.of(function, handles.pointers(), program)) {
                if (isWhole(access.memory())) {
                    moved(access).ifPresent(message -> reports.add(report(function, access.span(), message)));
                }
            }
            swaps(function, handles, reports);
        }
        return reports;
    }

    /// The assignments of C that copy a whole command.
    private static void copies(Function function, AnalyzedProgram program, List<Diagnostic> reports) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Read(var source), var span)
                    && (Handle.isCommand(program.index().typeOf(target), program)
                            || Handle.isCommand(program.index().typeOf(source), program)
                            && !isScalar(program.index().resolve(program.index().typeOf(target))))) {
                reports.add(report(function, span, "a whole command is copied out of its place"));
            }
        });
    }

    /// Whether a command does not fit in: what is stored there is read out of a place whose type is told wrongly.
    private static boolean isScalar(Type type) {
        return type instanceof Type.Named || type instanceof Type.Pointer;
    }

    /// What the signature of a function says of a command that it moves.
    private static Optional<String> passed(Function function, Handles handles) {
        return handles.takesObject(function) ? Optional.of("takes the command itself by value")
                : handles.returnsObject(function) ? Optional.of("returns the command itself by value")
                : Optional.empty();
    }

    private static boolean isWhole(Pointers.Memory memory) {
        return memory.region() == Pointers.Region.COMMAND && memory.path().isEmpty() && !memory.isCast();
    }

    private static Optional<String> moved(Access access) {
        return switch (access.how()) {
            case VALUE -> Optional.of("a whole command is copied out of its place");
            case READ, UNALIGNED_READ, VOLATILE_READ, COPY ->
                    Optional.of("`%s()` copies a whole command out of its place".formatted(access.by()));
            case WRITE -> Optional.of("a whole command is overwritten by another one");
            case REFERENCE, MUTABLE_REFERENCE, ADDRESS -> Optional.empty();
        };
    }

    private static void swaps(Function function, Handles handles, List<Diagnostic> reports) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)
                    && RustFunctions.SWAPS.contains(name)
                    && arguments.stream().anyMatch(argument -> isWhole(argument, function, handles))) {
                reports.add(report(function, span, "`%s()` moves whole commands to other places".formatted(name)));
            }
        });
    }

    private static boolean isWhole(Expr pointer, Function function, Handles handles) {
        return handles.pointers().of(pointer, function).filter(CommandMoved::isWhole).isPresent() && isObject(pointer, function, handles);
    }

    /// Whether a pointer to a command is a reference to that, and not to a handle, which is the same pointer.
    private static boolean isObject(Expr value, Function function, Handles handles) {
        Optional<Integer> parameter = handles.origins().parameter(value, function);
        if (parameter.isEmpty() || parameter.get() >= function.signature().parameters().size()) {
            return true;
        }
        SpelledType type = SpelledType.of(function.signature().parameters().get(parameter.get()));
        String self = type.mentions("Self") ? function.signature().owner() : "";
        return handles.byName().values().stream()
                .noneMatch(handle -> !handle.isObject() && (type.mentions(handle.name()) || self.equals(handle.name())));
    }

    private static Diagnostic report(Function function, Span span, String message) {
        return Verdict.of(INFO, message, REASON, HELP).at(function, span);
    }
}
