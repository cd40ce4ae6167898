// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

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
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.Role;

/// Reports `-EAGAIN` with a PDU that the next issue cannot work with.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A handler that returns `-EAGAIN`, or an unknown error that may be it, on a path on which the PDU points to memory that the
/// path has freed; or that returns `-EAGAIN` when the PDU points to memory that it has allocated, if it never asks whether it is
/// called again (`IORING_URING_CMD_REISSUE`) and never reads the pointer before it allocates.
///
/// # Why it matters
/// After `-EAGAIN` the core calls the handler again with the same command and the PDU as it is. A pointer to freed memory is then
/// used and freed a second time; a pointer to allocated memory is overwritten by the next allocation, and leaks.
///
/// # Wrong
/// `samples/reissue-unsafe/freed-before-the-next-issue.c`
///
/// # Right
/// `samples/reissue-unsafe/kept-for-the-next-issue.c`
///
/// # Limits
/// Side effects other than allocations, such as a counter that is raised with each issue, are not seen.
///
/// # References
/// - Commit 733c43f1df34 (6.17): `IORING_URING_CMD_REISSUE` is set for the second issue.
/// - `btrfs_uring_encoded_read()` in `fs/btrfs/ioctl.c` keeps its data for `-EAGAIN` and frees it otherwise.
public final class ReissueUnsafe implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("reissue-unsafe", Severity.WARNING, "another issue of the command finds a PDU that is not ready for it")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Exit seen : program.observed(Observation.Exit.class)) {
            if (!seen.result().contains(program.model().again())
                    || seen.role().kind() != Role.Kind.HANDLER
                    || seen.before().life() != Life.OWNED

                    || Paths.isCancelCall(seen, program)
) {
                continue;
            }
            List<String> owned = seen.area().owned();
            List<String> freed = seen.area().freed();
            if (!freed.isEmpty() && looksAtArea(seen.role(), freed.getFirst(), program)) {
                reports.add(Verdict.of(INFO,
                        "`%s` of the PDU points to freed memory when `-EAGAIN` asks for another call".formatted(freed.getFirst()),
                        "the next issue finds the pointer as it is, and uses what it points to",
                        "keep the memory for the next issue, or clear the pointer").at(seen, program));
            } else if (seen.result().isOnly(program.model().again()) && !owned.isEmpty()
                    && !looksAtArea(seen.role(), owned.getFirst(), program)) {
                reports.add(Verdict.of(INFO, "the next issue overwrites `%s` of the PDU, and its memory leaks".formatted(owned.getFirst()),
                        "after `-EAGAIN` the handler is called again with this PDU, and allocates again",
                        "free the memory before `-EAGAIN`, or keep it under `IORING_URING_CMD_REISSUE`").at(seen, program));
            }
        }
        return reports;
    }

    /// Whether some path of the handler reads a field of the area as an earlier issue left it.
    private static boolean looksAtArea(Role handler, String field, AnalyzedProgram program) {
        return program.observed(Observation.Read.class).stream().anyMatch(read -> read.role().function() == handler.function()
                && read.access().path().getFirst().equals(program.model().areaField())
                && String.join(".", read.access().path().subList(1, read.access().path().size())).equals(field)
                && !Paths.isCancelCall(read, program));
    }
}
