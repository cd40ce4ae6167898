// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Signature;
import uringlint.ir.TranslationUnit;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports a driver in Rust that calls the C functions for commands itself.
///
/// Kernels: all.
///
/// # What it reports
/// A call of `bindings::io_uring_cmd_*()` in a driver, with no type in between that says who owns the command. A file that
/// declares such a type is an abstraction, and calls what it wraps.
///
/// # Why it matters
/// The C functions take a pointer and trust their caller: nothing keeps a driver from completing a command twice, from passing the flags
/// of another context, or from using the pointer afterwards. All that `unsafe` code has to promise anew at each call, a
/// handle promises once.
///
/// # Wrong
/// `samples/raw-binding/completes-by-pointer.rs`
///
/// # Right
/// `samples/raw-binding/handle-of-its-own.rs`
///
/// # Limits
/// No abstraction is merged as of 7.3, so this is a note: a driver may have nothing else to call.
///
/// # References
/// - The posted series "rust: miscdevice: abstraction for uring-cmd" (RFC v1 of 2025-07-19 to v5 of 2026-04-15).
public final class RawBinding implements Rule {
    private static final RuleInfo INFO = new RuleInfo("raw-binding", Severity.NOTE, "a driver calls the C functions for commands itself");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        Map<String, Handle> handles = Handles.in(program).byName();
        for (TranslationUnit unit : program.index().program().units()) {
            boolean isAbstraction = handles.values().stream()
                    .anyMatch(handle -> handle.unit() == unit && handle.methods().stream().anyMatch(RawBinding::isMethod));
            if (!isAbstraction && unit.functions().stream().noneMatch(function -> wraps(function, program))) {
                unit.functions().forEach(function -> check(function, program, reports));
            }
        }
        return reports;
    }

    /// Whether a function is a method of a type that is a command, or a pointer to one.
    private static boolean wraps(Function function, AnalyzedProgram program) {
        return isMethod(function)
                && !function.parameters().isEmpty()
                && Subjects.isCommand(function.parameters().getFirst().type(), program);
    }

    private static boolean isMethod(Function function) {
        return function.signature().receiver() != Signature.Receiver.NONE;
    }

    private static void check(Function function, AnalyzedProgram program, List<Diagnostic> reports) {
        if (function.signature().equals(Signature.NONE)) {
            return;
        }
        IrWalk.instructions(function, instruction -> {
            boolean isDirect = instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _)
                    && UringFunctions.isForCommands(name) && !name.contains("::") && program.model().knows(name)
                    && program.index().resolve(name, function.file()).isEmpty();
            if (isDirect && instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, var span)) {
                reports.add(Verdict.of(INFO, "`%s()` is called for a plain pointer".formatted(name),
                        "nothing says who owns the command, and the compiler cannot tell a second completion from the first",
                        "wrap the pointer in a handle that its completion consumes").at(function, span));
            }
        });
    }
}
