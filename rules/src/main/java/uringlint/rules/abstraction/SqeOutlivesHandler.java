// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Verdict;

/// Reports methods that look at the SQE of a command which its handler has left behind.
///
/// Kernels: 5.19 to 6.13, and 6.17 and newer.
///
/// # What it reports
/// A method that reads the SQE or gives it away, of a handle for later: one that another handle is turned into when the command
/// is kept.
///
/// # Why it matters
/// When the handler has returned, the slot of the ring belongs to user space again, and soon to another submission. A handle
/// that is made for the time after the handler must not have a way to the SQE; the one that the handler gets may.
///
/// # Wrong
/// `samples/sqe-outlives-handler/length-when-pending.rs`
///
/// # Right
/// `samples/sqe-outlives-handler/length-when-fresh.rs`
///
/// # Limits
/// A type that stands for both times, by a parameter for its state, is not taken apart.
///
/// # References
/// - Commit d6211ebbdaa5 (6.14): the SQE is always copied; commit ecf47d452ced (6.17): it is not, any more.
/// - The posted series "rust: miscdevice: abstraction for uring-cmd", v4 and v5: only the handle of a new command has `sqe()`.
public final class SqeOutlivesHandler implements Rule {
    private static final RuleInfo INFO = new RuleInfo("sqe-outlives-handler", Severity.WARNING,
            "a handle for later has a way to the SQE").ofAbstractions();
    private static final Set<Pointers.Region> LENT = Set.of(Pointers.Region.SQE, Pointers.Region.PAYLOAD);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        if (program.model().version().isIn(6, 14, 6, 16)) {
            return reports;
        }
        Handles handles = Handles.in(program);
        for (Handle handle : handles.byName().values()) {
            if (isForLater(handle, handles)) {
                handle.methods().stream().filter(method -> lendsSqe(method, handles)).forEach(method -> reports.add(Verdict.of(INFO,
                        "`%s` of `%s` reaches the SQE, and the handle is for the time after the handler"
                                .formatted(Surface.name(method.name()), handle.name()),
                        "the slot of the ring holds another submission by then",
                        "let only the handle of a new command have it, and keep what is needed later in the PDU").at(method)));
            }
        }
        return reports;
    }

    /// Whether another handle is given up for this one.
    private static boolean isForLater(Handle handle, Handles handles) {
        return handles.byName().values().stream().filter(other -> !other.name().equals(handle.name()))
                .flatMap(other -> other.methods().stream())
                .anyMatch(method -> method.signature().receiver() == Signature.Receiver.VALUE
                        && SpelledType.of(method.signature().result()).holds(handle.name()));
    }

    private static boolean lendsSqe(Function method, Handles handles) {
        boolean isAsked = method.signature().isShared() && method.signature().receiver() != Signature.Receiver.NONE;
        boolean isLent = handles.pointers().flow(method).results().stream().flatMap(value -> handles.pointers().of(value, method).stream())
                .anyMatch(memory -> LENT.contains(memory.region()));
        return isAsked && (isLent || handles.program().index().isPointerTo(method.result(), UringApi.SQE_TYPE)
                || Accesses.of(method, handles.pointers(), handles.program()).stream()
                .anyMatch(access -> LENT.contains(access.memory().region())));
    }
}
