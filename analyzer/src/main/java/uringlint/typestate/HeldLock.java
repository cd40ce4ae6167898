package uringlint.typestate;

/// A lock that a path holds, by the field or variable that it is.
public record HeldLock(Kind kind, String name) {
    /// How a lock is waited for.
    public enum Kind {
        /// By trying again and again: whoever holds it must not sleep.
        SPIN,
        /// By sleeping.
        MUTEX
    }
}
