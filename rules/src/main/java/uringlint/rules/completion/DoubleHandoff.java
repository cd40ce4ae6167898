// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.ObjectState.Life;

/// Reports a second hand-off, or a completion, while task work for the command is pending.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A path that calls `io_uring_cmd_complete_in_task()` or `io_uring_cmd_do_in_task_lazy()` for a command that was handed off already, and
/// one that calls `io_uring_cmd_done()` while that task work is pending.
///
/// # Why it matters
/// A request has one task-work node. A second use while the first is queued links it into the list twice: what follows in the list is
/// lost, or the callback runs for a command that the first run has completed. From 6.10 on `io_uring_cmd_done()` uses the same node itself,
/// unless its flags hold `IO_URING_F_COMPLETE_DEFER`, so a completion is no way out.
///
/// # Wrong
/// `samples/double-handoff/falls-through.c`
///
/// # Right
/// `samples/double-handoff/handed-on-again.c`
///
/// # Limits
/// Both uses must lie on one path from one entry point. Two interrupts or two commands that hand off the same stored command are not seen;
/// a claim is the driver's duty (`cancel-race` looks for it in the cancel call only). A hand-off to another function that is known to have
/// run before, by a lock or a reference count, is not understood. Work items and timers may share a counted carrier, so a second one is
/// accepted.
///
/// # References
/// - `__io_uring_cmd_do_in_task()` and `__io_uring_cmd_done()` in `io_uring/uring_cmd.c`: both write `req->io_task_work.func`.
/// - Commits 6edd953b6ec7 and e1eef2e56cb0 (6.10) made completions go through task work; 5f3139fc4699 (6.5) added the lazy form.
public final class DoubleHandoff implements Rule {
    private static final RuleInfo INFO = new RuleInfo("double-handoff", Severity.ERROR, "a command is handed off twice")
            .needing(Evidence.CHECKS);

    private static final String REASON =
            "a request has one task-work node: a second use corrupts the list, and the callback runs for a command that is gone";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.HandOff seen : program.observed(Observation.HandOff.class)) {
            if (seen.before().life() == Life.HANDED_OFF && seen.carrier().endsOnce() && seen.before().carrier().endsOnce()) {
                reports.add(Verdict.of(INFO, "`%s` was already handed off".formatted(seen.object()), REASON,
                        "hand the command off once").second(seen, program));
            }
        }
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            if (seen.before().life() == Life.HANDED_OFF && seen.before().carrier() == Carrier.TASK_WORK) {
                reports.add(Verdict.of(INFO, "`%s` was already handed off to task work".formatted(seen.object()), REASON,
                        "let the callback complete the command").second(seen, program));
            }
        }
        return reports;
    }
}
