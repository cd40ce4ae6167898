// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.ObjectState.Taken;
import uringlint.typestate.protocol.Role;

/// Reports a handler that says `-EIOCBQUEUED` for a command that nobody has, and code that takes a command out of its place and drops it.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A path through a handler that returns `-EIOCBQUEUED` although the command was neither completed, nor stored, nor handed to anyone.
/// - A path through any code, such as `->write()`, a worker or a timer, that takes a stored command out of its slot, list or array and
///   ends without completing it or putting it back. The report is where it is taken.
/// - In Rust, a place for a command that gets another value while a command may be in it: the old handle ends there.
/// - As a warning: a path that frees the structure in which a stored command waits, and never looks at the command, where all other
///   code of the driver frees such structures with their commands completed.
/// - As a warning: a type that owns a command which its completion takes by value, and that is neither `#[must_use]` nor has a
///   `Drop`. An early `return`, a `?` or a `let _ =` then loses the command, and nobody hears of it.
/// - As a warning: a function that loads a waiting command and gives it to nobody, beside a task-work callback that nothing uses.
///
/// # Why it matters
/// `-EIOCBQUEUED` tells the core that a CQE will come from elsewhere. If nobody has the command, none ever comes. The program
/// waits for it, and when it is killed, its exit waits too: the ring is not torn down while a request is pending, and an exiting
/// task cannot be killed again. Its file and the module stay with it. Typical are a result variable that starts as
/// `-EIOCBQUEUED`, and a `default:` that falls to the common end.
///
/// # Wrong
/// `samples/lost-completion/unknown-operation.c`
///
/// # Right
/// `samples/lost-completion/helper-zero-means-taken.c`
///
/// # Limits
/// A command that is passed to code outside of the analyzed files is taken to be kept there. So is one that was put into an object
/// whose address went there, even if that code only reads it. That a stored command is ever looked for is not checked here: see
/// `no-teardown-path` and `completion-only-in-release`. The first kind needs a literal `-EIOCBQUEUED`; the same number out of an unknown
/// function says nothing. A command found through a reference that does not own it, and dropped on purpose, is a possible false alarm.
///
/// # References
/// - `io_uring_cmd()` in `io_uring/uring_cmd.c`; commit 36a005b9c66e (6.10) documents `-EIOCBQUEUED` in `include/linux/io_uring/cmd.h`.
/// - `io_uring_cancel_generic()`, in which the exiting task waits: in `io_uring/cancel.c` of 7.3, in `io_uring/io_uring.c` of 6.12.
public final class LostCompletion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("lost-completion", Severity.ERROR, "a command is never completed")
            .needing(Evidence.DRIVER);

    private static final String REASON = "no CQE is ever posted for the command, and the submitter hangs when it exits";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation.Exit seen : program.observed(Observation.Exit.class)) {
            if (seen.before().life() != Life.OWNED || seen.isPublished()) {
                continue;
            }
            if (seen.before().source() == Source.ISSUED) {
                if (seen.role().kind() == Role.Kind.HANDLER && seen.isWritten() && seen.result().isOnly(program.model().queued())
                        && !Paths.isCancelCall(seen, program)) {
                    reports.add(Verdict.of(INFO,
                            "`-EIOCBQUEUED` is returned, but `%s` was neither completed nor kept anywhere".formatted(seen.object()), REASON,
                            "return the result itself, or complete the command, or store it where its completion can find it")
                            .at(seen, program));
                }
            } else if (Paths.isTaken(seen) && !(seen.before().source() == Source.ARRIVED && seen.role().isCallback())) {
                boolean isUnseen = seen.before().taken() == Taken.UNSEEN;
                String message = isUnseen
                        ? "what holds `%s` is freed, and nobody completes the command"
                        : "`%s` was taken out of its place and is completed by nobody";
                Verdict verdict = Verdict.of(INFO, message.formatted(seen.object()), REASON,
                        "complete the command that was taken, or put it back");
                reports.add((isUnseen ? verdict.as(Severity.WARNING) : verdict).atTaking(seen, program));
            }
        }
        for (UnusedCallback unused : UnusedCallback.in(program)) {
            var place = new uringlint.source.Location(unused.holder().file(), unused.holder().nameSpan());
            reports.add(Verdict.of(INFO,
                    "`%s` has `%s` and hands it to nobody, and nothing uses `%s`"
                            .formatted(unused.holder().name(), unused.command(), unused.callback().name()),
                    REASON,
                    "hand the command to `%s`, or remove the callback".formatted(unused.callback().name())).as(Severity.WARNING)
                    .at(place, unused.holder().name()));
        }
        for (Handle handle : Handles.in(program).byName().values()) {
            if (!handle.isObject() && !handle.ends().isEmpty() && !isMissed(handle, program)) {
                reports.add(Verdict.of(INFO, "`%s` can be dropped without a word, and its command is then lost".formatted(handle.name()),
                        REASON,
                        "make the type `#[must_use]`, or complete the command in its `Drop`").as(Severity.WARNING)
                        .at(handle.place(), handle.name()));
            }
        }
        return reports;
    }

    /// Whether somebody hears of a handle that is dropped: the compiler's user, or the type itself.
    private static boolean isMissed(Handle handle, AnalyzedProgram program) {
        return handle.declaration().attributes().stream().anyMatch(attribute -> attribute.startsWith("must_use"))
                || program.index().program().units().stream().flatMap(unit -> unit.implementations().stream())
                        .anyMatch(implementation -> implementation.type().equals(handle.name())
                                && (implementation.trait().equals("Drop") || implementation.trait().equals("PinnedDrop")));
    }
}
