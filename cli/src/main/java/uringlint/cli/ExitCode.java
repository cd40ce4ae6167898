// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

/// The exit codes of the program.
final class ExitCode {
    /// Nothing was found that is bad enough.
    static final int CLEAN = 0;
    /// There are findings at or above the severity of `--fail-on`.
    static final int FINDINGS = 1;
    /// The arguments make no sense.
    static final int USAGE = 2;
    /// Not all that the run is about was looked at, or something could not be written.
    static final int INCOMPLETE = 3;
    /// A patch does not apply to its base.
    static final int DOES_NOT_APPLY = 4;
    /// There is no patch in the input.
    static final int NO_PATCH = 5;
    /// A patch would write outside of the tree, or through a symbolic link.
    static final int UNSAFE_PATH = 6;
    /// A patch or a mail is damaged or cut off, or a patch of a series is missing.
    static final int DAMAGED = 7;
    /// A patch or a mail is longer than what is read.
    static final int TOO_LARGE = 8;
    /// There is no repository, or it does not have the commit.
    static final int NO_BASE = 9;
    /// All that a patch changes are binary files, links and submodules.
    static final int BINARY = 10;

    /// The codes as users are told of them.
    static final String TEXT =
            "Exit status: 0 clean, 1 findings, 2 wrong usage, 3 something that could not be read, analyzed or written."
                    + " Findings win over what could not be read or analyzed.";

    /// The same of patches.
    static final String OF_PATCHES =
            "Of patches: 4 does not apply, 5 no patch in the input, 6 a path that leads out of the tree, 7 damaged or"
                    + " cut off, 8 too large, 9 no such base, 10 nothing but binary files or links.";

    private ExitCode() {}
}
