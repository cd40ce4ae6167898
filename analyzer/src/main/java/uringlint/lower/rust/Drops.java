// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Projection;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;

/// The end of a value: what is lost with it or done then, part by part.
final class Drops {
    private final BodyLowering in;
    private int depth;

    Drops(BodyLowering in) {
        this.in = in;
    }

    /// Adds what happens where a variable ends: a guard is given up, and what is owned is lost.
    void giveUp(Slot slot, Span span) {
        RustType type = in.types.resolve(slot.type());
        if (type.name().equals(LibraryTypes.GUARD)) {
            in.builder.add(new Instruction.Drop(slot.place(), Ownership.GUARD + type.argument(1).name(), span));
        } else {
            drop(slot, span);
        }
    }

    /// Adds what happens where a value ends.
    void drop(Slot slot, Span span) {
        if (depth < Types.NESTING && in.owned.isOwned(slot.type())) {
            depth++;
            parts(slot, in.types.resolve(slot.type()), span);
            depth--;
        }
    }

    private void parts(Slot slot, RustType type, Span span) {
        if (in.owned.hasDrop(type)) {
            in.builder.add(new Instruction.Drop(slot.place(), "call:" + type.name() + "::drop", span));
        }
        if (in.types.isHandle(type)) {
            if (in.owned.isConsumed(type) && !isOwn(slot, type)) {
                lose(slot, type, span);
            }
        } else if (type instanceof RustType.Tuple(var elements)) {
            for (int at = 0; at < elements.size(); at++) {
                drop(slot.then(new Projection.Field(Integer.toString(at)), elements.get(at)), span);
            }
        } else if (in.types.isOption(type) && in.types.isNullable(type.argument(0))) {
            drop(new Slot(slot.place(), type.argument(0)), span);
        } else if (in.types.isOption(type) || in.types.isResult(type)) {
            for (String variant : in.types.isOption(type) ? List.of("Some") : List.of("Ok", "Err")) {
                Slot inner = in.wrapped.inside(variant, slot);
                when(in.wrapped.test(variant, slot), in.owned.isOwned(inner.type()), () -> drop(inner, span), span);
            }
        } else if (in.items.structures.containsKey(type.name())) {
            for (Items.Field field : in.items.structures.get(type.name()).fields()) {
                drop(in.places.field(slot, field.name()), span);
            }
        } else {
            variants(slot, type, span);
        }
    }

    private void variants(Slot slot, RustType type, Span span) {
        for (Items.Structure variant : Optional.ofNullable(in.items.enumerations.get(type.name()))
                .map(Items.Enumeration::variants)
                .orElse(List.of())) {
            List<Items.Field> fields = variant.fields().stream().filter(field -> in.owned.isOwned(field.type())).toList();
            when(new Expr.Is(new Expr.Read(slot.place()), variant.name()), !fields.isEmpty(),
                    () -> fields.forEach(field -> drop(slot.then(new Projection.Field(field.name()), field.type()), span)), span);
        }
    }

    private void when(Expr condition, boolean isWorthIt, Runnable drops, Span span) {
        if (!isWorthIt) {
            return;
        }
        var yes = new Open();
        var next = new Open();
        in.builder.branch(condition, yes, next, span);
        in.builder.enter(yes, span);
        drops.run();
        in.builder.enter(next, span);
    }

    /// Whether a handle ends in a method of its own type, which has made something else of it.
    private boolean isOwn(Slot slot, RustType handle) {
        RustType self = in.names.get("Self");
        return slot.place().base().name().equals("self") && self != null && self.name().equals(handle.name());
    }

    private void lose(Slot slot, RustType handle, Span span) {
        in.builder.add(new Instruction.Drop(slot.place(), Ownership.DROP + in.owned.innermost(handle).name(), span));
    }
}
