// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Projection;
import uringlint.ir.Signature;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Handle;
import uringlint.rules.report.SpelledType;

/// The methods that only borrow their handle, and leave it alive and full.
final class BorrowingMethods {
    private static final Set<String> DESTRUCTORS = Set.of("Drop", "PinnedDrop");

    private BorrowingMethods() {}

    /// Those of a handle. What is a part of methods that end it is not among them.
    static List<Function> of(Handle handle, AnalyzedProgram program) {
        return handle.methods().stream()
                .filter(method -> isBorrowed(method.signature(), handle) && !isEmptied(method) && !isInner(method, handle, program))
                .toList();
    }

    /// Whether a type is a reference to a handle.
    static boolean isReference(String spelled, Handle handle) {
        SpelledType type = SpelledType.of(spelled);
        return type.isReferenceTo(handle.name()) || type.isReferenceTo("Self");
    }

    private static boolean isBorrowed(Signature signature, Handle handle) {
        return switch (signature.receiver()) {
            case SHARED, UNIQUE -> true;
            case VALUE -> false;
            case NONE -> !signature.parameters().isEmpty() && isReference(signature.parameters().getFirst(), handle);
        };
    }

    /// Whether a method is a part of others that end the handle: of those that take it by value, or of its destructor,
    /// if it is not that itself.
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
        IrWalk.instructions(function, instruction ->
                found[0] |= instruction instanceof Instruction.Call(_, Expr.Symbol(var callee), _, _) && callee.equals(name));
        return found[0];
    }

    /// Whether a method empties a field of its receiver.
    private static boolean isEmptied(Function method) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(method, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, var value, _)) {
                boolean isOwn = target.base().kind() == Variable.Kind.PARAMETER
                        && target.path().stream().anyMatch(step -> step instanceof Projection.Deref);
                found[0] |= isOwn && (value instanceof Expr.Symbol(var name) && name.equals("None")
                        || value instanceof Expr.Literal(var number, _) && number == 0);
            }
        });
        return found[0];
    }
}
