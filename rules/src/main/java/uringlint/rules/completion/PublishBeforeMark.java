// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.List;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.ObjectState.Source;

/// Reports `io_uring_cmd_mark_cancelable()` for a command that was published or handed off before.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A handler that puts the command on a list, into a slot or into an array that others can look into, or hands it off, and calls
/// `io_uring_cmd_mark_cancelable()` afterwards.
///
/// # Why it matters
/// `io_uring_cmd_done()` looks at the mark without a lock, and takes the request off the ring's list only if it is set. A completion on
/// another CPU that runs between the store and the mark finds no mark and leaves the list alone; the mark then links a request that was
/// completed and freed. In an inline issue the time between is short, in an issue from io-wq it is not. The order is: prepare the
/// PDU, mark, publish.
///
/// # Wrong
/// `samples/publish-before-mark/listed-then-prepared.c`
///
/// # Right
/// `samples/publish-before-mark/mark-then-slot.c`
///
/// # Limits
/// What is stored, linked or said to be ready under a lock is published when the lock is dropped, so a mark before that is accepted.
/// That the lock is the one the other side takes is not checked. A structure that was cut off from where it was found
/// (`req->entry = NULL`) is taken to be seen by nobody, until it is linked or its state changes. A list counts as a place where others
/// look, unless nobody takes the nodes of this name out of it, or works with them there, in what was read, though somebody does of
/// another list: a list that is only shown in the log. ublk up to 7.2 marks last, and is reported.
///
/// # References
/// - `io_uring_cmd_mark_cancelable()` and `io_uring_cmd_del_cancelable()` in `io_uring/uring_cmd.c`.
/// - `drivers/block/ublk_drv.c` of 7.3, which marks before it publishes and says why.
/// - Commit 93b8cc60c37b (6.7) introduced the mark.
public final class PublishBeforeMark implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("publish-before-mark", Severity.WARNING, "a command is marked cancelable after others can complete it")
            .needing(Evidence.CHECKS);

    /// Where the command comes from that the path itself has.
    private static final Set<Source> OWN = Set.of(Source.ISSUED, Source.ARRIVED, Source.ARGUMENT);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return program.observed(Observation.Mark.class).stream()
                .filter(seen -> OWN.contains(seen.before().source()) && seen.before().life() != Life.COMPLETED)
                .filter(seen -> seen.isPublished() && seen.isExposed() || seen.before().life() == Life.HANDED_OFF)
                .map(seen -> Verdict.of(INFO, "`%s` is marked cancelable after others can find and complete it".formatted(seen.object()),
                        "a completion that runs before the mark is set does not remove it: the mark then links a command that is gone",
                        "mark the command first, then store it").at(seen, program))
                .toList();
    }
}
