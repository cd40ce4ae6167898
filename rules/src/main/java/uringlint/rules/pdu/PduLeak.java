// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Returns;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.Role;

/// Reports memory that only the PDU points to when the command ends.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A handler that allocates memory, stores the pointer in the PDU, and returns a result that ends the command, on a path that
/// neither frees the memory nor gives it to anyone else.
///
/// # Why it matters
/// A result other than `-EIOCBQUEUED` and `-EAGAIN` completes the command, and the PDU with it. Nobody has the pointer any more.
///
/// # Wrong
/// `samples/pdu-leak/error-after-allocation.c`
///
/// # Right
/// `samples/pdu-leak/freed-on-error.c`
///
/// # Limits
/// Memory that was given to a function without source counts as given away. For `-EAGAIN` see `reissue-unsafe`.
///
/// # References
/// - `btrfs_uring_encoded_read()` in `fs/btrfs/ioctl.c` frees what it kept in the PDU on each way out.
public final class PduLeak implements Rule {
    private static final RuleInfo INFO = new RuleInfo("pdu-leak", Severity.WARNING, "memory that the PDU points to is lost")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return program.observed(Observation.Exit.class).stream()
                .filter(seen -> seen.role().kind() == Role.Kind.HANDLER && !Paths.isCancelCall(seen, program))
                .filter(seen -> Returns.isFinal(seen, program) && !Returns.isAgain(seen, program))
                .filter(seen -> seen.before().life() == Life.OWNED && !seen.isPublished() && !seen.area().owned().isEmpty())
                .map(seen -> Verdict.of(INFO, "the memory that `%s` of the PDU points to is lost".formatted(seen.area().owned().getFirst()),
                        "this result completes the command, and the PDU that has the only pointer goes with it",
                        "free the memory on this path").at(seen, program))
                .toList();
    }
}
