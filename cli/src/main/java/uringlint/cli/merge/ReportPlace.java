// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import java.util.Comparator;

/// What decides where a finding stands in a report; findings that agree in all of it say the same.
record ReportPlace(String path, int line, int column, int endLine, int endColumn, String rule, String message)
        implements Comparable<ReportPlace> {
    private static final Comparator<ReportPlace> ORDER = Comparator.comparing(ReportPlace::path)
            .thenComparing(ReportPlace::line)
            .thenComparing(ReportPlace::column)
            .thenComparing(ReportPlace::endLine)
            .thenComparing(ReportPlace::endColumn)
            .thenComparing(ReportPlace::rule)
            .thenComparing(ReportPlace::message);

    @Override
    public int compareTo(ReportPlace other) {
        return ORDER.compare(this, other);
    }
}
