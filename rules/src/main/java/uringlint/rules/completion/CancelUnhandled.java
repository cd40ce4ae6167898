package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.Observation;
import uringlint.typestate.ObjectState.Life;
import uringlint.typestate.ObjectState.Source;
import uringlint.typestate.Role;

/// Reports a handler that marks commands cancelable and does not test for the cancel call before anything else, or does nothing in it.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A handler that calls `io_uring_cmd_mark_cancelable()`, directly or in a helper, and
/// - never tests `IO_URING_F_CANCEL`, or
/// - tests it after something that can already return or take the command, or
/// - answers the cancel call without completing or handing off a command.
///
/// # Why it matters
/// The cancel call goes through the same `->uring_cmd()` with the same command and the same `cmd_op`. A handler that does not look at
/// the flag takes it for a new submission: it queues the pending command a second time, and reads an SQE that belongs to another
/// submission by now. The return value is ignored, so `-EOPNOTSUPP` cancels nothing; the core calls again and again until the command is
/// completed, and the exiting task waits for that.
///
/// # Wrong
/// `samples/cancel-unhandled/no-test-at-all.c`
///
/// # Right
/// `samples/cancel-race/claimed-by-state.c`
///
/// # Limits
/// One completion on one path of the cancel call is enough: a cancel call that completes some of its commands is not reported, nor is one
/// that completes another command than its own. Side effects before the test count only if the handler can return between them and the
/// test. A handler whose cancel call passes the command to code outside of the analyzed files is believed,
/// and so is one that starts or wakes other code of the driver, where any of that completes commands.
///
/// # References
/// - Commit 93b8cc60c37b (6.7) added `IO_URING_F_CANCEL` and `io_uring_cmd_mark_cancelable()`.
/// - `io_uring_try_cancel_uring_cmd()` in `io_uring/uring_cmd.c`, which calls with `IO_URING_F_CANCEL | IO_URING_F_COMPLETE_DEFER` alone.
public final class CancelUnhandled implements Rule {
    private static final RuleInfo INFO = new RuleInfo("cancel-unhandled", Severity.ERROR, "a command is cancelable, but the handler does not handle cancelation");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Role role : program.roles()) {
            if (role.kind() == Role.Kind.HANDLER) {
                check(role, program, reports);
            }
        }
        return reports;
    }

    private static void check(Role role, AnalyzedProgram program, List<Diagnostic> reports) {
        List<Observation> own = program.observations().stream().filter(seen -> seen.role().equals(role)).toList();
        List<Observation> marks = own.stream().filter(seen -> seen instanceof Observation.Mark && seen.before().source() == Source.ISSUED).toList();
        if (marks.isEmpty()) {
            return;
        }
        for (Observation mark : marks) {
            if (!Paths.hasFlag(mark, program.model().cancelFlag(), false)) {
                reports.add(report(mark, role, "`%s` does not test for the cancel call before it takes the command".formatted(role.function().name()),
                        "test `IO_URING_F_CANCEL` first of all in the handler"));
                return;
            }
        }
        for (Observation exit : own) {
            boolean isUntested = !Paths.hasFlag(exit, program.model().cancelFlag(), true) && !Paths.hasFlag(exit, program.model().cancelFlag(), false);
            if (exit instanceof Observation.Exit && exit.before().source() == Source.ISSUED && exit.before().life() == Life.OWNED && isUntested) {
                reports.add(report(exit, role, "`%s` can return before it tests for the cancel call".formatted(role.function().name()), "test `IO_URING_F_CANCEL` first of all in the handler"));
                return;
            }
        }
        boolean isCompleted = own.stream().anyMatch(seen -> Paths.isCancelCall(seen, program)
                && (seen instanceof Observation.Complete
                        || seen instanceof Observation.HandOff
                        || seen instanceof Observation.Exit && seen.before().life() == Life.ESCAPED));
        boolean isLeftToOthers = own.stream().anyMatch(seen -> seen instanceof Observation.Start && Paths.isCancelCall(seen, program))
                && program.observations().stream().anyMatch(seen -> seen.role().kind() != Role.Kind.HANDLER && (seen instanceof Observation.Complete || seen instanceof Observation.HandOff));
        boolean isAnswered = own.stream().anyMatch(seen -> seen instanceof Observation.Exit && Paths.isCancelCall(seen, program));
        if (isAnswered && !isCompleted && !isLeftToOthers) {
            reports.add(answer(role, program).map(call -> at(call, program)).orElseGet(() -> report(marks.getFirst(), role, "`%s` completes no command when it is called to cancel one".formatted(role.function().name()),
                    "take the command back from where it waits, and complete it")));
        }
    }

    private static final String REASON =
            "the core calls the handler with `IO_URING_F_CANCEL` for each cancelable command when its task ends, again and again until the command is completed";

    /// The function of the program that the handler calls first where the cancel flag is set.
    private static java.util.Optional<uringlint.ir.Function> answer(Role role, AnalyzedProgram program) {
        uringlint.ir.Function handler = role.function();
        for (uringlint.ir.BasicBlock block : handler.blocks()) {
            if (block.terminator() instanceof uringlint.ir.Terminator.Branch(uringlint.ir.Expr.Apply(var operator, var operands), var whenTrue, _, _)
                    && operator.equals("&")
                    && operands.contains(new uringlint.ir.Expr.Symbol(program.model().cancelFlag()))) {
                for (uringlint.ir.Instruction instruction : handler.block(whenTrue).instructions()) {
                    if (instruction instanceof uringlint.ir.Instruction.Call(_, uringlint.ir.Expr.Symbol(var name), _, _)) {
                        var callee = program.index().resolve(name, handler.file());
                        if (callee.isPresent()) {
                            return callee;
                        }
                    }
                }
            }
        }
        return java.util.Optional.empty();
    }

    private static Diagnostic at(uringlint.ir.Function function, AnalyzedProgram program) {
        return Verdict.of(INFO, "`%s` answers the cancel call and completes no command".formatted(function.name()), REASON,
                "take the command back from where it waits, and complete it").at(function);
    }

    private static Diagnostic report(Observation mark, Role role, String message, String help) {
        return Verdict.of(INFO, message, REASON, help).at(role.function(), role.function().nameSpan(), mark.trace());
    }
}
