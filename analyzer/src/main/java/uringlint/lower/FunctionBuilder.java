// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.source.Span;

/// Collects the blocks of one function. Instructions go to the current block; after a terminator there is none until the next
/// one is opened, and what is added meanwhile lands in a block that nothing reaches and that `build` leaves out.
public final class FunctionBuilder {
    /// A block that is still open for instructions, and whose terminator names blocks by identity.
    public static final class Open {
        private final List<Instruction> instructions = new ArrayList<>(4);
        private Exit exit = new Exit.None();
        private boolean isEntered;
        private int predecessors;
        private int number = -1;

        /// Adds an instruction before the terminator, also when there is one already.
        public void append(Instruction instruction) {
            instructions.add(instruction);
        }
    }

    private sealed interface Exit {
        record None() implements Exit {}

        record To(Open target, Span span) implements Exit {}

        record Either(Expr condition, Open whenTrue, Open whenFalse, Span span) implements Exit {}

        record Out(Terminator terminator) implements Exit {}
    }

    private final List<Open> blocks = new ArrayList<>();
    private final List<Open> missing = new ArrayList<>();
    private final Span end;
    private Open current;

    /// @param end the span of the return that C puts at the end of a body
    public FunctionBuilder(Span end) {
        this.end = end;
        start(new Open());
    }

    /// The block that gets the next instruction.
    public Open current() {
        if (!isOpen()) {
            start(new Open());
        }
        return current;
    }

    /// Whether the point that follows is reached from the one before.
    public boolean isOpen() {
        return current.exit instanceof Exit.None;
    }

    public void add(Instruction instruction) {
        current().append(instruction);
    }

    /// Makes `block` the current one; the block before goes on to it unless it has ended.
    public void enter(Open block, Span span) {
        jump(block, span);
        start(block);
    }

    private void start(Open block) {
        current = block;
        block.isEntered = true;
        blocks.add(block);
    }

    public void jump(Open target, Span span) {
        if (isOpen()) {
            current.exit = new Exit.To(target, span);
        }
    }

    public void branch(Expr condition, Open whenTrue, Open whenFalse, Span span) {
        current().exit = new Exit.Either(condition, whenTrue, whenFalse, span);
    }

    public void leave(Terminator terminator) {
        current().exit = new Exit.Out(terminator);
    }

    /// The reachable blocks in the order in which they were entered, without empty ones that only go on.
    public List<BasicBlock> build() {
        for (Open block : blocks) {
            switch (block.exit) {
                case Exit.None _ -> block.exit = new Exit.Out(new Terminator.Return(new Expr.Unit(), end));
                case Exit.To(var target, var span) -> block.exit = new Exit.To(last(target), span);
                case Exit.Either(var condition, var whenTrue, var whenFalse, var span) ->
                    block.exit = new Exit.Either(condition, last(whenTrue), last(whenFalse), span);
                case Exit.Out _ -> {}
            }
        }
        Open entry = blocks.getFirst();
        countPredecessors(entry);
        // A label that the lowering of the body never came by: nothing is known of what follows.
        missing.forEach(block -> block.exit = new Exit.Out(new Terminator.Unreachable(end)));
        blocks.addAll(missing);
        var kept = new ArrayList<Open>();
        for (Open block : blocks) {
            if (block.predecessors > 0) {
                absorb(block, entry);
                kept.add(block);
            }
        }
        kept.removeIf(block -> block.predecessors == 0);
        for (int index = 0; index < kept.size(); index++) {
            kept.get(index).number = index;
        }
        var built = new ArrayList<BasicBlock>(kept.size());
        for (Open block : kept) {
            built.add(new BasicBlock(new BlockId(block.number), block.instructions, terminator(block.exit)));
        }
        return built;
    }

    /// Where a jump to `block` ends up when empty blocks are passed over.
    private static Open last(Open block) {
        Open target = block;
        for (int steps = 0; steps < 1_000; steps++) {
            if (target.instructions.isEmpty() && target.exit instanceof Exit.To(var next, _) && next != target) {
                target = next;
            } else {
                return target;
            }
        }
        return block;
    }

    private void countPredecessors(Open entry) {
        var pending = new ArrayList<Open>();
        Map<Open, Boolean> seen = new IdentityHashMap<>();
        pending.add(entry);
        entry.predecessors = 1;
        seen.put(entry, true);
        while (!pending.isEmpty()) {
            for (Open next : successors(pending.removeLast())) {
                next.predecessors++;
                if (seen.put(next, true) == null) {
                    pending.add(next);
                    if (!next.isEntered) {
                        missing.add(next);
                    }
                }
            }
        }
    }

    private static List<Open> successors(Open block) {
        return switch (block.exit) {
            case Exit.To(var target, _) -> List.of(target);
            case Exit.Either(_, var whenTrue, var whenFalse, _) -> List.of(whenTrue, whenFalse);
            case Exit.None _, Exit.Out _ -> List.of();
        };
    }

    /// Takes in the blocks that only `block` goes on to.
    private static void absorb(Open block, Open entry) {
        while (block.exit instanceof Exit.To(var next, _) && next.predecessors == 1 && next != block && next != entry) {
            block.instructions.addAll(next.instructions);
            block.exit = next.exit;
            next.predecessors = 0;
        }
    }

    private static Terminator terminator(Exit exit) {
        return switch (exit) {
            case Exit.To(var target, var span) -> new Terminator.Jump(new BlockId(target.number), span);
            case Exit.Either(var condition, var whenTrue, var whenFalse, var span) ->
                new Terminator.Branch(condition, new BlockId(whenTrue.number), new BlockId(whenFalse.number), span);
            case Exit.Out(var terminator) -> terminator;
            case Exit.None _ -> throw new IllegalStateException("a block without a terminator");
        };
    }
}
