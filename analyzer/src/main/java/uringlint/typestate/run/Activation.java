// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.typestate.state.Configuration;

/// One run of a function: which configurations have reached its blocks, which of them wait to go on, and which ways out were found.
final class Activation {
    final Function function;
    final String frame;
    final Shape shape;
    /// The ways out.
    final Kinds<Exit> exits = new Kinds<>();
    private final TreeMap<Integer, List<Known>> pending = new TreeMap<>();
    private final Map<Integer, Kinds<Known>> reached = new HashMap<>();
    private final Map<Integer, BlockId> blocks = new HashMap<>();

    Activation(Function function, String frame, Shape shape) {
        this.function = function;
        this.frame = frame;
        this.shape = shape;
    }

    /// A configuration that reached a block, joined with all that agree with it.
    static final class Known {
        final Configuration configuration;
        boolean isWaiting;
        int joins;

        Known(Configuration configuration) {
            this.configuration = configuration;
        }
    }

    /// The configurations that have reached a block.
    Kinds<Known> at(BlockId block) {
        return reached.computeIfAbsent(shape.cfg.order(block), _ -> new Kinds<>());
    }

    /// Lets a configuration go on from a block.
    void await(BlockId block, Known known) {
        int order = shape.cfg.order(block);
        blocks.put(order, block);
        if (!known.isWaiting) {
            known.isWaiting = true;
            pending.computeIfAbsent(order, _ -> new ArrayList<>()).add(known);
        }
    }

    boolean isDone() {
        return pending.isEmpty();
    }

    /// The first block, in the order of the function, at which configurations wait.
    BasicBlock next() {
        return function.block(blocks.get(pending.firstKey()));
    }

    /// Those that wait there.
    List<Known> take() {
        return pending.pollFirstEntry().getValue();
    }
}
