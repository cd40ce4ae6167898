// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import uringlint.source.Location;

/// What the analysis could not follow: at a place it had to forget facts or to guess, so that what happens on such a path is no
/// observation, or it met code that is not known.
public record Uncertain(Reason reason, Location place, String what) {
    /// What was the matter.
    public enum Reason {
        /// There were too many different states, and some were joined.
        STATES,
        /// A function calls itself, or calls are nested too deeply.
        DEPTH,
        /// A function is longer than what is followed.
        LENGTH,
        /// A constant that nobody knows decided which way the path takes.
        CONSTANT,
        /// A function that is not known got the object.
        CALLEE,
        /// A call through a pointer that may hold any function got the object.
        TARGET
    }
}
