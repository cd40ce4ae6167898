package uringlint.typestate;

import java.util.List;
import java.util.Map;

/// What a cancel call does to make sure that nobody else completes the object: it looks at shared state, and changes it, under a
/// lock or atomically. A callback looks at what others change to see whether the object is still its own. Paths of other calls are not watched, which
/// keeps them from being told apart by it.
final class Claims {
    private final String cancelFlag;
    private final boolean isCallback;
    private final Arrivals arrivals;

    Claims(String cancelFlag, Role role, Arrivals arrivals) {
        this.cancelFlag = cancelFlag;
        this.isCallback = role.isCallback();
        this.arrivals = arrivals;
    }

    /// Notes that the path depends on memory that was looked at under a lock: a claim, if the memory is changed there too.
    void noteTest(Value condition, Configuration configuration) {
        boolean isDecided = readsUnderLock(condition, configuration);
        if (isCallback && isDecided || isCancelCall(configuration) && (configuration.isLocked() || isDecided)) {
            configuration.marks.add(PathMark.Known.TESTED);
        }
    }

    /// Notes that memory which others see is read or written under a lock, where that can be a claim.
    void noteShared(Location location, boolean isWrite, Configuration configuration) {
        boolean isShared = switch (location.region()) {
            case Location.Region.Pointee(var holder) -> !configuration.fresh.contains(holder);
            case Location.Region.Global _ -> true;
            case Location.Region.Local _ -> false;
        };
        if (!isShared || !configuration.isLocked()) {
            return;
        }
        boolean isCancelCall = isCancelCall(configuration);
        if (!isWrite && (isCancelCall || isCallback && arrivals.isChangedByOthers(location))) {
            configuration.looked.add(location.lastField());
        } else if (isWrite && isCancelCall) {
            configuration.marks.add(PathMark.Known.CLAIMED);
        }
    }

    /// Notes that a callback asks a function under a lock about memory that others change.
    void noteQuestion(String function, List<Value> arguments, Configuration configuration) {
        boolean isAsked = isCallback && configuration.isLocked()
                && arguments.stream().anyMatch(argument -> argument instanceof Value.Address(var target) && arrivals.isChangedByOthers(target));
        if (isAsked) {
            configuration.looked.add(result(function));
        }
    }

    private static String result(String function) {
        return function + "()";
    }

    /// Notes that others were first to change shared state.
    void noteRefusal(Configuration configuration) {
        if (isCallback) {
            configuration.marks.add(PathMark.Known.TESTED);
        }
    }

    /// Notes that the path changed shared state atomically.
    void noteChange(Configuration configuration) {
        if (isCancelCall(configuration)) {
            configuration.marks.add(PathMark.Known.CLAIMED);
        }
    }

    private boolean isCancelCall(Configuration configuration) {
        for (Map.Entry<Value, Facts> entry : configuration.facts.entrySet()) {
            if (entry.getValue().isSet(cancelFlag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean readsUnderLock(Value value, Configuration configuration) {
        return switch (value) {
            case Value.Unknown(var symbol) -> switch (symbol.origin()) {
                case Symbol.Origin.Initial(var location) -> configuration.looked.contains(location.lastField());
                case Symbol.Origin.Made(_, var what, _) -> configuration.looked.contains(result(what.name()));
                case Symbol.Origin.Parameter _, Symbol.Origin.Outer _ -> false;
            };
            case Value.Term(_, var operands) -> operands.stream().anyMatch(operand -> readsUnderLock(operand, configuration));
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }
}
