// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Subjects;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Role;

/// A callback for task work to which no code hands a command, and the code that has one and does nothing with it: the two ends of
/// a hand-off that is missing.
record UnusedCallback(Function callback, Function holder, String command) {

    /// The callbacks of a program that nothing uses, each with the only function that can have meant to.
    static List<UnusedCallback> in(AnalyzedProgram program) {
        var unused = new ArrayList<UnusedCallback>();
        for (Role role : program.roles()) {
            Function callback = role.function();
            if (role.kind() == Role.Kind.PLAIN && callback.linkage() == Function.Linkage.INTERNAL && isForTaskWork(callback, program)) {
                var graph = program.graph();
                List<UnusedCallback> holders = holders(callback, program);
                if (graph.callers(callback).isEmpty() && !graph.isAddressTaken(callback) && holders.size() == 1) {
                    unused.add(holders.getFirst());
                }
            }
        }
        return unused;
    }

    private static boolean isForTaskWork(Function function, AnalyzedProgram program) {
        if (!(function.result() instanceof Type.Named(var result)) || !result.equals("void") || function.parameters().size() != 2) {
            return false;
        }
        Type first = function.parameters().getFirst().type();
        return program.index().resolve(first) instanceof Type.Tagged(_, var tag) && program.model().carrierTypes().contains(tag)
                || Subjects.isCommand(first, program) && function.parameters().getLast().type() instanceof Type.Named;
    }

    private static List<UnusedCallback> holders(Function callback, AnalyzedProgram program) {
        var holders = new ArrayList<UnusedCallback>();
        for (Function function : program.index().functions()) {
            if (function != callback && function.file() == callback.file() && function.result() instanceof Type.Named(var result)
                    && result.equals("void")) {
                idleCommand(function, program).ifPresent(command -> holders.add(new UnusedCallback(callback, function, command)));
            }
        }
        return holders;
    }

    /// The local variable to which a function loads a command that it neither gives to anybody nor looks at.
    private static Optional<String> idleCommand(Function function, AnalyzedProgram program) {
        Optional<String> found = Optional.empty();
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign(var target, Expr.Read(var source), _)
                        && target.isVariable()
                        && target.base().kind() == Variable.Kind.LOCAL
                        && !source.path().isEmpty()
                        && Subjects.isCommand(target.base().type(), program)) {
                    found = Optional.of(target.base().name());
                }
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _) && givesAway(name, program)) {
                    return Optional.empty();
                }
            }
        }
        return found;
    }

    private static boolean givesAway(String name, AnalyzedProgram program) {
        for (Effect.Api api : program.model().functions().getOrDefault(name, List.of())) {
            for (Effect effect : api.effects()) {
                if (effect instanceof Effect.Complete || effect instanceof Effect.HandOff || effect instanceof Effect.Mark
                        || effect instanceof Effect.Reissue) {
                    return true;
                }
            }
        }
        return false;
    }
}
