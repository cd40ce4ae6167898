// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;

/// The sizes and offsets of the types of a program, as GCC lays them out for the kernel. What is not known for sure is empty: a type
/// that is not declared, a member behind `#if`, an array whose length is no constant.
///
/// Answers are kept, so an instance is for one thread.
public final class Layouts {
    private static final int DEPTH = 40;

    private final ProgramIndex index;
    private final DataModel model;
    private final Measures measures;
    private final Map<Type, Optional<Layout>> known = new HashMap<>();
    private int depth;

    public Layouts(ProgramIndex index, DataModel model) {
        this.index = index;
        this.model = model;
        this.measures = new Measures(index, this);
    }

    /// The layout of a type.
    public Optional<Layout> of(Type type) {
        Optional<Layout> layout = known.get(type);
        if (layout == null) {
            layout = depth == DEPTH ? Optional.empty() : compute(type);
            known.put(type, layout);
        }
        return layout;
    }

    /// The layout of a type by its spelling: `struct foo`, `u8 *`, `unsigned long`.
    public Optional<Layout> of(String spelling) {
        return Spelling.type(spelling).flatMap(this::of);
    }

    /// The type that a text spells.
    public static Optional<Type> type(String spelling) {
        return Spelling.type(spelling);
    }

    /// Where a member of a structure or union lies: `offset(struct, ["a", "b"])` for `.a.b`. A step `[3]` is an element. Members of
    /// anonymous members are found as in C. Bit-fields have no place.
    public Optional<Slot> offset(Type owner, List<String> path) {
        var slot = Optional.of(new Slot(0, of(owner).map(Layout::size).orElse(0L), owner));
        for (String step : path) {
            slot = slot.flatMap(from -> step(from, step));
        }
        return slot;
    }

    /// The integer that a constant expression is, with `sizeof`, `offsetof`, `sizeof_field`, `offsetofend` and the like in it.
    public OptionalLong evaluate(Expr expression) {
        return measures.evaluate(expression);
    }

    /// The type of a place. Where the program's own declarations end, it is unknown.
    Type typeOf(Place place) {
        return index.typeOf(place);
    }

    private Optional<Slot> step(Slot from, String step) {
        Type type = index.resolve(from.type());
        if (step.startsWith("[")) {
            if (!(type instanceof Type.Array(var element, _))) {
                return Optional.empty();
            }
            String number = step.substring(1, step.length() - 1);
            OptionalLong place = number.isEmpty() || !number.chars().allMatch(Character::isDigit) || number.length() > 9
                    ? index.constant(number)
                    : OptionalLong.of(Long.parseLong(number));
            return place.isEmpty() ? Optional.empty()
                    : of(element).map(layout -> new Slot(from.offset() + place.getAsLong() * layout.size(), layout.size(), element));
        }
        return type instanceof Type.Tagged(_, var tag)
                ? index.composite(tag).flatMap(composite -> member(composite, step, from.offset()))
                : Optional.empty();
    }

    private Optional<Slot> member(TypeDeclaration.Composite composite, String name, long base) {
        var structure = new Structure(composite, this);
        for (TypeDeclaration.Member member : composite.members()) {
            OptionalLong offset = structure.add(member);
            if (structure.isUnclear()) {
                return Optional.empty();
            }
            if (member.name().equals(name)) {
                return offset.isEmpty()
                        ? Optional.empty()
                        : of(member.type())
                                .map(layout -> new Slot(base + offset.getAsLong(), layout.size(), member.type()));
            }
            if (member.name().isEmpty() && offset.isPresent() && member.type() instanceof Type.Tagged(_, var tag)) {
                Optional<Slot> inner = index.composite(tag).flatMap(nested -> member(nested, name, base + offset.getAsLong()));
                if (inner.isPresent()) {
                    return inner;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Layout> compute(Type type) {
        depth++;
        Optional<Layout> layout = switch (type) {
            case Type.Named(var name) -> named(name);
            case Type.Tagged(var keyword, var tag) -> tagged(keyword, tag);
            case Type.Pointer _ -> Optional.of(Layout.natural(model.word()));
            case Type.Array(var element, var length) -> array(element, length);
            case Type.Callable _, Type.Unknown _ -> Optional.empty();
        };
        depth--;
        return layout;
    }

    private Optional<Layout> named(String name) {
        Optional<TypeDeclaration.Alias> alias = index.alias(name);
        if (alias.isEmpty()) {
            return KernelTypes.find(name, model);
        }
        if (alias.get().target().equals(new Type.Named(name))) {
            return KernelTypes.find(name, model);
        }
        Modifiers modifiers = Modifiers.of(alias.get().attributes());
        if (modifiers.isUnclear() || modifiers.isPacked()) {
            return Optional.empty();
        }
        Optional<Layout> target = of(alias.get().target());
        // On a typedef, `aligned` also lowers.
        OptionalLong alignment = alignment(modifiers);
        if (modifiers.alignments().isEmpty()) {
            return target;
        }
        return alignment.isEmpty() ? Optional.empty() : target.map(layout -> new Layout(layout.size(), (int) alignment.getAsLong()));
    }

    private Optional<Layout> tagged(Type.Keyword keyword, String tag) {
        if (keyword == Type.Keyword.ENUM) {
            return index.enumeration(tag).flatMap(this::enumeration);
        }
        Optional<TypeDeclaration.Composite> composite = index.composite(tag);
        if (composite.isEmpty()) {
            return KernelTypes.find((keyword == Type.Keyword.STRUCT ? "struct " : "union ") + tag, model);
        }
        var structure = new Structure(composite.get(), this);
        composite.get().members().forEach(structure::add);
        return structure.finish();
    }

    private Optional<Layout> array(Type element, Expr length) {
        OptionalLong count = length instanceof Expr.Unit ? OptionalLong.of(0) : evaluate(length);
        return count.isEmpty() || count.getAsLong() < 0 || count.getAsLong() > Integer.MAX_VALUE
                ? Optional.empty()
                : of(element).map(layout -> new Layout(layout.size() * count.getAsLong(), layout.alignment()));
    }

    /// An `int`, unless it is packed or a constant needs more.
    private Optional<Layout> enumeration(TypeDeclaration.Enumeration enumeration) {
        Modifiers modifiers = Modifiers.of(enumeration.attributes());
        if (modifiers.isUnclear() || !modifiers.alignments().isEmpty()) {
            return Optional.empty();
        }
        long least = 0;
        long most = 0;
        for (Constant constant : enumeration.constants()) {
            OptionalLong value = evaluate(new Expr.Symbol(constant.name()));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            least = Math.min(least, value.getAsLong());
            most = Math.max(most, value.getAsLong());
        }
        int size = modifiers.isPacked() ? 1 : 4;
        while (size < 8 && !(least < 0 ? least >= -1L << size * 8 - 1 && most < 1L << size * 8 - 1 : most < 1L << size * 8)) {
            size *= 2;
        }
        return Optional.of(Layout.natural(size));
    }

    /// The strictest of the alignments that attributes ask for: 1 if there are none, empty if one is not known.
    OptionalLong alignment(Modifiers modifiers) {
        long strictest = 1;
        for (String text : modifiers.alignments()) {
            OptionalLong value = measures.evaluate(text);
            if (value.isEmpty() || value.getAsLong() < 1 || value.getAsLong() > 1 << 20 || Long.bitCount(value.getAsLong()) != 1) {
                return OptionalLong.empty();
            }
            strictest = Math.max(strictest, value.getAsLong());
        }
        return OptionalLong.of(strictest);
    }
}
