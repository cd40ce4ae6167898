// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.nio.charset.StandardCharsets;
import uringlint.source.LineTable;
import uringlint.source.Location;

/// Where something is, with columns in UTF-16 code units as the programs count them that show reports on a page. The last column is
/// one past the end.
public record Region(int line, int column, int endLine, int endColumn) {
    public static Region of(Location location) {
        LineTable lines = location.file().lines();
        int start = location.span().start();
        int end = location.span().end();
        return new Region(lines.line(start), column(location, start), lines.line(end), column(location, end));
    }

    private static int column(Location location, int offset) {
        int line = location.file().lines().span(location.file().lines().line(offset)).start();
        return new String(location.file().bytes(), line, offset - line, StandardCharsets.UTF_8).length() + 1;
    }
}
