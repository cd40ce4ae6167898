// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// A form of a report. The same report in the same frame gives the same text.
public interface Format {
    /// The whole report, with a line break at its end if it is not empty.
    String render(Report report, ReportFrame frame);

    /// Whether people read it, or get a copy for people beside it.
    default boolean isForPeople() {
        return false;
    }

    /// Whether it holds the notes of a report, which otherwise are told beside it.
    default boolean holdsNotes() {
        return false;
    }

    /// Whether it shows pictures of drivers.
    default boolean showsPictures() {
        return false;
    }

    /// How the text becomes bytes.
    default Charset charset() {
        return StandardCharsets.UTF_8;
    }
}
