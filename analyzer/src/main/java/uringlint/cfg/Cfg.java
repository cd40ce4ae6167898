// SPDX-License-Identifier: Apache-2.0

package uringlint.cfg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.ir.Terminator;

/// The order of a function's blocks, and its loops.
public final class Cfg {
    private final Function function;
    private final int[] order;
    private final List<List<BlockId>> predecessors;
    private final Map<Integer, BitSet> loops = new HashMap<>();
    private final BitSet repeated = new BitSet();

    public Cfg(Function function) {
        this.function = function;
        int count = function.blocks().size();
        predecessors = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            predecessors.add(new ArrayList<>());
        }
        for (BasicBlock block : function.blocks()) {
            for (BlockId successor : successors(block)) {
                predecessors.get(successor.index()).add(block.id());
            }
        }
        order = new int[count];
        number();
        repeat();
    }

    /// The blocks to which a block can go on.
    public static List<BlockId> successors(BasicBlock block) {
        return switch (block.terminator()) {
            case Terminator.Jump(var target, _) -> List.of(target);
            case Terminator.Branch(_, var whenTrue, var whenFalse, _) ->
                whenTrue.equals(whenFalse) ? List.of(whenTrue) : List.of(whenTrue, whenFalse);
            case Terminator.Return _, Terminator.Unreachable _ -> List.of();
        };
    }

    /// Depth-first search without recursion: postorder numbers, and back edges, whose targets head loops.
    private void number() {
        int count = function.blocks().size();
        int[] state = new int[count];
        int[] next = new int[count];
        var stack = new ArrayDeque<Integer>();
        int postorder = 0;
        java.util.Arrays.fill(order, Integer.MAX_VALUE);
        stack.push(0);
        state[0] = 1;
        while (!stack.isEmpty()) {
            int block = stack.peek();
            List<BlockId> successors = successors(function.blocks().get(block));
            if (next[block] < successors.size()) {
                int successor = successors.get(next[block]++).index();
                if (state[successor] == 0) {
                    state[successor] = 1;
                    stack.push(successor);
                } else if (state[successor] == 1) {
                    addLoop(successor, block);
                }
            } else {
                stack.pop();
                state[block] = 2;
                order[block] = postorder++;
            }
        }
        for (int block = 0; block < count; block++) {
            order[block] = order[block] == Integer.MAX_VALUE ? count + block : postorder - 1 - order[block];
        }
    }

    private void addLoop(int header, int latch) {
        BitSet body = loops.computeIfAbsent(header, _ -> new BitSet());
        body.set(header);
        var worklist = new ArrayDeque<Integer>();
        worklist.push(latch);
        while (!worklist.isEmpty()) {
            int block = worklist.pop();
            if (!body.get(block)) {
                body.set(block);
                for (BlockId predecessor : predecessors.get(block)) {
                    worklist.push(predecessor.index());
                }
            }
        }
    }

    /// Marks the blocks of loops and what follows on them.
    private void repeat() {
        loops.values().forEach(repeated::or);
        for (int added = 0; added < repeated.cardinality();) {
            added = repeated.cardinality();
            for (BasicBlock block : function.blocks()) {
                if (repeated.get(block.id().index())) {
                    successors(block).forEach(successor -> repeated.set(successor.index()));
                }
            }
        }
    }

    public Function function() {
        return function;
    }

    /// The place of a block in reverse postorder; blocks that cannot be reached come last.
    public int order(BlockId block) {
        return order[block.index()];
    }

    public List<BlockId> predecessors(BlockId block) {
        return predecessors.get(block.index());
    }

    /// Whether a back edge leads to a block.
    public boolean isLoopHead(BlockId block) {
        return loops.containsKey(block.index());
    }

    /// Whether paths can come to a block, in a loop or behind one, after others were followed from there.
    public boolean isRepeated(BlockId block) {
        return repeated.get(block.index());
    }

    /// The blocks of the loop with this head.
    public BitSet loop(int head) {
        return loops.getOrDefault(head, new BitSet());
    }
}
