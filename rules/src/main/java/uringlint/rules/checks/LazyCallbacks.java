// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Ways;
import uringlint.source.Location;

/// Callbacks whose run may be put off because they post a single CQE, and the calls by which they post more.
final class LazyCallbacks {
    private LazyCallbacks() {}

    /// The calls of a function that may be reached from a call of the same one, in callbacks that are handed off lazily.
    static List<Location> repeated(String posting, AnalyzedProgram program) {
        Set<Function> callbacks = new LinkedHashSet<>();
        for (Function function : program.entered()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)
                        && name.equals(UringFunctions.HAND_OFF_LAZILY) && arguments.size() == 2) {
                    program.index().resolve(IrWalk.functionName(arguments.getLast()), function.file()).ifPresent(callbacks::add);
                }
            });
        }
        var found = new ArrayList<Location>();
        for (Function function : Subjects.closure(List.copyOf(callbacks), program)) {
            repeated(posting, function, found);
        }
        return found;
    }

    private static void repeated(String posting, Function function, List<Location> found) {
        for (BasicBlock block : function.blocks()) {
            List<Instruction.Call> calls = posts(posting, block);
            // The first call of a block is one of several if another one comes behind it, in the block or on a way from its end.
            boolean isRepeated = calls.size() > 1 || !calls.isEmpty() && Ways.behind(block, function).stream()
                    .anyMatch(index -> !posts(posting, function.blocks().get(index)).isEmpty());
            if (isRepeated) {
                found.add(new Location(function.file(), calls.getFirst().span()));
            }
        }
    }

    private static List<Instruction.Call> posts(String posting, BasicBlock block) {
        return block.instructions().stream()
                .filter(Instruction.Call.class::isInstance).map(Instruction.Call.class::cast)
                .filter(call -> call.callee().equals(new Expr.Symbol(posting))).toList();
    }
}
