// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

/// A repository does not have what is asked of it; the message is for the user.
public final class GitException extends Exception {
    private static final long serialVersionUID = 1;

    /// What is wrong, and what to do.
    public GitException(String message) {
        super(message);
    }
}
