// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;

/// Reports a polling hook and a handler that do not belong together.
///
/// Kernels: 6.1 and newer.
///
/// # What it reports
/// - A table of operations with `.uring_cmd_iopoll` and without `.uring_cmd`.
/// - A handler in a table with `.uring_cmd_iopoll` that nowhere asks for `IO_URING_F_IOPOLL`, if it may keep a command, and all
///   that it calls with a command or its flags is known.
/// - A hook that calls nothing to which it gives a command or memory that could hold one: it returns a value and completes no
///   command, and the handler may keep some.
///
/// # Why it matters
/// On a ring with `IORING_SETUP_IOPOLL` the core calls the hook again and again until the command is completed. The work has to
/// be where the hook finds it, which the handler must arrange when it sees the flag; otherwise the completion comes from an
/// interrupt, and is only noticed by polling. What the hook returns completes nothing: a positive number means that it found
/// something, and a negative one ends the round.
///
/// # Wrong
/// `samples/iopoll-mismatch/result-of-the-hook.c`
///
/// # Right
/// `samples/iopoll-mismatch/polled-queue.c`
///
/// # Limits
/// Whether the hook finds the work that the handler arranged is not known. A hook that gives memory to any call is
/// believed to complete commands with it.
///
/// # References
/// - `io_uring_cmd_iopoll()` and `io_do_iopoll()` in `io_uring/`.
/// - Commit 23475637b0c4 (7.1): files without the hook are issued as normal commands on such a ring.
public final class IopollMismatch implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("iopoll-mismatch", Severity.WARNING, "a polling hook and its handler do not belong together")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Global global : program.index().globals()) {
            Map<String, Expr> fields = new HashMap<>();
            IrWalk.fields(global.initializer(), fields::put);
            Optional<Function> handler = function(fields, UringApi.HANDLER, program);
            boolean mayKeep = handler.isEmpty() || mayKeep(handler.get(), program);
            for (Function hook : function(fields, UringApi.POLL_HOOK, program).stream().toList()) {
                if (!fields.containsKey(UringApi.HANDLER)) {
                    reports.add(Verdict.of(INFO,
                            "`%s` is the polling hook of `%s`, which has no handler".formatted(hook.name(), global.variable().name()),
                            "commands that are never issued cannot be polled", "set `.uring_cmd` as well").at(hook));
                } else if (handler.isPresent() && mayKeep && isWhole(handler.get(), program) && !looksForPolling(handler.get(), program)) {
                    reports.add(Verdict.of(INFO,
                            "`%s` does not look at `IO_URING_F_IOPOLL`, and its commands are polled".formatted(handler.get().name()),
                            "`->uring_cmd_iopoll()` never sees requests started here",
                            "start work that can be polled where the flag is set, or refuse it").at(handler.get()));
                }
                if (mayKeep && callsNothing(hook, program)) {
                    reports.add(Verdict.of(INFO, "the polling hook `%s` completes no command".formatted(hook.name()),
                            "the value that the hook returns completes nothing: the core calls it until the command is completed",
                            "complete the command in the hook when its work is done").at(hook));
                }
            }
        }
        return reports;
    }

    private static Optional<Function> function(Map<String, Expr> fields, String name, AnalyzedProgram program) {
        return fields.containsKey(name) ? program.index().anyNamed(IrWalk.functionName(fields.get(name))) : Optional.empty();
    }

    /// Whether a handler leaves a command to be completed later on some path.
    private static boolean mayKeep(Function handler, AnalyzedProgram program) {
        return program.observed(Observation.Exit.class).stream()
                .anyMatch(exit -> exit.role().function() == handler && exit.result().contains(program.model().queued()));
    }

    /// Whether a function calls none that could complete something: it would have to be given a command, or memory that leads to one.
    private static boolean callsNothing(Function function, AnalyzedProgram program) {
        boolean[] calls = new boolean[1];
        IrWalk.instructions(function, instruction -> calls[0] |= instruction instanceof Instruction.Call(_, var callee, var arguments, _)
                && !(callee instanceof Expr.Symbol(var name) && isHarmless(name, program))
                && arguments.stream().anyMatch(argument -> argument instanceof Expr.Read || argument instanceof Expr.AddressOf));
        return !calls[0];
    }

    private static boolean isHarmless(String name, AnalyzedProgram program) {
        return UringFunctions.LOOKS.contains(name) || program.model().isInert(name);
    }

    /// Whether a handler and what it calls give a command, or its flags, to nobody who is not known.
    private static boolean isWhole(Function handler, AnalyzedProgram program) {
        boolean[] whole = {true};
        for (Function function : Subjects.closure(List.of(handler), program)) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call(_, var callee, var arguments, _)) {
                    boolean isKnown = callee instanceof Expr.Symbol(var name)
                            && (program.model().knows(name) || program.model().isInert(name)
                                    || program.index().resolve(name, function.file()).isPresent());
                    whole[0] &= isKnown || arguments.stream()
                            .noneMatch(argument -> isCommand(argument, program) || isFlags(argument, handler));
                }
            });
        }
        return whole[0];
    }

    private static boolean isFlags(Expr argument, Function handler) {
        return argument instanceof Expr.Read(var place) && place.isVariable() && handler.parameters().size() > 1
                && place.base().name().equals(handler.parameters().get(1).name());
    }

    private static boolean isCommand(Expr argument, AnalyzedProgram program) {
        return argument instanceof Expr.Read(var place) && Handle.isPointer(program.index().typeOf(place), program);
    }

    /// Whether a handler, or what it calls, knows of polling.
    private static boolean looksForPolling(Function handler, AnalyzedProgram program) {
        return Subjects.closure(List.of(handler), program).stream()
                .anyMatch(function -> !Collections.disjoint(IrWalk.names(function), UringFunctions.POLLING));
    }
}
