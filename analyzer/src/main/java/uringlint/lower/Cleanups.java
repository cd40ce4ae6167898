package uringlint.lower;

import java.util.Optional;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.source.Span;

/// What must be dropped when control leaves the blocks around a point: a list that grows inwards.
public record Cleanups(Optional<Entry> innermost) {
    /// One variable with a cleanup, inside those of `outer`.
    public record Entry(Place place, String cleanup, Optional<Span> declared, Cleanups outer, int depth) {}

    public static Cleanups none() {
        return new Cleanups(Optional.empty());
    }

    public Cleanups with(Place place, String cleanup) {
        return new Cleanups(Optional.of(new Entry(place, cleanup, Optional.empty(), this, depth() + 1)));
    }

    /// One more, whose drop is said to be where the variable was declared.
    public Cleanups with(Place place, String cleanup, Span declared) {
        return new Cleanups(Optional.of(new Entry(place, cleanup, Optional.of(declared), this, depth() + 1)));
    }

    public int depth() {
        return innermost.isPresent() ? innermost.get().depth() : 0;
    }


    /// Adds to `block` the drops on the way out to `target`, innermost first.
    public void dropTo(Cleanups target, FunctionBuilder.Open block, Span span) {
        int depth = common(this, target).depth();
        for (Cleanups at = this; at.depth() > depth; at = at.innermost.orElseThrow().outer()) {
            Entry entry = at.innermost.orElseThrow();
            block.append(new Instruction.Drop(entry.place(), entry.cleanup(), entry.declared().orElse(span)));
        }
    }

    private static Cleanups common(Cleanups one, Cleanups other) {
        Cleanups a = one;
        Cleanups b = other;
        while (a.depth() > b.depth()) {
            a = a.innermost.orElseThrow().outer();
        }
        while (b.depth() > a.depth()) {
            b = b.innermost.orElseThrow().outer();
        }
        while (a.depth() > 0 && a.innermost.orElseThrow() != b.innermost.orElseThrow()) {
            a = a.innermost.orElseThrow().outer();
            b = b.innermost.orElseThrow().outer();
        }
        return a;
    }
}
