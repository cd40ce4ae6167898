// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import uringlint.ir.Expr;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;

/// What the initializers of a program store where: by designators, and by position where a structure's members are known.
public final class Aggregates {
    private final ProgramIndex index;

    public Aggregates(ProgramIndex index) {
        this.index = index;
    }

    /// Every value that is no list itself, with the path from what is initialized to where it is stored.
    public void values(Expr value, Type type, BiConsumer<List<Projection>, Expr> each) {
        values(value, type, List.of(), each);
    }

    private void values(Expr value, Type type, List<Projection> path, BiConsumer<List<Projection>, Expr> each) {
        switch (value) {
            case Expr.Aggregate(var written, var elements) ->
                elements(elements, index.resolve(type).equals(Type.UNKNOWN) ? written : type, path, each);
            case Expr.Variant(_, var parts) -> {
                for (Expr.Part part : parts) {
                    var field = new Projection.Field(part.name());
                    values(part.value(), index.step(type, field), longer(path, List.of(field)), each);
                }
            }
            case Expr.Cast(_, Expr.Aggregate inner) -> values(inner, type, path, each);
            case Expr.Cast(_, Expr.Variant inner) -> values(inner, type, path, each);
            case Expr.Cast _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.Read _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Is _ -> each.accept(path, value);
        }
    }

    private void elements(List<Expr.Element> elements, Type type, List<Projection> path, BiConsumer<List<Projection>, Expr> each) {
        int position = 0;
        for (Expr.Element element : elements) {
            List<Projection> steps = element.designators();
            if (steps.isEmpty()) {
                steps = List.of(at(type, position));
            } else if (steps.getFirst() instanceof Projection.Field(var name)) {
                position = Math.max(position, position(type, name));
            }
            position++;
            Type target = type;
            for (Projection step : steps) {
                target = index.step(target, step);
            }
            values(element.value(), target, longer(path, steps), each);
        }
    }

    private static List<Projection> longer(List<Projection> path, List<Projection> steps) {
        var all = new ArrayList<>(path);
        all.addAll(steps);
        return List.copyOf(all);
    }

    /// The member at a position, or the element of an array.
    private Projection at(Type type, int position) {
        List<TypeDeclaration.Member> members = members(type);
        boolean isMember = position < members.size() && !members.get(position).name().isEmpty();
        return isMember
                ? new Projection.Field(members.get(position).name())
                : new Projection.Index(new Expr.Literal(position, Integer.toString(position)));
    }

    private int position(Type type, String name) {
        List<TypeDeclaration.Member> members = members(type);
        for (int position = 0; position < members.size(); position++) {
            if (members.get(position).name().equals(name)) {
                return position;
            }
        }
        return 0;
    }

    private List<TypeDeclaration.Member> members(Type type) {
        return index.resolve(type) instanceof Type.Tagged(_, var tag)
                ? index.composite(tag).map(TypeDeclaration.Composite::members).orElse(List.of())
                : List.of();
    }
}
