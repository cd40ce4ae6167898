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
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Kept;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.Role;

/// Reports a driver whose only completions of stored commands are in `->release()` or in the module's exit.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// Commands that handlers store in a list, an array or a slot, when every completion and hand-off of what is found there is reached from
/// `->release()` or from the function of `module_exit()`. The report is at the completion that never runs.
///
/// # Why it matters
/// A pending command holds a reference to its file, directly or through the ring's table of registered files. So `->release()`
/// runs after the last command was completed, never before, and a module whose `.owner` is set cannot be removed either. The
/// exiting task waits for its commands, the commands wait for `->release()`, and the task never goes away.
///
/// # Wrong
/// `samples/completion-only-in-release/list-drained-in-release.c`
///
/// # Right
/// `samples/completion-only-in-release/flush-drains-too.c`
///
/// # Limits
/// Stores and completions are matched by the name of the field, so two structures with a field of the same name are taken for one, and
/// that hides a report. A single completion elsewhere of what is kept there, or of what nobody knows where it was kept,
/// silences the rule, even if it cannot be relied on to run: see `no-teardown-path`.
/// Completions in code outside of the analyzed files are not seen, and then a report can be false.
///
/// # References
/// - `io_put_file()` in `io_uring/io_uring.h` drops the file when the request is freed, not before.
/// - `fuse_uring_stop_queues()` in `fs/fuse/dev_uring.c` completes what is pending when the connection is torn down, not at release.
/// - Commit 93b8cc60c37b (6.7) added the cancel call, which needs neither.
public final class CompletionOnlyInRelease implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("completion-only-in-release", Severity.ERROR, "pending commands are completed only when the file is released")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        List<Observation> all = completers(program);
        List<String> fields = fields(program);
        for (String field : fields) {
            // What is kept in a list has another home than the field by which it is linked.
            List<Observation> completers = all.stream().filter(seen -> home(seen).equals(field) || !fields.contains(home(seen))).toList();
            boolean isOnlyReleased = !completers.isEmpty() && completers.stream().allMatch(seen -> seen.role().kind() == Role.Kind.RELEASE);
            if (isOnlyReleased) {
                Observation seen = completers.stream().filter(found -> home(found).equals(field)).findFirst().orElse(completers.getFirst());
                reports.add(Verdict.of(INFO, "commands stored in `%s` are completed only here, when the file is released".formatted(field),
                        "a pending command holds a reference to its file, so `->release()` does not run before the command is completed",
                        "complete pending commands from `->flush()`, the cancel call, or the event they wait for").at(seen, program));
            }
        }
        return reports;
    }

    /// The fields in which handlers store commands.
    static List<String> fields(AnalyzedProgram program) {
        return program.observed(Observation.Publish.class).stream()
                .filter(seen -> Paths.isOwn(seen))
                .map(seen -> seen.place().field())
                .filter(field -> !field.isEmpty())
                .distinct()
                .toList();
    }

    /// The field or variable in which a command was found, or an empty string.
    private static String home(Observation seen) {
        return seen.moment().home().map(Kept::field).orElse("");
    }

    /// The completions and hand-offs of commands that were found where they are kept.
    static List<Observation> completers(AnalyzedProgram program) {
        return program.observations().stream()
                .filter(seen -> seen instanceof Observation.Complete || seen instanceof Observation.HandOff)
                .filter(seen -> seen.before().source() == Source.FOUND || seen.before().source() == Source.SHARED
                        || seen.before().source() == Source.ARGUMENT)
                .toList();
    }
}
