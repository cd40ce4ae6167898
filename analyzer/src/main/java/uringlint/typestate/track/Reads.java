// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.EarlierRead;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What a path reads and writes of memory that an object shares with others.
public final class Reads {
    private final ApiModel model;
    private final Observations seen;

    Reads(ApiModel model, Observations seen) {
        this.model = model;
        this.seen = seen;
    }

    /// A location in shared memory: the object that shares it, and the fields from there on.
    record Shared(Symbol object, List<String> path) {}

    /// The object with which a location is shared: one of its pointers to shared memory leads there.
    Optional<Shared> shared(MemoryLocation location, Configuration configuration) {
        if (location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && holder.origin() instanceof Symbol.Origin.Initial(var from)
                && from.region() instanceof MemoryLocation.Region.Pointee(var owner)
                && configuration.objects.containsKey(owner)
                && from.path().size() == 1
                && model.sharedMemoryFields().contains(from.lastField())) {
            var path = new ArrayList<String>();
            path.add(from.lastField());
            path.addAll(location.fields());
            return Optional.of(new Shared(owner, path));
        }
        return Optional.empty();
    }

    /// Whether a value is a pointer to shared memory.
    public boolean leadsToShared(Value value, Configuration configuration) {
        return switch (value) {
            case Value.Unknown(var symbol) ->
                shared(MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol)), configuration)
                        .isPresent();
            case Value.Address(var target) -> shared(target, configuration).isPresent();
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
        };
    }

    /// Notes a read or a write, if it is one of shared memory.
    void note(Memory.Reached reached, boolean isWrite, Site site, Way way, Configuration configuration) {
        MemoryLocation location = reached.location();
        Optional<Shared> shared = shared(location, configuration);
        if (shared.isEmpty()) {
            return;
        }
        var here = new EarlierRead(
                new Location(site.function().file(), site.span()),
                reached.inner() == 0 ? Type.UNKNOWN : reached.base(),
                isNumber(reached));
        List<Location> before = isWrite ? List.of() : earlier(location, here, configuration);
        Observation.Access access = reached.access(way, shared.get().path(), before);
        seen.observe(
                shared.get().object(),
                site,
                configuration,
                moment -> isWrite ? new Observation.Write(moment, access) : new Observation.Read(moment, access));
        if (!isWrite && isFixed(location)) {
            configuration.reads.putIfAbsent(location, here);
        }
    }

    /// Where the path read memory before that a location overlaps.
    private static List<Location> earlier(MemoryLocation location, EarlierRead here, Configuration configuration) {
        if (isFixed(location)) {
            for (Map.Entry<MemoryLocation, EarlierRead> read : configuration.reads.entrySet()) {
                boolean overlaps = read.getKey().isWithin(location) && !isBeside(location, here, read.getKey())
                        || location.isWithin(read.getKey()) && !isBeside(read.getKey(), read.getValue(), location);
                if (overlaps && mayBeOne(here.base(), read.getValue().base())) {
                    return List.of(read.getValue().location());
                }
            }
        }
        return List.of();
    }

    /// Whether a single number is read or written, as opposed to all that lies below.
    private static boolean isNumber(Memory.Reached reached) {
        return reached.inner() == 0 && reached.base() instanceof Type.Named(var name) && !name.equals("void");
    }

    /// Whether a number was read at the start of memory, and the other location is one of the numbers behind it.
    private static boolean isBeside(MemoryLocation start, EarlierRead read, MemoryLocation other) {
        return read.isNumber()
                && other.path().size() > start.path().size()
                && other.path().get(start.path().size()) instanceof MemoryLocation.Step.Element(Value.Int(var number))
                && number != 0;
    }

    /// Fields of one name in two structures need not lie at one place.
    private static boolean mayBeOne(Type left, Type right) {
        return left.equals(right) || left.equals(Type.UNKNOWN) || right.equals(Type.UNKNOWN);
    }

    /// Whether a location is the same memory whenever it is named: an element of an array under a variable index is not.
    private static boolean isFixed(MemoryLocation location) {
        for (MemoryLocation.Step step : location.path()) {
            if (step instanceof MemoryLocation.Step.Element(var at) && !(at instanceof Value.Int)) {
                return false;
            }
        }
        return true;
    }
}
