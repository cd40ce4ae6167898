// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.Type;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolSet;
import uringlint.typestate.value.Value;

/// Drops what no name of the program leads to any more.
public final class Garbage {
    private Garbage() {}

    public static void collect(Configuration configuration) {
        collect(configuration, Value.OPAQUE);
    }

    /// Collects what the locals of a frame and the globals lead to: symbols, and local variables of callers.
    public static void reach(Configuration configuration, String frame, SymbolSet live, Set<MemoryLocation.Region> locals) {
        var waiting = new ArrayList<Map.Entry<MemoryLocation, Value>>();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            boolean isRoot = switch (entry.getKey().region()) {
                case MemoryLocation.Region.Local(var owner, _) -> owner.equals(frame);
                case MemoryLocation.Region.Global _ -> true;
                case MemoryLocation.Region.Pointee _ -> false;
            };
            if (isRoot) {
                mark(entry.getValue(), live, locals);
            } else {
                waiting.add(entry);
            }
        }
        boolean isOpen = true;
        while (isOpen) {
            isOpen = waiting.removeIf(entry -> {
                boolean isReached = switch (entry.getKey().region()) {
                    case MemoryLocation.Region.Pointee(var holder) -> dependsOnAny(holder, live);
                    case MemoryLocation.Region.Local local -> locals.contains(local);
                    case MemoryLocation.Region.Global _ -> true;
                };
                if (isReached) {
                    mark(entry.getValue(), live, locals);
                    live.addAll(entry.getKey().mentioned());
                }
                return isReached;
            });
        }
    }

    private static boolean dependsOnAny(Symbol holder, SymbolSet live) {
        for (Symbol symbol : holder.mentioned()) {
            if (live.contains(symbol)) {
                return true;
            }
        }
        return false;
    }

    private static void mark(Value value, SymbolSet live, Set<MemoryLocation.Region> locals) {
        mark(value, live);
        if (value instanceof Value.Address(var target) && target.region() instanceof MemoryLocation.Region.Local) {
            locals.add(target.region());
        }
        if (value instanceof Value.Term(_, var operands)) {
            operands.forEach(operand -> mark(operand, live, locals));
        }
    }

    /// Keeps what local variables, globals, tracked objects and one more value lead to.
    public static void collect(Configuration configuration, Value kept) {
        SymbolSet live = live(configuration, kept);
        configuration
                .objects
                .entrySet()
                .removeIf(entry -> !isLive(entry.getKey(), live) && !isPending(entry.getKey(), entry.getValue(), configuration));
        configuration.store.entrySet().removeIf(entry ->
                entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && !isLive(holder, live)
                        && !keepsObject(entry.getValue(), configuration));
        configuration.facts.keySet().removeIf(value -> !isLive(value, live) && !isFlagWord(value, configuration));
        configuration.fresh.removeIf(symbol -> !isLive(symbol, live)
                && configuration.store.keySet().stream().noneMatch(location ->
                        location.region() instanceof MemoryLocation.Region.Pointee(var holder) && holder == symbol));
        configuration.counted.removeIf(symbol -> !isLive(symbol, live));
        configuration.lent.removeIf(symbol -> !isLive(symbol, live));
        configuration.linked.removeIf(location ->
                location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && !isLive(holder, live)
                        && !configuration.fresh.contains(holder));
        configuration.stale.removeIf(symbol -> !live.contains(symbol) && !isOfFact(symbol, configuration));
    }

    /// The symbols to which variables, pending objects, locks and `kept` lead.
    private static SymbolSet live(Configuration configuration, Value kept) {
        var live = new SymbolSet();
        mark(kept, live);
        for (Map.Entry<Symbol, ObjectState> entry : configuration.objects.entrySet()) {
            if (isPending(entry.getKey(), entry.getValue(), configuration)) {
                live.addAll(entry.getKey().mentioned());
            }
        }
        for (Value lock : configuration.locks.keySet()) {
            mark(lock, live);
        }
        // What a pointer leads to mostly stands behind the pointer.
        List<Map.Entry<MemoryLocation, Value>> waiting = List.of();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (!markIfReached(entry, live)) {
                waiting = waiting.isEmpty() ? new ArrayList<>() : waiting;
                waiting.add(entry);
            }
        }
        boolean isOpen = !waiting.isEmpty();
        while (isOpen) {
            isOpen = waiting.removeIf(entry -> markIfReached(entry, live));
        }
        return live;
    }

    private static boolean markIfReached(Map.Entry<MemoryLocation, Value> entry, SymbolSet live) {
        if (entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder) && !live.contains(holder)) {
            return false;
        }
        mark(entry.getValue(), live);
        live.addAll(entry.getKey().mentioned());
        return true;
    }

    /// Whether something is known of a value or of what is made of it.
    private static boolean isOfFact(Symbol symbol, Configuration configuration) {
        for (Value value : configuration.facts.keySet()) {
            if (Dependence.dependsOn(value, symbol)) {
                return true;
            }
        }
        return false;
    }

    /// Whether something is still asked of an object that no variable leads to.
    private static boolean isPending(Symbol object, ObjectState state, Configuration configuration) {
        return switch (state.source()) {
            case ISSUED, ARRIVED, ARGUMENT -> true;
            case FOUND, SHARED -> isOwed(object, state, configuration);
        };
    }

    /// Whether a path took an object out of where it was found, knows that there was one, and has it still.
    public static boolean isOwed(Symbol object, ObjectState state, Configuration configuration) {
        if (state.life() != ObjectState.Life.OWNED) {
            return false;
        }
        Ranges ranges = configuration.factsOf(new Value.Unknown(object)).ranges();
        return switch (state.taken()) {
            case NO -> false;
            case MAYBE -> !ranges.contains(0);
            case YES, UNSEEN -> !ranges.isOnly(0);
        };
    }

    /// Forgets the found objects that lie in an array: the next round of a loop means another element.
    public static void forgetElements(Configuration configuration) {
        configuration.objects.entrySet().removeIf(entry ->
                !isPending(entry.getKey(), entry.getValue(), configuration)
                        && entry.getKey().origin() instanceof Symbol.Origin.Initial(var location)
                        && location.path().stream().anyMatch(MemoryLocation.Step.Element.class::isInstance));
    }

    /// The elements of arrays that hold an object.
    public static Set<MemoryLocation> keptInElements(Configuration configuration) {
        var kept = new HashSet<MemoryLocation>();
        configuration.store.forEach((location, value) -> {
            if (location.hasElements()
                    && location.region() instanceof MemoryLocation.Region.Pointee
                    && value instanceof Value.Unknown(var symbol)
                    && configuration.objects.containsKey(symbol)) {
                kept.add(location);
            }
        });
        return kept;
    }

    /// Forgets that an object was stored in an element of an array by a round of a loop that goes on: what each round stores in
    /// another element is handed to none of them.
    public static void forgetRepeated(Set<MemoryLocation> before, Configuration configuration) {
        Set<MemoryLocation> repeated = keptInElements(configuration);
        repeated.removeAll(before);
        configuration.store.keySet().removeAll(repeated);
    }

    /// Notes that a lock is dropped: numbers that were read of the memory of others may be different ones from now on.
    public static void age(Configuration configuration) {
        configuration.hasUnlocked = true;
        age(configuration.facts.keySet(), configuration);
    }

    /// Notes the same of some of the values of which something is known.
    public static void age(Iterable<Value> values, Configuration configuration) {
        for (Value known : values) {
            if (known instanceof Value.Unknown(var symbol)
                    && !(symbol.type() instanceof Type.Pointer)
                    && symbol.origin() instanceof Symbol.Origin.Initial(var location)
                    && location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                    && !configuration.fresh.contains(holder)
                    && !configuration.objects.containsKey(holder)
                    && !configuration.objects.containsKey(symbol)
                    && !configuration.store.containsKey(location)) {
                configuration.stale.add(symbol);
            }
        }
    }

    /// Flags of the entry point's own parameter are asked for at its end.
    private static boolean isFlagWord(Value value, Configuration configuration) {
        if (!(value instanceof Value.Unknown(var symbol)) || !(symbol.origin() instanceof Symbol.Origin.Parameter)) {
            return false;
        }
        Facts facts = configuration.factsOf(value);
        return !facts.set().isEmpty() || !facts.clear().isEmpty();
    }

    /// A place that keeps an object published stays, whoever can name it.
    private static boolean keepsObject(Value value, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(value, object)) {
                return true;
            }
        }
        return false;
    }

    private static void mark(Value value, SymbolSet live) {
        switch (value) {
            case Value.Unknown(var symbol) -> live.addAll(symbol.mentioned());
            case Value.Address(var target) -> live.addAll(target.mentioned());
            case Value.Term(_, var operands) -> {
                for (int at = 0; at < operands.size(); at++) {
                    mark(operands.get(at), live);
                }
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> {}
        }
    }

    /// A symbol is live if it is marked, or if it can be loaded again from what is.
    public static boolean isLive(Symbol symbol, SymbolSet live) {
        if (live.contains(symbol)) {
            return true;
        }
        return switch (symbol.origin()) {
            case Symbol.Origin.Initial(var location) -> isLive(location, live);
            case Symbol.Origin.Outer(var inner, _, _) -> isLive(inner, live);
            case Symbol.Origin.Parameter _, Symbol.Origin.Made _ -> false;
        };
    }

    public static boolean isLive(MemoryLocation location, SymbolSet live) {
        List<MemoryLocation.Step> path = location.path();
        for (int step = 0; step < path.size(); step++) {
            if (path.get(step) instanceof MemoryLocation.Step.Element(var at) && !isLive(at, live)) {
                return false;
            }
        }
        return switch (location.region()) {
            case MemoryLocation.Region.Pointee(var holder) -> isLive(holder, live);
            case MemoryLocation.Region.Local _ -> false;
            case MemoryLocation.Region.Global _ -> true;
        };
    }

    public static boolean isLive(Value value, SymbolSet live) {
        return switch (value) {
            case Value.Unknown(var symbol) -> isLive(symbol, live);
            case Value.Address(var target) -> isLive(target, live);
            case Value.Term(_, var operands) -> {
                for (int at = 0; at < operands.size(); at++) {
                    if (!isLive(operands.get(at), live)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> true;
        };
    }
}
