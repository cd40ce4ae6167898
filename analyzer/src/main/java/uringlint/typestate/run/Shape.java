// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.HashSet;
import java.util.Set;
import uringlint.cfg.Cfg;
import uringlint.cfg.Liveness;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;

/// The order of a function's blocks, its loops and what they assign, and its live variables.
final class Shape {
    final Cfg cfg;
    final Liveness liveness;
    /// The variables that the function returns.
    final Set<String> answers = new HashSet<>();
    /// Whether the function returns a written 0, so that no constant that it returns by name is 0.
    final boolean isZeroWritten;

    Shape(Function function) {
        cfg = new Cfg(function);
        liveness = new Liveness(cfg);
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(Expr.Read(var place), _) && place.isVariable()) {
                answers.add(place.base().name());
            }
        }
        isZeroWritten = function.blocks().stream()
                .anyMatch(block -> block.terminator() instanceof Terminator.Return(var value, _)
                                && isZero(value)
                        || block.instructions().stream()
                                .anyMatch(instruction -> instruction
                                                instanceof Instruction.Assign(var target, var value, _)
                                        && target.isVariable()
                                        && answers.contains(target.base().name())
                                        && isZero(value)));
    }

    private static boolean isZero(Expr value) {
        return value instanceof Expr.Literal(var number, _) && number == 0;
    }
}
