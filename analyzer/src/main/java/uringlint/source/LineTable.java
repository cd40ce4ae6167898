// SPDX-License-Identifier: Apache-2.0

package uringlint.source;

import java.util.Arrays;

/// The offsets at which the lines of a file start.
public final class LineTable {
    private final int[] starts;
    private final int length;

    private LineTable(int[] starts, int length) {
        this.starts = starts;
        this.length = length;
    }

    static LineTable of(byte[] bytes) {
        int[] starts = new int[Math.max(16, bytes.length / 24)];
        int count = 1;
        for (int offset = 0; offset < bytes.length; offset++) {
            if (bytes[offset] == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = offset + 1;
            }
        }
        return new LineTable(Arrays.copyOf(starts, count), bytes.length);
    }

    /// The number of lines; a file that ends in a line break has an empty last one.
    public int count() {
        return starts.length;
    }

    /// The line of an offset, from 1.
    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// The column of an offset, from 1, in bytes.
    public int column(int offset) {
        return offset - starts[line(offset) - 1] + 1;
    }

    /// The span of a line, from 1, without its line break.
    public Span span(int line) {
        int end = line < starts.length ? starts[line] - 1 : length;
        return new Span(starts[line - 1], Math.max(starts[line - 1], end));
    }
}
