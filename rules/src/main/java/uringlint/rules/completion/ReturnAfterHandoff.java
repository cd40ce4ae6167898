// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Returns;
import uringlint.rules.report.Trampolines;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.PathMark;

/// Reports a handler that gives its command back after it was published or handed off.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A path through a handler that hands the command to a worker, a timer, a request or task work, or stores it where others find it, and
/// then returns a result: an error from a later step, or `0`. `-EAGAIN` is `eagain-after-handoff`.
///
/// As a warning, also a queued handle that ends where an error is returned; as a note, a method of an abstraction that lets safe code
/// do all this.
///
/// # Why it matters
/// Every result but `-EIOCBQUEUED` and `-EAGAIN` completes the command at once. Whoever has it completes it again, when the
/// request is freed or belongs to another submission: a CQE with the `user_data` of a stranger, or memory corruption. The error
/// after the hand-off is a classic of reviews, because each of its halves looks right.
///
/// # Wrong
/// `samples/return-after-handoff/listed-then-error.c`
///
/// # Right
/// `samples/return-after-handoff/listed-and-taken-off-again.c`
///
/// # Limits
/// Taking the command back is understood where the slot is cleared, the entry leaves its list or array, or the cancelation of the
/// work or timer is known to have succeeded. A claim by a flag of the driver's own, which makes the other side skip the entry, is
/// not, and leads to a false report. Hand-offs inside of code outside of the analyzed files are not seen. If the result may be
/// `-EIOCBQUEUED`, nothing is said.
///
/// # References
/// - `io_uring_cmd()` in `io_uring/uring_cmd.c`; commit 36a005b9c66e (6.10) documents the results.
/// - `nvme_uring_cmd_io()` in `drivers/nvme/host/ioctl.c`: errors before `blk_execute_rq_nowait()`, `-EIOCBQUEUED` after it.
public final class ReturnAfterHandoff implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("return-after-handoff", Severity.ERROR, "a result is returned although somebody else has the command")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// The command was stored in a context of its own, which went to code that is not known and was not freed: whoever has the
    /// context completes the command. Only a result that says success contradicts that for certain.
    private static boolean isInContext(Observation.Exit seen) {
        return seen.before().life() == Life.ESCAPED && seen.isPublished() && !seen.result().isEmpty() && seen.result().least() >= 0;
    }

    /// A queued command whose handle was dropped before an error is returned: the core completes it, and nobody else will.
    private static boolean isQueuedInVain(Observation.Exit seen, AnalyzedProgram program) {
        return Paths.isOwn(seen)
                && seen.before().life() == Life.OWNED
                && seen.has(PathMark.Known.DROPPED)
                && !seen.isPublished()
                && !seen.result().isEmpty()
                && seen.result().greatest() < 0
                && !seen.result().contains(program.model().queued());
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        Returns.of(program).filter(seen -> Returns.isFinal(seen, program)).forEach(seen -> {
            if ((EagainAfterHandoff.isElsewhere(seen) || isInContext(seen)) && !Returns.isAgain(seen, program)) {
                reports.add(Verdict.of(INFO, "`%s` was %s, and this result completes it"
                        .formatted(seen.object(), EagainAfterHandoff.how(seen)),
                        "whoever has the command completes it later, when the request is gone or belongs to another submission",
                        "return `-EIOCBQUEUED`, or take the command back first").second(seen, program));
            }
        });
        for (Observation.Exit seen : program.observed(Observation.Exit.class)) {
            if (isQueuedInVain(seen, program)) {
                reports.add(Verdict.of(INFO, "`%s` was queued and is dropped, and this error completes it".formatted(seen.object()),
                        "that is right only as long as nobody else has the handle: a queued command is one that is completed later",
                        "queue the command when nothing can fail any more").as(Severity.WARNING).second(seen, program));
            }
        }
        for (Function function : Trampolines.pairs(program)) {
            reports.add(Verdict.of(INFO, "`%s()` gives the handle and the answer apart".formatted(function.name()),
                    "safe code can give the handle away and then return an error, or the answer of another command: both complete this one",
                    "hand out the handle only against the answer, for example by a closure that gets it").as(Severity.NOTE).at(function));
        }
        return reports;
    }
}
