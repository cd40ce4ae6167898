// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.TraceStep;
import uringlint.source.LineTable;
import uringlint.source.Location;
import uringlint.source.Problem;

/// A report as JSON; `docs/json.md` says what the members mean.
public final class JsonReport implements Format {
    @Override
    public boolean holdsNotes() {
        return true;
    }

    @Override
    public String render(Report report, ReportFrame frame) {
        var text = new StringWriter();
        try (var writer = new JsonWriter(text)) {
            writer.setFormattingStyle(FormattingStyle.PRETTY);
            writer.beginObject();
            writer.name("findings").beginArray();
            for (Finding finding : report.findings()) {
                write(writer, finding, !report.part().isWhole());
            }
            writer.endArray();
            if (report.known().isPresent()) {
                writer.name("known").beginArray();
                for (Finding finding : report.known().get().findings()) {
                    write(writer, finding, !report.part().isWhole());
                }
                writer.endArray();
            }
            writer.name("problems").beginArray();
            for (Problem problem : report.problems()) {
                write(writer, problem);
            }
            writer.endArray();
            writer.name("files").value(report.files());
            writer.name("functions").value(report.functions());
            writer.name("entryPoints").value(report.coverage().entryPoints());
            writer.name("partlyFollowed").value(report.coverage().partly());
            writer.name("notes").beginArray();
            for (String note : report.notes()) {
                writer.value(note);
            }
            writer.endArray();
            if (!report.part().isWhole()) {
                report.part().write(writer);
            }
            writer.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Printable.json(text.append('\n').toString());
    }

    /// A finding as an object.
    public static void write(JsonWriter writer, Finding finding) throws IOException {
        write(writer, finding, false);
    }

    private static void write(JsonWriter writer, Finding finding, boolean isOfPart) throws IOException {
        Diagnostic diagnostic = finding.diagnostic();
        Location location = diagnostic.location();
        LineTable lines = location.file().lines();
        int end = location.span().end();
        writer.beginObject();
        writer.name("rule").value(diagnostic.rule());
        writer.name("severity").value(diagnostic.severity().word());
        writer.name("path").value(location.file().path());
        writer.name("line").value(location.line());
        writer.name("column").value(location.column());
        writer.name("endLine").value(lines.line(end));
        writer.name("endColumn").value(lines.column(end));
        writer.name("function").value(diagnostic.function());
        writer.name("message").value(diagnostic.message());
        writer.name("reason").value(diagnostic.reason());
        writer.name("help").value(diagnostic.help());
        writer.name("kernels").value(diagnostic.kernels());
        writer.name("fingerprint").value(finding.fingerprint());
        if (!finding.change().isEmpty()) {
            writer.name("change").value(finding.change());
        }
        writer.name("trace").beginArray();
        for (TraceStep step : diagnostic.trace()) {
            write(writer, step);
        }
        writer.endArray();
        writer.name("fixes").beginArray();
        for (Fix fix : diagnostic.fixes()) {
            write(writer, fix);
        }
        writer.endArray();
        if (isOfPart) {
            writer.name("driver").value(finding.driver());
        }
        writer.endObject();
    }

    private static void write(JsonWriter writer, TraceStep step) throws IOException {
        writer.beginObject();
        writer.name("path").value(step.location().file().path());
        writer.name("line").value(step.location().line());
        writer.name("column").value(step.location().column());
        writer.name("message").value(step.message());
        writer.endObject();
    }

    private static void write(JsonWriter writer, Fix fix) throws IOException {
        writer.beginObject();
        writer.name("title").value(fix.title());
        writer.name("edits").beginArray();
        for (Edit edit : fix.edits()) {
            write(writer, edit);
        }
        writer.endArray();
        writer.endObject();
    }

    private static void write(JsonWriter writer, Edit edit) throws IOException {
        Location location = edit.location();
        LineTable lines = location.file().lines();
        int end = location.span().end();
        writer.beginObject();
        writer.name("path").value(location.file().path());
        writer.name("start").value(location.span().start());
        writer.name("end").value(end);
        writer.name("line").value(location.line());
        writer.name("column").value(location.column());
        writer.name("endLine").value(lines.line(end));
        writer.name("endColumn").value(lines.column(end));
        writer.name("replacement").value(edit.replacement());
        writer.endObject();
    }

    private static void write(JsonWriter writer, Problem problem) throws IOException {
        writer.beginObject();
        writer.name("kind").value(problem.kind().name().toLowerCase(Locale.ROOT));
        writer.name("path").value(problem.location().file().path());
        writer.name("line").value(problem.location().line());
        writer.name("message").value(problem.message());
        writer.endObject();
    }
}
