// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.rules.model.UringFunctions;

/// The checks of sizes that drivers write for the compiler.
final class SizeChecks {
    private SizeChecks() {}

    /// Whether a function compares the size of a pointer with that of a PDU for the compiler to check.
    static boolean measuresPointer(Function function, ProgramIndex index) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _) && UringFunctions.isStaticCheck(name)
                    && !arguments.isEmpty()) {
                boolean[] sees = new boolean[2];
                IrWalk.parts(arguments.getFirst(), part -> {
                    if (part instanceof Expr.Apply(var operator, var operands) && operator.equals("sizeof")
                            && operands.getFirst() instanceof Expr.Read(var place)) {
                        sees[0] |= IrWalk.fieldOf(place.path()).equals("pdu");
                        sees[1] |= index.typeOf(place) instanceof Type.Pointer;
                    }
                });
                found[0] |= sees[0] && sees[1];
            }
        });
        return found[0];
    }
}
