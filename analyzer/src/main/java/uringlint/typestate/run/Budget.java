// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

/// The steps that an entry point may take.
public final class Budget {
    private int steps;

    public Budget(int steps) {
        this.steps = steps;
    }

    boolean spend() {
        return --steps >= 0;
    }

    void exhaust() {
        steps = 0;
    }

    public boolean isSpent() {
        return steps < 0;
    }
}
