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

/// Reports handlers that read the SQE again after `io_uring_cmd_issue_blocking()`.
///
/// Kernels: 6.12 and 6.13, and 6.17 and newer.
///
/// # What it reports
/// The first read of the SQE in a handler whose driver gives commands back with `io_uring_cmd_issue_blocking()`, on a path that
/// has looked at no state of its own in the PDU before.
///
/// # Why it matters
/// `io_uring_cmd_issue_blocking()` makes the core call the handler again, from io-wq, long after the first call returned. It
/// neither copies the SQE nor sets `IORING_URING_CMD_REISSUE`. So the second call reads memory that belongs to another
/// submission, and does what that says.
///
/// # Wrong
/// `samples/issue-blocking-without-snapshot/reads-on-each-issue.c`
///
/// # Right
/// `samples/issue-blocking-without-snapshot/nothing-from-the-sqe.c`
///
/// # Limits
/// Any read of the PDU before the read of the SQE counts as a look at the driver's own state. The function is not exported to
/// modules, so only drivers in the tree can be concerned.
///
/// # References
/// - Commit 6746ee4c3a18 (6.12) brought `io_uring_cmd_issue_blocking()`; its only user is `block/ioctl.c`.
public final class IssueBlockingWithoutSnapshot implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "issue-blocking-without-snapshot",
            Severity.WARNING,
            "the SQE is read again after a blocking issue was asked for")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        if (program.observed(Observation.Reissue.class).isEmpty() || program.model().version().isIn(6, 14, 6, 16)) {
            return List.of();
        }
        var reports = new ArrayList<Diagnostic>();
        var told = new HashSet<Function>();
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            if (seen.observation().role().kind() != Role.Kind.HANDLER || looksAtArea(seen.observation(), program)) {
                continue;
            }
            if (told.add(seen.observation().function())) {
                reports.add(Verdict.of(
                                INFO,
                                "%s is read again when the handler is called after `io_uring_cmd_issue_blocking()`"
                                        .formatted(SqeReads.name(seen)),
                                "that call copies no SQE and sets no `IORING_URING_CMD_REISSUE`: by then the slot of"
                                        + " the ring may hold another submission",
                                "keep the values in the PDU with a marker of your own that says so, and skip the read"
                                        + " when it is set")
                        .atStatement(seen.observation()));
            }
        }
        return reports;
    }

    /// Whether the handler reads its area of the command before.
    private static boolean looksAtArea(Observation read, AnalyzedProgram program) {
        return program.observed(Observation.Read.class).stream().anyMatch(other -> other.role() == read.role()
                && other.access().path().getFirst().equals(program.model().areaField())
                && other.function() == read.function()
                && other.span().start() < read.span().start());
    }
}
