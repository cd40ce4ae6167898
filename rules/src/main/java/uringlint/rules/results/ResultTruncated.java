// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.Results;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Role;

/// Reports a 64-bit number that becomes the result of a command.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A variable or member of a 64-bit type (`u64`, `s64`, `size_t`, `unsigned long`, `loff_t`, ...) that is given to a completion
/// as its first result, or returned by a handler, directly or by a smaller variable or a helper that passes it on; and the address
/// of a command, whatever it is cast to.
///
/// # Why it matters
/// The result of a CQE is an `s32`. The upper half of the number is lost, and a number between 2 and 4 GB arrives as an error.
///
/// # Wrong
/// `samples/result-truncated/size-of-the-device.c`
///
/// # Right
/// `samples/result-truncated/size-in-the-second-word.c`
///
/// # Limits
/// Only types are looked at: whether the number can be large is not known. `ssize_t` and `long` are not reported, as they hold an
/// error or a count of bytes that the kernel keeps below 2 GB for every transfer. A cast to a 32-bit type says that the driver
/// means it; in Rust no number gets there without one.
///
/// # References
/// - `struct io_uring_cqe` in `include/uapi/linux/io_uring.h`: `__s32 res`.
/// - `MAX_RW_COUNT` in `include/linux/fs.h`.
/// - Commit dd386b0d5e61 (6.18) made the argument an `s32`.
public final class ResultTruncated implements Rule {
    private static final RuleInfo INFO = new RuleInfo("result-truncated", Severity.NOTE, "a 64-bit number becomes a 32-bit result");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var results = new Results(program, effect -> effect instanceof Effect.Complete complete ? complete.result() : -1);
        for (Function function : Subjects.functions(program)) {
            boolean isHandler = program.roles().stream().anyMatch(role -> role.kind() == Role.Kind.HANDLER && role.function() == function);
            results.completed(function).forEach(given -> report(given, program, reports));
            if (isHandler) {
                Results.returned(function).forEach(given -> report(given, program, reports));
            }
        }
        return reports;
    }

    private static void report(Results.Given given, AnalyzedProgram program, List<Diagnostic> reports) {
        List<Results.Given> stored = type(given.value(), program).filter(CTypes.OF_32_BITS::contains).isPresent() ? given.sources()
                : List.of();
        Stream.concat(Stream.of(given), stored.stream()).flatMap(source -> wide(source.value(), program).stream()).findFirst()
                .ifPresent(name ->
                reports.add(Verdict.of(INFO, "a 64-bit `%s` is truncated to the 32-bit `cqe->res`".formatted(name),
                        "the result of a CQE is a signed 32-bit number",
                        "complete with a second result where the ring has large CQEs, or write the number to user memory")
                        .at(given.function(), given.span())));
    }

    /// The 64-bit type that a value has.
    private static Optional<String> wide(Expr value, AnalyzedProgram program) {
        if (isAddress(value, program)) {
            return Optional.of("pointer");
        }
        return type(value, program).filter(CTypes.OF_64_BITS::contains);
    }

    /// Whether a number is made of a pointer, which no cast makes a result.
    private static boolean isAddress(Expr value, AnalyzedProgram program) {
        return value instanceof Expr.Cast(Type.Named _, var inner)
                && (isAddress(inner, program)
                        || inner instanceof Expr.Read(var place)
                                && program.index().isPointerTo(program.index().typeOf(place), program.model().objectType()));
    }

    private static Optional<String> type(Expr value, AnalyzedProgram program) {
        return value instanceof Expr.Read(var place)
                && program.index().resolve(program.index().typeOf(place)) instanceof Type.Named(var name) ? Optional.of(name)
                : Optional.empty();
    }
}
