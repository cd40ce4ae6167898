// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What is known at the head of a loop: whether it goes on, and what stays of its variables.
final class Loops {
    private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=");

    private final Memory memory;
    private final Assumptions assumptions;

    Loops(Memory memory, Assumptions assumptions) {
        this.memory = memory;
        this.assumptions = assumptions;
    }

    /// The answer to the comparison of local numbers at the head of a loop, if there is only one for a path.
    Optional<Boolean> answer(BlockId head, Configuration configuration, String frame, Shape shape) {
        BasicBlock block = shape.cfg.function().block(head);
        boolean isComparison = block.instructions().isEmpty()
                && block.terminator()
                        instanceof Terminator.Branch(Expr.Apply(var operator, var operands), _, _, _)
                && COMPARISONS.contains(operator)
                && operands.stream().allMatch(Loops::isLocal);
        if (!isComparison
                || !(memory.evaluate(
                                ((Terminator.Branch) block.terminator()).condition(),
                                frame,
                                configuration,
                                Memory.Touch.NOBODY)
                        instanceof Value.Term compared)) {
            return Optional.empty();
        }
        boolean canHold = assumptions.assume(compared, true, configuration.copy());
        boolean canFail = assumptions.assume(compared, false, configuration.copy());
        return canHold == canFail ? Optional.empty() : Optional.of(canHold);
    }

    /// Whether nothing but numbers and local variables is looked at, so that it does not matter whether anybody does.
    private static boolean isLocal(Expr value) {
        var isLocal = new boolean[] {true};
        IrWalk.parts(
                value,
                part -> isLocal[0] &= !(part instanceof Expr.Read(var place))
                        || place.isVariable() && place.base().kind() != Variable.Kind.GLOBAL);
        return isLocal[0];
    }

    /// Forgets what a loop assigns.
    void widen(BlockId head, Configuration configuration, String frame, Shape shape) {
        var body = shape.cfg.loop(head.index());
        for (int number = body.nextSetBit(0); number >= 0; number = body.nextSetBit(number + 1)) {
            for (Instruction instruction : shape.cfg.function().blocks().get(number).instructions()) {
                Optional<Place> written = switch (instruction) {
                    case Instruction.Assign(var target, _, _) -> Optional.of(target);
                    case Instruction.Call(var result, _, _, _) -> Optional.of(result);
                    case Instruction.Drop _, Instruction.Opaque _ -> Optional.empty();
                };
                if (written.isPresent() && written.get().isVariable() && written.get().base().kind() != Variable.Kind.GLOBAL) {
                    widen(Memory.local(frame, written.get().base().name()), frame + "/" + head, configuration);
                }
            }
        }
    }

    /// A loop keeps a variable whose values have stayed the constants they were; all others are forgotten.
    private void widen(MemoryLocation variable, String site, Configuration configuration) {
        Value value = configuration.store.get(variable);
        if (value instanceof Value.Term || value instanceof Value.Int(var number) && number > 1) {
            Symbol any = memory.symbol(new Symbol.Origin.Made(site, Symbol.What.value(variable.toString()), 0), Type.UNKNOWN);
            configuration.facts.keySet().removeIf(known -> Configuration.mentions(known, any));
            configuration.store.put(variable, new Value.Unknown(any));
        }
    }
}
