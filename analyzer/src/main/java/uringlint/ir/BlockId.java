// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

/// The index of a basic block in its function; the entry is 0.
public record BlockId(int index) {
    @Override
    public String toString() {
        return "b" + index;
    }
}
