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

/// Reports copies of the SQE as if it lay in user space.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// The SQE, its payload or a part of it as an argument of `copy_from_user()`, `get_user()`, `memdup_user()` and their kin.
///
/// # Why it matters
/// The ring is memory that user space writes, but the driver sees it through the kernel's own mapping, at an address of the
/// kernel. The functions for user memory refuse such an address: the command always fails with `-EFAULT`.
///
/// # Wrong
/// `samples/sqe-user-copy/payload-from-user.c`
///
/// # Right
/// `samples/sqe-user-copy/payload-then-user.c`
///
/// # Limits
/// Only functions that are known to copy user memory are looked at.
///
/// # References
/// - `io_uring_sqe_cmd()` in `include/linux/io_uring/cmd.h` gives a pointer of the kernel, with no `__user`.
/// - `access_ok()` in `include/asm-generic/access_ok.h`.
public final class SqeUserCopy implements Rule {
    private static final RuleInfo INFO = new RuleInfo("sqe-user-copy", Severity.ERROR, "the SQE is copied as if it were user memory");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return program.observed(Observation.MistakenCopy.class).stream()
                .map(seen -> Verdict.of(INFO,
                        "`%s()` is given the SQE of `%s`, which is no user memory".formatted(seen.name(), seen.object()),
                        "the driver sees the ring at an address of the kernel, and the functions for user memory refuse that",
                        "read the fields with `READ_ONCE()`, or `memcpy()` the payload to a local variable").at(seen, program))
                .toList();
    }
}
