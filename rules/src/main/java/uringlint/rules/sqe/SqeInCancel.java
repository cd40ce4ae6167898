// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.FlagTests;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;

/// Reports reads of the SQE before a handler has looked whether it is called to cancel.
///
/// Kernels: 6.7 to 6.13, and 6.17 and newer.
///
/// # What it reports
/// The first read of the SQE or its payload in a handler on a path that does not know `IO_URING_F_CANCEL` to be clear, if the driver marks
/// commands cancelable.
///
/// # Why it matters
/// The core calls the handler again, with `IO_URING_F_CANCEL`, for a command that is pending since long ago. Its SQE belongs to
/// another submission by then. What is read from it is garbage, even if it is not used, and a pointer check on it can fail for no
/// reason of the command's own.
///
/// # Wrong
/// `samples/sqe-in-cancel/read-in-the-initializer.c`
///
/// # Right
/// `samples/sqe-in-cancel/read-after-the-test.c`
///
/// # Limits
/// One read a function is reported. A handler that never tests the flag is `cancel-unhandled`. Values that are read and
/// not used on the cancel path are reported as well.
///
/// # References
/// - Commit 93b8cc60c37b (6.7): cancelation of commands.
/// - `ublk_ch_uring_cmd()` in `drivers/block/ublk_drv.c` tests `IO_URING_F_CANCEL` before all else.
public final class SqeInCancel implements Rule {
    private static final RuleInfo INFO = new RuleInfo("sqe-in-cancel", Severity.WARNING, "the SQE is read in a cancel call")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        if (program.model().version().isIn(6, 14, 6, 16)) {
            return List.of();
        }
        var reports = new ArrayList<Diagnostic>();
        var told = new HashSet<Function>();
        Map<Role, Boolean> cancels = new HashMap<>();
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            Observation observation = seen.observation();
            if (!cancels.computeIfAbsent(observation.role(), role -> isCalledToCancel(role, program))
                    || Paths.hasFlag(observation, program.model().cancelFlag(), false)) {
                continue;
            }
            if (told.add(seen.observation().function())) {
                reports.add(Verdict.of(INFO, "%s is read also when the handler is called to cancel".formatted(SqeReads.name(seen)),
                        "in a cancel call the SQE belongs to another, newer submission",
                        "check for `IO_URING_F_CANCEL` first, and read the SQE behind it").atStatement(seen.observation()));
            }
        }
        return reports;
    }

    private static boolean isCalledToCancel(Role role, AnalyzedProgram program) {
        return role.kind() == Role.Kind.HANDLER
                && FlagTests.first(program.model().cancelFlag(), role, program).isPresent()
                && marksCommands(role, program);
    }

    /// Whether a handler, or a callback that only it schedules, marks commands.
    private static boolean marksCommands(Role handler, AnalyzedProgram program) {
        Set<String> callbacks = new HashSet<>();
        for (Observation.HandOff handOff : program.observed(Observation.HandOff.class)) {
            if (handOff.role().function() == handler.function()) {
                callbacks.add(handOff.callback());
            }
        }
        return program.observed(Observation.Mark.class).stream()
                .anyMatch(mark -> mark.role().function() == handler.function() || callbacks.contains(mark.role().function().name()));
    }
}
