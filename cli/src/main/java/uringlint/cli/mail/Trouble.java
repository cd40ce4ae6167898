// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

/// Something that could not be read, or not as it was meant: where, such as `mail 3 ("widget: add commands")`, and a sentence for the user.
public record Trouble(Kind kind, String place, String message) {
    /// What went wrong.
    public enum Kind {
        /// The input ends within a patch.
        TRUNCATED,
        /// No patch where one was expected.
        NO_PATCH,
        /// More bytes than are read.
        TOO_LARGE,
        /// MIME parts that could not be taken apart; what was found is delivered.
        BROKEN_MIME,
        /// A patch of a series is missing.
        INCOMPLETE_SERIES,
        /// Lines of a patch were changed on the way, or its hunks do not have the lines that they announce; something may be missing.
        DAMAGED,
        /// A reply quotes a patch only in part; what it quotes is delivered.
        PARTIAL,
        /// Lines of a patch were changed on the way, and put right.
        REPAIRED,
        /// A diff of a form that cannot be applied, such as that of a merge.
        UNSUPPORTED
    }
}
