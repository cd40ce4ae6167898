// SPDX-License-Identifier: Apache-2.0

package uringlint.source;

/// Something that was not understood, not loaded, not followed or not solved within the bounds; never a finding about the code.
public record Problem(Kind kind, Location location, String message) {
    /// What was given up.
    public enum Kind {
        /// A part of a file that could not be parsed or lowered.
        PARSE("A part of a file was not understood."),
        /// A file that is needed and could not be read.
        LOAD("A file could not be read."),
        /// A header that is not at hand, with something in it that matters.
        HEADER("A header was not found."),
        /// A type of which something had to be known.
        TYPE("A type is not known."),
        /// A constant that is not known and decided something.
        CONSTANT("A constant is not known."),
        /// A call of a function that is not known, which may do anything to what it got.
        CALL("A function that is not known got an object."),
        /// A pointer to functions that are not known.
        TARGET("A pointer leads to functions that are not known."),
        /// A bound of the analysis that was met.
        BOUND("A bound of the analysis was met.");

        private final String summary;

        Kind(String summary) {
            this.summary = summary;
        }

        /// What problems of this kind are, in a sentence.
        public String summary() {
            return summary;
        }
    }
}
