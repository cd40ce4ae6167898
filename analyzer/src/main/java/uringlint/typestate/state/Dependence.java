// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.Map;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What is named by the help of what: a value that a symbol is part of means nothing without it.
public final class Dependence {
    private Dependence() {}

    /// Whether a configuration names a symbol anywhere.
    public static boolean isMentioned(Symbol symbol, Configuration configuration) {
        if (configuration.objects.containsKey(symbol) || configuration.fresh.contains(symbol)) {
            return true;
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (dependsOn(entry.getValue(), symbol) || dependsOn(entry.getKey(), symbol)) {
                return true;
            }
        }
        for (Value value : configuration.facts.keySet()) {
            if (dependsOn(value, symbol)) {
                return true;
            }
        }
        for (Symbol object : configuration.objects.keySet()) {
            if (dependsOn(object, symbol)) {
                return true;
            }
        }
        return false;
    }

    /// Forgets all that depends on a symbol.
    public static void discard(Symbol symbol, Configuration configuration) {
        configuration.store.keySet().removeIf(location -> dependsOn(location, symbol));
        configuration.store.replaceAll((_, value) -> dependsOn(value, symbol) ? Value.OPAQUE : value);
        configuration.facts.keySet().removeIf(value -> dependsOn(value, symbol));
        configuration.objects.keySet().removeIf(object -> dependsOn(object, symbol));
        configuration.fresh.remove(symbol);
        configuration.linked.removeIf(location -> dependsOn(location, symbol));
    }

    public static boolean dependsOn(Value value, Symbol symbol) {
        return switch (value) {
            case Value.Unknown(var other) -> dependsOn(other, symbol);
            case Value.Address(var target) -> dependsOn(target, symbol);
            case Value.Term(_, var operands) -> {
                for (int at = 0; at < operands.size(); at++) {
                    if (dependsOn(operands.get(at), symbol)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    public static boolean dependsOn(Symbol one, Symbol symbol) {
        return isAmong(symbol, one.mentioned());
    }

    public static boolean dependsOn(MemoryLocation location, Symbol symbol) {
        return isAmong(symbol, location.mentioned());
    }

    private static boolean isAmong(Symbol symbol, Symbol[] symbols) {
        for (Symbol one : symbols) {
            if (one == symbol) {
                return true;
            }
        }
        return false;
    }
}
