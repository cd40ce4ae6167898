// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Series;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Refusal;
import uringlint.cli.report.Finding;
import uringlint.cli.report.JsonReport;
import uringlint.cli.report.Printable;
import uringlint.cli.review.Reply;
import uringlint.source.Problem;

/// What became of series as JSON, for programs that do something with it; `docs/json.md` says what the members mean.
final class ReviewReport {
    private ReviewReport() {}

    /// One series. `left` says why there is no reply, and is empty where there is one.
    record Entry(
            Series series, Optional<AppliedSeries> applied, List<Reviews.Reviewed> patches, List<Reply> replies, String left) {
        Entry {
            patches = List.copyOf(patches);
            replies = List.copyOf(replies);
        }
    }

    static String of(List<Entry> entries, List<String> troubles) {
        var text = new StringWriter();
        try (var writer = new JsonWriter(text)) {
            writer.setFormattingStyle(FormattingStyle.PRETTY);
            writer.beginObject();
            writer.name("program").value("uringlint " + Version.text());
            writer.name("series").beginArray();
            for (Entry entry : entries) {
                write(writer, entry);
            }
            writer.endArray();
            strings(writer, "troubles", troubles);
            writer.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Printable.json(text.append('\n').toString());
    }

    private static void write(JsonWriter writer, Entry entry) throws IOException {
        writer.beginObject();
        writer.name("title").value(title(entry.series()));
        writer.name("version").value(entry.series().version());
        writer.name("total").value(entry.series().total());
        writer.name("base").value(entry.applied().flatMap(AppliedSeries::base).orElse(""));
        writer.name("label").value(entry.applied().map(AppliedSeries::label).orElse(""));
        writer.name("fit").value(entry.applied().map(applied -> applied.fit().name().toLowerCase(Locale.ROOT)).orElse("none"));
        writer.name("left").value(entry.left());
        writer.name("patches").beginArray();
        for (Reviews.Reviewed patch : entry.patches()) {
            write(writer, entry.series(), patch);
        }
        writer.endArray();
        writer.name("replies").beginArray();
        for (Reply reply : entry.replies()) {
            write(writer, reply);
        }
        writer.endArray();
        writer.endObject();
    }

    private static String title(Series series) {
        return series.cover().map(Mail::subject).orElseGet(() -> series.patches().getFirst().subject());
    }

    private static void write(JsonWriter writer, Series series, Reviews.Reviewed patch) throws IOException {
        writer.beginObject();
        writer.name("name").value(series.name(patch.patch().posted()));
        writer.name("number").value(patch.patch().posted().number());
        writer.name("subject").value(patch.patch().posted().subject());
        writer.name("messageId").value(patch.patch().posted().mail().map(Mail::messageId).orElse(""));
        writer.name("isApplied").value(patch.outcome().isPresent());
        strings(writer, "partial", patch.patch().fragments().stream().sorted().toList());
        strings(writer, "refused", patch.patch().refusals().stream().map(ReviewReport::text).toList());
        strings(writer, "problems", patch.outcome().stream()
                .flatMap(outcome -> outcome.brought().stream())
                .map(ReviewReport::text)
                .toList());
        writer.name("findings").beginArray();
        for (Finding finding : patch.outcome().map(outcome -> outcome.appeared()).orElse(List.of())) {
            JsonReport.write(writer, finding);
        }
        writer.endArray();
        writer.endObject();
    }

    private static String text(Refusal refusal) {
        return (refusal.path().isEmpty() ? "" : "`" + refusal.path() + "` ") + refusal.message();
    }

    private static String text(Problem problem) {
        return problem.location().file().path() + ":" + problem.location().line() + ": " + problem.message();
    }

    private static void write(JsonWriter writer, Reply reply) throws IOException {
        writer.beginObject();
        addresses(writer, "from", List.of(reply.from()));
        addresses(writer, "to", reply.to());
        addresses(writer, "cc", reply.cc());
        writer.name("subject").value(reply.subject());
        writer.name("date").value(reply.date());
        writer.name("messageId").value(reply.messageId());
        writer.name("inReplyTo").value(reply.inReplyTo().orElse(""));
        strings(writer, "references", reply.references());
        writer.name("version").value(reply.version());
        writer.name("text").value(reply.text());
        writer.endObject();
    }

    private static void addresses(JsonWriter writer, String name, List<Address> addresses) throws IOException {
        writer.name(name).beginArray();
        for (Address address : addresses) {
            writer.beginObject();
            writer.name("name").value(address.name());
            writer.name("address").value(address.address());
            writer.endObject();
        }
        writer.endArray();
    }

    private static void strings(JsonWriter writer, String name, List<String> texts) throws IOException {
        writer.name(name).beginArray();
        for (String text : texts) {
            writer.value(text);
        }
        writer.endArray();
    }
}
