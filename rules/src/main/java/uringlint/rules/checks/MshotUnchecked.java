// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.List;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;

/// Reports multishot functions for commands that may not be multishot, and results of them that are ignored.
///
/// Kernels: 6.18 and newer.
///
/// # What it reports
/// `io_uring_cmd_buffer_select()` or `io_uring_mshot_cmd_post_cqe()` in a handler, on a path that does not know
/// `IORING_URING_CMD_MULTISHOT` to be set in `cmd->flags`. A call of `io_uring_mshot_cmd_post_cqe()` whose result nobody looks
/// at. And one that can be followed by another one, in a callback that `io_uring_cmd_do_in_task_lazy()` hands the command to.
///
/// # Why it matters
/// Only a multishot command has a buffer group; for another one the core selects nothing and posts a CQE that user space does not
/// expect. `true` as the result of `io_uring_mshot_cmd_post_cqe()` means that the command must be completed now: who ignores it
/// loses the command. Lazy task work may wait until as many items are there as the submitter waits for CQEs, and each counts as
/// one.
///
/// # Wrong
/// `samples/mshot-unchecked/result-ignored.c`
///
/// # Right
/// `samples/mshot-unchecked/completes-when-told.c`
///
/// # Limits
/// A test in the handler is not carried over to a callback, so callbacks are asked for the result only. A buffer that
/// is selected and not committed is not seen.
///
/// # References
/// - `io_uring_mshot_cmd_post_cqe()` and `io_uring_cmd_buffer_select()` in `io_uring/uring_cmd.c` (6.18).
/// - `ublk_batch_fetch_post_cqe()` in `drivers/block/ublk_drv.c`.
public final class MshotUnchecked implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("mshot-unchecked", Severity.WARNING, "a multishot function is used without a check of the flag")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Call seen : program.observed(Observation.Call.class)) {
            if (UringFunctions.OF_MULTISHOT.contains(seen.name()) && Paths.isOwn(seen)
                    && !Capability.isSet(seen.members(), UringFlags.MULTISHOT)) {
                reports.add(Verdict.of(INFO, "`%s()` is called for a command that may not be multishot".formatted(seen.name()),
                        "a command without `IORING_URING_CMD_MULTISHOT` has no buffer group and gets a single CQE",
                        "refuse the command, or check `%s->flags & IORING_URING_CMD_MULTISHOT` first".formatted(seen.object()))
                        .at(seen, program));
            }
        }
        for (Function function : program.entered()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call call && call.callee().equals(new Expr.Symbol(UringFunctions.POST_CQE))
                        && Capability.isStatement(call, function)) {
                    reports.add(Verdict.of(INFO, "the result of `io_uring_mshot_cmd_post_cqe()` is ignored",
                            "`true` means that the command has ended and must be completed now",
                            "complete the command with `io_uring_cmd_done()` when the result is true").at(function, call.span()));
                }
            });
        }
        for (Location place : LazyCallbacks.repeated(UringFunctions.POST_CQE, program)) {
            reports.add(Verdict.of(INFO, "a callback that is handed off lazily posts more than one CQE",
                    "the core wakes the submitter up late, when enough single CQEs have come together",
                    "hand the command off with `io_uring_cmd_complete_in_task()`").at(place, Reports.functionAt(place, program)));
        }
        return reports;
    }
}
