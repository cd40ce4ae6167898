// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;

/// What a path has done or found out, beyond what memory holds and what is known of values. Configurations with other marks are
/// kept apart.
public sealed interface PathMark {
    /// The marks that rules ask for.
    enum Known implements PathMark {
        /// A cancel call, or a callback, looked at shared state under a lock or atomically and decided by it.
        TESTED,
        /// A cancel call asked of a place that all objects share whether it has any.
        ASKED_FOR_ANY,
        /// A cancel call changed shared state atomically, or took something out of where others find it.
        CLAIMED,
        /// A cancel call wrote to shared state under a lock, or took something out of a list without one.
        CHANGED,
        /// The path looked whether the submitter is still there.
        ALIVE,
        /// The path knows that it runs in the object's own context.
        SAME_CONTEXT,
        /// The path knows that its request is polled for.
        POLLED,
        /// The path knows that it runs in a task.
        IN_TASK,
        /// The path saw what was asserted never to be.
        WARNED,
        /// The path looked whether it may wait.
        ASKED_TO_WAIT,
        /// A variable ended that still had the object, although it gives it on elsewhere.
        DROPPED,
        /// It is known what the object's area held when it was handed to the entry point.
        ARRIVED
    }

    /// Others can see that an object is stored where they find it.
    record Exposed(Symbol object) implements PathMark {}

    /// What holds an object was changed under a lock, so others see it as soon as the lock is gone.
    record ToBeExposed(Symbol object) implements PathMark {}

    /// A node is linked into a list from which nobody takes it.
    record Parked(MemoryLocation node) implements PathMark {}
}
