// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;

/// Reports reads and writes of a command, its PDU or its SQE after the command was completed.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// On a path after `io_uring_cmd_done()` or `io_uring_cmd_issue_blocking()`: a dereference of `cmd`, of its PDU, of a pointer
/// into either, or of `cmd->sqe`, also in a helper; and `io_uring_cmd_mark_cancelable()` for it. The severity is an error in
/// handlers, a warning in callbacks, where the completion may be deferred and the memory lives until the batch ends, and a note
/// in debug messages.
///
/// # Why it matters
/// Requests are recycled through a cache: after the completion the memory belongs to the next submission, and a write goes into
/// it without a trace. How soon depends on flags and version. Up to 6.9 a completion with `IO_URING_F_UNLOCKED` frees at once;
/// from 6.10 on the submitter's task work frees, on another CPU. A deferred completion leaves the memory alone until the batch
/// ends, but `cmd->sqe` may be `NULL` at once (6.10 or newer). None of this is a promise.
///
/// # Wrong
/// `samples/use-after-completion/logged-after-done.c`
///
/// # Right
/// `samples/use-after-completion/logged-before-done.c`
///
/// # Limits
/// Comparing and printing the pointer itself is no use. A pointer that was copied out of the PDU before is a different object, and using it
/// is right, unless it points back into the command. Uses by another context that still has the pointer are not seen. Pointers that the
/// analysis loses track of, by arithmetic or through code outside of the analyzed files, are not followed.
///
/// # References
/// - `io_req_uring_cleanup()` in `io_uring/uring_cmd.c` recycles the async data, and sets `sqe` to `NULL` where it does.
/// - Commits 6edd953b6ec7 and e1eef2e56cb0 (6.10) changed when a completed request is freed.
public final class UseAfterCompletion implements Rule {
    /// The second completion of a command is also a use of it.
    private static final RuleInfo INFO =
            new RuleInfo("use-after-completion", Severity.ERROR, "a command is used after its completion", List.of("double-completion"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Touch seen : program.observed(Observation.Touch.class)) {
            Life life = seen.before().life();
            if ((life == Life.COMPLETED || life == Life.RETURNED)) {
                boolean isDebug = seen.isDebug();
                boolean isDeferred = seen.role().isCallback();
                boolean isGuess = seen.anchor().isPresent() && seen.isConditional();
                Severity severity = isGuess ? Severity.NOTE : isDebug || isDeferred ? Severity.WARNING : INFO.severity();
                String what = isDebug ? "`%s` is printed after its completion".formatted(seen.object())
                        : life == Life.RETURNED ? "`%s` is used after it was given back for another issue".formatted(seen.object())
                        : "`%s` is used after its completion".formatted(seen.object());
                reports.add(Verdict.of(INFO, what,
                        "a completed command may be freed and used for another submission at once; `cmd->sqe` is null from 6.10 on",
                        "read what is needed into a local variable before the completion").as(severity).second(seen, program));
            }
        }
        for (Observation.Mark seen : program.observed(Observation.Mark.class)) {
            if (seen.before().life() == Life.COMPLETED) {
                reports.add(Verdict.of(INFO, "`%s` is marked cancelable after its completion".formatted(seen.object()),
                        "the mark links a request that is freed",
                        "mark the command before anything can complete it").second(seen, program));
            }
        }
        return reports;
    }
}
