// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;

/// How a path comes to the objects that it meets, by where they were found.
final class Sources {
    private final Memory memory;
    private final Role role;
    private final HandOffs handOffs;

    Sources(Memory memory, Role role, HandOffs handOffs) {
        this.memory = memory;
        this.role = role;
        this.handOffs = handOffs;
    }

    /// How the path came to an object.
    ObjectState.Source of(Symbol symbol) {
        return switch (symbol.origin()) {
            case Symbol.Origin.Parameter _ -> switch (role.kind()) {
                case HANDLER -> ObjectState.Source.ISSUED;
                case TASK_WORK -> role.objectStaysShared() ? ObjectState.Source.SHARED : ObjectState.Source.ARRIVED;
                case POLL -> ObjectState.Source.SHARED;
                case COMPLETION, INTERRUPT, TIMER, WORKER -> ObjectState.Source.ARRIVED;
                case RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> ObjectState.Source.ARGUMENT;
            };
            case Symbol.Origin.Initial(var location) -> initialSource(location);
            case Symbol.Origin.Outer _, Symbol.Origin.Made _ -> ObjectState.Source.FOUND;
        };
    }

    private ObjectState.Source initialSource(MemoryLocation location) {
        if (!isOfParameter(location)) {
            return ObjectState.Source.FOUND;
        }
        return switch (role.kind()) {
            case TASK_WORK -> location.lastField().equals(Observations.CARRIED)
                    ? role.objectStaysShared() ? ObjectState.Source.SHARED : ObjectState.Source.ARRIVED
                    : ObjectState.Source.FOUND;
            case COMPLETION, INTERRUPT, TIMER, WORKER ->
                memory.members().isData(location) || handOffs.brings(role.function().name(), location.fieldPath())
                        ? ObjectState.Source.ARRIVED
                        : ObjectState.Source.FOUND;
            case HANDLER -> memory.members().isData(location) ? ObjectState.Source.ISSUED : ObjectState.Source.FOUND;
            case POLL, RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> ObjectState.Source.FOUND;
        };
    }

    private boolean isOfParameter(MemoryLocation location) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder) && isOfParameter(holder);
    }

    /// Whether memory is reached from a parameter of the entry point.
    boolean isOfParameter(Symbol holder) {
        return switch (holder.origin()) {
            case Symbol.Origin.Parameter _ -> true;
            case Symbol.Origin.Outer(var inner, _, _) -> isOfParameter(inner);
            case Symbol.Origin.Initial(var location) ->
                (location.path().isEmpty() || memory.members().isData(location)) && isOfParameter(location);
            case Symbol.Origin.Made _ -> false;
        };
    }
}
