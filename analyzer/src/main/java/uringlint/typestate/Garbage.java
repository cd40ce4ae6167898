package uringlint.typestate;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Drops what no name of the program leads to any more.
final class Garbage {
    private Garbage() {}

    static void collect(Configuration configuration) {
        collect(configuration, Value.OPAQUE);
    }

    /// Keeps what local variables, globals, tracked objects and one more value lead to.
    static void collect(Configuration configuration, Value kept) {
        Set<Symbol> live = new HashSet<>();
        var worklist = new ArrayDeque<Symbol>();
        mark(kept, live, worklist);
        configuration.objects.keySet().forEach(object -> mark(object, live, worklist));
        configuration.locks.keySet().forEach(lock -> mark(lock, live, worklist));
        for (Map.Entry<Location, Value> entry : configuration.store.entrySet()) {
            if (!(entry.getKey().region() instanceof Location.Region.Pointee)) {
                mark(entry.getValue(), live, worklist);
                mark(entry.getKey(), live, worklist);
            }
        }
        while (!worklist.isEmpty()) {
            Symbol symbol = worklist.poll();
            for (Map.Entry<Location, Value> entry : configuration.store.entrySet()) {
                if (entry.getKey().region() instanceof Location.Region.Pointee(var holder) && holder == symbol) {
                    mark(entry.getValue(), live, worklist);
                    mark(entry.getKey(), live, worklist);
                }
            }
        }
        configuration.store.entrySet().removeIf(entry ->
                entry.getKey().region() instanceof Location.Region.Pointee(var holder)
                        && !isLive(holder, live)
                        && !keepsObject(entry.getKey(), entry.getValue(), configuration));
        configuration.facts.keySet().removeIf(value -> !isLive(value, live));
        configuration.fresh.removeIf(symbol -> !isLive(symbol, live));
        configuration.linked.removeIf(location ->
                location.region() instanceof Location.Region.Pointee(var holder) && !isLive(holder, live));
    }

    /// A place that keeps an object published stays, whoever can name it.
    private static boolean keepsObject(Location location, Value value, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(value, object)) {
                return true;
            }
        }
        return false;
    }

    private static void mark(Value value, Set<Symbol> live, ArrayDeque<Symbol> worklist) {
        switch (value) {
            case Value.Unknown(var symbol) -> mark(symbol, live, worklist);
            case Value.Address(var target) -> mark(target, live, worklist);
            case Value.Term(_, var operands) -> operands.forEach(operand -> mark(operand, live, worklist));
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> {}
        }
    }

    private static void mark(Location location, Set<Symbol> live, ArrayDeque<Symbol> worklist) {
        if (location.region() instanceof Location.Region.Pointee(var holder)) {
            mark(holder, live, worklist);
        }
        for (Location.Step step : location.path()) {
            if (step instanceof Location.Step.Element(var at)) {
                mark(at, live, worklist);
            }
        }
    }

    private static void mark(Symbol symbol, Set<Symbol> live, ArrayDeque<Symbol> worklist) {
        if (live.add(symbol)) {
            worklist.add(symbol);
            switch (symbol.origin()) {
                case Symbol.Origin.Initial(var location) -> mark(location, live, worklist);
                case Symbol.Origin.Outer(var inner, _, _) -> mark(inner, live, worklist);
                case Symbol.Origin.Parameter _, Symbol.Origin.Made _ -> {}
            }
        }
    }

    /// A symbol is live if it is marked, or if it can be loaded again from what is.
    private static boolean isLive(Symbol symbol, Set<Symbol> live) {
        if (live.contains(symbol)) {
            return true;
        }
        return switch (symbol.origin()) {
            case Symbol.Origin.Initial(var location) -> isLive(location, live);
            case Symbol.Origin.Outer(var inner, _, _) -> isLive(inner, live);
            case Symbol.Origin.Parameter _ -> true;
            case Symbol.Origin.Made _ -> false;
        };
    }

    private static boolean isLive(Location location, Set<Symbol> live) {
        for (Location.Step step : location.path()) {
            if (step instanceof Location.Step.Element(var at) && !isLive(at, live)) {
                return false;
            }
        }
        return switch (location.region()) {
            case Location.Region.Pointee(var holder) -> isLive(holder, live);
            case Location.Region.Local _ -> false;
            case Location.Region.Global _ -> true;
        };
    }

    private static boolean isLive(Value value, Set<Symbol> live) {
        return switch (value) {
            case Value.Unknown(var symbol) -> isLive(symbol, live);
            case Value.Address(var target) -> isLive(target, live);
            case Value.Term(_, var operands) -> {
                for (Value operand : operands) {
                    if (!isLive(operand, live)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> true;
        };
    }
}
