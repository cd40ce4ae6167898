// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Trampolines;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Reports task-work callbacks that work for the submitter without a look whether it still runs.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `copy_to_user()`, `copy_from_user()` and their relatives, and `io_uring_cmd_mark_cancelable()`, in a task-work callback or in
/// a function that it calls, on a path that tested none of: `tw.cancel` (6.19 and newer), `IO_URING_F_TASK_DEAD` in its flags
/// (6.13 to 6.18), `current`, its flags or its memory. The report stands in the callback.
///
/// In an abstraction, task work that calls safe code without telling it.
///
/// # Why it matters
/// Task work runs in the submitter. When that exits first, a kernel worker runs it, which has no memory of the submitter: the
/// copy fails, or goes to the memory of whoever ran there before. A command that such a callback marks, to keep it until there is
/// work for the submitter, waits for nobody. The callback must then complete the command with an error and do nothing else.
///
/// # Wrong
/// `samples/callback-ignores-dead-task/copies-the-answer.c`
///
/// # Right
/// `samples/callback-ignores-dead-task/asks-the-token.c`
///
/// # Limits
/// One test on the path is enough, whatever it does with the answer. Pages that were pinned or mapped before are no memory of the
/// submitter in this sense; functions that unmap such pages and copy inside, like `blk_rq_unmap_user()`, make sure themselves.
///
/// # References
/// - Commit df3b8ca604f2 (6.13) added `IO_URING_F_TASK_DEAD`; c33e779aba68 (6.19) replaced it with `tw.cancel`.
/// - `io_fallback_req_func()` in `io_uring/io_uring.c` runs the task work of dead tasks.
public final class CallbackIgnoresDeadTask implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "callback-ignores-dead-task", Severity.WARNING, "task work acts for a task without a check that it lives")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        KernelVersion version = program.model().version();
        String help = version.isAtLeast(6, 19)
                ? "check `tw.cancel` first, and complete with an error if it is set"
                : version.isAtLeast(6, 13)
                        ? "check for `IO_URING_F_TASK_DEAD` in the callback's flags first, and complete with an error if it"
                                + " is set"
                        : "compare `current` with the submitter first, and complete with an error if it is another"
                                + " task";
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observations()) {
            if (seen.role().kind() != Role.Kind.TASK_WORK || Paths.isSubmitterAlive(seen)) {
                continue;
            }
            String callback = seen.role().function().name();
            if (seen instanceof Observation.UserCopy copy) {
                reports.add(report(
                        seen,
                        "`%s` copies memory of the submitter, which may be gone when `%s` runs"
                                .formatted(copy.name(), callback),
                        "for an exited task, task work runs in a kworker without its mm: the copy fails, or hits the wrong mm",
                        help,
                        program));
            } else if (seen instanceof Observation.Mark) {
                reports.add(report(seen, "`%s` is kept waiting for its submitter, which may be gone when `%s` runs"
                        .formatted(seen.object(), callback),
                        "the command then waits for a task that exited, until the ring goes away too", help, program));
            }
        }
        for (Trampolines.Place place : Trampolines.calls(Role.Kind.TASK_WORK, program)) {
            if (Collections.disjoint(IrWalk.names(place.function()), program.model().deathTests())) {
                reports.add(Verdict.of(
                                INFO,
                                "`%s()` cannot know whether the submitter is still there".formatted(place.callee()),
                                "for an exited task, task work runs in a kworker, and the token that says so"
                                        + " is dropped here",
                                "hand `tw.cancel` on")
                        .at(place.function(), place.span()));
            }
        }
        return reports;
    }

    /// A report in the callback: a function that it calls may be right in other contexts.
    private static Diagnostic report(Observation seen, String message, String reason, String help, AnalyzedProgram program) {
        var leaf = new Location(seen.function().file(), seen.span());
        Location place = CallPath.of(seen, program).in(seen.role().function()).orElse(leaf);
        var trace = new ArrayList<TraceStep>(seen.trace());
        if (!place.equals(leaf)) {
            trace.add(Reports.leaf(seen));
        }
        return Verdict.of(INFO, message, reason, help).at(place, Reports.functionAt(place, program), trace);
    }
}
