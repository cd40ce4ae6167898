// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

/// A lock that a path holds, by the field or variable that it is, or a section of code in which nobody may sleep, by
/// the function that starts it.
public record HeldLock(Kind kind, String name) {
    /// How a lock is waited for.
    public enum Kind {
        /// By trying again and again: whoever holds it must not sleep.
        SPIN,
        /// By sleeping.
        MUTEX,
        /// Not at all: a section that keeps nobody out, and in which nobody may sleep.
        SECTION;

        /// Whether whoever holds it keeps others out.
        public boolean isExclusive() {
            return this != SECTION;
        }
    }
}
