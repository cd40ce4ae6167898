// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports methods that give up a command and leave the caller its handle.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A method of a type that wraps a command which completes it, or hands it on to task work, itself or by what it calls, and takes
/// its receiver by `&self`, `&mut self` or `Pin<&mut Self>`. Also one that answers for the command, by a value that a handler
/// returns, or that makes an owning handle of it, and borrows the one it has.
///
/// # Why it matters
/// What is called by reference can be called again, by safe code. The second completion of a command is a second CQE and a second
/// free of the request. A method that takes `self` ends the handle with the command: the compiler then counts.
///
/// # Wrong
/// `samples/done-by-reference/finished-through-a-pin.rs`
///
/// # Right
/// `samples/done-by-reference/finished-by-value.rs`
///
/// # Limits
/// A type that holds more than a command and numbers is no handle: a device that takes a command out of a slot may do so by
/// reference. So may a method that empties the field it takes the command from, and one that is not public and is only called
/// where the handle ends: by methods that take it by value, or when it is dropped.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "This method probably needs to take
///   ownership of the IoUringCmd."
/// - `io_uring_cmd_done()` in `include/linux/io_uring/cmd.h`.
public final class DoneByReference implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("done-by-reference", Severity.ERROR, "a method completes a command and leaves its handle alive").ofAbstractions();

    private static final String COMPLETED = "`%s` completes the command and only borrows its handle";
    private static final String TWICE = "safe code can call it again, and the command is then completed twice";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (Handle handle : handles.byName().values()) {
            for (Function method : BorrowingMethods.of(handle, program)) {
                check(method, handles).ifPresent(reports::add);
            }
        }
        for (Function function : Subjects.told(program)) {
            boolean isFree = handles.byName().values().stream().noneMatch(handle -> handle.methods().contains(function));
            if (isFree && handles.origins().uses(function).stream()
                    .anyMatch(use -> use.isLast() && isOfReference(use, function, handles))) {
                reports.add(report(function, COMPLETED, TWICE));
            }
        }
        return reports;
    }

    private static Optional<Diagnostic> check(Function method, Handles handles) {
        if (handles.origins().completed(method).contains(0)) {
            return Optional.of(report(method, COMPLETED, TWICE));
        }
        if (method.signature().receiver() == Signature.Receiver.NONE) {
            return Optional.empty();
        }
        if (makesHandle(method, handles)) {
            return Optional.of(report(method, "`%s` makes another handle that owns the command, and only borrows this one",
                    "both handles can complete the command, and this one can make a third"));
        }
        return answers(method, handles.program())
                ? Optional.of(report(method, "`%s` completes the command through `&self`; the handle stays usable",
                        "the handle can still be queued or completed, and the command is then completed twice"))
                : Optional.empty();
    }

    /// Whether the command that is used is that of a parameter which is a reference to a handle.
    private static boolean isOfReference(Origins.Use use, Function function, Handles handles) {
        List<String> types = function.signature().parameters();
        return handles.origins().parameter(use.call().arguments().get(use.object()), function).filter(at -> at < types.size()
                && handles.byName().values().stream().anyMatch(handle -> BorrowingMethods.isReference(types.get(at), handle))).isPresent();
    }

    private static Diagnostic report(Function method, String message, String reason) {
        String name = Spelled.method(method.name());
        return Verdict.of(INFO, message.formatted(name + "()"), reason,
                "take `self` by value, so that the handle ends with the command").at(method);
    }

    /// Whether a method returns its own command as a handle that owns it.
    private static boolean makesHandle(Function method, Handles handles) {
        SpelledType result = SpelledType.of(method.signature().result());
        boolean isOwned = !method.signature().trait().equals("Clone")
                && handles.byName().values().stream().anyMatch(handle -> handle.isOwning()
                        && (result.holds(handle.name()) || result.holds("Self") && handle.methods().contains(method)));
        return isOwned && handles.pointers().flow(method).results().stream().anyMatch(value -> handles.isParameter(value, 0, method));
    }

    /// Whether a method returns what a handler answers with.
    private static boolean answers(Function method, AnalyzedProgram program) {
        return Handle.answers(program).stream().anyMatch(name -> SpelledType.of(method.signature().result()).holds(name));
    }
}
