// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.source.Span;

/// What must be dropped when control leaves the blocks around a point: a list that grows inwards.
public record Cleanups(Optional<Entry> innermost) {
    /// One variable with a cleanup, inside those of `outer`.
    public record Entry(Place place, String cleanup, Cleanups outer, int depth) {}

    public static Cleanups none() {
        return new Cleanups(Optional.empty());
    }

    public Cleanups with(Place place, String cleanup) {
        return new Cleanups(Optional.of(new Entry(place, cleanup, this, depth() + 1)));
    }

    public int depth() {
        return innermost.isPresent() ? innermost.get().depth() : 0;
    }

    /// Without what is not to be dropped here any more, because it was moved.
    public Cleanups without(Place place) {
        return only(entry -> !entry.place().equals(place));
    }

    /// Of these, what `others` have too.
    public Cleanups within(Cleanups others) {
        if (isSame(others)) {
            return this;
        }
        Set<Place> places = others.places();
        return only(entry -> places.contains(entry.place()));
    }

    /// Whether there is anything to drop on the way out to `target`.
    public boolean isBeyond(Cleanups target) {
        return depth() > target.depth() || !isSame(target) && !target.places().containsAll(places());
    }

    /// Whether this is the very list, which is the most common case and needs no walk through it.
    @SuppressWarnings("ReferenceEquality")
    private boolean isSame(Cleanups other) {
        return innermost.isPresent() && other.innermost.isPresent()
                ? innermost.get() == other.innermost.get()
                : innermost.isEmpty() && other.innermost.isEmpty();
    }

    /// Adds to `block` the drops on the way out to `target`, innermost first.
    public void dropTo(Cleanups target, FunctionBuilder.Open block, Span span) {
        beyond(target).forEach(entry -> block.append(new Instruction.Drop(entry.place(), entry.cleanup(), span)));
    }

    /// What is to be dropped on the way out to `target`, innermost first.
    public List<Entry> beyond(Cleanups target) {
        Set<Place> kept = target.places();
        return entries().stream().filter(entry -> !kept.contains(entry.place())).toList();
    }

    private Cleanups only(Predicate<Entry> isKept) {
        List<Entry> inwards = entries().reversed();
        int unchanged = 0;
        while (unchanged < inwards.size() && isKept.test(inwards.get(unchanged))) {
            unchanged++;
        }
        if (unchanged == inwards.size()) {
            return this;
        }
        // What is around the outermost one that goes stays the same list.
        Cleanups kept = inwards.get(unchanged).outer();
        for (Entry entry : inwards.subList(unchanged + 1, inwards.size())) {
            kept = isKept.test(entry) ? kept.with(entry.place(), entry.cleanup()) : kept;
        }
        return kept;
    }

    private Set<Place> places() {
        return entries().stream().map(Entry::place).collect(Collectors.toSet());
    }

    /// The innermost first.
    private List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        for (Cleanups at = this; at.innermost.isPresent(); at = at.innermost.get().outer()) {
            entries.add(at.innermost.get());
        }
        return entries;
    }
}
