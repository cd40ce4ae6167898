// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;

/// Reports writes to the SQE.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// An assignment, a `memset()` or a copy whose target lies in `cmd->sqe` or in the payload, mostly after a cast that
/// takes the `const` away.
///
/// # Why it matters
/// The SQE is an argument, and it may be memory of the ring. A write changes what user space has submitted or is about to submit
/// in this slot, and is lost when the core has copied the SQE. What the driver reads back may be what user space wrote in
/// between.
///
/// # Wrong
/// `samples/sqe-write/length-corrected-in-place.c`
///
/// # Right
/// `samples/sqe-write/length-corrected-in-a-copy.c`
///
/// # Limits
/// Writes by functions whose source is not there are not seen.
///
/// # References
/// - `ublk_ctrl_uring_cmd_permission()` of 6.12 wrote to the payload; later kernels work on a copy on the stack.
public final class SqeWrite implements Rule {
    private static final RuleInfo INFO = new RuleInfo("sqe-write", Severity.WARNING, "the SQE is written to");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return SqeReads.of(Observation.Write.class, program).stream()
                .map(seen -> Verdict.of(INFO, "%s is written to".formatted(SqeReads.name(seen)),
                        "the SQE is read-only for a driver: it may be memory of the ring, which user space reads and writes",
                        "copy the payload to the stack, and change the copy").atStatement(seen.observation()))
                .toList();
    }
}
