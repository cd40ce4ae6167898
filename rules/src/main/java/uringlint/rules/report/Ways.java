// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import uringlint.cfg.Cfg;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Trace;

/// Which blocks of a function lead to which, whatever the path.
public final class Ways {
    private Ways() {}

    /// The numbers of the blocks that are reached from these, themselves among them.
    public static BitSet from(Collection<BlockId> starts, Function function) {
        return from(starts, function, _ -> true);
    }

    /// The same where a way ends behind each block that is not to be passed.
    public static BitSet from(Collection<BlockId> starts, Function function, Predicate<BasicBlock> isPassed) {
        var reached = new BitSet();
        var open = new ArrayList<>(starts);
        while (!open.isEmpty()) {
            BlockId id = open.removeLast();
            if (!reached.get(id.index())) {
                reached.set(id.index());
                BasicBlock block = function.block(id);
                open.addAll(isPassed.test(block) ? Cfg.successors(block) : List.of());
            }
        }
        return reached;
    }

    /// The numbers of the blocks that are reached from the end of a block.
    public static BitSet behind(BasicBlock block, Function function) {
        return from(Cfg.successors(block), function);
    }

    /// The block in which a span is run: that of the smallest instruction around it.
    public static BasicBlock holding(Span span, Function function) {
        BasicBlock found = function.entry();
        int smallest = Integer.MAX_VALUE;
        for (BasicBlock block : function.blocks()) {
            for (var instruction : block.instructions()) {
                if (instruction.span().contains(span) && instruction.span().length() < smallest) {
                    smallest = instruction.span().length();
                    found = block;
                }
            }
        }
        return found;
    }

    /// Whether a place, or a call that leads to it, is passed several times by a loop.
    public static boolean isRepeated(Observation seen, AnalyzedProgram program) {
        return isInLoop(seen.function(), seen.span()) || seen.path().openCalls().stream().map(Trace.OpenCall::place)
                .anyMatch(place -> program.index().functions().stream()
                        .filter(function -> function.file() == place.file() && function.span().contains(place.span()))
                        .anyMatch(function -> isInLoop(function, place.span())));
    }

    private static boolean isInLoop(Function function, Span span) {
        var cfg = new Cfg(function);
        return function.blocks().stream().anyMatch(head -> cfg.loop(head.id().index()).stream()
                .anyMatch(index -> isIn(function.blocks().get(index), span)));
    }

    private static boolean isIn(BasicBlock block, Span span) {
        return block.terminator().span().equals(span)
                || block.instructions().stream().anyMatch(instruction -> instruction.span().equals(span));
    }
}
