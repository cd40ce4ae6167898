// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;

/// Reports flags that say the opposite of what holds in the context at hand, and are acted upon.
///
/// Kernels: 6.3 and newer; a note up to 6.3, where the flags decide nothing.
///
/// # What it reports
/// - `IO_URING_F_UNLOCKED` in a handler, in its cancel call or in task work, given to what then takes `uring_lock`:
///   `io_uring_cmd_mark_cancelable()`, the functions for registered buffers and for multishot commands, and `io_uring_cmd_done()`
///   for a command that is or may be cancelable.
/// - `IO_URING_F_UNLOCKED` in task work, given to a completion that does not take the lock: a warning.
/// - `IO_URING_F_COMPLETE_DEFER`, also as `IO_URING_CMD_TASK_WORK_ISSUE_FLAGS`, in workers, timers and the release of a file.
/// - The flags of the poll hook, which are others, as flags of a completion.
/// - As a note: a public method of a type that wraps a command which is safe to call, takes the flags as a plain number and passes them on
///   to the C function. Any caller can have any number, such as the flags that its handler was given, long ago. A type that is
///   bound to the current call cannot be kept.
///
/// # Why it matters
/// The core calls handlers, the cancel call and task work with `uring_lock` held. Told that it is not, a function takes the mutex
/// a second time and waits for its own thread; the ring can then not be used or closed. The other way round, a completion that is
/// deferred by code without the lock changes the ring's list at the same time as its owner.
///
/// # Wrong
/// `samples/issue-flags-wrong-context/unlocked-in-cancel.c`
///
/// # Right
/// `samples/issue-flags-wrong-context/unlocked-after-the-test.c`
///
/// # Limits
/// In a callback, and for a command that was found in shared memory, one `io_uring_cmd_mark_cancelable()` anywhere in the driver
/// makes every command one that may be cancelable. A handler that completes the command of another task may pass
/// `IO_URING_F_UNLOCKED` and is not reported.
///
/// # References
/// - `io_uring_cmd_del_cancelable()` in `io_uring/uring_cmd.c`, which takes `uring_lock` when the flags say `IO_URING_F_UNLOCKED`.
/// - `io_uring_try_cancel_uring_cmd()`, which calls the handler with the lock held.
/// - Commit 92219afb980e (6.10): task work always holds the lock.
public final class IssueFlagsWrongContext implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("issue-flags-wrong-context", Severity.ERROR, "flags contradict the context that they are passed in");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Review.of(program, INFO, Fault.Sort.CONTEXT, Methods.open(program, INFO));
    }
}
