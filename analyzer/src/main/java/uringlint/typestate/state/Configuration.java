// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.protocol.Claim;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// One state of the program at one point: what memory holds, what is known of values, and the states of the tracked objects.
/// Mutable, and owned by one path of the simulation; `copy` where paths part. Equality leaves the trace out.
public final class Configuration {
    public final SharedMap<MemoryLocation, Value> store;
    public final SharedMap<Value, Facts> facts;
    public final SharedMap<Symbol, ObjectState> objects;
    /// Heap objects that were allocated on this path and given to nobody yet.
    public final SharedSet<Symbol> fresh;
    /// List nodes that are linked into something.
    public final SharedSet<MemoryLocation> linked;
    /// Locks that are held, with their kind; and sections in which nobody may sleep.
    public final SharedMap<Value, HeldLock.Kind> locks;
    public final SharedSet<PathMark> marks;
    /// Where facts were forgotten, so that the path may not exist.
    public final SharedSet<Uncertain> forgotten;
    /// Constants that nobody knows and on whose values the path depends, with the place where they decided.
    public final SharedMap<Value, Uncertain> guesses;
    public final SharedMap<String, Integer> visits;
    /// The elements of arrays that held an object when a loop was entered, by its head.
    public final SharedMap<String, Set<MemoryLocation>> before;
    /// The shared memory that some way to here has read, with the place.
    public final SharedMap<MemoryLocation, EarlierRead> reads;
    /// The memory of objects that some way to here may have written.
    public final SharedSet<MemoryLocation> written;
    /// Pointers in the areas of objects whose memory was freed on some way to here, and that were not overwritten since.
    public final SharedSet<Symbol> freed;
    /// The fields of shared memory at which some way to here looked under a lock, and the functions that it asked about such memory.
    public final SharedSet<Claim> looked;
    /// Those of them by which some way to here decided anything.
    public final SharedSet<Claim> claims;
    /// Structures of which the path took references.
    public final SharedSet<Symbol> counted;
    /// Structures that were started, with what they carry.
    public final SharedSet<Symbol> lent;
    /// Values that were read of the memory of others before a lock was dropped: whoever reads there again on purpose may
    /// find another one.
    public final SharedSet<Symbol> stale;
    /// What is known of the area of the object that the entry point is called for.
    public Contents arriving = Contents.UNKNOWN;
    /// Where variables ended that had an object. No part of equality.
    public final SharedMap<Symbol, Location> lost;
    public Trace trace = Trace.START;
    /// Whether a lock was dropped since the running function was entered. No part of equality.
    public boolean hasUnlocked;
    /// For local variables that hold the result of a call: the return that made it. No part of equality.
    public final SharedMap<MemoryLocation, Blame> origins;
    /// The return that made the value which was returned last.
    public Blame blame = Blame.NONE;
    /// The return of the method of a trait that the entry point hands its object to: the answer is that method's, whatever
    /// generic code makes of it. No part of equality.
    public Blame answer = Blame.NONE;

    /// A return, and how the objects stood there.
    public record Blame(Optional<Function> function, Span span, Map<Symbol, ObjectState.Life> lives) {
        static final Blame NONE = new Blame(Optional.empty(), new Span(0, 0), Map.of());
    }

    /// How each object stands that the entry point was called for.
    public Map<Symbol, ObjectState.Life> lives() {
        var lives = new TreeMap<Symbol, ObjectState.Life>();
        objects.forEach((object, state) -> {
            if (state.source() == ObjectState.Source.ISSUED || state.source() == ObjectState.Source.ARRIVED) {
                lives.put(object, state.life());
            }
        });
        return lives;
    }

    public Configuration() {
        store = SharedMap.linked();
        facts = SharedMap.linked();
        objects = SharedMap.sorted();
        fresh = SharedSet.sorted();
        linked = SharedSet.linked();
        locks = SharedMap.linked();
        marks = SharedSet.linked();
        forgotten = SharedSet.linked();
        guesses = SharedMap.linked();
        visits = SharedMap.linked();
        before = SharedMap.linked();
        reads = SharedMap.linked();
        written = SharedSet.linked();
        freed = SharedSet.sorted();
        looked = SharedSet.sorted();
        claims = SharedSet.sorted();
        counted = SharedSet.sorted();
        lent = SharedSet.sorted();
        stale = SharedSet.sorted();
        origins = SharedMap.linked();
        lost = SharedMap.sorted();
    }

    private Configuration(Configuration other) {
        store = other.store.copy();
        facts = other.facts.copy();
        objects = other.objects.copy();
        fresh = other.fresh.copy();
        linked = other.linked.copy();
        locks = other.locks.copy();
        marks = other.marks.copy();
        forgotten = other.forgotten.copy();
        guesses = other.guesses.copy();
        visits = other.visits.copy();
        before = other.before.copy();
        reads = other.reads.copy();
        written = other.written.copy();
        freed = other.freed.copy();
        looked = other.looked.copy();
        claims = other.claims.copy();
        counted = other.counted.copy();
        lent = other.lent.copy();
        stale = other.stale.copy();
        origins = other.origins.copy();
        lost = other.lost.copy();
        arriving = other.arriving;
        trace = other.trace;
        hasUnlocked = other.hasUnlocked;
        blame = other.blame;
        answer = other.answer;
    }

    public Configuration copy() {
        return new Configuration(this);
    }

    /// Whether others can see an object that was stored for them.
    public boolean isExposed(Symbol object) {
        return marks.contains(new PathMark.Exposed(object));
    }

    /// Whether a lock is held that keeps others out.
    public boolean isLocked() {
        return locks.values().stream().anyMatch(HeldLock.Kind::isExclusive);
    }

    /// Why the path is not known to be one; nothing where it is.
    public List<Uncertain> uncertain() {
        if (forgotten.isEmpty() && guesses.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<Uncertain>(forgotten);
        all.addAll(guesses.values());
        return all;
    }

    public Facts factsOf(Value value) {
        return facts.getOrDefault(value, Facts.NOTHING);
    }

    public void learn(Value value, Facts known) {
        if (known.isNothing()) {
            facts.remove(value);
        } else {
            facts.put(value, known);
        }
    }

    /// Forgets what memory holds at and below a location.
    public void forget(MemoryLocation location) {
        store.keySet().removeIf(known -> known.isWithin(location));
    }

    /// Whether others can get at an object: a pointer to it lies in memory that outlives the call, or it is linked somewhere.
    public boolean isPublished(Symbol object, Predicate<MemoryLocation> ignored) {
        return isReachable(object, ignored, new LinkedHashSet<>());
    }

    private boolean isReachable(Symbol object, Predicate<MemoryLocation> ignored, Set<Symbol> visited) {
        if (!visited.add(object)) {
            return false;
        }
        for (MemoryLocation node : linked) {
            if (node.region() instanceof MemoryLocation.Region.Pointee(var holder) && holder == object && !ignored.test(node)) {
                return true;
            }
        }
        for (Map.Entry<MemoryLocation, Value> entry : store.entrySet()) {
            if (refersTo(entry.getValue(), object)
                    && !ignored.test(entry.getKey())
                    && isLongLived(entry.getKey(), object, ignored, visited)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLongLived(MemoryLocation location, Symbol object, Predicate<MemoryLocation> ignored, Set<Symbol> visited) {
        return switch (location.region()) {
            case MemoryLocation.Region.Local _ -> false;
            case MemoryLocation.Region.Global _ -> true;
            case MemoryLocation.Region.Pointee(var holder) ->
                holder != object
                        && (fresh.contains(holder) || isOwnObject(holder) ? isReachable(holder, ignored, visited) : true);
        };
    }

    private boolean isOwnObject(Symbol holder) {
        ObjectState state = objects.get(holder);
        return state != null && (state.source() == ObjectState.Source.ISSUED || state.source() == ObjectState.Source.ARRIVED);
    }

    /// Whether a value is made of a symbol.
    public static boolean mentions(Value value, Symbol symbol) {
        return switch (value) {
            case Value.Unknown(var own) -> own == symbol;
            case Value.Term(_, var operands) -> {
                for (Value operand : operands) {
                    if (mentions(operand, symbol)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    public static boolean refersTo(Value value, Symbol object) {
        return switch (value) {
            case Value.Unknown(var symbol) -> symbol == object;
            case Value.Address(var target) -> target.region() instanceof MemoryLocation.Region.Pointee(var holder) && holder == object;
            case Value.Term(_, var operands) -> {
                for (Value operand : operands) {
                    if (refersTo(operand, object)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Configuration that
                && objects.equals(that.objects)
                && store.equals(that.store)
                && facts.equals(that.facts)
                && fresh.equals(that.fresh)
                && linked.equals(that.linked)
                && locks.equals(that.locks)
                && marks.equals(that.marks)
                && forgotten.equals(that.forgotten)
                && guesses.keySet().equals(that.guesses.keySet())
                && reads.equals(that.reads)
                && written.equals(that.written)
                && freed.equals(that.freed)
                && stale.equals(that.stale)
                && looked.equals(that.looked)
                && claims.equals(that.claims)
                && counted.equals(that.counted)
                && lent.equals(that.lent)
                && visits.equals(that.visits);
    }

    @Override
    public int hashCode() {
        return (store.hashCode() * 31 + objects.hashCode()) * 31 + facts.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        objects.forEach((object, state) -> text.append(object).append(": ").append(state).append('\n'));
        store.forEach((location, value) -> text.append("  ").append(location).append(" = ").append(value).append('\n'));
        facts.entrySet().stream()
                .map(known -> "  " + known.getKey() + " is " + known.getValue() + "\n")
                .sorted()
                .forEach(text::append);
        locks.forEach((lock, kind) -> text.append("  ").append(kind).append(" held: ").append(lock).append('\n'));
        append(text, "allocated here", fresh);
        append(text, "linked", linked);
        append(text, "freed", freed);
        append(text, "read", reads.keySet());
        append(text, "written", written);
        append(text, "may have changed since", stale);
        append(text, "marks", marks);
        append(text, "looked at under a lock", looked);
        append(text, "decided by", claims);
        append(text, "not certain because of", uncertain());
        return text.toString();
    }

    private static void append(StringBuilder text, String what, java.util.Collection<?> some) {
        if (!some.isEmpty()) {
            text.append("  ")
                    .append(what)
                    .append(": ")
                    .append(some.stream().map(Object::toString).sorted().toList())
                    .append('\n');
        }
    }
}
