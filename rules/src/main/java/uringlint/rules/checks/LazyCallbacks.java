// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.cfg.Cfg;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Subjects;
import uringlint.source.Location;

/// Callbacks whose run may be put off because they post a single CQE, and the calls by which they post more.
final class LazyCallbacks {
    private LazyCallbacks() {}

    /// The calls of a function that may be reached from a call of the same one, in callbacks that are handed off lazily.
    static List<Location> repeated(String posting, AnalyzedProgram program) {
        Set<Function> callbacks = new LinkedHashSet<>();
        for (Function function : program.entered()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _) && name.equals("io_uring_cmd_do_in_task_lazy") && arguments.size() == 2) {
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
            List<Instruction.Call> calls = block.instructions().stream()
                    .filter(Instruction.Call.class::isInstance).map(Instruction.Call.class::cast)
                    .filter(call -> call.callee().equals(new Expr.Symbol(posting))).toList();
            // The first call of a block is one of several if another one comes behind it, in the block or on a way from its end.
            if (calls.size() > 1 || !calls.isEmpty() && isReachable(posting, block, function)) {
                found.add(new Location(function.file(), calls.getFirst().span()));
            }
        }
    }

    /// Whether a way leads from the end of a block to a call of the function.
    private static boolean isReachable(String posting, BasicBlock from, Function function) {
        var reached = new BitSet();
        var pending = new ArrayDeque<>(Cfg.successors(from));
        while (!pending.isEmpty()) {
            BlockId next = pending.poll();
            if (!reached.get(next.index())) {
                reached.set(next.index());
                BasicBlock block = function.blocks().get(next.index());
                boolean posts = block.instructions().stream()
                        .anyMatch(instruction -> instruction instanceof Instruction.Call call && call.callee().equals(new Expr.Symbol(posting)));
                if (posts) {
                    return true;
                }
                pending.addAll(Cfg.successors(block));
            }
        }
        return false;
    }
}
