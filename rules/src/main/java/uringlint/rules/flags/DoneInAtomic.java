// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;

/// Reports completions in code that must not sleep.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `io_uring_cmd_done()`, and other functions that may take `uring_lock`, in an interrupt handler, a timer, the end of a grace
/// period, the `end_io` of a request or a bio, while a spinlock is held, or in another section that forbids to sleep: of RCU
/// readers, with interrupts, bottom halves or preemption off. The report stands in that function: at the call by which the
/// completion is reached, or at the one made under the spinlock.
///
/// It is an error. It is a warning on 6.10 and newer if the flags say `IO_URING_F_UNLOCKED` and no command of the driver can be cancelable,
/// under a spinlock if the flags say that `uring_lock` is held, in a section that keeps nobody out if no command can be
/// cancelable, and in the end of a request for which `blk_rq_is_poll()` says that it is polled
/// for: another ring than that of the command may be the one that polls.
///
/// # Why it matters
/// A cancelable command is taken off the ring's list on completion, under `uring_lock`, which is a mutex. Up to 6.9 every
/// completion posts to the ring at once, under locks that interrupts do not expect. The functions that hand a command to task
/// work may be called from anywhere.
///
/// # Wrong
/// `samples/done-in-atomic/end-of-a-request.c`
///
/// # Right
/// `samples/done-in-atomic/after-the-unlock.c`
///
/// # Limits
/// A spinlock or a section of a caller is seen only if the caller is followed. Sections are not counted: the end of an inner one
/// ends the outer one too. A path that compared the ring of the command with the one that is polled, or asked whether it runs in
/// a task, may complete.
///
/// # References
/// - The comment on `io_uring_cmd_done()` in `include/linux/io_uring/cmd.h`, and `nvme_uring_cmd_end_io()`, which hands
///   off unless it polls.
/// - Commit 9ce6c9875f3e (6.16): polled requests of nvme complete in task work too.
/// - Commit e1eef2e56cb0 (6.10): completions of unlocked code go through task work.
public final class DoneInAtomic implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("done-in-atomic", Severity.ERROR, "a command is completed in an interrupt or under a spinlock");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Review.of(program, INFO, Fault.Sort.ATOMIC);
    }
}
