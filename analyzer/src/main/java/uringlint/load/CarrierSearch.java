// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;

/// Finds the functions that must be read to follow an object: those that get it, or a structure in which it was stored.
final class CarrierSearch {
    private CarrierSearch() {}

    /// The names of functions without a body that are called with an object, or with what carries one.
    static Set<String> receivers(Collection<TranslationUnit> units, String objectType) {
        var defined = new HashSet<String>();
        var receivers = new LinkedHashSet<String>();
        for (TranslationUnit unit : units) {
            unit.functions().forEach(function -> defined.add(function.name()));
        }
        for (TranslationUnit unit : units) {
            for (Function function : unit.functions()) {
                Set<String> carriers = carriers(function, objectType);
                if (!carriers.isEmpty()) {
                    IrWalk.instructions(function, instruction -> {
                        if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)
                                && !defined.contains(name)
                                && arguments.stream().anyMatch(argument -> isOf(argument, carriers))) {
                            receivers.add(name);
                        }
                    });
                }
            }
        }
        return receivers;
    }

    private static Set<String> carriers(Function function, String objectType) {
        var carriers = new HashSet<String>();
        for (Variable parameter : function.parameters()) {
            if (isObject(parameter.type(), objectType) || isContext(parameter.type())) {
                carriers.add(parameter.name());
            }
        }
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Read(var source), _)) {
                if (isObject(source.base().type(), objectType) && source.isVariable() && !target.path().isEmpty()) {
                    carriers.add(target.base().name());
                }
                if (isObject(target.base().type(), objectType) && target.isVariable()) {
                    carriers.add(target.base().name());
                }
            }
        });
        return carriers;
    }

    private static boolean isObject(Type type, String tag) {
        return type instanceof Type.Pointer(Type.Tagged(_, var name)) && name.equals(tag);
    }

    /// A `void *` may be anything that a caller carries.
    private static boolean isContext(Type type) {
        return type instanceof Type.Pointer(Type.Named(var name)) && name.equals("void");
    }

    private static boolean isOf(Expr argument, Set<String> carriers) {
        return switch (argument) {
            case Expr.Read(Place place) ->
                place.isVariable() && carriers.contains(place.base().name());
            case Expr.AddressOf(Place place) -> carriers.contains(place.base().name());
            case Expr.Cast(_, var inner) -> isOf(inner, carriers);
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> false;
        };
    }
}
