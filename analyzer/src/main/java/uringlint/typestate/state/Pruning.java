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
    private record Named(BitSet here, BitSet outer, List<MemoryLocation> guarded) {
        boolean isGuarded(MemoryLocation location) {
            return guarded.stream().anyMatch(location::isWithin);
        }

        boolean has(Mentions mentions, String name) {
            return mentions.has(here, name) || mentions.has(outer, name);
        }
    }

    private final Mentions mentions;
    private final Set<String> keptFlags;
    private final Set<String> keptFields;

    public Pruning(Mentions mentions, ApiModel model) {
        this.mentions = mentions;
        var flags = new TreeSet<>(model.flags());
        flags.addAll(List.of(model.lockedFlag(), model.cancelFlag()));
        this.keptFlags = flags;
        var fields = new TreeSet<String>();
        model.dataMembers().forEach(member -> fields.add(member.name()));
        model.callbackMembers().keySet().forEach(member -> fields.add(member.name()));
        this.keptFields = fields;
    }

    public void prune(Configuration configuration, BitSet here, BitSet outer) {
        Named named = new Named(here, outer, guarded(configuration));
        Set<MemoryLocation> movedOut = movedOut(configuration);
        configuration.store.entrySet().removeIf(entry ->
                entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && !entry.getKey().path().isEmpty()
                        && !isNamed(entry.getKey(), named)
                        && !keptFields.contains(entry.getKey().lastField())
                        && !configuration.objects.containsKey(holder)
                        && !(Constructors.is(entry.getValue()) && movedOut.stream().anyMatch(home -> home.isWithin(entry.getKey())))
                        && !holdsObject(entry.getValue(), configuration));
        Set<Value> held = held(configuration);
        for (Map.Entry<Value, Facts> entry : new ArrayList<>(configuration.facts.entrySet())) {
            if (!isNamed(entry.getKey(), named, held)
                    && !hasKeptFlag(entry.getValue())
                    && !configuration.guesses.containsKey(entry.getKey())
                    && !(entry.getKey() instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol))) {
                configuration.facts.remove(entry.getKey());
                continue;
            }
            Facts facts = entry.getValue();
            Set<Flag> set = flags(facts.set(), named);
            Set<Flag> clear = flags(facts.clear(), named);
            // A value that is one of some constants is no other, whichever is asked for: those stay.
            Set<String> not = names(facts.not(), name -> keptFlags.contains(name) || named.has(mentions, name));
            if (set != facts.set() || clear != facts.clear() || not != facts.not()) {
                configuration.learn(entry.getKey(), new Facts(facts.ranges(), set, clear, facts.is(), not, facts.pointer()));
            }
        }
    }

    /// What held locks guard that are what they guard: code names the guard alone.
    private static List<MemoryLocation> guarded(Configuration configuration) {
        return configuration.locks.keySet().stream()
                .filter(Value.Address.class::isInstance)
                .map(lock -> ((Value.Address) lock).target())
                .toList();
    }

    /// Where the values came from that variables hold. What lies there now says whether they were moved out or copied.
    private static Set<MemoryLocation> movedOut(Configuration configuration) {
        var homes = new HashSet<MemoryLocation>();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getKey().region() instanceof MemoryLocation.Region.Local
                    && entry.getValue() instanceof Value.Unknown(var symbol)
                    && symbol.origin() instanceof Symbol.Origin.Initial(var home)) {
                homes.add(home);
            }
        }
        return homes;
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
        return facts.set().stream().anyMatch(this::isKept) || facts.clear().stream().anyMatch(this::isKept);
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
                case Flag.Named(var name) -> keptFlags.contains(name) || named.has(mentions, name);
                case Flag.Shifted(var number) -> named.has(mentions, number);
                case Flag.Bit _ -> true;
            };
            if (!isNamed) {
                kept = kept == null ? new TreeSet<>(flags) : kept;
                kept.remove(flag);
            }
        }
        return kept == null ? flags : kept;
    }

    private static Set<String> names(Set<String> names, Predicate<String> isKept) {
        Set<String> kept = null;
        for (String name : names) {
            if (!isKept.test(name)) {
                kept = kept == null ? new TreeSet<>(names) : kept;
                kept.remove(name);
            }
        }
        return kept == null ? names : kept;
    }

    /// Whether the code can still come upon a value: by a field or constant that it names, or by a variable that holds
    /// it or what it is made of.
    private boolean isNamed(Value value, Named named, Set<Value> held) {
        return held.contains(value) || switch (value) {
            case Value.Unknown(var symbol) -> isNamed(symbol, named);
            case Value.Address(var target) -> isNamed(target, named);
            case Value.Term(_, var operands) -> {
                for (Value operand : operands) {
                    if (!isNamed(operand, named, held)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Value.Named(var name) -> named.has(mentions, name);
            case Value.Int _, Value.Code _, Value.Opaque _ -> true;
        };
    }

    private boolean isNamed(Symbol symbol, Named named) {
        return !(symbol.origin() instanceof Symbol.Origin.Initial(var location)) || isNamed(location, named);
    }

    private boolean isNamed(MemoryLocation location, Named named) {
        String field = location.lastField();
        return field.isEmpty() || field.startsWith("<") || named.has(mentions, field) || named.isGuarded(location);
    }
}
