// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.HashSet;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rules.model.Errno;

/// Negative numbers of errors whose sign is turned once more.
final class TurnedSigns {
    private static final Type NEGATIVE = new Type.Named("errno");

    private TurnedSigns() {}

    /// Whether the sign of an expression is turned that was right.
    static boolean isTurned(Expr value, Function function) {
        return value instanceof Expr.Apply(var operator, var operands) && operator.equals("-") && operands.size() == 1
                && isNegative(operands.getFirst(), function);
    }

    private static boolean isNegative(Expr value, Function function) {
        return switch (value) {
            case Expr.Cast(var type, var inner) -> type.equals(NEGATIVE) || isNegative(inner, function);
            case Expr.Apply(var operator, var operands) ->
                operator.equals("-") && operands.size() == 1 && operands.getFirst() instanceof Expr.Symbol(var name)
                && Errno.NUMBERS.containsKey(name);
            case Expr.Read(var place) -> place.isVariable() && place.base().kind() != Variable.Kind.PARAMETER
                    && place.base().kind() != Variable.Kind.GLOBAL && isOnlyError(place, function);
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ ->
                    false;
        };
    }

    /// Whether all that is stored in a variable is what such functions give.
    private static boolean isOnlyError(Place variable, Function function) {
        var kinds = new HashSet<Boolean>();
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Call(var result, var callee, _, _) when result.equals(variable) ->
                    kinds.add(callee instanceof Expr.Symbol(var name) && Errno.GIVERS.contains(name));
                case Instruction.Assign(var target, var value, _) when target.equals(variable) ->
                    kinds.add(value instanceof Expr.Read(var from) && from.base().kind() == Variable.Kind.TEMPORARY
                            && !from.equals(variable) && isNegative(value, function));
                case Instruction.Call _, Instruction.Assign _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return kinds.equals(Set.of(true));
    }
}
