// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

/// Text for people: the findings, and the notes as the last lines.
public final class TextFormat implements Format {
    @Override
    public boolean isForPeople() {
        return true;
    }

    @Override
    public boolean holdsNotes() {
        return true;
    }

    @Override
    public String render(Report report, ReportFrame frame) {
        var text = new StringBuilder(new TextReport(frame.palette(), frame.width(), frame.links()).findings(report.findings()));
        report.notes().forEach(note -> text.append(Excerpt.clean(note)).append('\n'));
        return Printable.lines(text.toString());
    }
}
