// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.blocking;

import java.util.List;
import uringlint.cfg.Cfg;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Terminator;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.FlagTests;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Returns;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.Role;

/// Reports `-EAGAIN` that is returned though the handler may sleep.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A handler that returns the constant `-EAGAIN` on a path that does not know `IO_URING_F_NONBLOCK` to be set, if neither it nor
/// the function that decides so looks at that flag at all; and where a test of the flag decides so, and finds it clear.
///
/// # Why it matters
/// To an inline issue `-EAGAIN` means: call again from io-wq, where sleeping is allowed. From io-wq there is no further call.
/// `-EAGAIN` is then the result that user space gets, for a reason that it cannot know; on a ring with `IORING_SETUP_IOPOLL` the
/// worker issues the request again and again without end.
///
/// # Wrong
/// `samples/eagain-unguarded/not-ready-yet.c`
///
/// # Right
/// `samples/eagain-unguarded/only-when-it-must-not-sleep.c`
///
/// # Limits
/// Where the flag is looked at, any other `-EAGAIN` is taken to depend on it: an allocation that may not wait fails, and so on. A
/// value that comes from a function without source is not reported. Neither is a handler that polls (`io_cmd_poll_multishot()`),
/// for which `-EAGAIN` means to go on polling. A driver that documents `-EAGAIN` as a result for user space should allow the rule
/// at that line.
///
/// # References
/// - `io_wq_submit_work()` in `io_uring/io_uring.c`, which retries only what can be polled.
/// - `fuse_uring_cmd()` in `fs/fuse/dev_uring.c` returns it while the connection is not initialized.
public final class EagainUnguarded implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("eagain-unguarded", Severity.WARNING, "`-EAGAIN` is returned where the core will not call again")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return Returns.of(program, Life.OWNED)
                .filter(seen -> seen.isWritten() && Returns.isAgain(seen, program))
                .filter(seen -> !Paths.hasFlag(seen, UringFlags.NONBLOCK, true) && (isClear(seen, program) || mayBeClear(seen, program)))
                .filter(seen -> !polls(seen.role(), program))
                .map(seen -> Verdict.of(INFO,
                        "`-EAGAIN` is returned although `IO_URING_F_NONBLOCK` %s clear".formatted(isClear(seen, program) ? "is" : "may be"),
                        "`io-wq` does not retry: `-EAGAIN` is posted to user space as `cqe->res`",
                        "return `-EAGAIN` only under `issue_flags & IO_URING_F_NONBLOCK`; wait otherwise, or return another error")
                        .at(seen, program))
                .toList();
    }

    private static boolean isClear(Observation.Exit seen, AnalyzedProgram program) {
        return Paths.hasFlag(seen, UringFlags.NONBLOCK, false) && isDecidedByFlag(seen, program);
    }

    /// Whether the test right before the return is one of the flag: whatever else fails where it is clear may be what
    /// fails only where it is set.
    private static boolean isDecidedByFlag(Observation.Exit seen, AnalyzedProgram program) {
        Function function = seen.function();
        return function.blocks().stream()
                .filter(block -> block.terminator() instanceof Terminator.Return(_, var span) && span.equals(seen.span()))
                .allMatch(end -> function.blocks().stream().filter(block -> Cfg.successors(block).contains(end.id()))
                        .allMatch(block -> block.terminator() instanceof Terminator.Branch
                                && FlagTests.isIn(block, function, UringFlags.NONBLOCK, program)));
    }

    private static boolean mayBeClear(Observation.Exit seen, AnalyzedProgram program) {
        return !Paths.hasFlag(seen, UringFlags.UNLOCKED, false)
                && !FlagTests.isIn(seen.role().function(), UringFlags.NONBLOCK, program)
                && !FlagTests.isIn(seen.function(), UringFlags.NONBLOCK, program);
    }

    private static boolean polls(Role role, AnalyzedProgram program) {
        return program.observed(Observation.Call.class).stream()
                .anyMatch(call -> call.role().function() == role.function() && call.name().equals(UringFunctions.POLL_MULTISHOT));
    }
}
