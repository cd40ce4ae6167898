// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.entry;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.typestate.protocol.ApiModel;

/// Finds the variants by which the entry points of a program say that they keep an object: where a variant is seen, the caller returns what
/// means "queued". That is how a program that brings its own types for answers tells what they mean.
public final class QueuedAnswers {
    private static final int STEPS = 8;

    private final ProgramIndex index;
    private final ApiModel model;
    private final Set<String> found = new TreeSet<>();
    private final Set<String> tested = new TreeSet<>();

    private QueuedAnswers(ProgramIndex index, ApiModel model) {
        this.index = index;
        this.model = model;
    }

    /// The model with what the program says of its own answers.
    public static ApiModel in(ProgramIndex index, ApiModel model) {
        var answers = new QueuedAnswers(index, model);
        index.functions().forEach(answers::search);
        // A program that answers by a variant which is known needs no other, and may be wrong about one.
        boolean isKnown = answers.tested.stream().anyMatch(model.queuedVariants()::contains);
        return isKnown || answers.found.isEmpty() ? model : model.withQueuedVariants(answers.found);
    }

    private void search(Function function) {
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Branch(Expr.Is(_, var variant), var whenTrue, _, _)) {
                tested.add(variant);
                if (returnsQueued(function, function.block(whenTrue))) {
                    found.add(variant);
                }
            }
        }
    }

    /// Whether a block goes on to return what means "queued", whatever ends on the way.
    private boolean returnsQueued(Function function, BasicBlock start) {
        var holding = new HashSet<Expr>();
        BasicBlock block = start;
        for (int step = 0; step < STEPS; step++) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign(var target, var assigned, _)
                        && (isQueued(plain(assigned)) || holding.contains(plain(assigned)))) {
                    holding.add(new Expr.Read(target));
                }
            }
            switch (block.terminator()) {
                case Terminator.Return(var value, _) -> {
                    return isQueued(plain(value)) || holding.contains(plain(value));
                }
                case Terminator.Jump(var target, _) -> block = function.block(target);
                case Terminator.Branch(_, _, var whenFalse, _) -> {
                    if (holding.isEmpty()) {
                        return false;
                    }
                    block = function.block(whenFalse);
                }
                case Terminator.Unreachable _ -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static Expr plain(Expr value) {
        return value instanceof Expr.Cast(_, var inner) ? plain(inner) : value;
    }

    private boolean isQueued(Expr value) {
        var number = index.evaluate(value);
        return number.isPresent() && number.getAsLong() == model.queued();
    }
}
