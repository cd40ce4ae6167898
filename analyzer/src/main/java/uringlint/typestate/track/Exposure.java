// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.Map;
import java.util.stream.Stream;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// When others see an object that was stored for them: at once if no lock is held, else when the structure that holds it changes
/// its state or is linked, or when the lock is gone.
public final class Exposure {
    private final Observations seen;

    Exposure(Observations seen) {
        this.seen = seen;
    }

    /// Notes that others can see what a piece of memory holds by now, or will when the lock is gone.
    public void noteChange(MemoryLocation changed, Configuration configuration) {
        if (!(changed.region() instanceof MemoryLocation.Region.Pointee(var holder)) || configuration.objects.containsKey(holder)) {
            return;
        }
        boolean isLocked = configuration.isLocked();
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getValue() instanceof Value.Unknown(var object)
                    && configuration.objects.containsKey(object)
                    && entry.getKey().region().equals(changed.region())
                    && seen.isFound(object, configuration)
                    && !isAside(holder, configuration)
                    && shareOwner(entry.getKey(), changed)
                    && (!entry.getKey().equals(changed) || !isLocked)) {
                configuration.marks.add(isLocked ? new PathMark.ToBeExposed(object) : new PathMark.Exposed(object));
            }
        }
    }

    /// With a lock gone, what was stored under it can be seen, unless its holder was cut off from where it was found, and is not linked
    /// anywhere.
    public void noteUnlock(Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (configuration.marks.remove(new PathMark.ToBeExposed(object))) {
                configuration.marks.add(new PathMark.Exposed(object));
            }
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getValue() instanceof Value.Unknown(var object)
                    && configuration.objects.containsKey(object)
                    && configuration.objects.get(object).source() != ObjectState.Source.FOUND
                    && entry.getKey().region() instanceof MemoryLocation.Region.Pointee(var holder)
                    && !configuration.objects.containsKey(holder)
                    && seen.isFound(object, configuration)
                    && (!isCutOff(holder, configuration) || isSearched(holder, configuration))) {
                configuration.marks.add(new PathMark.Exposed(object));
            }
        }
    }

    /// Whether a structure that was cut off from where it was found is in lists from which nobody takes it, and in no others.
    private static boolean isAside(Symbol holder, Configuration configuration) {
        return isCutOff(holder, configuration) && !isSearched(holder, configuration) && nodes(holder, configuration).findAny().isPresent();
    }

    /// Whether a structure is in a list from which somebody takes it.
    private static boolean isSearched(Symbol holder, Configuration configuration) {
        return nodes(holder, configuration).anyMatch(node -> !configuration.marks.contains(new PathMark.Parked(node)));
    }

    private static Stream<MemoryLocation> nodes(Symbol holder, Configuration configuration) {
        return configuration.linked.stream()
                .filter(node -> node.region() instanceof MemoryLocation.Region.Pointee(var owner) && owner == holder);
    }

    private static boolean isCutOff(Symbol holder, Configuration configuration) {
        if (!(holder.origin() instanceof Symbol.Origin.Initial(var home))) {
            return false;
        }
        Value now = configuration.store.get(home);
        return now != null && !now.equals(new Value.Unknown(holder));
    }

    /// Whether two locations are members of one structure.
    private static boolean shareOwner(MemoryLocation left, MemoryLocation right) {
        int length = Math.max(0, left.path().size() - 1);
        return right.path().size() >= length && left.path().subList(0, length).equals(right.path().subList(0, length));
    }
}
