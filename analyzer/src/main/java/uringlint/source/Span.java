// SPDX-License-Identifier: Apache-2.0

package uringlint.source;

/// A half-open range of byte offsets in one file: `[start, end)`.
public record Span(int start, int end) implements Comparable<Span> {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: [%d, %d)".formatted(start, end));
        }
    }

    /// The number of bytes.
    public int length() {
        return end - start;
    }

    /// Whether all of `other` lies in this span.
    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    /// The smallest span that holds both.
    public Span cover(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    @Override
    public int compareTo(Span other) {
        return start != other.start ? Integer.compare(start, other.start) : Integer.compare(end, other.end);
    }
}
