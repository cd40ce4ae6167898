// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports safe functions that give a reference into a command and let the caller say how long it lives.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A safe function that returns a reference to a command, its SQE, or the part of either that is the driver's, with a lifetime
/// that no parameter has: one of its own, or `'static`.
///
/// # Why it matters
/// A lifetime that nothing binds is as long as the caller likes. The reference then outlives the handle, the handler and the
/// command: the SQE is reused as soon as the handler has returned, and the command is freed when it is completed.
///
/// # Wrong
/// `samples/lifetime-unbounded/sqe-for-ever.rs`
///
/// # Right
/// `samples/lifetime-unbounded/sqe-of-a-borrow.rs`
///
/// # Limits
/// An `unsafe` function may leave the lifetime to its caller, who answers for it. Lifetimes of types that hold references are
/// taken for bound.
///
/// # References
/// - "Unbounded lifetimes" in the Rustonomicon.
/// - `io_uring_cmd_prep()` and `io_uring_cmd()` in `io_uring/uring_cmd.c`: how long an SQE is there.
public final class LifetimeUnbounded implements Rule {
    private static final RuleInfo INFO = new RuleInfo("lifetime-unbounded", Severity.WARNING,
            "a reference into a command has a lifetime that nothing binds", List.of("unsafe-as-safe")).ofAbstractions();
    private static final Pattern LIFETIME = Pattern.compile("& ?'(?!_)\\w+");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            Signature signature = function.signature();
            boolean isOffered = !signature.isUnsafe() && signature.isShared();
            Optional<String> lifetime = isOffered ? unbounded(signature, program) : Optional.empty();
            if (lifetime.isPresent() && leadsToShared(function, handles)) {
                reports.add(Verdict.of(INFO,
                        "`%s` returns a reference into a command for `%s`, which nothing binds"
                                .formatted(Surface.name(function.name()), lifetime.get()),
                        "safe code can keep the reference when the command is completed and its memory is used for another one",
                        "bind it to the borrow of the handle: `&self` and no lifetime of its own").at(function));
            }
        }
        return reports;
    }

    /// The lifetime of a returned reference that no parameter has, and no type that holds references.
    private static Optional<String> unbounded(Signature signature, AnalyzedProgram program) {
        String parameters = String.join(" ", signature.parameters());
        return LIFETIME.matcher(signature.result()).results().map(MatchResult::group).map(found -> found.substring(found.indexOf('\'')))
                .filter(lifetime -> lifetime.equals("'static")
                        || !parameters.matches(".*" + lifetime + "\\b.*") && !isBound(signature.owner(), program))
                .findFirst();
    }

    private static boolean isBound(String owner, AnalyzedProgram program) {
        return !owner.isEmpty() && program.index().composite(owner)
                .map(composite -> composite.members().stream().anyMatch(member -> member.attributes().contains("&")
                        || member.type() instanceof Type.Tagged(_, var tag) && tag.startsWith("Phantom")))
                .orElse(true);
    }

    private static boolean leadsToShared(Function function, Handles handles) {
        return Surface.isShared(function.result(), handles.program())
                || handles.pointers().flow(function).results().stream().anyMatch(value -> handles.pointers().of(value, function)
                        .filter(memory -> memory.region() != Pointers.Region.LOCAL).isPresent());
    }
}
