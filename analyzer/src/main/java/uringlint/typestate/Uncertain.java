package uringlint.typestate;

import uringlint.source.Location;

/// Why a path is not known to be one: at a place the analysis had to forget facts, or to guess. What happens on such a path is no
/// observation.
public record Uncertain(Reason reason, Location place, String what) {
    /// What was the matter.
    public enum Reason {
        /// There were too many different states, and some were joined.
        STATES,
        /// A constant that nobody knows decided which way the path takes.
        CONSTANT
    }
}
