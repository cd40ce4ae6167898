// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.value.Ranges;

/// The integers that the variables of a function can hold, whatever the path.
///
/// @param assigned the values that are assigned to variables
/// @param results what calls can give to variables
/// @param unclear the variables that may hold anything else, too
record Integers(ApiModel model, Map<String, List<Expr>> assigned, Map<String, List<Ranges>> results, Set<String> unclear) {
    private static final Set<String> INTEGERS =
            Set.of("int", "long", "ssize_t", "s32", "s64", "blk_status_t", "long int");

    /// The integers that a variable of the function can hold.
    Ranges of(String name) {
        return range(new Variable(name, Variable.Kind.LOCAL, Type.UNKNOWN), new HashSet<>());
    }

    /// The integers that the function can return.
    Ranges returned(Function function) {
        if (!(function.result() instanceof Type.Named(var type)) || !INTEGERS.contains(type)) {
            return Ranges.ALL;
        }
        Ranges all = Ranges.NONE;
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, _)) {
                all = all.union(range(value, new HashSet<>()));
            }
        }
        return all.isEmpty() ? Ranges.ALL : all;
    }

    private Ranges range(Expr value, Set<String> seen) {
        return switch (value) {
            case Expr.Literal(var number, _) -> Ranges.of(number);
            case Expr.Symbol(var name) ->
                model.constants().containsKey(name)
                        ? Ranges.of(model.constants().get(name))
                        : Ranges.ALL;
            case Expr.Cast(Type.Named(var type), var inner) when INTEGERS.contains(type) -> range(inner, seen);
            case Expr.Apply(var operator, var operands)
            when operator.equals("-") && operands.size() == 1 -> negative(operands.getFirst());
            case Expr.Apply(var operator, _)
            when Set.of("==", "!=", "<", ">", "<=", ">=", "!").contains(operator) -> Ranges.between(0, 1);
            case Expr.Read(Place place) when place.isVariable() -> range(place.base(), seen);
            case Expr.Apply _,
                    Expr.Cast _,
                    Expr.Read _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Ranges.ALL;
        };
    }

    private Ranges negative(Expr value) {
        return switch (value) {
            case Expr.Literal(var number, _) -> Ranges.of(-number);
            case Expr.Symbol(var name)
            when model.constants().containsKey(name) ->
                Ranges.of(-model.constants().get(name));
            case Expr.Symbol _,
                    Expr.Apply _,
                    Expr.Cast _,
                    Expr.Read _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Ranges.ALL;
        };
    }

    private Ranges range(Variable variable, Set<String> seen) {
        boolean isOwn = variable.kind() == Variable.Kind.LOCAL || variable.kind() == Variable.Kind.TEMPORARY;
        if (!isOwn || unclear.contains(variable.name())) {
            return Ranges.ALL;
        }
        if (!seen.add(variable.name())) {
            return Ranges.NONE;
        }
        Ranges all = Ranges.NONE;
        for (Ranges result : results.getOrDefault(variable.name(), List.of())) {
            all = all.union(result);
        }
        for (Expr value : assigned.getOrDefault(variable.name(), List.of())) {
            all = all.union(range(value, seen));
        }
        return all.isEmpty() ? Ranges.ALL : all;
    }
}
