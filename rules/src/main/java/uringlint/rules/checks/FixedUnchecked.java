// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.FlagTests;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;

/// Reports fixed buffers that are imported for commands that may have none.
///
/// Kernels: 6.1 and newer.
///
/// # What it reports
/// `io_uring_cmd_import_fixed()` or `io_uring_cmd_import_fixed_vec()` in a handler, in a driver that never looks at
/// `IORING_URING_CMD_FIXED` in `cmd->flags`, on a path that knows it to be clear, or that has looked for it in the handler's
/// flags. An error up to 6.12, a warning later.
///
/// # Why it matters
/// Up to 6.12 the buffer is taken from `req->imu`, which the core sets only for commands with the flag: without it, the call
/// follows what an earlier request has left there. Since then the buffer is looked up; from 6.16 on the call warns, which user
/// space can trigger at will.
///
/// # Wrong
/// `samples/fixed-unchecked/imports-at-once.c`
///
/// # Right
/// `samples/fixed-unchecked/fixed-or-plain.c`
///
/// # Limits
/// A driver that looks at the flag somewhere is taken to know what it does, for example by a queue that it registers
/// for fixed buffers only. Imports outside of handlers are not looked at.
///
/// # References
/// - `io_uring_cmd_import_fixed()` in `io_uring/uring_cmd.c`; commit 892d3e80e1b9 (6.13) dropped `imu` from the request.
/// - `nvme_uring_cmd_io()` in `drivers/nvme/host/ioctl.c` tests the flag.
public final class FixedUnchecked implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("fixed-unchecked", Severity.ERROR, "a fixed buffer is imported without a check of the flag")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        if (!program.model().version().isAtLeast(6, 1)) {
            // Neither the function nor the flag was there.
            return reports;
        }
        Severity severity = program.model().version().isAtLeast(6, 13) ? Severity.WARNING : Severity.ERROR;
        for (Observation.Call seen : program.observed(Observation.Call.class)) {
            boolean isImport = UringFunctions.isImport(seen.name());
            boolean isRefuted = seen.members().values().stream().anyMatch(facts -> facts.isClear(UringFlags.FIXED));
            boolean isMistaken = Paths.hasFlag(seen, UringFlags.FIXED, true) && !Capability.isSet(seen.members(), UringFlags.FIXED);
            if (isImport && Paths.isOwn(seen)
                    && (isRefuted || isMistaken || !Capability.isSet(seen.members(), UringFlags.FIXED)
                            && !FlagTests.isAnywhere(UringFlags.FIXED, seen.function().file(), program))) {
                reports.add(Verdict.of(INFO, "`%s()` is called for a command that may have no fixed buffer".formatted(seen.name()),
                        severity == Severity.ERROR
                                ? "without `IORING_URING_CMD_FIXED` the request has no buffer, and the call follows a stale pointer"
                                : "without `IORING_URING_CMD_FIXED` the call fails, and since 6.16 user space can trigger its"
                                        + " WARN_ON at will",
                        "check `%s->flags & IORING_URING_CMD_FIXED` first".formatted(seen.object())).as(severity).at(seen, program));
            }
        }
        return reports;
    }
}
