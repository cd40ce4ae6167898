// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.FlagTests;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.Role;

/// Reports a handler that marks commands cancelable and does not check for the cancel call before anything else, or does nothing in it.
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
    private static final RuleInfo INFO = new RuleInfo(
            "cancel-unhandled", Severity.ERROR, "a command is cancelable, but the handler does not handle cancelation")
            .needing(Evidence.DRIVER);

    private static final String REASON =
            "the core calls the handler with `IO_URING_F_CANCEL` for each cancelable command when its task ends, again"
                    + " and again until the command is completed";
    private static final String TEST = "check for `IO_URING_F_CANCEL` first of all in the handler";
    private static final String COMPLETE = "take the command back from where it waits, and complete it";

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
        List<Observation> marks = own.stream()
                .filter(seen -> seen instanceof Observation.Mark && seen.before().source() == Source.ISSUED).toList();
        if (marks.isEmpty()) {
            return;
        }
        String name = role.function().name();
        String flag = program.model().cancelFlag();
        Optional<Observation> untested = marks.stream().filter(mark -> !Paths.hasFlag(mark, flag, false)).findFirst();
        Optional<Observation> early = own.stream().filter(Observation.Exit.class::isInstance)
                .filter(seen -> seen.before().source() == Source.ISSUED && seen.before().life() == Life.OWNED)
                .filter(seen -> !Paths.hasFlag(seen, flag, true) && !Paths.hasFlag(seen, flag, false)).findFirst();
        if (untested.isPresent()) {
            reports.add(report(
                    untested.get(), "`%s` does not check for the cancel call before it takes the command".formatted(name), TEST));
        } else if (early.isPresent()) {
            reports.add(report(early.get(), "`%s` can return before it tests for the cancel call".formatted(name), TEST));
        } else if (isLeft(own, program)) {
            reports.add(FlagTests.answer(flag, role.function(), program).map(CancelUnhandled::at).orElseGet(() ->
                    report(marks.getFirst(), "`%s` completes no command when it is called to cancel one".formatted(name), COMPLETE)));
        }
    }

    /// Whether cancel calls are answered, and leave the command to nobody.
    private static boolean isLeft(List<Observation> own, AnalyzedProgram program) {
        List<Observation> cancel = own.stream().filter(seen -> Paths.isCancelCall(seen, program)).toList();
        boolean isCompleted = cancel.stream()
                .anyMatch(seen -> ends(seen) || seen instanceof Observation.Exit && seen.before().life() == Life.ESCAPED);
        boolean isLeftToOthers = cancel.stream().anyMatch(Observation.Start.class::isInstance)
                && program.observations().stream().anyMatch(seen -> seen.role().kind() != Role.Kind.HANDLER && ends(seen));
        return cancel.stream().anyMatch(Observation.Exit.class::isInstance) && !isCompleted && !isLeftToOthers;
    }

    private static boolean ends(Observation seen) {
        return seen instanceof Observation.Complete || seen instanceof Observation.HandOff;
    }

    private static Diagnostic at(Function function) {
        return Verdict.of(INFO, "`%s` answers the cancel call and completes no command".formatted(function.name()), REASON, COMPLETE)
                .at(function);
    }

    private static Diagnostic report(Observation seen, String message, String help) {
        Function handler = seen.role().function();
        return Verdict.of(INFO, message, REASON, help).at(handler, handler.nameSpan(), seen.trace());
    }
}
