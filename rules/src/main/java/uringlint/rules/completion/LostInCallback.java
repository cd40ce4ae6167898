// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.PathMark;

/// Reports a path through a callback on which its command is neither completed nor handed on nor kept.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A path through a task-work callback, an `end_io` or `bi_end_io`, a work function, a timer or an interrupt handler, on which the command
/// that it was called for is left behind: an early return, also one before the callback asks which command that is, an error branch, an
/// aborted job. A command that a callback takes out of a slot or a list and drops is `lost-completion`.
///
/// # Why it matters
/// With the hand-off the callback became the only owner. What it does not complete, nobody completes: no CQE is posted, and the
/// submitter hangs when it exits. A task that is going away (`IO_URING_F_TASK_DEAD` in 6.13 to 6.18, `tw.cancel` from 6.19 on) is no
/// reason to return early: user memory must not be touched then, but the command must be completed, with an error.
///
/// # Wrong
/// `samples/lost-in-callback/early-return-in-task-work.c`
///
/// # Right
/// `samples/lost-in-callback/last-reference-completes.c`
///
/// # Limits
/// A callback whose command is still stored where others find it may leave it there, and is not reported; whether anyone comes
/// back for it is not known. Nor is one reported that looked under a lock or atomically at what others change, and decided by it:
/// that is how a callback finds that somebody else completes. A path on which a `WARN_ON()` fired is one that cannot be, as its author
/// says, and is not reported. An object that is passed to an unknown function or through a
/// function pointer, with the command in it, is taken to be kept there. Conditions that exclude the path, such as a counter that
/// is never zero here, are not always understood and make false alarms: for that reason it is a warning. Callbacks that are
/// registered by an API that is not in the model are not seen as callbacks.
///
/// # References
/// - Commits df3b8ca604f2 (6.13, `IO_URING_F_TASK_DEAD`) and c33e779aba68 (6.19, `io_tw_token_t`).
/// - `fuse_uring_send_in_task()` in `fs/fuse/dev_uring.c` of 7.3: completes with `-ECANCELED` when `tw.cancel` is set.
public final class LostInCallback implements Rule {
    private static final RuleInfo INFO = new RuleInfo("lost-in-callback", Severity.WARNING, "a callback drops its command")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return program.observed(Observation.Exit.class).stream()
                .filter(seen -> seen.role().isCallback() && (!Paths.isTaken(seen) || seen.before().source() == Source.ARRIVED))
                .filter(seen -> seen.before().life() == Life.OWNED && !seen.isPublished() && !seen.has(PathMark.Known.TESTED)
                        && !seen.has(PathMark.Known.WARNED))
                .map(seen -> Verdict.of(INFO, "`%s` is neither completed nor handed on nor kept on this path".formatted(seen.object()),
                        "nobody else knows the command: no CQE is ever posted, and the submitter hangs when it exits",
                        "complete the command with an error on this path").at(seen, program))
                .toList();
    }
}
