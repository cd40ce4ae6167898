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

/// Reports reads of the opcode from the SQE.
///
/// Kernels: 6.5 and newer.
///
/// # What it reports
/// `cmd->sqe->cmd_op`, also with `READ_ONCE()`.
///
/// # Why it matters
/// The core read the opcode once, when it prepared the request, and keeps it in `cmd->cmd_op`. The field of the SQE may be
/// another one by now: what a security module or an earlier check allowed is then not what the driver does.
///
/// # Wrong
/// `samples/sqe-cmd-op/opcode-from-the-sqe.c`
///
/// # Right
/// `samples/sqe-cmd-op/opcode-from-the-command.c`
///
/// # Limits
/// Where something is decided by the field, `sqe-double-fetch` reports it instead.
///
/// # References
/// - Commit d58d82bd0efd: the socket commands read `cmd->cmd_op` instead.
public final class SqeCmdOp implements Rule {
    /// A second read needs one local variable rather than two volatile reads.
    private static final RuleInfo INFO =
            new RuleInfo("sqe-cmd-op", Severity.NOTE, "the opcode is read from the SQE", List.of("sqe-double-fetch"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var fixes = new SqeFixes(program);
        return SqeReads.of(Observation.Read.class, program).stream()
                .filter(SqeReads.Seen::isOpcode)
                .map(seen -> Verdict.of(INFO, "the opcode of `%s` is read from the SQE".formatted(seen.observation().object()),
                        "the core read it once into `cmd->cmd_op`; the SQE may have changed since",
                        "use `%s->cmd_op`".formatted(seen.observation().object()))
                        .atStatement(seen.observation()).withFixes(fixes.opcode(seen)))
                .toList();
    }
}
