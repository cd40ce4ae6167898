package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers patterns: tests that branch away where they fail, then variables.
final class Patterns {
    private final BodyLowering in;

    Patterns(BodyLowering in) {
        this.in = in;
    }

    /// Binds a pattern to a value. Where it does not match, control goes to `refused`; a pattern without that always matches.
    void bind(SyntaxNode pattern, Operand operand, Optional<Open> refused, Span span) {
        if (isPlain(pattern) && !isConstant(pattern)) {
            declare(pattern.text(), operand, false, in.span(pattern));
            return;
        }
        Slot slot = operand.value() instanceof Expr.Read(var place) ? new Slot(place, operand.type()) : in.hold(operand, span);
        match(pattern, slot, refused, false);
    }

    /// Names the variables of a pattern that get their values later.
    void declare(SyntaxNode pattern, RustType type) {
        if (isPlain(pattern)) {
            in.declare(pattern.text(), Variable.Kind.LOCAL, type);
        } else {
            pattern.namedChildren().forEach(child -> declare(child, pattern.kind().equals("mut_pattern") ? type : RustType.UNKNOWN));
        }
    }

    private static boolean isPlain(SyntaxNode pattern) {
        return pattern.kind().equals("identifier");
    }

    private boolean isConstant(SyntaxNode pattern) {
        String name = pattern.text();
        return in.items.constants.containsKey(name) || name.equals("None") || in.items.onlyWithVariant(name).isPresent() || name.length() > 1 && name.equals(name.toUpperCase()) && !name.startsWith("_");
    }

    /// Declares a variable with a value. What is moved out of another variable is not there any more.
    private void declare(String name, Operand operand, boolean isReference, Span span) {
        Variable variable = in.declare(name, Variable.Kind.LOCAL, operand.type());
        in.assign(Place.of(variable), operand.value(), span);
        if (isReference) {
            return;
        }
        if (operand.value() instanceof Expr.Read(Place from) && from.isVariable() && from.base().kind() != Variable.Kind.TEMPORARY && in.types.isOwner(operand.type())) {
            in.assign(from, new Expr.Unit(), span);
        }
        in.own(new Slot(Place.of(variable), operand.type()), span);
    }

    private void match(SyntaxNode pattern, Slot slot, Optional<Open> refused, boolean isReference) {
        switch (pattern.kind()) {
            case "_", "remaining_field_pattern", "line_comment", "block_comment" -> {}
            case "identifier" -> {
                if (isConstant(pattern)) {
                    constant(pattern, slot, refused);
                } else if (isReference) {
                    declare(pattern.text(), in.places.borrow(slot, false), true, in.span(pattern));
                } else {
                    declare(pattern.text(), in.read(slot), false, in.span(pattern));
                }
            }
            case "mut_pattern" -> pattern.namedChildren().stream().filter(child -> !child.kind().equals("mutable_specifier")).forEach(child -> match(child, slot, refused, isReference));
            case "ref_pattern" -> pattern.namedChildren().forEach(child -> match(child, slot, refused, true));
            case "reference_pattern" -> pattern.namedChildren().stream().filter(child -> !child.kind().equals("mutable_specifier"))
                    .forEach(child -> match(child, isReference ? slot : in.places.deref(slot), refused, false));
            case "captured_pattern" -> {
                List<SyntaxNode> parts = pattern.namedChildren();
                if (parts.size() == 2) {
                    match(parts.getLast(), slot, refused, isReference);
                    match(parts.getFirst(), slot, refused, isReference);
                }
            }
            case "tuple_struct_pattern", "struct_pattern" -> variant(pattern, slot, refused, isReference);
            case "tuple_pattern" -> {
                Slot whole = through(slot);
                int at = 0;
                for (SyntaxNode part : parts(pattern)) {
                    String name = Integer.toString(at++);
                    match(part, whole.then(new Projection.Field(name), in.types.field(whole.type(), name).orElse(RustType.UNKNOWN)), refused, isReference || isBehindReference(slot));
                }
            }
            case "or_pattern" -> either(pattern, slot, refused, isReference);
            case "range_pattern" -> range(pattern, slot, refused);
            case "slice_pattern" -> {
                Slot array = in.places.element(slot);
                int at = 0;
                for (SyntaxNode part : parts(pattern)) {
                    Expr index = new Expr.Literal(at, Integer.toString(at++));
                    match(part, array.then(new Projection.Index(index), in.places.elementType(array.type())), refused, isReference || isBehindReference(slot));
                }
            }
            case "match_pattern", "parenthesized_pattern" -> {
                if (pattern.namedChildren().isEmpty()) {
                    // `_` is no named node.
                    return;
                }
                match(pattern.namedChildren().getFirst(), slot, refused, isReference);
            }
            default -> constant(pattern, slot, refused);
        }
    }

    /// The patterns in a pattern; `_` is no named node.
    static List<SyntaxNode> parts(SyntaxNode pattern) {
        return pattern.children().stream().filter(child -> (child.isNamed() || child.kind().equals("_")) && !child.field().equals("type") && !Values.isComment(child)).toList();
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

    private void require(Expr condition, Optional<Open> refused, Span span) {
        if (refused.isPresent() && in.builder.isOpen()) {
            var matched = new Open();
            in.builder.branch(condition, matched, refused.get(), span);
            in.builder.enter(matched, span);
        }
    }

    private void constant(SyntaxNode pattern, Slot slot, Optional<Open> refused) {
        Slot at = through(slot);
        if (pattern.text().equals("_")) {
            return;
        }
        if (pattern.text().equals("None")) {
            require(none(at), refused, in.span(pattern));
            return;
        }
        String name = pattern.text().substring(pattern.text().lastIndexOf(':') + 1);
        boolean isVariant = in.items.onlyWithVariant(name).isPresent() || in.items.enumerations.containsKey(in.types.resolve(at.type()).name());
        if (isVariant && Character.isUpperCase(name.charAt(0)) && !(in.types.erase(at.type()) instanceof Type.Tagged)) {
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
        return isAlgebraic ? new Expr.Is(read, "None") : new Expr.Apply("==", List.of(read, new Expr.Literal(0, "None")));
    }

    private void variant(SyntaxNode pattern, Slot slot, Optional<Open> refused, boolean isReference) {
        Slot at = through(slot);
        boolean isInner = isReference || isBehindReference(slot);
        String spelled = pattern.child("type").map(SyntaxNode::text).orElse("");
        String name = spelled.substring(spelled.lastIndexOf(':') + 1).replaceAll("<.*", "");
        List<SyntaxNode> parts = parts(pattern);
        switch (name) {
            case "Some", "Ok", "Err" -> {
                in.wrapped.test(name, at).ifPresent(test -> require(test, refused, in.span(pattern)));
                Slot inner = in.wrapped.inside(name, at);
                if (!parts.isEmpty()) {
                    match(parts.getFirst(), inner, refused, isInner);
                }
                return;
            }
            default -> {}
        }
        Optional<Items.Enumeration> enumeration = Optional.ofNullable(in.items.enumerations.get(in.types.resolve(at.type()).name())).or(() -> in.items.onlyWithVariant(name));
        Optional<Items.Structure> variant = enumeration.flatMap(known -> known.variant(name));
        boolean isStructure = in.items.structures.containsKey(name) || name.equals("Self");
        if (!isStructure) {
            require(new Expr.Is(new Expr.Read(at.place()), name), refused, in.span(pattern));
        }
        int number = 0;
        for (SyntaxNode part : parts) {
            if (part.kind().equals("remaining_field_pattern")) {
                break;
            }
            SyntaxNode inner = part;
            String field = Integer.toString(number++);
            if (part.kind().equals("field_pattern")) {
                field = part.child("name").map(SyntaxNode::text).orElse("");
                inner = part.child("pattern").or(() -> part.child("name")).orElse(part);
            }
            String wanted = field;
            RustType type = isStructure ? in.types.field(at.type(), wanted).orElse(RustType.UNKNOWN)
                    : variant.flatMap(known -> known.field(wanted)).map(Items.Field::type).orElse(RustType.UNKNOWN);
            Slot place = isStructure ? in.places.field(at, wanted) : at.then(new Projection.Field(wanted), type);
            if (inner.kind().equals("shorthand_field_identifier")) {
                Operand operand = isInner ? in.places.borrow(place, false) : in.read(place);
                declare(inner.text(), operand, isInner, in.span(inner));
            } else {
                match(inner, place, refused, isInner);
            }
        }
    }

    /// `a | b`: one after the other; the names of the first are those of all.
    private void either(SyntaxNode pattern, Slot slot, Optional<Open> refused, boolean isReference) {
        var matched = new Open();
        List<SyntaxNode> parts = parts(pattern);
        for (int at = 0; at < parts.size(); at++) {
            boolean isLast = at == parts.size() - 1;
            var next = new Open();
            match(parts.get(at), slot, isLast ? refused : Optional.of(next), isReference);
            in.builder.jump(matched, in.span(pattern));
            if (!isLast) {
                in.builder.enter(next, in.span(pattern));
            }
        }
        in.builder.enter(matched, in.span(pattern));
    }

    private void range(SyntaxNode pattern, Slot slot, Optional<Open> refused) {
        Slot at = through(slot);
        Optional<SyntaxNode> low = pattern.child("left");
        Optional<SyntaxNode> high = pattern.child("right");
        if (low.isPresent()) {
            require(new Expr.Apply(">=", List.of(new Expr.Read(at.place()), in.values.value(low.get(), at.type()).value())), refused, in.span(pattern));
        }
        if (high.isPresent()) {
            String operator = pattern.text().contains("..=") ? "<=" : "<";
            require(new Expr.Apply(operator, List.of(new Expr.Read(at.place()), in.values.value(high.get(), at.type()).value())), refused, in.span(pattern));
        }
    }
}
