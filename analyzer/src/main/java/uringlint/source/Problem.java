package uringlint.source;

/// Something that was not understood, not loaded or not solved within the bounds; never a finding about the code.
public record Problem(Kind kind, Location location, String message) {
    /// What was given up.
    public enum Kind {
        /// A part of a file that could not be parsed or lowered.
        PARSE,
        /// A file that is needed and could not be read.
        LOAD,
        /// A bound of the analysis that was met.
        BOUND
    }
}
