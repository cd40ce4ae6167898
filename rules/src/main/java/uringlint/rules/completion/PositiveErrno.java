// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.Errno;
import uringlint.rules.report.Fixes;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState;

/// Reports an error number without its sign, returned as an integer or given to a completion.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `return EINVAL;` and `io_uring_cmd_done(cmd, EIO, ...)`: the name of an error number as it stands, in a function that handlers
/// and callbacks of commands run through; and one that was stored before, in a variable or in the PDU, on a path to the
/// completion or the return. And a `-` before what is negative already, such as `PTR_ERR()`, `blk_status_to_errno()` or `-EIO`,
/// in a return, a completion, or a store to a member with which a command is completed.
///
/// # Why it matters
/// A positive result is a success with a value: user space sees 22 bytes or 22 events. Inside of the driver, `ret < 0` does not see the
/// error either. `return EIOCBQUEUED;` completes a command that is queued. Up to 6.10 any positive number that a handler returns is worse:
/// it leaks out of `io_uring_cmd()`, links are broken, and from io-wq the request never completes.
///
/// # Wrong
/// `samples/positive-errno/forgotten-minus.c`
///
/// # Right
/// `samples/positive-errno/count.c`
///
/// # Limits
/// Only the bare name of a number is looked at, where it is returned or given away, and what is known by one name there. A helper
/// that returns positive numbers on purpose is not reported where a caller writes the sign before the call or before the variable
/// that got the result; one whose caller turns the sign in another way is.
///
/// # References
/// - `include/uapi/asm-generic/errno-base.h` and `errno.h`.
/// - Commits 24dce1c538a7 and f1dcdfcadb0c (6.11): positive results of handlers are results.
public final class PositiveErrno implements Rule {
    private static final RuleInfo INFO = new RuleInfo("positive-errno", Severity.ERROR, "an error number has no sign");

    private static final String REASON =
            "a positive number is a success for whoever waits for the command; only `-%s` says that it failed";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Unsigned unsigned : new UnsignedNumbers(program).found()) {
            reports.add(report(unsigned));
        }
        Set<Location> known = reports.stream().map(Diagnostic::location).collect(Collectors.toSet());
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            carried(seen, seen.name(), "is what `%s` is completed with".formatted(seen.object()), known, program).ifPresent(reports::add);
        }
        for (Observation.Exit seen : program.observed(Observation.Exit.class)) {
            if (seen.before().source() == ObjectState.Source.ISSUED && UnsignedNumbers.isInteger(seen.role().function().result())) {
                carried(seen, seen.name(), "is returned", known, program).ifPresent(reports::add);
            }
        }
        return reports;
    }

    private static Diagnostic report(Unsigned unsigned) {
        Function function = unsigned.function();
        String name = unsigned.name();
        return name.isEmpty()
                ? Verdict.of(INFO, "the number of an error %s with its sign turned".formatted(unsigned.how()),
                        "it is a negative number already; a positive one is a success for whoever waits for the command",
                        "remove the `-`").at(function, unsigned.span())
                : Verdict.of(INFO, "`%s` %s without its sign".formatted(name, unsigned.how()), REASON.formatted(name),
                        "write `-%s`".formatted(name)).at(function, unsigned.span())
                        .withFixes(Fixes.negate(function, name, unsigned.span()).stream().toList());
    }

    /// What is stored first, and returned or given away later.
    private static Optional<Diagnostic> carried(Observation seen, String name, String how, Set<Location> known, AnalyzedProgram program) {
        return Errno.NUMBERS.containsKey(name) && !known.contains(seen.location())
                ? Optional.of(Verdict.of(INFO, "`%s` %s, without its sign".formatted(name, how), REASON.formatted(name),
                        "write `-%s` where it is stored".formatted(name)).at(seen, program))
                : Optional.empty();
    }
}
