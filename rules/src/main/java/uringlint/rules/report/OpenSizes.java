// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Pointers.Region;

/// Accesses whose size is that of a type which the caller of a function chooses, where nobody asks for it.
public final class OpenSizes {
    private static final int DEPTH = 8;
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");

    private OpenSizes() {}

    /// For each function the first such access to a region.
    public static List<Access> of(Region region, AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var found = new ArrayList<Access>();
        for (Function function : Subjects.told(program)) {
            Optional<Access> open = Accesses.of(function, pointers, program).stream()
                    .filter(access -> access.memory().region() == region && isOpen(access, pointers))
                    .findFirst();
            if (open.isPresent() && !isChecked(function, pointers) && !isCheckedBefore(function, pointers, program)) {
                found.add(open.get());
            }
        }
        return found;
    }

    /// Whether an access is as large as a type that is not known: it is that type's, or a copy of that many bytes, or one of that many.
    private static boolean isOpen(Access access, Pointers pointers) {
        boolean isAccess = switch (access.how()) {
            case READ, UNALIGNED_READ, VOLATILE_READ, COPY, REFERENCE, MUTABLE_REFERENCE -> true;
            case WRITE -> !access.by().isEmpty();
            case VALUE, ADDRESS -> false;
        };
        boolean isTyped = access.memory().isCast() && access.memory().type().equals(Type.UNKNOWN);
        return isAccess && !access.by().isEmpty() && (isTyped || isCounted(access, pointers));
    }

    /// Whether the bytes of an access are counted by an open size: the length of a copy, or the end of a loop.
    private static boolean isCounted(Access access, Pointers pointers) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(access.function(), instruction -> {
            boolean isHere = instruction instanceof Instruction.Call call && call.span().equals(access.span())
                    && call.arguments().stream().skip(1).anyMatch(argument -> isSize(argument, access.function(), pointers, DEPTH));
            boolean isRange = access.how() == Accesses.How.VOLATILE_READ
                    && instruction instanceof Instruction.Assign(_, Expr.Variant(var name, var parts), _) && name.equals("Range")
                    && parts.stream().anyMatch(part -> isSize(part.value(), access.function(), pointers, DEPTH));
            found[0] |= isHere || isRange;
        });
        return found[0];
    }

    private static boolean isSize(Expr value, Function function, Pointers pointers, int depth) {
        boolean[] found = new boolean[1];
        IrWalk.parts(value, part -> found[0] |= switch (part) {
            case Expr.Apply(var operator, var operands) -> operator.equals("sizeof")
                    && operands.getFirst() instanceof Expr.Symbol(var type) && type.isEmpty();
            case Expr.Read(var place) when place.isVariable() && depth > 0 -> pointers.flow(function).of(place.base()).stream()
                    .anyMatch(definition -> definition instanceof Flow.Definition.Given(var given) && !given.equals(part)
                            && isSize(given, function, pointers, depth - 1));
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Cast _,
                    Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> false;
        });
        return found[0];
    }

    /// Whether a function compares such a size, or gives it to somebody who may.
    private static boolean isChecked(Function function, Pointers pointers) {
        boolean[] found = new boolean[1];
        Consumer<Expr> compared = value ->
                IrWalk.parts(value, part -> found[0] |= part instanceof Expr.Apply(var operator, var operands)
                        && COMPARISONS.contains(operator)
                && operands.stream().anyMatch(operand -> isSize(operand, function, pointers, DEPTH)));
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Assign(var target, var value, _) -> {
                        compared.accept(value);
                        // `let () = Fits::<T>::OK;` asks a constant.
                        found[0] |= value instanceof Expr.Symbol && target.base().type().equals(new Type.Named("void"));
                    }
                    case Instruction.Call(_, var callee, var arguments, _) -> {
                        arguments.forEach(compared);
                        String name = IrWalk.functionName(callee);
                        boolean isMemory = name.startsWith("ptr::") || name.startsWith("slice::") || name.equals("size_of_val");
                        found[0] |= !isMemory && arguments.stream().anyMatch(argument -> isSize(argument, function, pointers, DEPTH));
                    }
                    case Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            }
            switch (block.terminator()) {
                case Terminator.Branch(var condition, _, _, _) -> compared.accept(condition);
                case Terminator.Return(var value, _) -> compared.accept(value);
                case Terminator.Jump _, Terminator.Unreachable _ -> {}
            }
        }
        return found[0];
    }

    /// Whether a function that only the program itself can call is called by functions that check.
    private static boolean isCheckedBefore(Function function, Pointers pointers, AnalyzedProgram program) {
        if (function.signature().isPublic()) {
            return false;
        }
        List<Function> callers = program.index().functions().stream().filter(caller -> calls(caller, function, program)).toList();
        return !callers.isEmpty() && callers.stream().allMatch(caller -> isChecked(caller, pointers));
    }

    private static boolean calls(Function caller, Function function, AnalyzedProgram program) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(caller, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _) && name.equals(function.name())) {
                found[0] |= program.index().resolve(name, caller.file()).equals(Optional.of(function));
            }
        });
        return found[0];
    }
}
