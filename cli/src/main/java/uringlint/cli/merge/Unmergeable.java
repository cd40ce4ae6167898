// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

/// Says why reports cannot be merged, in words for the user.
public final class Unmergeable extends Exception {
    private static final long serialVersionUID = 1;

    Unmergeable(String message) {
        super(message);
    }
}
