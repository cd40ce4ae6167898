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
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;

/// Reports a handler that returns `-EAGAIN` after its command was published or handed off.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A path through a handler that stores the command where others find it, or hands it to a worker, a timer, a request or task work, and
/// then returns `-EAGAIN`.
///
/// # Why it matters
/// `-EAGAIN` gives the command back *uncompleted*: the core issues the same `struct io_uring_cmd` again, from io-wq. The handler then runs
/// with a command that an earlier run has queued, stores it a second time, and two owners complete it. If the first owner is quick, the
/// core issues a request that was freed. The shape is usually a `IO_URING_F_NONBLOCK` test that comes after the side effects.
///
/// # Wrong
/// `samples/eagain-after-handoff/listed-then-eagain.c`
///
/// # Right
/// `samples/eagain-after-handoff/eagain-first.c`
///
/// # Limits
/// Only a result that can be nothing but `-EAGAIN` is reported here; one that can be other errors too is `return-after-handoff`.
/// A path that takes the command back is believed if it clears the slot, takes the entry off its list or erases the index; other
/// ways, such as a generation count that makes later owners ignore the entry, lead to a false report. Other side effects that a
/// second issue repeats are not the subject of this rule.
///
/// # References
/// - `io_uring_cmd()` in `io_uring/uring_cmd.c`, and `io_queue_async()` and `io_wq_submit_work()` in `io_uring/io_uring.c`.
/// - Commit 733c43f1df34 (6.17): `IORING_URING_CMD_REISSUE` tells a handler that it returned `-EAGAIN` before.
public final class EagainAfterHandoff implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("eagain-after-handoff", Severity.ERROR, "`-EAGAIN` is returned although somebody else has the command")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Returns.of(program)
                .filter(seen -> isElsewhere(seen) && Returns.isFinal(seen, program) && Returns.isAgain(seen, program))
                .map(seen -> Verdict.of(INFO,
                        "`%s` was %s, and `-EAGAIN` makes the core issue it again".formatted(seen.object(), how(seen)),
                        "whoever has the command completes it later, when the request is gone or belongs to another submission",
                        "return `-EIOCBQUEUED`, or take the command back before `-EAGAIN`").second(seen, program))
                .toList();
    }

    /// Whether somebody else has the command, or finds it.
    static boolean isElsewhere(Observation.Exit seen) {
        return seen.before().life() == Life.HANDED_OFF || seen.before().life() == Life.OWNED && seen.isPublished();
    }

    /// How others got the command.
    static String how(Observation.Exit seen) {
        return seen.before().life() == Life.HANDED_OFF ? "handed off" : "stored where others find it";
    }
}
