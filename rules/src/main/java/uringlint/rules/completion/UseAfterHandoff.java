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
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.Role;

/// Reports reads and writes of a command after another context may run with it.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A dereference of `cmd`, its PDU or its SQE after the command was given to a worker, a timer, a request, a bio or task work, or
/// after the lock was dropped under which it was stored in a request that others complete. And the same of the memory that
/// carries it, such as the work item: where another entry point frees such memory; and that it is freed itself.
///
/// # Why it matters
/// The other context may complete the command before the hand-off returns: on another CPU, or on this one, in an interrupt. Then the
/// access reads or writes a request that is freed or reused. A PDU field that is written after the start is a race even if nothing is
/// freed: the callback may read the old value, and the PDU is never zeroed by the core.
///
/// # Wrong
/// `samples/use-after-handoff/pdu-written-after-start.c`
///
/// # Right
/// `samples/use-after-handoff/pdu-written-before-start.c`
///
/// # Limits
/// Task work cannot overtake code that holds the ring's lock, so a handler that is known not to run with `IO_URING_F_UNLOCKED` is
/// not reported for it, nor is a task-work callback; before 6.10 (92219afb980e) this was not always so, and the rule makes no
/// difference. A handler that is never issued from io-wq, and knows it, gets a false report for task work. A lock or a reference
/// of the driver's own that holds the other side back is not understood. A structure that others find by a number alone, as in an
/// xarray, is taken to be found by nobody yet. Debug messages are left alone.
///
/// # References
/// - `__io_uring_cmd_do_in_task()` in `io_uring/uring_cmd.c`; commit 92219afb980e (6.10): callbacks always run with the ring's lock.
/// - `nvme_uring_cmd_io()` in `drivers/nvme/host/ioctl.c` fills the PDU before `blk_execute_rq_nowait()`.
public final class UseAfterHandoff implements Rule {
    /// The second completion of a command is also a use of it.
    private static final RuleInfo INFO =
            new RuleInfo("use-after-handoff", Severity.WARNING, "a command is used after it was handed off", List.of("double-completion"))
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Touch seen : program.observed(Observation.Touch.class)) {
            if (seen.before().life() == Life.HANDED_OFF && !seen.isDebug() && !isLocked(seen, program)) {
                reports.add(Verdict.of(INFO, "`%s` is used after it was handed off".formatted(seen.object()),
                        "the other context may complete the command at any time, on another CPU",
                        "do this before the hand-off").second(seen, program));
            }
        }
        for (Observation.Carry seen : program.observed(Observation.Carry.class)) {
            boolean isFreedElsewhere = program.observed(Observation.Release.class).stream()
                    .anyMatch(freed -> freed.structure().equals(seen.structure()) && freed.role().function() != seen.role().function()
                            && !mayWait(freed.role()));
            if ((seen.isFreed() || isFreedElsewhere) && !isLocked(seen, program)) {
                reports.add(Verdict.of(INFO,
                        (seen.isFreed() ? "`%s` is freed, and whoever has `%s` by now uses it"
                                : "`%s` is used, and whoever has `%s` by now may have freed it").formatted(seen.name(), seen.object()),
                        "the other side may run at once, on another CPU",
                        seen.isFreed() ? "leave it to the one who completes the command" : "do this before the others get it")
                        .as(seen.isFreed() ? Severity.ERROR : INFO.severity()).second(seen, program));
            }
        }
        return reports;
    }

    /// Whether an entry point may have to wait for the one that was seen: the file is not released while it is used, and calls
    /// and task work of the ring need the lock that an inline handler holds.
    private static boolean mayWait(Role other) {
        return switch (other.kind()) {
            case RELEASE, REMOVAL, HANDLER, TASK_WORK, POLL, PLAIN -> true;
            case COMPLETION, INTERRUPT, TIMER, WORKER, SYSTEM_CALL -> false;
        };
    }

    /// Task work of the ring needs the lock that an inline handler or another callback of the ring holds: it cannot overtake.
    private static boolean isLocked(Observation seen, AnalyzedProgram program) {
        return seen.before().carrier() == Carrier.TASK_WORK
                && (seen.role().kind() == Role.Kind.TASK_WORK || Paths.hasFlag(seen, program.model().lockedFlag(), false));
    }
}
