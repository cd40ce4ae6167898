package uringlint.callgraph;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;

/// Walks over the parts of a function that questions about whole programs need.
public final class IrWalk {
    private IrWalk() {}

    /// Every instruction, block by block.
    public static void instructions(Function function, Consumer<Instruction> each) {
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(each);
        }
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
            case Expr.AddressOf(Place place) when place.isVariable() -> place.base().name();
            case Expr.AddressOf _, Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.Read _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> "";
        };
    }
}
