// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.Errno;
import uringlint.rules.report.Fixes;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.value.Ranges;

/// Reports error numbers that mean nothing outside of the kernel, returned by a handler or given to a completion.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `-ERESTARTSYS`, `-ERESTARTNOINTR`, `-ERESTARTNOHAND`, `-ENOIOCTLCMD`, `-ERESTART_RESTARTBLOCK`, `-ENOTSUPP` and `-EIOCBRETRY` as the
/// result of a command.
///
/// # Why it matters
/// The result goes into the CQE as it is. `ioctl()` and `read()` have a layer that translates these numbers; a command has none, and user
/// space sees 515 or 524, for which `strerror()` has no text. `-ENOTSUPP` in place of `-EOPNOTSUPP` is the common one, and once it is
/// in a release, it is part of the interface. `-EIOCBRETRY` asks for no retry.
///
/// # Wrong
/// `samples/internal-errno/not-supported.c`
///
/// # Right
/// `samples/internal-errno/not-supported-by-user-space.c`
///
/// # Limits
/// Only a constant that is written in the analyzed code is reported, not a value that another module returns. Newer kernels (6.12
/// does) turn a *returned* restart number into `-EINTR`; it is reported all the same, because the same number given to
/// `io_uring_cmd_done()` is not translated. Results of a cancel call go nowhere and are left alone.
///
/// # References
/// - `include/linux/errno.h`: "These should never be seen by user programs."
/// - `io_issue_sqe()` in `io_uring/io_uring.c` and `io_fixup_restart_res()` in `io_uring/io_uring.h`.
public final class InternalErrno implements Rule {
    private static final RuleInfo INFO = new RuleInfo("internal-errno", Severity.NOTE, "an error number of the kernel reaches user space");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observations()) {
            Ranges result = switch (seen) {
                case Observation.Complete(_, var given, var isWritten, _, _, _) when isWritten -> given;
                case Observation.Exit exit when exit.isWritten() && Paths.isOwn(exit)
                        && !Paths.isCancelCall(exit, program) -> exit.result();
                case Observation.Complete _, Observation.Answer _, Observation.HandOff _, Observation.Reissue _,
                        Observation.Mark _, Observation.Publish _, Observation.Take _, Observation.Touch _,
                        Observation.Carry _, Observation.Release _, Observation.Exit _, Observation.Look _,
                        Observation.KeepLocal _, Observation.Call _, Observation.Sleep _, Observation.Start _,
                        Observation.UserCopy _, Observation.MistakenCopy _ -> Ranges.ALL;
            };
            if (result.isSingle() && Errno.INTERNAL.contains(-result.least())) {
                String name = Errno.name(-result.least());
                reports.add(Verdict.of(INFO, "`-%s` becomes the result of `%s`".formatted(name, seen.object()),
                        "the number is internal to the kernel; user space has no name for it",
                        "use an error number of `errno-base.h` or `errno.h`, such as `-EOPNOTSUPP`").at(seen, program)
                        .withFixes(fixes(name, seen)));
            }
        }
        return reports;
    }

    /// Where the number is written at the very place, nobody else compares with it.
    private static List<Fix> fixes(String name, Observation seen) {
        String other = Errno.FOR_USERS.getOrDefault(name, "");
        return other.isEmpty() ? List.of() : Fixes.rename(seen.function(), name, other, seen.span()).stream().toList();
    }
}
