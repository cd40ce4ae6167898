// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Drops facts about memory and flags that the rest of the path never names again.
public final class Pruning {
    /// What the rest of a function and its callers can name.
    private final class Named {
        private final BitSet here;
        private final BitSet outer;
        private final Configuration configuration;
        private final List<MemoryLocation> guarded;
        /// Asked for where nothing else keeps a value, which is seldom.
        private @Nullable Set<Value> held;

        Named(BitSet here, BitSet outer, Configuration configuration) {
            this.here = here;
            this.outer = outer;
            this.configuration = configuration;
            this.guarded = guarded(configuration);
        }

        boolean isGuarded(MemoryLocation location) {
            for (int at = 0; at < guarded.size(); at++) {
                if (location.isWithin(guarded.get(at))) {
                    return true;
                }
            }
            return false;
        }

        boolean has(String name) {
            return mentions.has(here, outer, name);
        }

        boolean isHeld(Value value) {
            if (held == null) {
                held = held(configuration);
            }
            return held.contains(value);
        }
    }

    /// Never written to.
    private static final BitSet NOTHING = new BitSet();

    private final Mentions mentions;
    private final Set<String> keptFlags;
    private final Set<String> keptFields;

    public Pruning(Mentions mentions, ApiModel model) {
        this.mentions = mentions;
        var flags = new HashSet<>(model.flags());
        flags.addAll(List.of(model.lockedFlag(), model.cancelFlag()));
        this.keptFlags = flags;
        var fields = new HashSet<String>();
        model.dataMembers().forEach(member -> fields.add(member.name()));
        model.callbackMembers().keySet().forEach(member -> fields.add(member.name()));
        this.keptFields = fields;
    }

    public void prune(Configuration configuration, BitSet here, BitSet outer) {
        Named named = new Named(here, outer, configuration);
        configuration.store.entrySet().removeIf(entry ->
                entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && !entry.getKey().path().isEmpty()
                        && !isNamed(entry.getKey(), named)
                        && !keptFields.contains(entry.getKey().lastField())
                        && !configuration.objects.containsKey(holder)
                        && !(Constructors.is(entry.getValue()) && isMovedOut(entry.getKey(), configuration))
                        && !holdsObject(entry.getValue(), configuration));
        if (!configuration.linked.isEmpty()) {
            configuration.linked.removeIf(node -> isOfOthers(node, named));
        }
        // What is not named again is not read again.
        configuration.stale.removeIf(symbol -> !isNamed(symbol, named));
        List<Map.Entry<Value, Facts>> narrowed = List.of();
        for (Map.Entry<Value, Facts> entry : configuration.facts.entrySet()) {
            if (!isAskedFor(entry.getKey(), entry.getValue(), named)) {
                narrowed = narrowed.isEmpty() ? new ArrayList<>() : narrowed;
                narrowed.add(Map.entry(entry.getKey(), Facts.NOTHING));
                continue;
            }
            Facts facts = entry.getValue();
            Set<Flag> set = flags(facts.set(), named);
            Set<Flag> clear = flags(facts.clear(), named);
            // A value that is one of some constants is no other, whichever is asked for: those stay.
            Set<String> not = names(facts.not(), named);
            if (set != facts.set() || clear != facts.clear() || not != facts.not()) {
                narrowed = narrowed.isEmpty() ? new ArrayList<>() : narrowed;
                narrowed.add(Map.entry(
                        entry.getKey(), new Facts(facts.ranges(), set, clear, facts.is(), not, facts.pointer())));
            }
        }
        for (Map.Entry<Value, Facts> entry : narrowed) {
            configuration.learn(entry.getKey(), entry.getValue());
        }
    }

    /// Whether a list node lies in memory that was there before the path, holds no object that is followed, and that no variable leads
    /// to any more: who shares it learns nothing of the path's objects.
    private static boolean isOfOthers(MemoryLocation node, Named named) {
        Configuration configuration = named.configuration;
        if (!(node.region() instanceof MemoryLocation.Region.Pointee(var holder))
                || node.path().isEmpty()
                || configuration.fresh.contains(holder)
                || configuration.objects.containsKey(holder)
                || named.isHeld(new Value.Unknown(holder))) {
            return false;
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            boolean isLocal = entry.getKey().region() instanceof MemoryLocation.Region.Local;
            boolean isIn = entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var owner) && owner == holder;
            if (isIn && holdsObject(entry.getValue(), configuration) || isLocal && Configuration.mentions(entry.getValue(), holder)) {
                return false;
            }
        }
        return true;
    }

    /// Whether code that can name `here` may ask for what is known of a value, or somebody may look at it meanwhile: at the parameters
    /// of an entry point, and the fields of tracked objects.
    public Predicate<Map.Entry<Value, Facts>> askedFor(BitSet here, Configuration configuration) {
        var named = new Named(here, NOTHING, configuration);
        return known -> isAskedFor(known.getKey(), known.getValue(), named)
                || known.getKey() instanceof Value.Unknown(var symbol) && isLookedAt(symbol, configuration);
    }

    private static boolean isLookedAt(Symbol symbol, Configuration configuration) {
        return switch (symbol.origin()) {
            case Symbol.Origin.Parameter _ -> true;
            case Symbol.Origin.Initial(var location) ->
                location.region() instanceof MemoryLocation.Region.Pointee(var holder) && configuration.objects.containsKey(holder);
            case Symbol.Origin.Made _, Symbol.Origin.Outer _ -> false;
        };
    }

    private boolean isAskedFor(Value value, Facts facts, Named named) {
        Configuration configuration = named.configuration;
        return isNamed(value, named)
                || hasKeptFlag(facts)
                || configuration.guesses.containsKey(value)
                || value instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol);
    }

    /// What held locks guard that are what they guard: code names the guard alone.
    private static List<MemoryLocation> guarded(Configuration configuration) {
        List<MemoryLocation> guarded = List.of();
        for (Value lock : configuration.locks.keySet()) {
            if (lock instanceof Value.Address(var target)) {
                guarded = guarded.isEmpty() ? new ArrayList<>() : guarded;
                guarded.add(target);
            }
        }
        return guarded;
    }

    /// Whether a variable holds what lay at a location or below it. What lies there now says whether it was moved out or copied.
    private static boolean isMovedOut(MemoryLocation location, Configuration configuration) {
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region() instanceof MemoryLocation.Region.Local
                    && entry.getValue() instanceof Value.Unknown(var symbol)
                    && symbol.origin() instanceof Symbol.Origin.Initial(var home)
                    && home.isWithin(location)) {
                return true;
            }
        }
        return false;
    }

    /// What variables hold, and objects: a test of the variable is one of its value, wherever that came from.
    private static Set<Value> held(Configuration configuration) {
        var held = new HashSet<Value>();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            boolean isWorthKeeping = entry.getValue() instanceof Value.Term
                    || entry.getValue() instanceof Value.Unknown
                    || entry.getValue() instanceof Value.Named;
            boolean isHeld = switch (entry.getKey().region()) {
                case MemoryLocation.Region.Local _ -> true;
                case MemoryLocation.Region.Pointee(var holder) -> configuration.objects.containsKey(holder);
                case MemoryLocation.Region.Global _ -> false;
            };
            if (isWorthKeeping && isHeld) {
                hold(entry.getValue(), held);
            }
        }
        return held;
    }

    /// What is known of a comparison is known of what is compared.
    private static void hold(Value value, Set<Value> held) {
        if (held.add(value) && value instanceof Value.Term(_, var operands)) {
            operands.forEach(operand -> hold(operand, held));
        }
    }

    private boolean hasKeptFlag(Facts facts) {
        return hasKept(facts.set()) || hasKept(facts.clear());
    }

    private boolean hasKept(Set<Flag> flags) {
        for (Flag flag : flags) {
            if (isKept(flag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsObject(Value value, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(value, object)) {
                return true;
            }
        }
        for (Symbol fresh : configuration.fresh) {
            if (Configuration.refersTo(value, fresh)) {
                return true;
            }
        }
        return false;
    }

    private boolean isKept(Flag flag) {
        return flag instanceof Flag.Named(var name) && keptFlags.contains(name);
    }

    private Set<Flag> flags(Set<Flag> flags, Named named) {
        Set<Flag> kept = null;
        for (Flag flag : flags) {
            boolean isNamed = switch (flag) {
                case Flag.Named(var name) -> keptFlags.contains(name) || named.has(name);
                case Flag.Shifted(var number) -> named.has(number);
                case Flag.Bit _ -> true;
            };
            if (!isNamed) {
                kept = kept == null ? new TreeSet<>(flags) : kept;
                kept.remove(flag);
            }
        }
        return kept == null ? flags : kept;
    }

    private Set<String> names(Set<String> names, Named named) {
        Set<String> kept = null;
        for (String name : names) {
            if (!keptFlags.contains(name) && !named.has(name)) {
                kept = kept == null ? new TreeSet<>(names) : kept;
                kept.remove(name);
            }
        }
        return kept == null ? names : kept;
    }

    /// Whether the code can still come upon a value: by a field or constant that it names, or by a variable that holds
    /// it or what it is made of.
    private boolean isNamed(Value value, Named named) {
        boolean isNamed = switch (value) {
            case Value.Unknown(var symbol) -> isNamed(symbol, named);
            case Value.Address(var target) -> isNamed(target, named);
            case Value.Term(_, var operands) -> {
                for (int at = 0; at < operands.size(); at++) {
                    if (!isNamed(operands.get(at), named)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Value.Named(var name) -> named.has(name);
            case Value.Int _, Value.Code _, Value.Opaque _ -> true;
        };
        return isNamed || named.isHeld(value);
    }

    private boolean isNamed(Symbol symbol, Named named) {
        return !(symbol.origin() instanceof Symbol.Origin.Initial(var location)) || isNamed(location, named);
    }

    private boolean isNamed(MemoryLocation location, Named named) {
        String field = location.lastField();
        return field.isEmpty() || field.startsWith("<") || named.has(field) || named.isGuarded(location);
    }
}
