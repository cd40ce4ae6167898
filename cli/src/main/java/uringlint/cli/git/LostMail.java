// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

/// A history names a mail that its repository does not have, or has damaged: it will not be there at the next look either.
public final class LostMail extends Exception {
    private static final long serialVersionUID = 1;

    LostMail(String message) {
        super(message);
    }
}
