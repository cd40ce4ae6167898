// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

import uringlint.source.Location;

/// One step on the path to a report: a place and a few words.
public record TraceStep(Location location, String message, Kind kind) {
    /// How much a step tells: where there is no room for all of a path, its branches are left out first, and what happened last of all.
    public enum Kind {
        /// Something happened.
        EVENT,
        /// A function was called in which something happened.
        CALL,
        /// A condition was decided.
        BRANCH
    }

    /// A step at which something happened.
    public TraceStep(Location location, String message) {
        this(location, message, Kind.EVENT);
    }

    /// The same step in other words.
    public TraceStep saying(String other) {
        return new TraceStep(location, other, kind);
    }
}
