// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;

/// Reports flags that ask for a deferred completion and say that nobody holds the lock for it.
///
/// Kernels: 6.4 and newer; a warning up to 6.9, a note up to 6.3.
///
/// # What it reports
/// `IO_URING_F_COMPLETE_DEFER`, or `IO_URING_CMD_TASK_WORK_ISSUE_FLAGS`, together with `IO_URING_F_UNLOCKED`; one of them added
/// to the core's flags, which may have the other; and the constant for task work where the flags of the call are known to say
/// `IO_URING_F_UNLOCKED`.
///
/// # Why it matters
/// From 6.10 on the core warns about the two, and returns: the command is never completed, and its task cannot exit. Handlers get
/// `IO_URING_F_COMPLETE_DEFER` at every submission, so `issue_flags | IO_URING_F_UNLOCKED` fails at the first one.
///
/// # Wrong
/// `samples/deferred-unlocked/one-more-bit.c`
///
/// # Right
/// `samples/deferred-unlocked/one-or-the-other.c`
///
/// # Limits
/// Values that come from functions outside of the analyzed files are not known.
///
/// # References
/// - `__io_uring_cmd_done()` in `io_uring/uring_cmd.c`: `WARN_ON_ONCE(issue_flags & IO_URING_F_UNLOCKED)` on the deferred way.
/// - Commits 6edd953b6ec7 and e1eef2e56cb0 (6.10).
public final class DeferredUnlocked implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("deferred-unlocked", Severity.ERROR, "a deferred completion is asked for without the lock")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Review.of(program, INFO, Fault.Sort.DEFERRED);
    }
}
