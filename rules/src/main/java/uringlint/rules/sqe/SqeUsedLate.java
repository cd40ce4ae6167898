// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Reports uses of the SQE after the handler has returned.
///
/// Kernels: 5.19 to 6.13, and 6.17 and newer.
///
/// # What it reports
/// A read of `cmd->sqe` or of the payload in a task-work callback, a completion callback, a worker, a timer or the poll hook, and
/// a pointer to it that the handler stores in the PDU, in an object or in a global variable.
///
/// # Why it matters
/// After an inline issue the SQE belongs to user space again: the slot of the ring is used for the next submission, and what is read there
/// belongs to another command. After a completion `cmd->sqe` is NULL (6.10 and newer).
///
/// # Wrong
/// `samples/sqe-used-late/read-in-the-callback.c`
///
/// # Right
/// `samples/sqe-used-late/copied-to-the-pdu.c`
///
/// # Limits
/// From 6.14 to 6.16 the SQE is a copy that lives as long as the command, and the rule is silent. It is silent as well in a
/// callback to which the command is handed only where the handler runs with `IO_URING_F_UNLOCKED`: that is an issue from io-wq,
/// which reads a copy, except from 6.10 to 6.13 (e663da62ba86), where it is a warning. A pointer that is kept in an object on the
/// heap and never followed later is reported all the same. One read a function is reported.
///
/// # References
/// - Commit d6211ebbdaa5 (6.14): the SQE is always copied; commit ecf47d452ced (6.17): it is not, any more.
/// - `ublk_ch_uring_cmd_cb()` in `drivers/block/ublk_drv.c`, which may read the SQE because only an unlocked handler schedules it.
public final class SqeUsedLate implements Rule {
    private static final RuleInfo INFO = new RuleInfo("sqe-used-late", Severity.ERROR, "the SQE is used after the handler returned")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        KernelVersion version = program.model().version();
        if (version.isIn(6, 14, 6, 16)) {
            return reports;
        }
        var read = new HashSet<Function>();
        var kept = new HashSet<Function>();
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            Role role = seen.observation().role();
            boolean isFromWorker = role.kind() == Role.Kind.TASK_WORK && isFromWorker(role, program);
            if (SqeReads.isLate(role) && !(isFromWorker && SqeReads.hasCopyForWorker(version)) && read.add(seen.observation().function())) {
                reports.add(Verdict.of(INFO, "%s is read in a %s".formatted(SqeReads.name(seen), role.kind().word()),
                        isFromWorker ? SqeReads.CORE_DEFECT
                        : "the SQE was valid until the handler returned; by now the slot of the ring may hold another submission",
                        "read it in the handler, and keep the value in the PDU or in an object of the driver")
                        .as(isFromWorker ? Severity.WARNING : INFO.severity()).atStatement(seen.observation()));
            }
        }
        for (SqeReads.Seen seen : SqeReads.of(Observation.KeepShared.class, program)) {
            if (seen.observation().role().kind() == Role.Kind.HANDLER && !SqeReads.isCopy(seen.observation(), program)
                    && kept.add(seen.observation().function())) {
                reports.add(Verdict.of(INFO,
                        "a pointer into the SQE of `%s` is stored in `%s`"
                                .formatted(seen.observation().object(),
                                        seen.observation() instanceof Observation.KeepShared(_, var place, _)
                                ? place.text() : ""),
                        "the SQE is valid until the handler returns; what is read through the pointer later belongs to another submission",
                        "store the values that are needed later, not the pointer").atStatement(seen.observation()));
            }
        }
        return reports;
    }

    /// Whether a callback runs only for commands that were issued from io-wq, and so have a copy of the SQE.
    private static boolean isFromWorker(Role callback, AnalyzedProgram program) {
        boolean isHanded = false;
        for (Observation.HandOff handOff : program.observed(Observation.HandOff.class)) {
            if (handOff.callback().equals(callback.function().name())) {
                if (!SqeReads.isFromWorker(handOff)) {
                    return false;
                }
                isHanded = true;
            }
        }
        return isHanded;
    }
}
