// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.lower.Cleanups;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers patterns: first the tests, which branch away where they fail, then the variables, and last what is moved into them.
final class Patterns {
    private final BodyLowering in;

    Patterns(BodyLowering in) {
        this.in = in;
    }

    /// Where control goes if a pattern does not match, and what is to be dropped only later there.
    record Refusal(Open block, Cleanups cleanups) {}

    /// A name of a pattern with the place it is for.
    private record Name(SyntaxNode node, Slot slot, boolean isReference) {}

    /// A variable that has got its value. Until it is taken, that is still where it was.
    record Bound(Slot variable, Expr value, Span span) {}

    /// Binds a pattern to a value. Where it does not match, control goes to `refused`; a pattern without that always matches.
    void bind(SyntaxNode pattern, Operand operand, Optional<Refusal> refused, Span span) {
        take(match(pattern, operand, refused, span));
    }

    /// Tests a pattern and names its variables, without moving anything yet: a guard may still refuse.
    List<Bound> match(SyntaxNode pattern, Operand operand, Optional<Refusal> refused, Span span) {
        var bound = new ArrayList<Bound>();
        if (pattern.kind().equals("identifier") && !isConstant(pattern)) {
            declare(pattern.text(), operand, false, in.span(pattern)).ifPresent(bound::add);
            return bound;
        }
        Slot slot = operand.value() instanceof Expr.Read(var place) ? new Slot(place, operand.type()) : in.hold(operand, span);
        var names = new ArrayList<Name>();
        test(pattern, slot, refused, false, names);
        names.forEach(name -> declare(name).ifPresent(bound::add));
        return bound;
    }

    /// Moves what was matched into the variables.
    void take(List<Bound> bound) {
        for (Bound one : bound) {
            in.ownership.passOn(one.value(), one.variable().place().base());
            in.ownership.moved(new Operand(one.value(), one.variable().type()), one.span());
            in.ownership.own(one.variable(), one.span());
        }
    }

    /// Names the variables of a pattern that get their values later.
    void declare(SyntaxNode pattern, RustType type) {
        if (pattern.kind().equals("identifier")) {
            in.declare(pattern.text(), Variable.Kind.LOCAL, type);
        } else {
            pattern.namedChildren()
                    .forEach(child -> declare(child, pattern.kind().equals("mut_pattern") ? type : RustType.UNKNOWN));
        }
    }

    private boolean isConstant(SyntaxNode pattern) {
        String name = pattern.text();
        return in.items.visible(in.items.constants, in.around, name).isPresent()
                || name.equals("None")
                || in.items.onlyWithVariant(name).isPresent()
                || name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT)) && !name.startsWith("_");
    }

    private Optional<Bound> declare(Name name) {
        Operand operand = name.isReference() ? in.places.borrow(name.slot(), false) : in.read(name.slot());
        return declare(name.node().text(), operand, name.isReference(), in.span(name.node()));
    }

    private Optional<Bound> declare(String name, Operand operand, boolean isReference, Span span) {
        Variable variable = in.declare(name, Variable.Kind.LOCAL, operand.type());
        in.assign(Place.of(variable), operand.value(), span);
        return isReference ? Optional.empty() : Optional.of(new Bound(new Slot(Place.of(variable), operand.type()), operand.value(), span));
    }

    private void test(SyntaxNode pattern, Slot slot, Optional<Refusal> refused, boolean isReference, List<Name> names) {
        switch (pattern.kind()) {
            case "_", "remaining_field_pattern", "line_comment", "block_comment", "mutable_specifier" -> {}
            case "identifier" -> {
                if (isConstant(pattern)) {
                    constant(pattern, slot, refused);
                } else {
                    names.add(new Name(pattern, slot, isReference));
                }
            }
            case "mut_pattern", "match_pattern", "parenthesized_pattern" ->
                parts(pattern).forEach(child -> test(child, slot, refused, isReference, names));
            case "ref_pattern" -> parts(pattern).forEach(child -> test(child, slot, refused, true, names));
            case "reference_pattern" ->
                parts(pattern)
                        .forEach(child ->
                                test(child, isReference ? slot : in.places.deref(slot), refused, false, names));
            case "captured_pattern" -> {
                List<SyntaxNode> parts = parts(pattern);
                if (parts.size() == 2) {
                    names.add(new Name(parts.getFirst(), slot, isReference));
                    test(parts.getLast(), slot, refused, isReference, names);
                }
            }
            case "tuple_struct_pattern", "struct_pattern" -> variant(pattern, slot, refused, isReference, names);
            case "tuple_pattern" -> tuple(pattern, slot, refused, isReference, names);
            case "or_pattern" -> either(pattern, slot, refused, isReference, names);
            case "range_pattern" -> range(pattern, slot, refused);
            case "slice_pattern" -> slice(pattern, slot, refused, isReference, names);
            default -> constant(pattern, slot, refused);
        }
    }

    /// The patterns in a pattern; `_` is no named node.
    static List<SyntaxNode> parts(SyntaxNode pattern) {
        return pattern.children().stream()
                .filter(child -> (child.isNamed() || child.kind().equals("_"))
                        && !child.field().equals("type")
                        && !child.field().equals("condition")
                        && !child.kind().equals("mutable_specifier")
                        && !Values.isComment(child))
                .toList();
    }

    /// A slot behind the references on the way to it.
    private Slot through(Slot slot) {
        Slot at = slot;
        for (int layer = 0; layer < 4 && in.types.resolve(at.type()) instanceof RustType.Reference; layer++) {
            at = in.places.deref(at);
        }
        return at;
    }

    private boolean isBehindReference(Slot slot) {
        return in.types.resolve(slot.type()) instanceof RustType.Reference;
    }

    private void require(Expr condition, Optional<Refusal> refused, Span span) {
        if (refused.isPresent() && in.builder.isOpen()) {
            var matched = new Open();
            in.branch(condition, matched, refused.get(), span);
            in.builder.enter(matched, span);
        }
    }

    private void constant(SyntaxNode pattern, Slot slot, Optional<Refusal> refused) {
        Slot at = through(slot);
        if (pattern.text().equals("None")) {
            require(none(at), refused, in.span(pattern));
            return;
        }
        String name = pattern.text().substring(pattern.text().lastIndexOf(':') + 1);
        boolean isVariant = in.items.onlyWithVariant(name).isPresent()
                || in.items.enumerations.containsKey(in.types.resolve(at.type()).name());
        if (isVariant && !name.isEmpty() && Character.isUpperCase(name.charAt(0)) && !(in.types.erase(at.type()) instanceof Type.Tagged)) {
            require(new Expr.Is(new Expr.Read(at.place()), name), refused, in.span(pattern));
            return;
        }
        Operand operand = in.values.value(pattern, at.type());
        require(new Expr.Apply("==", List.of(new Expr.Read(at.place()), operand.value())), refused, in.span(pattern));
    }

    /// Whether an option holds nothing.
    Expr none(Slot option) {
        Expr read = new Expr.Read(option.place());
        boolean isAlgebraic = in.types.isOption(option.type()) && !in.types.isNullable(in.types.resolve(option.type()).argument(0));
        return isAlgebraic
                ? new Expr.Is(read, "None")
                : new Expr.Apply("==", List.of(read, new Expr.Literal(0, "None")));
    }

    private void variant(SyntaxNode pattern, Slot slot, Optional<Refusal> refused, boolean isReference, List<Name> names) {
        Slot at = through(slot);
        boolean isInner = isReference || isBehindReference(slot);
        String spelled = pattern.child("type").map(SyntaxNode::text).orElse("");
        String name = spelled.substring(spelled.lastIndexOf(':') + 1).replaceAll("<.*", "");
        switch (name) {
            case "Some", "Ok", "Err" -> {
                wrapped(name, pattern, at, refused, isInner, names);
                return;
            }
            default -> {}
        }
        Optional<Items.Enumeration> enumeration = Optional.ofNullable(
                        in.items.enumerations.get(in.types.resolve(at.type()).name()))
                .or(() -> in.items.onlyWithVariant(name));
        Optional<Items.Structure> variant = enumeration.flatMap(known -> known.variant(name));
        boolean isStructure = in.items.structures.containsKey(name) && variant.isEmpty() || name.equals("Self");
        if (!isStructure) {
            require(new Expr.Is(new Expr.Read(at.place()), name), refused, in.span(pattern));
        }
        int number = 0;
        for (SyntaxNode part : parts(pattern)) {
            if (part.kind().equals("remaining_field_pattern")) {
                break;
            }
            String position = Integer.toString(number++);
            boolean isNamed = part.kind().equals("field_pattern");
            String field = isNamed ? part.child("name").map(SyntaxNode::text).orElse("") : position;
            SyntaxNode inner = isNamed ? part.child("pattern").or(() -> part.child("name")).orElse(part) : part;
            RustType type = variant.flatMap(known -> known.field(field)).map(Items.Field::type).orElse(RustType.UNKNOWN);
            Slot place = isStructure ? in.places.field(at, field) : at.then(new Projection.Field(field), type);
            if (inner.kind().equals("shorthand_field_identifier")) {
                boolean isByReference = isInner || part.children().stream().anyMatch(child -> child.kind().equals("ref"));
                names.add(new Name(inner, place, isByReference));
            } else {
                test(inner, place, refused, isInner, names);
            }
        }
    }

    /// `Some(inner)`, `Ok(inner)` and `Err(inner)`.
    private void wrapped(String name, SyntaxNode pattern, Slot at, Optional<Refusal> refused, boolean isReference, List<Name> names) {
        require(in.wrapped.test(name, at), refused, in.span(pattern));
        Slot inner = in.wrapped.inside(name, at);
        List<SyntaxNode> parts = parts(pattern);
        if (!parts.isEmpty()) {
            test(parts.getFirst(), inner, refused, isReference, names);
        }
    }

    private void tuple(SyntaxNode pattern, Slot slot, Optional<Refusal> refused, boolean isReference, List<Name> names) {
        Slot whole = through(slot);
        List<SyntaxNode> parts = parts(pattern);
        int size = in.types.resolve(whole.type()) instanceof RustType.Tuple(var elements) ? elements.size() : parts.size();
        boolean isPastRest = false;
        for (int at = 0; at < parts.size(); at++) {
            if (parts.get(at).kind().equals("remaining_field_pattern")) {
                isPastRest = true;
                continue;
            }
            String name = Integer.toString(isPastRest ? Math.max(at, size - (parts.size() - at)) : at);
            test(
                    parts.get(at),
                    whole.then(
                            new Projection.Field(name),
                            in.types.field(whole.type(), name).orElse(RustType.UNKNOWN)),
                    refused,
                    isReference || isBehindReference(slot),
                    names);
        }
    }

    /// The elements before `..` count from the start, those after it from the end. An array is of the right length, a slice may not be.
    private void slice(SyntaxNode pattern, Slot slot, Optional<Refusal> refused, boolean isReference, List<Name> names) {
        Slot array = in.places.element(slot);
        RustType element = in.places.elementType(array.type());
        List<SyntaxNode> parts = parts(pattern);
        boolean hasRest = parts.stream().anyMatch(Patterns::isRest);
        Expr length;
        if (in.types.resolve(array.type()) instanceof RustType.Array(_, var known) && !known.isEmpty()) {
            length = Literal.integer(known).<Expr>map(number -> number).orElseGet(() -> new Expr.Symbol(known));
        } else {
            Operand address = new Operand(RustPlaces.address(array.place()), new RustType.Reference(false, array.type()));
            length = refused.isEmpty()
                    ? new Expr.Symbol("len")
                    : in.call("Vec::len", RustType.USIZE, pattern, List.of(address))
                            .value();
            int count = parts.size() - (hasRest ? 1 : 0);
            require(
                    new Expr.Apply(
                            hasRest ? ">=" : "==", List.of(length, new Expr.Literal(count, Integer.toString(count)))),
                    refused,
                    in.span(pattern));
        }
        boolean isInner = isReference || isBehindReference(slot);
        boolean isPastRest = false;
        for (int at = 0; at < parts.size(); at++) {
            SyntaxNode part = parts.get(at);
            if (isRest(part)) {
                isPastRest = true;
                if (part.kind().equals("captured_pattern")) {
                    Slot rest = array.then(
                            new Projection.Index(new Expr.Literal(at, Integer.toString(at))),
                            new RustType.Array(element, ""));
                    names.add(new Name(parts(part).getFirst(), rest, true));
                }
                continue;
            }
            int back = parts.size() - at;
            Expr index = isPastRest
                    ? new Expr.Apply("-", List.of(length, new Expr.Literal(back, Integer.toString(back))))
                    : new Expr.Literal(at, Integer.toString(at));
            test(part, array.then(new Projection.Index(index), element), refused, isInner, names);
        }
    }

    private static boolean isRest(SyntaxNode part) {
        return part.kind().equals("remaining_field_pattern")
                || part.kind().equals("captured_pattern")
                        && parts(part).size() == 2
                        && parts(part).getLast().kind().equals("remaining_field_pattern");
    }

    /// `a | b`: one after the other. Each gives the same names their values.
    private void either(SyntaxNode pattern, Slot slot, Optional<Refusal> refused, boolean isReference, List<Name> names) {
        List<SyntaxNode> parts = parts(pattern);
        var matched = new Open();
        var variables = new java.util.LinkedHashMap<String, Name>();
        var values = new java.util.HashMap<String, Slot>();
        for (int at = 0; at < parts.size() && in.builder.isOpen(); at++) {
            boolean isLast = at == parts.size() - 1;
            var next = new Open();
            var found = new ArrayList<Name>();
            test(parts.get(at), slot, isLast ? refused : Optional.of(new Refusal(next, in.cleanups)), isReference, found);
            for (Name name : found) {
                Operand operand = name.isReference() ? in.places.borrow(name.slot(), false) : in.read(name.slot());
                Slot value = values.computeIfAbsent(
                        name.node().text(), _ -> new Slot(Place.of(in.temporary(operand.type())), operand.type()));
                variables.putIfAbsent(name.node().text(), new Name(name.node(), value, false));
                in.assign(value.place(), operand.value(), in.span(name.node()));
            }
            in.builder.jump(matched, in.span(pattern));
            if (!isLast) {
                in.builder.enter(next, in.span(pattern));
            }
        }
        in.builder.enter(matched, in.span(pattern));
        names.addAll(variables.values());
    }

    private void range(SyntaxNode pattern, Slot slot, Optional<Refusal> refused) {
        Slot at = through(slot);
        Optional<SyntaxNode> low = pattern.child("left");
        Optional<SyntaxNode> high = pattern.child("right");
        if (low.isPresent()) {
            require(
                    new Expr.Apply(
                            ">=",
                            List.of(
                                    new Expr.Read(at.place()),
                                    in.values.value(low.get(), at.type()).value())),
                    refused,
                    in.span(pattern));
        }
        if (high.isPresent()) {
            String operator = pattern.text().contains("..=") ? "<=" : "<";
            require(
                    new Expr.Apply(
                            operator,
                            List.of(
                                    new Expr.Read(at.place()),
                                    in.values.value(high.get(), at.type()).value())),
                    refused,
                    in.span(pattern));
        }
    }
}
