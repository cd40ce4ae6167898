// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import uringlint.diagnostic.Diagnostic;

/// A report for the code quality widget of GitLab.
public final class GitlabFormat implements Format {
    @Override
    public String render(Report report, ReportFrame frame) {
        var text = new StringWriter();
        try (var writer = new JsonWriter(text)) {
            writer.setFormattingStyle(FormattingStyle.PRETTY);
            writer.beginArray();
            for (Finding finding : frame.ordered(report.findings())) {
                write(writer, finding, frame.name(finding));
            }
            writer.endArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Printable.json(text.append('\n').toString());
    }

    private static void write(JsonWriter writer, Finding finding, String path) throws IOException {
        Diagnostic diagnostic = finding.diagnostic();
        Region region = Region.of(diagnostic.location());
        writer.beginObject();
        writer.name("description").value(diagnostic.message());
        writer.name("check_name").value(diagnostic.rule());
        writer.name("fingerprint").value(finding.fingerprint());
        writer.name("severity").value(switch (diagnostic.severity()) {
            case ERROR -> "critical";
            case WARNING -> "major";
            case NOTE -> "info";
        });
        writer.name("location").beginObject();
        writer.name("path").value(path);
        writer.name("lines").beginObject();
        writer.name("begin").value(region.line());
        writer.name("end").value(region.endLine());
        writer.endObject();
        writer.endObject();
        writer.endObject();
    }
}
