// SPDX-License-Identifier: Apache-2.0

package uringlint;

/// Why the engine cannot run on this system, in words for the user.
public final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// With a sentence that says what is missing and what helps.
    public Unusable(String message) {
        super(message);
    }
}
