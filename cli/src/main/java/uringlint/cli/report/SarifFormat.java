// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import uringlint.diagnostic.Severity;
import uringlint.source.Problem;

/// A report in the format of static analysis results, version 2.1.0 of the OASIS standard: one run, with the rules that are reported
/// and their pages, and as results that are suppressed what a baseline lists and what comments allow.
public final class SarifFormat implements Format {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

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
            writer.name("$schema").value(SCHEMA);
            writer.name("version").value("2.1.0");
            writer.name("runs").beginArray();
            writeRun(writer, report, frame);
            writer.endArray();
            writer.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Printable.json(text.append('\n').toString());
    }

    private static void writeRun(JsonWriter writer, Report report, ReportFrame frame) throws IOException {
        List<SarifResults.Suppressed> suppressed = suppressed(report, frame);
        List<String> rules = rules(report.findings(), suppressed);
        writer.beginObject();
        writeTool(writer, rules, frame);
        writeInvocation(writer, report, frame);
        writer.name("originalUriBaseIds").beginObject();
        writer.name(SarifResults.BASE).beginObject();
        writer.name("uri").value(frame.top().toString());
        SarifResults.writeMessage(
                writer,
                "description",
                "The top of the repository, or else the folder in which the program was started.");
        writer.endObject();
        writer.endObject();
        writer.name("columnKind").value("utf16CodeUnits");
        var results = new SarifResults(writer, rules, frame.names(), report.known().isPresent(), !report.part().isWhole());
        writer.name("results").beginArray();
        for (Finding finding : frame.ordered(report.findings())) {
            results.write(finding, Optional.empty());
        }
        for (SarifResults.Suppressed one : suppressed) {
            results.write(one.finding(), Optional.of(one));
        }
        writer.endArray();
        writer.name("properties").beginObject();
        writer.name("files").value(report.files());
        writer.name("functions").value(report.functions());
        writer.name("notes").beginArray();
        for (String note : report.notes()) {
            writer.value(note);
        }
        writer.endArray();
        if (!report.part().isWhole()) {
            report.part().write(writer);
        }
        writer.endObject();
        writer.endObject();
    }

    /// What a baseline lists and what comments allow, in the order of a report.
    private static List<SarifResults.Suppressed> suppressed(Report report, ReportFrame frame) {
        var suppressed = new ArrayList<SarifResults.Suppressed>();
        report.known()
                .ifPresent(known -> known.findings()
                        .forEach(finding ->
                                suppressed.add(new SarifResults.Suppressed(finding, true, "listed in the baseline"))));
        report.allowed().forEach(allowed -> suppressed.add(new SarifResults.Suppressed(allowed.finding(), false, allowed.reason())));
        suppressed.sort(Comparator.comparing((SarifResults.Suppressed one) -> frame.name(one.finding()))
                .thenComparing(one -> one.finding().diagnostic().location().span())
                .thenComparing(one -> one.finding().diagnostic().rule())
                .thenComparing(one -> one.finding().diagnostic().message()));
        return suppressed;
    }

    /// The rules of the results, sorted.
    private static List<String> rules(List<Finding> findings, List<SarifResults.Suppressed> suppressed) {
        var rules = new TreeSet<String>();
        findings.forEach(finding -> rules.add(finding.diagnostic().rule()));
        suppressed.forEach(one -> rules.add(one.finding().diagnostic().rule()));
        return new ArrayList<>(rules);
    }

    private static void writeTool(JsonWriter writer, List<String> rules, ReportFrame frame) throws IOException {
        writer.name("tool").beginObject();
        writer.name("driver").beginObject();
        writer.name("name").value("uringlint");
        writer.name("version").value(frame.version());
        writer.name("informationUri").value(Addresses.HOME);
        SarifResults.writeMessage(
                writer, "shortDescription", "Finds broken completion contracts in drivers of uring_cmd.");
        writer.name("rules").beginArray();
        for (String rule : rules) {
            writeRule(writer, frame.rules().apply(rule));
        }
        writer.endArray();
        writer.name("notifications").beginArray();
        for (Problem.Kind kind : Problem.Kind.values()) {
            writer.beginObject();
            writer.name("id").value(id(kind));
            SarifResults.writeMessage(writer, "shortDescription", kind.summary());
            SarifResults.writeMessage(
                    writer,
                    "fullDescription",
                    kind.summary() + " What hangs on that may be missing among the results.");
            SarifResults.writeMessage(writer, "help", kind.summary() + " What is around it was analyzed all the same.");
            writer.endObject();
        }
        writer.endArray();
        writer.endObject();
        writer.endObject();
    }

    private static void writeRule(JsonWriter writer, RuleText rule) throws IOException {
        String severity = rule.info().severity().word();
        writer.beginObject();
        writer.name("id").value(rule.info().id());
        SarifResults.writeMessage(writer, "shortDescription", rule.info().summary());
        SarifResults.writeMessage(writer, "fullDescription", rule.about());
        if (!rule.uri().isEmpty()) {
            writer.name("helpUri").value(rule.uri());
        }
        writer.name("help").beginObject();
        writer.name("text").value(rule.why());
        if (!rule.page().isEmpty()) {
            writer.name("markdown").value(rule.markdown());
        }
        writer.endObject();
        writer.name("defaultConfiguration").beginObject().name("level").value(severity).endObject();
        writer.name("properties").beginObject();
        // The words that GitHub sorts alerts by.
        writer.name("problem.severity").value(switch (rule.info().severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "recommendation";
        });
        // A warning holds unless something elsewhere prevents it.
        writer.name("precision").value(rule.info().severity() == Severity.WARNING ? "medium" : "high");
        Optional<Weakness> weakness = Weakness.of(rule.info().id());
        if (weakness.isPresent()) {
            writer.name("security-severity").value(weakness.get().score());
        }
        writer.name("tags").beginArray().value("io_uring").value(weakness.isPresent() ? "security" : "correctness");
        if (weakness.isPresent()) {
            writer.value("external/cwe/cwe-" + weakness.get().number());
        }
        writer.endArray();
        writer.endObject();
        writer.endObject();
    }

    private static void writeInvocation(JsonWriter writer, Report report, ReportFrame frame) throws IOException {
        writer.name("invocations").beginArray();
        writer.beginObject();
        writer.name("executionSuccessful").value(frame.exitCode() < 2);
        writer.name("exitCode").value(frame.exitCode());
        writer.name("toolExecutionNotifications").beginArray();
        for (Problem problem : problems(report, frame)) {
            writer.beginObject();
            writer.name("descriptor").beginObject().name("id").value(id(problem.kind())).endObject();
            writer.name("level").value(problem.kind() == Problem.Kind.LOAD ? "error" : "warning");
            SarifResults.writeMessage(writer, "message", problem.message());
            writer.name("locations").beginArray().beginObject();
            // A file that could not be read has no lines.
            SarifResults.writePlace(writer, problem.location(), problem.location().span().end() > 0, frame.names());
            writer.endObject().endArray();
            if (!report.part().isWhole()) {
                writer.name("properties").beginObject().name("shard").beginObject();
                writer.name("path").value(frame.names().apply(problem.location().file().path()));
                writer.name("line").value(problem.location().line());
                writer.name("message").value(problem.message());
                writer.endObject().endObject();
            }
            writer.endObject();
        }
        writer.endArray();
        writer.endObject();
        writer.endArray();
    }

    /// Like findings, in the order of the names of the files, or else of the changes.
    private static List<Problem> problems(Report report, ReportFrame frame) {
        return report.part().steps().isEmpty()
                        && report.findings().stream()
                                .allMatch(finding -> finding.change().isEmpty())
                ? report.problems().stream()
                        .sorted(Comparator.comparing(problem ->
                                frame.names().apply(problem.location().file().path())))
                        .toList()
                : report.problems();
    }

    private static String id(Problem.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
