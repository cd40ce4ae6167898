// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.List;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;

/// Reports a handler that stores commands that are not cancelable and that only events complete which may never come.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A handler that stores commands and never calls `io_uring_cmd_mark_cancelable()`, when what is stored is completed only by handlers of
/// other commands, by interrupts, or when the device is removed. The report is at the store.
///
/// # Why it matters
/// A task that exits waits for its pending commands. If they wait for an event that does not come, because the peer that should send it is
/// gone or the button is never pressed, the task stays unkillable, and so does everything that waits for it. A command
/// that may wait without a bound needs a way out that the exit itself triggers: the cancel call (6.7 or newer), `->flush()`, or a timeout.
///
/// # Wrong
/// `samples/no-teardown-path/completed-by-another-command.c`
///
/// # Right
/// `samples/no-teardown-path/wait-with-cancel.c`
///
/// # Limits
/// One mark anywhere in the program silences the rule, also for other fields. A command that waits for a `->write()` or another
/// file operation is not reported so far. Timers and workers count as a way out, whether or not they
/// are ever started. A driver whose hardware always answers, such as one that stores the commands of block requests under its own
/// timeout, may rightly allow this rule to fail. Stores and completions are matched by the name of the field.
///
/// # References
/// - Commit 93b8cc60c37b (6.7) added `io_uring_cmd_mark_cancelable()`; 216c8f5ef0f2 (6.7) is the conversion of ublk.
/// - `io_uring_try_cancel_uring_cmd()` in `io_uring/uring_cmd.c`: `IORING_OP_ASYNC_CANCEL` does not reach commands, only the exit does.
public final class NoTeardownPath implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("no-teardown-path", Severity.WARNING, "stored commands have no way out when the submitter ends")
            .needing(Evidence.DRIVER);

    /// What may never happen while the submitter waits.
    private static final Set<Role.Kind> EVENTS = Set.of(Role.Kind.HANDLER, Role.Kind.INTERRUPT, Role.Kind.REMOVAL);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        List<Observation> completers = CompletionOnlyInRelease.completers(program);
        boolean isCancelable = !program.observed(Observation.Mark.class).isEmpty();
        boolean isOnlyByEvents = !completers.isEmpty()
                && completers.stream().allMatch(completer -> EVENTS.contains(completer.role().kind()));
        if (isCancelable || !isOnlyByEvents) {
            return List.of();
        }
        return program.observed(Observation.Publish.class).stream()
                .filter(seen -> Paths.isOwn(seen) && !seen.place().field().isEmpty())
                .map(seen -> Verdict.of(INFO, "`%s` waits in `%s`, and nothing completes it when its submitter exits"
                                .formatted(seen.object(), seen.place().field()),
                        "a task that exits waits for its pending commands, and cannot be killed while it does",
                        "mark the command with `io_uring_cmd_mark_cancelable()` and handle `IO_URING_F_CANCEL`").at(seen, program))
                .toList();
    }
}
