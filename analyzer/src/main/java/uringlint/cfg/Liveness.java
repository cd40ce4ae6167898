// SPDX-License-Identifier: Apache-2.0

package uringlint.cfg;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;

/// Which local variables may still be read at the start of each block. A variable whose address is taken is always live.
public final class Liveness {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final BitSet addressed = new BitSet();
    private final BitSet[] liveIn;

    public Liveness(Cfg cfg) {
        List<BasicBlock> blocks = cfg.function().blocks();
        BitSet[] used = new BitSet[blocks.size()];
        BitSet[] defined = new BitSet[blocks.size()];
        liveIn = new BitSet[blocks.size()];
        for (int index = 0; index < blocks.size(); index++) {
            used[index] = new BitSet();
            defined[index] = new BitSet();
            liveIn[index] = new BitSet();
            scan(blocks.get(index), used[index], defined[index]);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = blocks.size() - 1; index >= 0; index--) {
                var live = new BitSet();
                for (BlockId successor : Cfg.successors(blocks.get(index))) {
                    live.or(liveIn[successor.index()]);
                }
                live.andNot(defined[index]);
                live.or(used[index]);
                if (!live.equals(liveIn[index])) {
                    liveIn[index] = live;
                    changed = true;
                }
            }
        }
    }

    /// Whether a variable may be read at or after the start of a block.
    public boolean isLive(String variable, BlockId block) {
        Integer number = numbers.get(variable);
        return number != null && (addressed.get(number) || liveIn[block.index()].get(number));
    }

    private void scan(BasicBlock block, BitSet used, BitSet defined) {
        Consumer<Variable> use = variable -> {
            int number = number(variable);
            if (!defined.get(number)) {
                used.set(number);
            }
        };
        for (Instruction instruction : block.instructions()) {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _) -> {
                    reads(value, use);
                    write(target, use, defined);
                }
                case Instruction.Call(var result, var callee, var arguments, _) -> {
                    reads(callee, use);
                    arguments.forEach(argument -> reads(argument, use));
                    write(result, use, defined);
                }
                case Instruction.Drop(var place, _, _) -> readsPlace(place, use);
                case Instruction.Opaque(var touched, _) -> touched.forEach(place -> readsPlace(place, use));
            }
        }
        switch (block.terminator()) {
            case Terminator.Branch(var condition, _, _, _) -> reads(condition, use);
            case Terminator.Return(var value, _) -> reads(value, use);
            case Terminator.Jump _, Terminator.Unreachable _ -> {}
        }
    }

    private void write(Place place, Consumer<Variable> use, BitSet defined) {
        if (place.isVariable()) {
            defined.set(number(place.base()));
        } else {
            readsPlace(place, use);
        }
    }

    private int number(Variable variable) {
        return numbers.computeIfAbsent(variable.name(), _ -> numbers.size());
    }

    private void readsPlace(Place place, Consumer<Variable> use) {
        use.accept(place.base());
        for (Projection step : place.path()) {
            if (step instanceof Projection.Index(var index)) {
                reads(index, use);
            }
        }
    }

    private void reads(Expr expression, Consumer<Variable> use) {
        switch (expression) {
            case Expr.Read(var place) -> {
                if (place.base().type() instanceof Type.Array) {
                    addressed.set(number(place.base()));
                }
                readsPlace(place, use);
            }
            case Expr.AddressOf(var place) -> {
                boolean isPointee = !place.path().isEmpty() && place.path().getFirst() instanceof Projection.Deref;
                if (!isPointee) {
                    addressed.set(number(place.base()));
                }
                readsPlace(place, use);
            }
            case Expr.Apply(_, var operands) -> operands.forEach(operand -> reads(operand, use));
            case Expr.Cast(_, var value) -> reads(value, use);
            case Expr.Aggregate(_, var elements) -> elements.forEach(element -> reads(element.value(), use));
            case Expr.Variant(_, var parts) -> parts.forEach(part -> reads(part.value(), use));
            case Expr.Is(var value, _) -> reads(value, use);
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _ -> {}
        }
    }
}
