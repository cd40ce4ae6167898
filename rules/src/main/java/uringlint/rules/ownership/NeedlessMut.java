// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports an exclusive reference to a command that is only read through.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `&mut *pointer`, or `as_mut()` of a `NonNull`, where the pointer leads to a command, its PDU or its SQE, and nothing is
/// written through the reference or through a pointer that is made of it. A pointer that is only the source of a copy writes
/// nothing. Also a second one that is made of the same pointer while the first is used, and one that a method by `&self` makes of
/// its receiver, whatever it does with it.
///
/// # Why it matters
/// `&mut` promises that no other reference to the memory is used while this one lives. A method by `&self` cannot promise that:
/// two callers may be in it at once, and the core has its own pointers to the command. The compiler believes it all the same. The
/// type is then not `Sync` either.
///
/// # Wrong
/// `samples/needless-mut/getter-borrows-exclusively.rs`
///
/// # Right
/// `samples/needless-mut/destination-of-a-copy.rs`
///
/// # Limits
/// A reference that is returned, stored, or passed to a function that is not known to only read is taken to be written through.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "Why does this reference need to be mutable?"
/// - "Behavior considered undefined" in the Rust reference: the pointer aliasing rules.
public final class NeedlessMut implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "needless-mut", Severity.WARNING, "a command is borrowed exclusively and only read").ofAbstractions();
    private static final String REASON =
            "an exclusive reference promises that nobody else uses the memory while it lives, and the core and other references do";

    private static final Set<Pointers.Region> OWN = Set.of(Pointers.Region.COMMAND, Pointers.Region.AREA);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            int before = reports.size();
            for (Access access : Accesses.of(function, handles.pointers(), program)) {
                if (access.how() != Accesses.How.MUTABLE_REFERENCE || !access.by().equals(RustFunctions.BORROW_MUT)) {
                    continue;
                }
                if (new Borrow(access, program).isOnlyRead()) {
                    reports.add(report(access, "`&mut` is made of a raw pointer, and nothing is written through it",
                            "borrow it shared by `&*`, or go on with the raw pointer"));
                } else if (isShared(access, handles)) {
                    reports.add(report(access, "`&mut` is made of what `&self` only shares",
                            "take `&mut self`, or write through the raw pointer"));
                }
            }
            LivePairs.in(function, program).stream().findFirst().ifPresent(pair -> reports.add(Verdict.of(INFO,
                    "a second `&mut` is made of `%s` while the first is in use".formatted(pair.pointer()), REASON,
                    "make one reference, or go on with the raw pointer").at(function, pair.second())));
            if (reports.size() == before) {
                handedOut(function, handles).ifPresent(reports::add);
            }
        }
        return reports;
    }

    /// A method that returns an exclusive reference below its shared receiver, and made it without a pointer in between.
    private static Optional<Diagnostic> handedOut(Function function, Handles handles) {
        Signature signature = function.signature();
        boolean isOpen = signature.receiver() == Signature.Receiver.SHARED && SpelledType.of(signature.result()).borrowsExclusively()
                && handles.pointers().flow(function).results().stream().anyMatch(value -> handles.isParameter(value, 0, function)
                        && handles.pointers().of(value, function).filter(memory -> OWN.contains(memory.region())).isPresent());
        return isOpen ? Optional.of(Verdict.of(INFO, "an exclusive reference is returned for a shared one", REASON,
                "take `&mut self`").at(function))
                : Optional.empty();
    }

    private static Diagnostic report(Access access, String message, String help) {
        return Verdict.of(INFO, message, REASON, help).at(access.function(), access.span());
    }

    /// Whether a reference is made of a receiver that others may have at the same time.
    private static boolean isShared(Access access, Handles handles) {
        return access.function().signature().receiver() == Signature.Receiver.SHARED
                && handles.isParameter(access.value(), 0, access.function());
    }
}
