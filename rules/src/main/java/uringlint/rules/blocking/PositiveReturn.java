// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.blocking;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Returns;
import uringlint.rules.report.Verdict;

/// Reports positive results of handlers, which old kernels lose.
///
/// Kernels: 5.19 to 6.10.
///
/// # What it reports
/// A handler that returns a value that is known to be positive.
///
/// # Why it matters
/// Up to 6.10 the core takes a positive result of a handler for a result of its own: inline, the request is treated as failed and
/// its links are canceled; from io-wq it is dropped and never completes. From 6.11 on the value reaches the CQE like any other.
///
/// # Wrong
/// `samples/positive-return/returns-the-length.c`
///
/// # Right
/// `samples/positive-return/completes-with-the-length.c`
///
/// # Limits
/// A value of which nothing is known is not reported, whatever it may be.
///
/// # References
/// - Commits 24dce1c538a7 and f1dcdfcadb0c (6.11).
public final class PositiveReturn implements Rule {
    /// An errno without its sign is more than a positive result.
    private static final RuleInfo INFO =
            new RuleInfo("positive-return", Severity.WARNING, "a handler returns a positive result", List.of("positive-errno"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        if (program.model().version().isAtLeast(6, 11)) {
            return List.of();
        }
        return Returns.of(program)
                .filter(seen -> !seen.result().isEmpty() && seen.result().least() > 0)
                .map(seen -> Verdict.of(INFO, "the handler returns a positive result",
                        "up to 6.10 the core takes it for a result of its own: a request from io-wq never completes",
                        "complete with `io_uring_cmd_done()` and return `-EIOCBQUEUED`, or return 0").at(seen, program))
                .toList();
    }
}
