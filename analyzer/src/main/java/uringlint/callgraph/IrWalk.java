// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;

/// Walks over the parts of a function that questions about whole programs need.
public final class IrWalk {
    private IrWalk() {}

    /// Every instruction, block by block.
    public static void instructions(Function function, Consumer<Instruction> each) {
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(each);
        }
    }

    /// The name that an expression is, of whatever is named: a type, a member or a variable; or an empty string.
    public static String name(Expr expression) {
        return switch (expression) {
            case Expr.Symbol(var name) -> name;
            case Expr.Apply(_, var operands) -> operands.isEmpty() ? "" : name(operands.getFirst());
            case Expr.Read(var place) -> place.base().name();
            case Expr.Cast _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> "";
        };
    }

    /// Every value that an aggregate or a variant gives to a field, at any depth, with the field's name.
    public static void fields(Expr expression, BiConsumer<String, Expr> each) {
        if (expression instanceof Expr.Aggregate(_, var elements)) {
            for (Expr.Element element : elements) {
                String name = fieldOf(element.designators());
                if (!name.isEmpty()) {
                    each.accept(name, element.value());
                }
                fields(element.value(), each);
            }
        } else if (expression instanceof Expr.Variant(_, var parts)) {
            for (Expr.Part part : parts) {
                each.accept(part.name(), part.value());
                fields(part.value(), each);
            }
        } else if (expression instanceof Expr.Cast(_, var inner)) {
            fields(inner, each);
        }
    }

    /// A value and all values that it is made of, the outer ones first.
    public static void parts(Expr expression, Consumer<Expr> each) {
        each.accept(expression);
        switch (expression) {
            case Expr.Apply(_, var operands) -> operands.forEach(operand -> parts(operand, each));
            case Expr.Cast(_, var inner) -> parts(inner, each);
            case Expr.Aggregate(_, var elements) -> elements.forEach(element -> parts(element.value(), each));
            case Expr.Variant(_, var parts) -> parts.forEach(part -> parts(part.value(), each));
            case Expr.Is(var value, _) -> parts(value, each);
            case Expr.Read(var place) -> indexes(place, each);
            case Expr.AddressOf(var place) -> indexes(place, each);
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _ -> {}
        }
    }

    private static void indexes(Place place, Consumer<Expr> each) {
        for (Projection step : place.path()) {
            if (step instanceof Projection.Index(var index)) {
                parts(index, each);
            }
        }
    }

    /// Every place that a value reads or has the address of, at any depth.
    public static void places(Expr expression, Consumer<Place> each) {
        parts(expression, part -> {
            switch (part) {
                case Expr.Read(var place) -> each.accept(place);
                case Expr.AddressOf(var place) -> each.accept(place);
                case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Cast _, Expr.Aggregate _,
                        Expr.Variant _, Expr.Is _ -> {}
            }
        });
    }

    /// Every value that a function computes, as a whole.
    private static void values(Function function, Consumer<Expr> each) {
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Assign(var target, var value, _) -> {
                        indexes(target, each);
                        each.accept(value);
                    }
                    case Instruction.Call(var result, var callee, var arguments, _) -> {
                        indexes(result, each);
                        each.accept(callee);
                        arguments.forEach(each);
                    }
                    case Instruction.Drop(var place, _, _) -> each.accept(new Expr.Read(place));
                    case Instruction.Opaque(var touched, _) -> touched.forEach(place -> each.accept(new Expr.Read(place)));
                }
            }
            switch (block.terminator()) {
                case Terminator.Branch(var condition, _, _, _) -> each.accept(condition);
                case Terminator.Return(var value, _) -> each.accept(value);
                case Terminator.Jump _, Terminator.Unreachable _ -> {}
            }
        }
    }

    /// Whether a function reads a variable.
    public static boolean reads(Function function, Variable variable) {
        boolean[] found = new boolean[1];
        values(function, value -> places(value, place -> found[0] |= place.base().equals(variable)));
        return found[0];
    }

    /// The names of all members, constants and called functions that a function reads.
    public static Set<String> names(Function function) {
        var names = new LinkedHashSet<String>();
        values(function, value -> parts(value, part -> {
            switch (part) {
                case Expr.Symbol(var name) -> names.add(name);
                case Expr.Read(var place) -> names(place, names);
                case Expr.AddressOf(var place) -> names(place, names);
                case Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.Apply _, Expr.Cast _, Expr.Aggregate _, Expr.Variant _,
                        Expr.Is _ -> {}
            }
        }));
        return names;
    }

    private static void names(Place place, Set<String> names) {
        if (place.base().kind() == Variable.Kind.GLOBAL) {
            names.add(place.base().name());
        }
        for (Projection step : place.path()) {
            if (step instanceof Projection.Field(var name)) {
                names.add(name);
            }
        }
    }

    /// The last field of a path, or an empty string if it ends in something else.
    public static String fieldOf(List<Projection> path) {
        for (int index = path.size() - 1; index >= 0; index--) {
            switch (path.get(index)) {
                case Projection.Field(var name) -> {
                    return name;
                }
                case Projection.Index _ -> {}
                case Projection.Deref _ -> {
                    return "";
                }
            }
        }
        return "";
    }

    /// The name of the function that a value is, or an empty string.
    public static String functionName(Expr value) {
        return switch (value) {
            case Expr.Symbol(var name) -> name;
            case Expr.Cast(_, var inner) -> functionName(inner);
            case Expr.AddressOf(Place place)
            when place.isVariable() -> place.base().name();
            case Expr.AddressOf _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.Read _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> "";
        };
    }
}
