// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.ir.Type;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Claim;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What a cancel call does to make sure that nobody else completes the object: it looks at shared state, and changes it, under a
/// lock or atomically. A callback looks at what others change to see whether the object is still its own. Paths of other calls
/// are not watched, which keeps them from being told apart by it.
public final class Claims {
    private final ApiModel model;
    private final boolean isCallback;
    private final Arrivals arrivals;
    private final Predicate<Type> isObject;

    /// @param isObject whether a type is a pointer to an object
    public Claims(ApiModel model, Role role, Arrivals arrivals, Predicate<Type> isObject) {
        this.model = model;
        this.isCallback = role.isCallback();
        this.arrivals = arrivals;
        this.isObject = isObject;
    }

    /// Notes that the path depends on memory that was looked at under a lock: a claim, if the memory is changed there too.
    public void noteTest(Value condition, Configuration configuration) {
        boolean isCancelCall = isCancelCall(configuration);
        if (isCancelCall && asksForAnyObject(condition)) {
            configuration.marks.add(PathMark.Known.ASKED_FOR_ANY);
            return;
        }
        if (!isCancelCall && !isCallback) {
            return;
        }
        var claims = new LinkedHashSet<Claim>();
        readUnderLock(condition, configuration, claims);
        if (!claims.isEmpty() || isCancelCall && configuration.isLocked()) {
            configuration.marks.add(PathMark.Known.TESTED);
            configuration.claims.addAll(claims);
        }
    }

    /// Whether all that is asked is whether a place has an object, be it this one or another. A place that each object has for
    /// itself, in its own area or by a number, can have no other one.
    private boolean asksForAnyObject(Value condition) {
        return switch (condition) {
            case Value.Unknown(var symbol) ->
                symbol.origin() instanceof Symbol.Origin.Initial(var place)
                        && isObject.test(symbol.type())
                        && !isOwnPlace(place);
            case Value.Term(var operator, var operands)
            when operator.equals("!") -> asksForAnyObject(operands.getFirst());
            case Value.Term(var operator, var operands)
            when (operator.equals("==") || operator.equals("!="))
                    && operands.getLast().equals(Value.ZERO) -> asksForAnyObject(operands.getFirst());
            case Value.Term _, Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    private boolean isOwnPlace(MemoryLocation place) {
        return model.isInArea(place)
                || place.hasElements()
                || place.region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && holder.origin() instanceof Symbol.Origin.Initial(var from)
                        && isOwnPlace(from);
    }

    /// Notes that memory which others see is read or written under a lock, where that can be a claim.
    public void noteShared(MemoryLocation location, boolean isWrite, Configuration configuration) {
        boolean isShared = switch (location.region()) {
            case MemoryLocation.Region.Pointee(var holder) -> !configuration.fresh.contains(holder);
            case MemoryLocation.Region.Global _ -> true;
            case MemoryLocation.Region.Local _ -> false;
        };
        if (!isShared || !configuration.isLocked()) {
            return;
        }
        boolean isCancelCall = isCancelCall(configuration);
        if (!isWrite && (isCancelCall || isCallback && arrivals.isChangedByOthers(location))) {
            look(location.lastField(), configuration);
        } else if (isWrite && isCancelCall) {
            configuration.marks.add(PathMark.Known.CHANGED);
        }
    }

    /// Notes that a function is asked under a lock about memory that others change.
    public void noteQuestion(String function, List<Value> arguments, Configuration configuration) {
        boolean isAsked = configuration.isLocked()
                && (isCallback || isCancelCall(configuration))
                && arguments.stream()
                        .anyMatch(argument ->
                                argument instanceof Value.Address(var target) && arrivals.isChangedByOthers(target));
        if (isAsked) {
            look(result(function), configuration);
        }
    }

    private static void look(String field, Configuration configuration) {
        configuration.locks.keySet().forEach(lock -> configuration.looked.add(new Claim(field, Observations.lockName(lock))));
    }

    private static String result(String function) {
        return function + "()";
    }

    /// Notes that others were first to change shared state.
    public void noteRefusal(Configuration configuration) {
        if (isCallback) {
            configuration.marks.add(PathMark.Known.TESTED);
        }
    }

    /// Notes that the path changed shared state atomically.
    public void noteChange(Configuration configuration) {
        if (isCancelCall(configuration)) {
            configuration.marks.add(PathMark.Known.CLAIMED);
        }
    }

    /// Notes that the path took something out of a list. Without a lock, others may do so at the same time.
    public void noteRemoval(Configuration configuration) {
        if (isCancelCall(configuration)) {
            configuration.marks.add(configuration.isLocked() ? PathMark.Known.CLAIMED : PathMark.Known.CHANGED);
        }
    }

    private boolean isCancelCall(Configuration configuration) {
        for (Map.Entry<Value, Facts> entry : configuration.facts.entrySet()) {
            if (entry.getValue().isSet(model.cancelFlag())) {
                return true;
            }
        }
        return false;
    }

    /// What a value is made of that was read under a lock.
    private static void readUnderLock(Value value, Configuration configuration, Set<Claim> claims) {
        switch (value) {
            case Value.Unknown(var symbol) -> {
                String read = switch (symbol.origin()) {
                    case Symbol.Origin.Initial(var location) -> location.lastField();
                    case Symbol.Origin.Made(_, var what, _) -> result(what.name());
                    case Symbol.Origin.Parameter _, Symbol.Origin.Outer _ -> "";
                };
                configuration.looked.stream().filter(looked -> looked.field().equals(read)).forEach(claims::add);
            }
            case Value.Term(_, var operands) -> operands.forEach(operand -> readUnderLock(operand, configuration, claims));
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> {}
        }
    }
}
