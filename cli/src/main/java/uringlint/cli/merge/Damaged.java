// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

/// Says why reports cannot be merged, in words for the user.
public final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    Damaged(String message) {
        super(message);
    }
}
