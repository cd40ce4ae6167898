// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.Trampolines;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.value.Ranges;

/// Reports `-EIOCBQUEUED` and `-EAGAIN` passed to a completion.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `io_uring_cmd_done()` and its relatives with a result that is known to be `-EIOCBQUEUED` or `-EAGAIN`, written there or passed on from a
/// helper.
///
/// As notes, what abstractions in Rust leave open: a method that makes an answer of any number, and an entry point that
/// hands on any error of safe code.
///
/// # Why it matters
/// Both numbers talk to the core when a handler *returns* them. As the argument of a completion they are a result like any other: the
/// command is completed now, and user space finds 529 or 11 in its CQE. A retry does not happen. `-EIOCBQUEUED` shows most often that
/// a helper has queued the command again, and then the completion is one too many as well (`double-completion`).
///
/// # Wrong
/// `samples/queued-as-result/retry-by-completion.c`
///
/// # Right
/// `samples/queued-as-result/retry-translated.c`
///
/// # Limits
/// The value must be exactly one of the two on the path and come from a constant of the analyzed code; one that may be `-EAGAIN` among
/// others, such as the status of a request, is not reported. A driver that documents `-EAGAIN` as a result for user space is within its
/// rights, and should allow the rule at that line. Where the second completion is reported at the same line, this rule stays silent.
///
/// # References
/// - `__io_uring_cmd_done()` in `io_uring/uring_cmd.c`, which stores the number with `io_req_set_res()`.
/// - Commit 36a005b9c66e (6.10) documents what the results of a handler mean in `include/linux/io_uring/cmd.h`.
public final class QueuedAsResult implements Rule {
    /// Completing with "queued" what is queued is one defect.
    private static final RuleInfo INFO =
            new RuleInfo("queued-as-result", Severity.ERROR, "`-EIOCBQUEUED` or `-EAGAIN` is given as a result",
                    List.of("double-completion"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observations()) {
            Ranges result = written(seen);
            boolean isQueued = result.isOnly(program.model().queued());
            // What a handler leaves in the PDU may ask the callback to try again, and only where it must not wait.
            boolean isAgain = result.isOnly(program.model().again()) && !seen.has(PathMark.Known.ARRIVED);
            if (isQueued || isAgain) {
                reports.add(Verdict.of(
                                INFO,
                                "`%s` is completed with `%s`"
                                        .formatted(seen.object(), isQueued ? "-EIOCBQUEUED" : "-EAGAIN"),
                                "a completion queues nothing and retries nothing: the number goes to user space as the"
                                        + " result",
                                "complete with the real result, or return the code from the handler without completing")
                        .at(seen, program));
            }
        }
        for (Function function : Trampolines.openAnswers(program)) {
            reports.add(Verdict.of(
                            INFO,
                            "`%s()` takes any number for the result of the command"
                                    .formatted(function.signature().owner() + "::" + Spelled.method(function.name())),
                            "`-EIOCBQUEUED` there means that the command is kept, and nobody keeps it; `-EAGAIN`"
                                    + " issues it again after its handle is gone",
                            "take a result that cannot be one of the two, or turn them into `-EINVAL`")
                    .as(Severity.NOTE)
                    .at(function));
        }
        for (Trampolines.Place place : Trampolines.errors(program)) {
            reports.add(Verdict.of(INFO, "the error that `%s()` gives goes to the core as it is".formatted(place.callee()),
                    "safe code can return `EIOCBQUEUED` without keeping the command, which is then never completed",
                    "turn `EIOCBQUEUED` into `EINVAL` where the command was not queued").as(Severity.NOTE)
                    .at(place.function(), place.span()));
        }
        return reports;
    }

    /// The result that is given, where it is a constant of the analyzed code; else it may be any.
    private static Ranges written(Observation seen) {
        return switch (seen) {
            case Observation.Complete(_, var given, var isWritten, _, _, _) when isWritten -> given;
            case Observation.Answer(_, var given, var isWritten) when isWritten -> given;
            case Observation.Complete _, Observation.Answer _, Observation.HandOff _, Observation.Reissue _,
                    Observation.Mark _, Observation.Publish _, Observation.Take _, Observation.Touch _,
                    Observation.Carry _, Observation.Release _, Observation.Exit _, Observation.Look _,
                    Observation.KeepLocal _, Observation.Call _, Observation.Sleep _, Observation.Start _,
                    Observation.UserCopy _, Observation.MistakenCopy _ -> Ranges.ALL;
        };
    }
}
