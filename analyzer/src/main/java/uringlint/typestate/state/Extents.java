// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.LinkedHashMap;
import java.util.Optional;
import uringlint.ir.Type;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What lies within memory locations: parts that are moved together with the whole, and wholes of which a location is a part.
public final class Extents {
    private final Memory memory;

    public Extents(Memory memory) {
        this.memory = memory;
    }

    /// Copies all that one location holds, which is known as a whole too, to another one.
    public void copy(MemoryLocation from, MemoryLocation to, Value whole, Configuration configuration) {
        var inner = new LinkedHashMap<MemoryLocation, Value>();
        configuration.store.forEach((location, value) -> {
            if (location.isWithin(from)) {
                inner.put(to.then(location.path().subList(from.path().size(), location.path().size())), value);
            }
        });
        memory.write(to, whole, configuration);
        configuration.store.putAll(inner);
    }

    /// Swaps all that two locations hold.
    public void swap(MemoryLocation one, MemoryLocation other, Configuration configuration) {
        Value whole = memory.peek(one, Type.UNKNOWN, configuration);
        configuration.store.putIfAbsent(one, whole);
        configuration.store.putIfAbsent(other, memory.peek(other, Type.UNKNOWN, configuration));
        var swapped = new LinkedHashMap<MemoryLocation, Value>();
        configuration.store.forEach((location, value) -> {
            if (location.isWithin(one)) {
                swapped.put(other.then(location.path().subList(one.path().size(), location.path().size())), value);
            } else if (location.isWithin(other)) {
                swapped.put(one.then(location.path().subList(other.path().size(), location.path().size())), value);
            }
        });
        configuration.forget(one);
        configuration.forget(other);
        configuration.store.putAll(swapped);
    }

    /// What a location holds, where the path knows anything of it: what is stored there or in what it is a part of, or a value that
    /// was read there.
    public Optional<Value> recall(MemoryLocation location, Configuration configuration) {
        Value stored = configuration.store.get(location);
        if (stored != null) {
            return Optional.of(stored);
        }
        return isPartOfStored(location, configuration)
                ? Optional.of(memory.peek(location, Type.UNKNOWN, configuration))
                : memory.symbols().find(new Symbol.Origin.Initial(location)).map(Value.Unknown::new);
    }

    /// Whether the path stored something of which a location is a part.
    public static boolean isPartOfStored(MemoryLocation location, Configuration configuration) {
        for (int length = location.path().size() - 1; length >= 0; length--) {
            if (configuration.store.containsKey(new MemoryLocation(location.region(), location.path().subList(0, length)))) {
                return true;
            }
        }
        return false;
    }
}
