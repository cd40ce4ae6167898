// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Returns;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;

/// Reports a command that is completed twice: by two calls, or by a call and a returned result.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A handler that calls `io_uring_cmd_done()` and then returns anything but `-EIOCBQUEUED`, `0` and `-EAGAIN` included.
/// - A second completion on one path, in a handler, a callback or a helper.
/// - A completion of a command that was handed to a worker, a timer or a request, or that is still stored where others complete it.
/// - A hand-off of a command that was completed, and a completion after `io_uring_cmd_issue_blocking()`.
/// - A cancel call that completes although its claim failed.
///
/// # Why it matters
/// A handler gives its command back in one of two ways. It returns a result, and the core completes the command; or it returns
/// `-EIOCBQUEUED`, and `io_uring_cmd_done()` is called once, before or after that return. Done both ways, the ring gets two CQEs for one
/// submission and the request is freed twice: by then it may be somebody else's. With `-EAGAIN` the core even issues the freed request
/// again. It is an error path more often than not, which no test has run.
///
/// # Wrong
/// `samples/double-completion/error-completed-and-returned.c`
///
/// # Right
/// `samples/double-completion/done-and-queued.c`
///
/// # Limits
/// The result must be known not to be `-EIOCBQUEUED` on the path: if it comes from code outside of the analyzed files, nothing is said.
/// The elements of a list or an array are told apart only while each is in a variable of its own; a loop that completes one element twice
/// in two rounds is not seen. A second completion while *task work* is pending is `double-handoff`. The result of a cancel call is ignored
/// by the core, and by this rule.
///
/// # References
/// - `io_uring_cmd()` and `__io_uring_cmd_done()` (`io_uring_cmd_done()` before 6.18) in `io_uring/uring_cmd.c`.
/// - Handlers that complete and return `-EIOCBQUEUED`: `fs/fuse/dev_uring.c`, and `drivers/block/ublk_drv.c` of 6.1 and 7.3.
/// - Commit 36a005b9c66e (6.10) documents the contract in `include/linux/io_uring/cmd.h`.
public final class DoubleCompletion implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("double-completion", Severity.ERROR, "a command is completed twice");

    private static final String REASON =
            "the core completes a command itself for every result but `-EIOCBQUEUED`; a second completion posts a"
                    + " second CQE and frees the request twice";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        reports.addAll(repeated(program));
        reports.addAll(contested(program));
        reports.addAll(handedOff(program));
        reports.addAll(returned(program));
        return reports;
    }

    /// Completions of what was completed, given back or handed off before.
    private static List<Diagnostic> repeated(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            Life life = seen.before().life();
            boolean isPendingElsewhere = life == Life.HANDED_OFF && seen.before().carrier() != Carrier.TASK_WORK;
            if ((life == Life.COMPLETED || life == Life.RETURNED || isPendingElsewhere)) {
                String message = life == Life.COMPLETED ? "`%s` was already completed"
                        : life == Life.RETURNED ? "`%s` was already given back for another issue"
                        : "`%s` was already handed off, and is completed there";
                reports.add(Verdict.of(INFO, message.formatted(seen.object()), REASON,
                        "complete the command on one of the two ways only").second(seen, program));
            }
        }
        return reports;
    }

    /// Completions of what others will complete as well: the claim was not won, or the command is still where they find it.
    private static List<Diagnostic> contested(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            if (seen.before().life() != Life.OWNED) {
                continue;
            }
            boolean isOwn = seen.before().source() == Source.ISSUED || seen.before().source() == Source.ARRIVED;
            if (seen.role().kind() == Role.Kind.HANDLER && Paths.isCancelCall(seen, program)) {
                if (seen.has(PathMark.Known.TESTED) && !seen.has(PathMark.Known.CLAIMED) && !seen.has(PathMark.Known.CHANGED)) {
                    reports.add(Verdict.of(INFO,
                            "`%s` is completed by the cancel call although this path did not claim it".formatted(seen.object()),
                            "the state says that somebody else has the command, and will complete it",
                            "complete only where the claim was won").at(seen, program));
                }
            } else if (isOwn && seen.isPublished() && seen.isWritten() && seen.result().isOnly(program.model().queued())) {
                reports.add(Verdict.of(INFO,
                        "`%s` is completed although it was kept: its result is `-EIOCBQUEUED`".formatted(seen.object()), REASON,
                        "complete only where the result is another one").at(seen, program));
            } else if (isOwn && seen.isPublished()) {
                reports.add(Verdict.of(INFO,
                        "`%s` is completed here, and is stored where others complete it again".formatted(seen.object()), REASON,
                        "take the command back out of its place first").second(seen, program));
            }
        }
        return reports;
    }

    /// Hand-offs of what was completed.
    private static List<Diagnostic> handedOff(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.HandOff seen : program.observed(Observation.HandOff.class)) {
            if (seen.before().life() == Life.COMPLETED) {
                reports.add(Verdict.of(INFO, "`%s` was already completed, and is handed off to be completed again".formatted(seen.object()),
                        REASON, "return after the completion, or do not complete here").second(seen, program));
            }
        }
        return reports;
    }

    /// Returned results by which the core completes what was completed.
    private static List<Diagnostic> returned(AnalyzedProgram program) {
        return Returns.of(program)
                .filter(seen -> Returns.isFinal(seen, program))
                .filter(seen ->
                        seen.before().life() == Life.COMPLETED || seen.before().life() == Life.RETURNED)
                .map(seen -> Verdict.of(
                                INFO,
                                "%s completes `%s` a second time".formatted(Reports.returning(seen), seen.object()),
                                REASON,
                                "return `-EIOCBQUEUED` after the completion, or return the result without completing")
                        .second(seen, program))
                .toList();
    }
}
