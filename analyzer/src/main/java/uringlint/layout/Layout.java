// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

/// What an object of a type takes up, in bytes.
public record Layout(long size, int alignment) {
    public Layout {
        if (size < 0 || alignment < 1) {
            throw new IllegalArgumentException("size " + size + ", alignment " + alignment);
        }
    }

    /// An object that is aligned to its size.
    static Layout natural(int size) {
        return new Layout(size, size);
    }

    /// The next multiple of `unit` from `value` on.
    static long roundUp(long value, long unit) {
        return (value + unit - 1) / unit * unit;
    }
}
