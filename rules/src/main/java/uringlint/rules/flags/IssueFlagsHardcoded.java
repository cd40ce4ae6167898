// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;

/// Reports flags that a driver makes up where the core gave it some.
///
/// Kernels: 6.3 and newer; a note up to 6.3, where the flags decide nothing.
///
/// # What it reports
/// A constant, or the core's flags with bits added, as the flags of `io_uring_cmd_done()`, `io_uring_cmd_mark_cancelable()`, the functions
/// for registered buffers and those for multishot commands, also where the constant reaches them through helpers, local variables or a
/// context structure on the stack. The report stands where the value is passed first. Right, and not reported, are
///
/// - the handler's own parameter, also in the cancel call;
/// - in task work the callback's second parameter up to 6.18, and `IO_URING_CMD_TASK_WORK_ISSUE_FLAGS` from 6.19 on;
/// - `IO_URING_F_UNLOCKED` in workers, timers and other system calls, for the command of another task, and in a handler after a
///   test that the bit is set;
/// - `0` while polling, for a command of the ring that is polled.
///
/// A method of a type that wraps a command is reported for `0`, and for any constant if it has a parameter for the
/// flags and does not use it.
///
/// It is a warning, and an error for `IO_URING_F_COMPLETE_DEFER`, `IO_URING_F_NONBLOCK`, and for `0` where the core believes it:
/// up to 6.9 in completions, and in everything that changes the ring's tables or the list of cancelable commands.
///
/// # Why it matters
/// The flags say whether `uring_lock` is held. `0` says that it is: from 6.4 to 6.9 the completion then goes on a list that only
/// the owner of the lock may touch, and from 6.10 on the list of cancelable commands and the cache of the ring are changed
/// without it. `IO_URING_F_UNLOCKED` says that it is not, and whatever needs the lock takes it. `IO_URING_F_COMPLETE_DEFER` says
/// that somebody flushes the deferred completions, which is for the core to know. In task work, flags without it cost another
/// round through task work.
///
/// # Wrong
/// `samples/issue-flags-hardcoded/zero-in-handler.c`
///
/// # Right
/// `samples/issue-flags-hardcoded/context-on-the-stack.c`
///
/// # Limits
/// In functions about whose callers nothing is known, only values are reported that are wrong everywhere. `IO_URING_F_UNLOCKED`
/// for a command that was found in shared memory is believed in task work of drivers that mark nothing cancelable, since it may
/// belong to another ring. A mask is reported only if it drops `IO_URING_F_UNLOCKED`.
///
/// # References
/// - Commit 9d2789ac9d60 (6.3, 6.1.y, 6.2.y) gave the flags to `io_uring_cmd_done()`; 27a67079c0e5 (6.4) made them count.
/// - Commits 6edd953b6ec7 and e1eef2e56cb0 (6.10): completions without `IO_URING_F_COMPLETE_DEFER` go through task work.
/// - Commit 20fb3d05a34b (6.19) and `IO_URING_CMD_TASK_WORK_ISSUE_FLAGS` in `include/linux/io_uring/cmd.h`.
public final class IssueFlagsHardcoded implements Rule {
    private static final RuleInfo INFO = new RuleInfo("issue-flags-hardcoded", Severity.WARNING, "flags are made up instead of passed on");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Review.of(program, INFO, Fault.Sort.HARDCODED, Methods.madeUp(program, INFO));
    }
}
