// SPDX-License-Identifier: Apache-2.0

package uringlint.source;

/// A span of a file: where a report or a step of its trace points.
public record Location(SourceFile file, Span span) {
    /// The line on which the span starts, from 1.
    public int line() {
        return file.lines().line(span.start());
    }

    /// The column in which the span starts, from 1, in bytes.
    public int column() {
        return file.lines().column(span.start());
    }

    @Override
    public String toString() {
        return file.path() + ":" + line() + ":" + column();
    }
}
