// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Subjects;
import uringlint.source.Span;

/// Two exclusive references to one command, of which the first is used when there is the second already.
record LivePairs(Function function, Span first, Span second, String pointer) {
    private record Made(Place result, Place pointer, Span span) {}

    /// The pairs in a function that are made of one raw pointer.
    static List<LivePairs> in(Function function, AnalyzedProgram program) {
        var made = new ArrayList<Made>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(var result, Expr.Symbol(var name), var arguments, var span)
                    && name.equals(RustFunctions.BORROW_MUT)
                    && arguments.size() == 1
                    && arguments.getFirst() instanceof Expr.Read(var pointer)
                    && pointer.isVariable()
                    && Subjects.isCommand(program.index().typeOf(pointer), program)) {
                made.add(new Made(result, pointer, span));
            }
        });
        var found = new ArrayList<LivePairs>();
        for (Made first : made) {
            for (Made second : made) {
                boolean isLater = first.pointer.equals(second.pointer) && first.span.end() <= second.span.start();
                if (isLater && isUsedBehind(second.span, new Flow(function).copies(first.result.base()), function)) {
                    found.add(new LivePairs(function, first.span, second.span, first.pointer.base().name()));
                }
            }
        }
        return found;
    }

    /// Whether one of the variables is read or written through below a place.
    private static boolean isUsedBehind(Span place, Set<Variable> variables, Function function) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction.span().start() >= place.end()) {
                switch (instruction) {
                    case Instruction.Assign(var target, var value, _) ->
                        found[0] |= !target.isVariable() && variables.contains(target.base()) || names(value, variables);
                    case Instruction.Call(_, _, var arguments, _) ->
                        found[0] |= arguments.stream().anyMatch(argument -> names(argument, variables));
                    case Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            }
        });
        return found[0] || function.blocks().stream().anyMatch(block ->
                block.terminator() instanceof Terminator.Return(var value, var span)
                        && span.start() >= place.end()
                        && names(value, variables));
    }

    private static boolean names(Expr value, Set<Variable> variables) {
        boolean[] found = new boolean[1];
        IrWalk.parts(value, part -> found[0] |= part instanceof Expr.Read(var place) && variables.contains(place.base())
                || part instanceof Expr.AddressOf(var address) && variables.contains(address.base()));
        return found[0];
    }
}
