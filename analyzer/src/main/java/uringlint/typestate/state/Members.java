// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.callgraph.Member;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Which members of structures memory locations are, and what that says of them.
public final class Members {
    private final ProgramIndex index;
    private final ApiModel model;
    private final Set<String> dataNames;

    Members(ProgramIndex index, ApiModel model) {
        this.index = index;
        this.model = model;
        this.dataNames = model.dataMembers().stream().map(Member::name).collect(Collectors.toSet());
    }

    /// The member that a location is; its structure's tag is empty where the type is not known.
    public Member of(MemoryLocation location) {
        List<MemoryLocation.Step> path = location.path();
        int last = path.size() - 1;
        while (last >= 0 && !(path.get(last) instanceof MemoryLocation.Step.Field)) {
            last--;
        }
        if (last < 0) {
            return new Member("", "");
        }
        Type type = switch (location.region()) {
            case MemoryLocation.Region.Pointee(var holder) ->
                index.resolve(holder.type()) instanceof Type.Pointer(var target) ? target : Type.UNKNOWN;
            case MemoryLocation.Region.Global(var name) -> index.typeOfGlobal(name);
            case MemoryLocation.Region.Local _ -> Type.UNKNOWN;
        };
        for (MemoryLocation.Step step : path.subList(0, last)) {
            Type from = index.resolve(type);
            type = switch (step) {
                case MemoryLocation.Step.Field(var name) -> index.member(from, name);
                case MemoryLocation.Step.Element _ -> from instanceof Type.Array(var element, _) ? element : type;
            };
        }
        return new Member(index.resolve(type) instanceof Type.Tagged(_, var tag) ? tag : "", location.lastField());
    }

    /// The members of a structure that point to objects, in their order.
    public List<String> objectsIn(Type structure) {
        if (!(index.resolve(structure) instanceof Type.Tagged(_, var tag))) {
            return List.of();
        }
        return index.composite(tag).stream()
                .flatMap(composite -> composite.members().stream())
                .filter(field -> index.isPointerTo(field.type(), model.objectType()))
                .map(TypeDeclaration.Member::name)
                .toList();
    }

    /// Whether what a location points to goes along with the carrier that it lies in.
    public boolean isData(MemoryLocation location) {
        return dataNames.contains(location.lastField()) && model.isData(of(location));
    }

    /// Whether a location may be a member of a union that has other ones.
    public boolean hasSiblings(MemoryLocation location) {
        return !location.path().isEmpty()
                && location.path().getLast() instanceof MemoryLocation.Step.Field(var name)
                && !index.unionSiblings(name).isEmpty();
    }

    /// Whether two locations are different members of one union.
    public boolean isSibling(MemoryLocation left, MemoryLocation right) {
        int last = right.path().size() - 1;
        if (last < 0
                || left.path().size() <= last
                || !left.region().equals(right.region())
                || !(left.path().get(last) instanceof MemoryLocation.Step.Field(var one))
                || !(right.path().get(last) instanceof MemoryLocation.Step.Field(var two))
                || one.equals(two)
                || !left.path().subList(0, last).equals(right.path().subList(0, last))) {
            return false;
        }
        return index.unionSiblings(one).contains(two);
    }

    /// Where a value was loaded from that has parts: a part of it is what lay there, wherever the value is now. What lies in
    /// memory that others may change is another value each time.
    Optional<MemoryLocation> home(Symbol whole, Type part) {
        boolean isCopied = whole.type() instanceof Type.Tagged && !(index.resolve(part) instanceof Type.Pointer);
        if (isCopied
                || !(whole.origin() instanceof Symbol.Origin.Initial(var from))
                || !(from.region() instanceof MemoryLocation.Region.Pointee(var holder))
                || isShared(holder)) {
            return Optional.empty();
        }
        return Optional.of(from);
    }

    /// Whether a location is the area of an object, which is an array of bytes.
    boolean isArea(MemoryLocation location) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder)
                && location.path().size() == 1
                && location.lastField().equals(model.areaField())
                && index.isPointerTo(holder.type(), model.objectType());
    }

    /// The first byte of an area is where the area is.
    MemoryLocation withoutFirst(MemoryLocation location) {
        boolean isFirst = location.path().size() == 2
                && location.path().getLast() instanceof MemoryLocation.Step.Element(var number)
                && number.equals(Value.ZERO);
        MemoryLocation whole = isFirst ? new MemoryLocation(location.region(), location.path().subList(0, 1)) : location;
        return isFirst && isArea(whole) ? whole : location;
    }

    /// Whether a location is the bytes at the end of memory that others write to: an array, also where its type was not read.
    boolean isSharedBytes(MemoryLocation location) {
        return location.region() instanceof MemoryLocation.Region.Pointee(var holder) && location.path().size() == 1
                && model.sharedMemoryFields().contains(location.lastField()) && isShared(holder)
                && !index.isPointerTo(holder.type(), model.objectType());
    }

    private boolean isShared(Symbol pointer) {
        return pointer.origin() instanceof Symbol.Origin.Initial(var from) && model.sharedMemoryFields().contains(from.lastField());
    }
}
