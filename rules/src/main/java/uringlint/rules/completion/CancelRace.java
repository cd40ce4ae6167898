package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Reports;
import uringlint.typestate.ObjectState.Life;
import uringlint.typestate.Observation;
import uringlint.typestate.PathMark;
import uringlint.typestate.Role;

/// Reports a cancel call that completes its command without a test, under a lock or atomically, that the normal path shares.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A handler that is called with `IO_URING_F_CANCEL` and completes the command without first winning a claim: a state or a slot
/// that is tested and changed under a lock, a removal from a list, or an atomic exchange.
///
/// # Why it matters
/// From 6.7 on the core calls the handler for each cancelable command of an exiting task or ring. It promises that the command was not
/// completed when the call began, and nothing else: an interrupt, a worker or a writer may be completing it on another CPU, or task work
/// for it may be queued. Without a claim that both sides share, the request is completed twice and freed twice.
/// Taking a lock is not a claim; changing under it what the other side looks at is.
///
/// # Wrong
/// `samples/cancel-race/no-claim.c`
///
/// # Right
/// `samples/cancel-race/claimed-by-state.c`
///
/// # Limits
/// The rule asks whether the cancel call makes *some* claim: any shared field that it changes under a lock counts, a statistic too.
/// Whether the normal path takes the same lock and looks at the same state is not compared. It cannot tell either that a claimed command
/// has task work pending, the mistake that ublk made until 6.15. A driver in which nothing but the cancel call completes commands is
/// reported although nobody races with it.
///
/// # References
/// - `io_uring_try_cancel_uring_cmd()` in `io_uring/uring_cmd.c`; commit 93b8cc60c37b (6.7) introduced the cancel call.
/// - `ublk_cancel_cmd()` in `drivers/block/ublk_drv.c`; commit 216c8f5ef0f2 (6.7) made its commands cancelable.
public final class CancelRace implements Rule {
    private static final RuleInfo INFO = new RuleInfo("cancel-race", Severity.WARNING, "a cancel call completes a command without claiming it");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            if (seen.role().kind() == Role.Kind.HANDLER
                    && Reports.isCancelCall(seen, program)
                    && seen.before().life() == Life.OWNED
                    && !seen.has(PathMark.Known.TESTED)
                    && !seen.has(PathMark.Known.CLAIMED)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is completed by the cancel call without a claim".formatted(seen.object()),
                        "the core cancels while the normal path may be completing the same command; without a claim that both share, it is completed twice",
                        "claim the command first: test and change its state under the lock that the normal path takes", program));
            }
        }
        return reports;
    }
}
