// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.Role;

/// Reports cancel calls that complete more than one command.
///
/// Kernels: 6.7 to 7.2.
///
/// # What it reports
/// A handler that runs because a command is canceled (`IO_URING_F_CANCEL`) and completes a second one on the same path,
/// mostly in a loop over all that is pending.
///
/// # Why it matters
/// Up to 7.2 the core walks its list of cancelable commands with a pointer to the next one, and `io_uring_cmd_done()` removes
/// each command with `hlist_del()`. A call that completes the next command of the list as well leaves the walk with a pointer
/// into a removed entry. The core calls the handler for each command anyway.
///
/// # Wrong
/// `samples/cancel-completes-others/drains-all.c`
///
/// # Right
/// `samples/cancel-completes-others/only-its-own.c`
///
/// # Limits
/// That the other commands are cancelable too is assumed.
///
/// # References
/// - `io_uring_try_cancel_uring_cmd()` in `io_uring/uring_cmd.c`; `hlist_del_init()` is in 7.3 and in 6.12.117.
public final class CancelCompletesOthers implements Rule {
    private static final RuleInfo INFO = new RuleInfo("cancel-completes-others", Severity.NOTE, "a cancel call completes other commands");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        if (program.model().version().isAtLeast(7, 3)) {
            return List.of();
        }
        return program.observed(Observation.Complete.class).stream()
                .filter(seen -> seen.role().kind() == Role.Kind.HANDLER && Paths.isCancelCall(seen, program))
                .filter(seen -> seen.path().happened().stream().anyMatch(happened -> happened.event() == Trace.Event.COMPLETED))
                .map(seen -> Verdict.of(INFO, "a cancel call completes more than one command",
                        "the core walks the list of cancelable commands meanwhile, and a completion takes its command off that list",
                        "complete the command that the call is for; the core calls again for the others").at(seen, program))
                .toList();
    }
}
