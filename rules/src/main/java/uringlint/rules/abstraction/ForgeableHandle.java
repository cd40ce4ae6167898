// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Signature;
import uringlint.ir.TypeDeclaration;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Documentation;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Verdict;

/// Reports handles of commands that drivers can make themselves, and are not meant to.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A handle that owns a command and has only public fields: safe code can write it down. That is a warning.
/// - A `pub unsafe` function that makes a handle of a raw pointer, where the type says that drivers are not to make it, or where
///   only the functions by which the kernel enters the code call it. That is a note.
///
/// # Why it matters
/// A handle stands for the one owner of a command. Who can make another one can complete the command twice, and no method of
/// the handle can prevent it. With `pub(crate)` only the abstraction makes handles, and its promises are in one place.
///
/// # Wrong
/// `samples/forgeable-handle/public-field.rs`
///
/// # Right
/// `samples/forgeable-handle/crate-makes-it.rs`
///
/// # Limits
/// Where nothing shows who is meant to make handles, a public `unsafe` function is as good as any.
///
/// # References
/// - The posted series "rust: miscdevice: abstraction for uring-cmd", v3 of August 2025 ("should not be constructed or
///   manipulated directly by kernel module developers") and v4 of April 2026, in which `from_raw()` is `pub(crate)`.
public final class ForgeableHandle implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "forgeable-handle", Severity.WARNING, "a driver can make the handle of a command").ofAbstractions();
    private static final Pattern NOT_MADE = Pattern.compile(
            "\\b(not|never|cannot) be (directly )?(constructed|created|built|made|instantiated)\\b"
                    + "|\\bonly (be )?(constructed|created|built|made|obtained)\\b|\\bonly way to (obtain|get|create|construct)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final String REASON = "two handles of one command can complete it twice";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (Handle handle : handles.byName().values()) {
            if (handle.isOwning() && handle.declaration().attributes().contains(TypeDeclaration.Composite.OPEN)) {
                reports.add(Verdict.of(INFO, "`%s` owns a command, and its fields are public".formatted(handle.name()), REASON,
                        "make the fields private, and let the abstraction make the handle").at(handle.place(), handle.name()));
            }
            for (Function method : handle.methods()) {
                if (makes(method, handles) && (isForbidden(handle) || isOfTheCrate(method, program))) {
                    reports.add(Verdict.of(INFO,
                            "`%s` makes a handle of a raw pointer, and drivers can call it".formatted(Surface.name(method.name())),
                            REASON, "make it `pub(crate)`, so that only the abstraction makes handles").as(Severity.NOTE).at(method));
                }
            }
        }
        return reports;
    }

    /// Whether everybody who promises something can make a handle by a function.
    private static boolean makes(Function method, Handles handles) {
        Signature signature = method.signature();
        boolean isOffered = signature.isPublic() && signature.isUnsafe() && signature.trait().isEmpty()
                && signature.receiver() == Signature.Receiver.NONE;
        return isOffered && Surface.givesHandle(signature, handles) && !Surface.rawCommands(method, handles.program()).isEmpty();
    }

    private static boolean isForbidden(Handle handle) {
        return NOT_MADE.matcher(Documentation.of(handle.unit().file(), handle.declaration().span()).words()).find();
    }

    /// Whether a function is called, and only where a raw command came in.
    private static boolean isOfTheCrate(Function method, AnalyzedProgram program) {
        List<Function> callers = program.index().functions().stream().filter(function -> function != method
                && calls(function, method.name())).toList();
        return !callers.isEmpty() && callers.stream().allMatch(caller -> !caller.signature().isPublic()
                && !Surface.rawCommands(caller, program).isEmpty());
    }

    private static boolean calls(Function function, String name) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction ->
                found[0] |= instruction instanceof Instruction.Call(_, Expr.Symbol(var callee), _, _) && callee.equals(name));
        return found[0];
    }
}
