// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;

/// Collects the variables of a function in the order in which they are met.
final class UsedVariables {
    private final Map<String, Variable> byName = new LinkedHashMap<>();

    static Map<String, Variable> of(Function function) {
        var used = new UsedVariables();
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(used::instruction);
            switch (block.terminator()) {
                case Terminator.Branch(var condition, _, _, _) -> used.value(condition);
                case Terminator.Return(var value, _) -> used.value(value);
                case Terminator.Jump _, Terminator.Unreachable _ -> {}
            }
        }
        return used.byName;
    }

    private void instruction(Instruction instruction) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                place(target);
                value(value);
            }
            case Instruction.Call(var result, var callee, var arguments, _) -> {
                place(result);
                value(callee);
                arguments.forEach(this::value);
            }
            case Instruction.Drop(var place, _, _) -> place(place);
            case Instruction.Opaque(var touched, _) -> touched.forEach(this::place);
        }
    }

    private void place(Place place) {
        byName.putIfAbsent(place.base().name(), place.base());
        projections(place.path());
    }

    private void projections(List<Projection> path) {
        for (Projection step : path) {
            if (step instanceof Projection.Index(var index)) {
                value(index);
            }
        }
    }

    private void value(Expr value) {
        switch (value) {
            case Expr.Read(var place) -> place(place);
            case Expr.AddressOf(var place) -> place(place);
            case Expr.Apply(_, var operands) -> operands.forEach(this::value);
            case Expr.Cast(_, var inner) -> value(inner);
            case Expr.Is(var inner, _) -> value(inner);
            case Expr.Variant(_, var parts) -> parts.forEach(part -> value(part.value()));
            case Expr.Aggregate(_, var elements) -> elements.forEach(element -> {
                projections(element.designators());
                value(element.value());
            });
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _ -> {}
        }
    }
}
