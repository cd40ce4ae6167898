// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import java.util.Comparator;

/// What decides where a finding stands in a report; findings that agree in all of it say the same.
record Place(String path, int line, int column, int endLine, int endColumn, String rule, String message) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::path)
            .thenComparing(Place::line)
            .thenComparing(Place::column)
            .thenComparing(Place::endLine)
            .thenComparing(Place::endColumn)
            .thenComparing(Place::rule)
            .thenComparing(Place::message);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
