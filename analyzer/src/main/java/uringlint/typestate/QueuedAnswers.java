package uringlint.typestate;

import java.util.Set;
import java.util.TreeSet;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;

/// Finds the variants by which the entry points of a program say that they keep an object: where a variant is seen, the caller returns what
/// means "queued". That is how a program that brings its own types for answers tells what they mean.
final class QueuedAnswers {
    private final ProgramIndex index;
    private final ApiModel model;
    private final Set<String> found = new TreeSet<>();

    private QueuedAnswers(ProgramIndex index, ApiModel model) {
        this.index = index;
        this.model = model;
    }

    /// The model with what the program says of its own answers.
    static ApiModel in(ProgramIndex index, ApiModel model) {
        var answers = new QueuedAnswers(index, model);
        answers.found.addAll(model.queuedVariants());
        index.functions().forEach(answers::search);
        return answers.found.equals(model.queuedVariants()) ? model : model.withQueuedVariants(answers.found);
    }

    private void search(Function function) {
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Branch(var condition, var whenTrue, _, _) && returnsQueued(function.block(whenTrue))) {
                IrWalk.parts(condition, part -> {
                    if (part instanceof Expr.Is(_, var variant)) {
                        found.add(variant);
                    }
                });
            }
        }
    }

    private boolean returnsQueued(BasicBlock block) {
        if (!(block.terminator() instanceof Terminator.Return(var value, _))) {
            return false;
        }
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Instruction.Assign(var target, var assigned, _) && value.equals(new Expr.Read(target)) && isQueued(assigned)) {
                return true;
            }
        }
        return isQueued(value);
    }

    private boolean isQueued(Expr value) {
        if (value instanceof Expr.Apply(var operator, var operands) && operator.equals("-") && operands.size() == 1
                && operands.getFirst() instanceof Expr.Symbol(var name) && model.constants().containsKey(name)) {
            return -model.constants().get(name) == model.queued();
        }
        var number = index.evaluate(value);
        return number.isPresent() && number.getAsLong() == model.queued();
    }
}
