// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Program;
import uringlint.ir.TranslationUnit;
import uringlint.version.KernelVersion;

/// The functions that a program calls and has no bodies of, with the numbers of their arguments.
public final class OutsideCalls {
    private record Callee(String name, int arity) {}

    private final Set<Callee> callees = new LinkedHashSet<>();

    public OutsideCalls(Program program) {
        var own = new HashSet<String>();
        for (TranslationUnit unit : program.units()) {
            unit.functions().forEach(function -> own.add(function.name()));
        }
        for (TranslationUnit unit : program.units()) {
            for (Function function : unit.functions()) {
                for (BasicBlock block : function.blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)
                                && !own.contains(name)
                                && !UringApi.hasFunction(name)) {
                            callees.add(new Callee(name, arguments.size()));
                        }
                    }
                }
            }
        }
    }

    /// Whether all of them do the same in two releases, so far as that is known.
    public boolean areSame(KernelVersion one, KernelVersion other) {
        return callees.stream().allMatch(callee ->
                EffectTable.effects(callee.name(), callee.arity(), one).equals(EffectTable.effects(callee.name(), callee.arity(), other)));
    }
}
