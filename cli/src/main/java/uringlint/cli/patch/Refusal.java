// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

/// Why a patch, or a part of one, was not applied; the message is for the user.
public record Refusal(Kind kind, String path, String message) {
    /// The reasons, each with an exit status of its own.
    public enum Kind {
        /// The lines that it changes are not there.
        DOES_NOT_APPLY,
        /// It would write outside of the tree, or through a symbolic link.
        UNSAFE_PATH,
        /// The lines that it changes are not there, in a file that is no code and decides nothing.
        NO_CODE,
        /// It is a binary file, a link or a module.
        NO_TEXT,
        /// It is damaged.
        MALFORMED
    }
}
