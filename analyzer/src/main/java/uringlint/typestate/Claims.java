package uringlint.typestate;

import java.util.Map;

/// What a cancel call does to make sure that nobody else completes the object: it looks at shared state, and changes it, under a
/// lock or atomically. Paths of other calls are not watched, which keeps them from being told apart by it.
final class Claims {
    private final String cancelFlag;

    Claims(String cancelFlag) {
        this.cancelFlag = cancelFlag;
    }

    /// Notes that the path depends on memory that was looked at under a lock: a claim, if the memory is changed there too.
    void noteTest(Value condition, Configuration configuration) {
        if (isCancelCall(configuration) && (configuration.isLocked() || readsUnderLock(condition, configuration))) {
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
        if (isShared && configuration.isLocked() && isCancelCall(configuration)) {
            configuration.marks.add(isWrite ? PathMark.Known.CLAIMED : new PathMark.LookedAt(location.lastField()));
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
            case Value.Unknown(var symbol) ->
                symbol.origin() instanceof Symbol.Origin.Initial(var location) && configuration.marks.contains(new PathMark.LookedAt(location.lastField()));
            case Value.Term(_, var operands) -> operands.stream().anyMatch(operand -> readsUnderLock(operand, configuration));
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }
}
