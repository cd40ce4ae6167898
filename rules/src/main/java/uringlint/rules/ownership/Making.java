// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Signature;
import uringlint.ir.Spellings;
import uringlint.rules.report.Handles;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Ways;
import uringlint.source.Span;

/// A place at which a function makes an owning handle, by writing it down or by a constructor.
///
/// @param values what the handle is made of
/// @param isOfPointer whether that is told to be one raw pointer
record Making(List<Expr> values, boolean isOfPointer, BasicBlock block, Span span) {
    Making {
        values = List.copyOf(values);
    }

    /// Those of a function: by constructors first, in its order, then those that are written down.
    static List<Making> in(Function function, Handles handles) {
        var makings = new ArrayList<Making>();
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)) {
                    Optional<Function> constructor = handles.constructor(name, function);
                    constructor.ifPresent(callee ->
                            makings.add(new Making(arguments, arguments.size() == 1 && takesPointer(callee.signature()), block, span)));
                }
            }
        }
        for (Spellings.Made made : function.spellings().made()) {
            if (handles.isOwning(made.type())) {
                makings.add(new Making(List.of(made.value()), true, Ways.holding(made.span(), function), made.span()));
            }
        }
        return makings;
    }

    private static boolean takesPointer(Signature signature) {
        return signature.parameters().size() == 1 && SpelledType.of(signature.parameters().getFirst()).isRaw();
    }
}
