// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Waiting;
import uringlint.version.KernelVersion;

/// Reports calls that take `uring_lock` while a mutex is held that the driver also takes under `uring_lock`.
///
/// Kernels: 6.4 and newer.
///
/// # What it reports
/// `io_uring_cmd_mark_cancelable()`, a function for registered buffers, or `io_uring_cmd_done()` for a command that may be
/// cancelable, with `IO_URING_F_UNLOCKED` or with a handler's flags that may have the bit, while the path holds a mutex or
/// another sleeping lock. The handler, or task work, must take a lock of this name in a call that may run under `uring_lock`: one
/// that is made only after a test that `IO_URING_F_NONBLOCK` is clear is no such call.
///
/// # Why it matters
/// The core calls the handler with `uring_lock` held, and the handler takes the mutex: first one, then the other. A worker that holds the
/// mutex and completes a cancelable command takes them in the other order. When both happen at once, each waits for the other, and the ring
/// with its tasks hangs.
///
/// # Wrong
/// `samples/done-lock-order/stopped-under-the-mutex.c`
///
/// # Right
/// `samples/done-lock-order/collected-then-completed.c`
///
/// # Limits
/// Locks are compared by the name of their field or variable. Chains over a third lock are not followed.
///
/// # References
/// - Commit 85248d670b71 (6.7) moved the cancel loop of ublk out of its mutex.
/// - `ublk_stop_dev()` in `drivers/block/ublk_drv.c`, which says why.
public final class DoneLockOrder implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("done-lock-order", Severity.WARNING, "`uring_lock` is taken while a mutex of the handler is held")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        KernelVersion version = program.model().version();
        if (!version.isAtLeast(6, 4)) {
            return List.of();
        }
        var judgement = new Judgement(program, version);
        Set<String> inner = takenUnderTheRing(program);
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observations()) {
            if (!mayFindUnlocked(seen, program) || !judgement.mayTakeLock(seen)) {
                continue;
            }
            for (HeldLock held : seen.locks()) {
                String lock = held.kind() == HeldLock.Kind.MUTEX ? held.name() : "";
                if (!lock.isEmpty() && inner.contains(lock)) {
                    CallPath calls = CallPath.of(seen, program);
                    Location place = calls.under(lock).orElse(new Location(seen.function().file(), seen.span()));
                    reports.add(Verdict.of(INFO, "`%s` may take `uring_lock` while `%s` is held".formatted(calls.api(), lock),
                            "the handler takes `%s` while the core holds `uring_lock`, so the two can wait for each other".formatted(lock),
                            "take the commands out of their places under `%s`, and go on after the unlock".formatted(lock))
                            .at(place, Reports.functionAt(place, program), seen.trace()));
                }
            }
        }
        return reports;
    }

    /// Whether the call is told that `uring_lock` is not held, on this path or on another one that looks the same.
    private static boolean mayFindUnlocked(Observation seen, AnalyzedProgram program) {
        Flags flags = Flags.of(seen, program);
        return switch (flags.lock()) {
            case FREE -> true;
            case HELD -> false;
            case EITHER -> flags.kind() == Flags.Kind.OWN && seen.role().kind() == Role.Kind.HANDLER && !Paths.isCancelCall(seen, program);
        };
    }

    /// The locks that handlers and callbacks wait for when the core may hold `uring_lock`.
    private static Set<String> takenUnderTheRing(AnalyzedProgram program) {
        var locks = new TreeSet<String>();
        for (Observation.Sleep seen : program.observed(Observation.Sleep.class)) {
            boolean isEntered = switch (seen.role().kind()) {
                case HANDLER -> !Paths.hasFlag(seen, UringFlags.UNLOCKED, true)
                        && !(Paths.hasFlag(seen, UringFlags.NONBLOCK, false) && !Paths.isCancelCall(seen, program));
                case TASK_WORK -> true;
                case POLL, COMPLETION, INTERRUPT, TIMER, WORKER, RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> false;
            };
            if (isEntered && seen.waiting() == Waiting.LOCK && !seen.lock().isEmpty()) {
                locks.add(seen.lock());
            }
        }
        return locks;
    }
}
