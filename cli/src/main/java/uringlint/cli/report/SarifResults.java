// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;

/// Writes the results of a run in SARIF, and the parts of them that other places need too.
final class SarifResults {
    /// The name of the folder that paths are relative to.
    static final String BASE = "SRCROOT";

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)}");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)]\\(");

    private final JsonWriter writer;
    private final List<String> rules;
    private final UnaryOperator<String> names;
    private final boolean isCompared;
    private final boolean isOfPart;

    /// `rules` are the ids in the order in which the run lists them, `names` what files are called below [#BASE]; `isCompared`
    /// says that a baseline was looked at, `isOfPart` that the report will be merged.
    SarifResults(JsonWriter writer, List<String> rules, UnaryOperator<String> names, boolean isCompared, boolean isOfPart) {
        this.writer = writer;
        this.rules = rules;
        this.names = names;
        this.isCompared = isCompared;
        this.isOfPart = isOfPart;
    }

    /// A finding that is not reported, because a baseline lists it or because a comment allows it, for a reason that may be empty.
    record Suppressed(Finding finding, boolean isKnown, String reason) {}

    void write(Finding finding, Optional<Suppressed> suppressed) throws IOException {
        Diagnostic diagnostic = finding.diagnostic();
        writer.beginObject();
        writer.name("ruleId").value(diagnostic.rule());
        writer.name("ruleIndex").value(rules.indexOf(diagnostic.rule()));
        writer.name("level").value(diagnostic.severity().word());
        writeMessage(writer, "message", message(finding));
        writeLocations(diagnostic);
        writer.name("partialFingerprints").beginObject().name("uringlint/v1").value(finding.fingerprint()).endObject();
        if (!diagnostic.trace().isEmpty()) {
            writeFlow(diagnostic);
        }
        if (!diagnostic.fixes().isEmpty()) {
            writer.name("fixes").beginArray();
            for (Fix fix : diagnostic.fixes()) {
                write(fix);
            }
            writer.endArray();
        }
        if (isCompared) {
            writer.name("baselineState").value(suppressed.isPresent() && suppressed.get().isKnown() ? "unchanged" : "new");
        }
        // An empty list says that a result is not suppressed; without one that would not be known.
        writer.name("suppressions").beginArray();
        if (suppressed.isPresent()) {
            write(suppressed.get());
        }
        writer.endArray();
        if (isOfPart) {
            writer.name("properties").beginObject().name("shard").beginObject();
            writer.name("path").value(names.apply(diagnostic.location().file().path()));
            writer.name("message").value(diagnostic.message());
            writer.name("driver").value(finding.driver());
            writer.endObject().endObject();
        }
        writer.endObject();
    }

    /// The place of the report, with the function that it is in.
    private void writeLocations(Diagnostic diagnostic) throws IOException {
        writer.name("locations").beginArray().beginObject();
        writePlace(writer, diagnostic.location(), true, names);
        if (!diagnostic.function().isEmpty()) {
            writer.name("logicalLocations").beginArray().beginObject();
            writer.name("name").value(diagnostic.function());
            writer.name("kind").value("function");
            writer.endObject().endArray();
        }
        writer.endObject().endArray();
    }

    private void write(Suppressed suppressed) throws IOException {
        writer.beginObject();
        writer.name("kind").value(suppressed.isKnown() ? "external" : "inSource");
        writer.name("status").value("accepted");
        if (!suppressed.reason().isEmpty()) {
            writer.name("justification").value(suppressed.reason());
        }
        writer.endObject();
    }

    private static String message(Finding finding) {
        Diagnostic diagnostic = finding.diagnostic();
        var lines = new ArrayList<String>(List.of(diagnostic.message()));
        if (!diagnostic.reason().isEmpty()) {
            lines.add("Note: " + diagnostic.reason());
        }
        if (!diagnostic.kernels().isEmpty()) {
            lines.add("Note: found on " + diagnostic.kernels());
        }
        if (!finding.change().isEmpty()) {
            lines.add("Note: brought by " + finding.change());
        }
        if (!diagnostic.help().isEmpty()) {
            lines.add("Help: " + diagnostic.help());
        }
        return String.join("\n", lines);
    }

    /// The steps, and the place of the report as the last one where it is none of them.
    private void writeFlow(Diagnostic diagnostic) throws IOException {
        var steps = new ArrayList<>(diagnostic.trace());
        Location last = steps.getLast().location();
        Location place = diagnostic.location();
        if (!last.file().path().equals(place.file().path()) || last.line() != place.line()) {
            steps.add(new TraceStep(place, diagnostic.message()));
        }
        writer.name("codeFlows").beginArray().beginObject();
        writer.name("threadFlows").beginArray().beginObject();
        writer.name("locations").beginArray();
        for (TraceStep step : steps) {
            writer.beginObject();
            writer.name("location").beginObject();
            writePlace(writer, step.location(), true, names);
            writeMessage(writer, "message", step.message());
            writer.endObject();
            writer.endObject();
        }
        writer.endArray();
        writer.endObject().endArray();
        writer.endObject().endArray();
    }

    private void write(Fix fix) throws IOException {
        Map<String, List<Edit>> files = new LinkedHashMap<>();
        fix.edits().forEach(edit -> files.computeIfAbsent(edit.location().file().path(), _ -> new ArrayList<>()).add(edit));
        writer.beginObject();
        writeMessage(writer, "description", fix.title());
        writer.name("artifactChanges").beginArray();
        for (var file : files.entrySet()) {
            writer.beginObject();
            writeFile(writer, names.apply(file.getKey()));
            writer.name("replacements").beginArray();
            for (Edit edit : file.getValue()) {
                writer.beginObject();
                writeRegion(writer, "deletedRegion", edit.location());
                writer.name("insertedContent").beginObject().name("text").value(edit.replacement()).endObject();
                writer.endObject();
            }
            writer.endArray();
            writer.endObject();
        }
        writer.endArray();
        writer.endObject();
    }

    /// The member `physicalLocation`, with the lines if there are any.
    static void writePlace(JsonWriter writer, Location location, boolean hasLines, UnaryOperator<String> names) throws IOException {
        writer.name("physicalLocation").beginObject();
        writeFile(writer, names.apply(location.file().path()));
        if (hasLines) {
            writeRegion(writer, "region", location);
        }
        writer.endObject();
    }

    private static void writeFile(JsonWriter writer, String path) throws IOException {
        writer.name("artifactLocation").beginObject();
        writer.name("uri").value(Uris.of(path));
        if (!Uris.isAbsolute(path)) {
            writer.name("uriBaseId").value(BASE);
        }
        writer.endObject();
    }

    private static void writeRegion(JsonWriter writer, String name, Location location) throws IOException {
        Region region = Region.of(location);
        writer.name(name).beginObject();
        writer.name("startLine").value(region.line());
        writer.name("startColumn").value(region.column());
        writer.name("endLine").value(region.endLine());
        writer.name("endColumn").value(region.endColumn());
        writer.endObject();
    }

    /// A member that is a message.
    static void writeMessage(JsonWriter writer, String name, String text) throws IOException {
        writer.name(name).beginObject().name("text").value(escaped(text)).endObject();
    }

    /// A message in which `{0}` would be the place of an argument and `[a](b)` a link. Section 3.11 of the standard says how to keep
    /// both as they are; all else stays too, for viewers that show messages without a look at them.
    private static String escaped(String text) {
        return LINK.matcher(ARGUMENT.matcher(text).replaceAll("{{$1}}")).replaceAll("\\\\\\[$1](");
    }
}
