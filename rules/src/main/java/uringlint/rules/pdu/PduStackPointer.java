// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;

/// Reports pointers to local variables in the PDU of a command that stays pending.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// The address of a local variable that is stored in the PDU, in a handler that also returns `-EIOCBQUEUED`.
///
/// # Why it matters
/// The PDU lives as long as the command, the variable ends with the function. Who follows the pointer in a callback reads or
/// writes a stack that belongs to other calls by then.
///
/// # Wrong
/// `samples/pdu-stack-pointer/result-on-the-stack.c`
///
/// # Right
/// `samples/pdu-stack-pointer/result-in-the-pdu.c`
///
/// # Limits
/// A pointer that is overwritten before the handler returns is reported all the same.
///
/// # References
/// - `struct io_uring_cmd` in `include/linux/io_uring/cmd.h`.
public final class PduStackPointer implements Rule {
    private static final RuleInfo INFO = new RuleInfo("pdu-stack-pointer", Severity.ERROR, "the PDU keeps a pointer to the stack");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return program.observed(Observation.KeepLocal.class).stream()
                .filter(seen -> seen.isInArea() && seen.role().kind() == Role.Kind.HANDLER && staysPending(seen, program))
                .map(seen -> Verdict.of(INFO, "the address of a local variable is stored in the PDU of `%s`".formatted(seen.object()),
                        "the command outlives the function, and the pointer then leads to a stack that others use",
                        "keep the value itself in the PDU, or allocate it").at(seen, program))
                .toList();
    }

    private static boolean staysPending(Observation seen, AnalyzedProgram program) {
        return program.observed(Observation.Exit.class).stream()
                .anyMatch(exit -> exit.role().function() == seen.role().function() && exit.result().contains(program.model().queued()));
    }
}
