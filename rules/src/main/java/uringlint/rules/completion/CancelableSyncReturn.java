// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Returns;
import uringlint.rules.report.Verdict;
import uringlint.typestate.protocol.ObjectState.Life;

/// Reports a handler that marks its command cancelable and then returns a result for it.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A path through a handler that calls `io_uring_cmd_mark_cancelable()` and ends with anything but `-EIOCBQUEUED`, while the command was
/// neither completed nor stored: an error that is found after the mark, or `-EAGAIN` for a blocking issue.
///
/// # Why it matters
/// The mark puts the request on the ring's list of cancelable commands, and there is no call that takes it off again: only
/// `io_uring_cmd_done()` does. When the handler returns a result the core completes and frees the request and leaves it on the list. The
/// next cancel round of the ring walks through freed memory.
///
/// # Wrong
/// `samples/cancelable-sync-return/slot-is-taken.c`
///
/// # Right
/// `samples/cancelable-sync-return/marked-in-one-branch.c`
///
/// # Limits
/// A command that was stored as well is `return-after-handoff`. The result must be known not to be `-EIOCBQUEUED`: where it comes from
/// code outside of the analyzed files, nothing is said. From 7.0 on `io_uring_cmd_mark_cancelable()` does nothing for an IOPOLL request; a
/// handler that relies on that is reported all the same.
///
/// # References
/// - `io_uring_cmd_del_cancelable()` and its only caller, `__io_uring_cmd_done()` (`io_uring_cmd_done()` before 6.18), in
///   `io_uring/uring_cmd.c`.
/// - `drivers/block/ublk_drv.c` of 7.3 states the rule in a comment on its fetch path and completes through `io_uring_cmd_done()`.
/// - Commit 93b8cc60c37b (6.7) introduced the mark; 8661d0b142bc (7.0) ignores it for IOPOLL.
public final class CancelableSyncReturn implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "cancelable-sync-return", Severity.ERROR, "a cancelable command is completed by a returned result")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Returns.of(program, Life.OWNED)
                .filter(seen -> seen.before().marked() && !seen.isPublished() && Returns.isFinal(seen, program))
                .map(seen -> Verdict.of(
                                INFO,
                                "`%s` was marked cancelable, and this result completes it".formatted(seen.object()),
                                "only `io_uring_cmd_done()` takes a command off the list of cancelable ones; the core"
                                        + " frees this request and leaves it there",
                                "complete with `io_uring_cmd_done()` and return `-EIOCBQUEUED`, or mark the command"
                                        + " later")
                        .at(seen, program))
                .toList();
    }
}
