// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;

/// Reports flags that were saved in one context and are passed in another.
///
/// Kernels: 6.3 and newer; a note up to 6.3, where the flags decide nothing.
///
/// # What it reports
/// Flags that are loaded from memory which outlives the call that they were made for: from the PDU, an allocated structure, a
/// work item or a global variable. The program must store a parameter there somewhere; what is only ever set to constants is no
/// saved value. The report stands at the call that passes them, and its first step says where they were saved.
///
/// As a warning also a method of a type that wraps a command which passes on flags that are a field of the type, if
/// nothing binds the type to the call that they are of.
///
/// # Why it matters
/// The flags say whether `uring_lock` is held by the code that was called with them. A worker that passes the flags of the
/// handler says that it holds a lock which it does not hold: the completion goes on a list that the submitter changes at the same
/// time. In task work the same value may say `IO_URING_F_UNLOCKED` where the lock is held, and the next function that needs it
/// waits for its own thread.
///
/// # Wrong
/// `samples/issue-flags-stale/saved-for-the-worker.c`
///
/// # Right
/// `samples/issue-flags-stale/passed-on-the-stack.c`
///
/// # Limits
/// A structure on the stack of a caller is not told from others in functions about whose callers nothing is known; they are not reported.
/// Fields are compared by name when the place of saving is looked for.
///
/// # References
/// - Commit 9d2789ac9d60 (6.3) gave task-work callbacks flags of their own.
/// - `__io_uring_cmd_done()` in `io_uring/uring_cmd.c`, which decides by the flags who may touch the list of completions.
public final class IssueFlagsStale implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("issue-flags-stale", Severity.ERROR, "flags of an earlier call are used in a later context");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Review.of(program, INFO, Fault.Sort.STALE, Methods.kept(program, INFO));
    }
}
