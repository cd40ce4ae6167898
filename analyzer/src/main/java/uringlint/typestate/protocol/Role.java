// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import uringlint.ir.Function;

/// A function that is entered from outside of the analyzed code, and what that means for the objects it gets.
/// `how` says in words who enters it.
public record Role(Function function, Kind kind, String how, boolean objectStaysShared) {
    /// Whether the entry point is called for an object that was handed to it.
    public boolean isCallback() {
        return switch (kind) {
            case TASK_WORK, COMPLETION, INTERRUPT, TIMER, WORKER -> true;
            case HANDLER, POLL, RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> false;
        };
    }

    /// The kinds of entry points.
    public enum Kind {
        /// Is called with an object that it must give back.
        HANDLER("handler"),
        /// Is called by the core until an object is completed.
        POLL("poll hook"),
        /// Runs in the submitter's task, for an object that was handed to it.
        TASK_WORK("task-work callback"),
        /// Runs when a request ends, possibly in an interrupt.
        COMPLETION("completion callback"),
        /// Runs in an interrupt, when something has happened.
        INTERRUPT("interrupt callback"),
        /// Runs in an interrupt when a time has come, whatever else happens.
        TIMER("interrupt callback"),
        /// Runs in a kernel thread.
        WORKER("worker"),
        /// Runs when the file or the module goes away.
        RELEASE("release"),
        /// Runs when the device goes away, whatever is open.
        REMOVAL("removal"),
        /// Runs when a process calls the file in another way.
        SYSTEM_CALL("system call"),
        /// Is called by code that is not known.
        PLAIN("plain");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The name that people read.
        public String word() {
            return word;
        }
    }
}
