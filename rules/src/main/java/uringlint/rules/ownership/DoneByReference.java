package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Projection;
import uringlint.ir.Signature;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports methods that give up a command and leave the caller its handle.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A method of a type that wraps a command which completes it, or hands it on to task work, itself or by what it calls, and takes its receiver by `&self`, `&mut self`
/// or `Pin<&mut Self>`. Also one that answers for the command, by a value that a handler returns, or that makes an owning handle of it, and borrows the one it has.
///
/// # Why it matters
/// What is called by reference can be called again, by safe code. The second completion of a command is a second CQE and a second free of the request. A method
/// that takes `self` ends the handle with the command: the compiler then counts.
///
/// # Wrong
/// `samples/done-by-reference/finished-through-a-pin.rs`
///
/// # Right
/// `samples/done-by-reference/finished-by-value.rs`
///
/// # Limits
/// A type that holds more than a command and numbers is no handle: a device that takes a command out of a slot may do so by reference. So may a method that
/// empties the field it takes the command from, and one that is not public and is only called where the handle ends: by methods that take it by value, or when it is
/// dropped.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "This method probably needs to take ownership of the IoUringCmd."
/// - `io_uring_cmd_done()` in `include/linux/io_uring/cmd.h`.
public final class DoneByReference implements Rule {
    private static final RuleInfo INFO = new RuleInfo("done-by-reference", uringlint.diagnostic.Severity.ERROR, "a method completes a command and leaves its handle alive");

    private static final Set<String> DESTRUCTORS = Set.of("Drop", "PinnedDrop");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var origins = new Origins(program, pointers);
        Map<String, Handle> handles = Handle.in(program, origins);
        var reports = new ArrayList<Diagnostic>();
        for (Handle handle : handles.values()) {
            for (Function method : handle.methods()) {
                Signature signature = method.signature();
                boolean isBorrowed = signature.receiver() == Signature.Receiver.SHARED || signature.receiver() == Signature.Receiver.UNIQUE
                        || signature.receiver() == Signature.Receiver.NONE && !signature.parameters().isEmpty() && isReference(signature.parameters().getFirst(), handle);
                if (!isBorrowed || isEmptied(method) || isInner(method, handle, program)) {
                    continue;
                }
                if (origins.completed(method).contains(0)) {
                    reports.add(report(method, "`%s` completes the command and only borrows its handle", "safe code can call it again, and the command is then completed twice"));
                } else if (signature.receiver() == Signature.Receiver.NONE) {
                    continue;
                } else if (makesHandle(method, handles, origins, pointers)) {
                    reports.add(report(method, "`%s` makes another handle that owns the command, and only borrows this one",
                            "both handles can complete the command, and this one can make a third"));
                } else if (answers(method, program)) {
                    reports.add(report(method, "`%s` answers for the command and only borrows its handle", "the handle can still be queued or completed, and the command is then completed twice"));
                }
            }
        }
        for (Function function : Subjects.told(program)) {
            boolean isFree = handles.values().stream().noneMatch(handle -> handle.methods().contains(function));
            for (Origins.Use use : isFree ? origins.uses(function) : List.<Origins.Use>of()) {
                Optional<Integer> parameter = use.isLast() ? origins.parameter(use.call().arguments().get(use.object()), function) : Optional.empty();
                boolean isBorrowed = parameter.isPresent() && parameter.get() < function.signature().parameters().size()
                        && handles.values().stream().anyMatch(handle -> isReference(function.signature().parameters().get(parameter.get()), handle));
                if (isBorrowed) {
                    reports.add(report(function, "`%s` completes the command and only borrows its handle", "safe code can call it again, and the command is then completed twice"));
                    break;
                }
            }
        }
        return reports;
    }

    /// Whether a type is a reference to a handle.
    private static boolean isReference(String spelled, Handle handle) {
        SpelledType type = SpelledType.of(spelled);
        return type.isReferenceTo(handle.name()) || type.isReferenceTo("Self");
    }

    private static Diagnostic report(Function method, String message, String reason) {
        String name = method.name().substring(method.name().lastIndexOf(':') + 1);
        return Verdict.of(INFO, message.formatted(name + "()"), reason,
                "take `self` by value, so that the handle ends with the command").at(method);
    }

    /// Whether a method is a part of others that end the handle: of those that take it by value, or of its destructor, if it is not that itself.
    private static boolean isInner(Function method, Handle handle, AnalyzedProgram program) {
        if (DESTRUCTORS.contains(method.signature().trait())) {
            return true;
        }
        List<Function> callers = program.index().functions().stream().filter(function -> calls(function, method.name())).toList();
        return !method.signature().isPublic() && !callers.isEmpty() && callers.stream().allMatch(caller -> handle.methods().contains(caller)
                && (caller.signature().receiver() == Signature.Receiver.VALUE || DESTRUCTORS.contains(caller.signature().trait())));
    }

    private static boolean calls(Function function, String name) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> found[0] |= instruction instanceof Instruction.Call(_, Expr.Symbol(var callee), _, _) && callee.equals(name));
        return found[0];
    }

    /// Whether a method empties a field of its receiver.
    private static boolean isEmptied(Function method) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(method, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, var value, _)) {
                boolean isOwn = target.base().kind() == Variable.Kind.PARAMETER && target.path().stream().anyMatch(step -> step instanceof Projection.Deref);
                found[0] |= isOwn && (value instanceof Expr.Symbol(var name) && name.equals("None") || value instanceof Expr.Literal(var number, _) && number == 0);
            }
        });
        return found[0];
    }

    /// Whether a method returns its own command as a handle that owns it.
    private static boolean makesHandle(Function method, Map<String, Handle> handles, Origins origins, Pointers pointers) {
        SpelledType result = SpelledType.of(method.signature().result());
        boolean isOwned = !method.signature().trait().equals("Clone")
                && handles.values().stream().anyMatch(handle -> handle.isOwning()
                        && (result.holds(handle.name()) || result.holds("Self") && handle.methods().contains(method)));
        return isOwned && pointers.flow(method).results().stream().anyMatch(value -> origins.parameter(value, method).filter(index -> index == 0).isPresent());
    }

    /// Whether a method returns what a handler answers with.
    private static boolean answers(Function method, AnalyzedProgram program) {
        return Handle.answers(program).stream().anyMatch(name -> SpelledType.of(method.signature().result()).holds(name));
    }
}
