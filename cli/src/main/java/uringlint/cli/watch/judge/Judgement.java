// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.cli.mail.Address;
import uringlint.cli.review.Reply;
import uringlint.cli.watch.store.Found;

/// What a child process found, as `uringlint review --report` writes it.
///
/// @param left why nothing is said; empty where there is a mail
/// @param troubles what could not be read or applied
public record Judgement(
        String program,
        String base,
        String label,
        String fit,
        String left,
        List<Patch> patches,
        List<Reply> replies,
        List<String> troubles) {
    public Judgement {
        patches = List.copyOf(patches);
        replies = List.copyOf(replies);
        troubles = List.copyOf(troubles);
    }

    /// One patch. `unseen` says what of it could not be looked at.
    public record Patch(String name, String subject, String messageId, boolean isApplied, List<String> unseen, List<Finding> findings) {
        public Patch {
            unseen = List.copyOf(unseen);
            findings = List.copyOf(findings);
        }
    }

    /// A finding, with the steps that lead to it.
    public record Finding(Found found, String reason, String help, List<String> steps) {
        public Finding {
            steps = List.copyOf(steps);
        }
    }

    /// Reads a report; empty for what is none.
    public static Optional<Judgement> parse(String json) {
        try {
            JsonObject report = JsonParser.parseString(json).getAsJsonObject();
            JsonArray all = report.getAsJsonArray("series");
            JsonObject series = all.isEmpty() ? new JsonObject() : all.get(all.size() - 1).getAsJsonObject();
            var patches = new ArrayList<Patch>();
            var replies = new ArrayList<Reply>();
            if (!all.isEmpty()) {
                series.getAsJsonArray("patches").forEach(patch -> patches.add(patch(patch.getAsJsonObject())));
                series.getAsJsonArray("replies").forEach(reply -> replies.add(reply(reply.getAsJsonObject())));
            }
            return Optional.of(new Judgement(
                    text(report, "program"),
                    text(series, "base"),
                    text(series, "label"),
                    text(series, "fit"),
                    all.isEmpty() ? "there is no patch that could be read" : text(series, "left"),
                    patches,
                    replies,
                    texts(report, "troubles")));
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException _) {
            return Optional.empty();
        }
    }

    private static Patch patch(JsonObject patch) {
        var unseen = new ArrayList<String>();
        texts(patch, "partial").forEach(file -> unseen.add("all but the hunks of " + file));
        unseen.addAll(texts(patch, "refused"));
        unseen.addAll(texts(patch, "problems"));
        var findings = new ArrayList<Finding>();
        for (JsonElement finding : patch.getAsJsonArray("findings")) {
            findings.add(finding(finding.getAsJsonObject(), text(patch, "messageId")));
        }
        return new Patch(text(patch, "name"), text(patch, "subject"), text(patch, "messageId"), patch.get("isApplied").getAsBoolean(),
                unseen, findings);
    }

    private static Finding finding(JsonObject finding, String messageId) {
        var steps = new ArrayList<String>();
        for (JsonElement step : finding.getAsJsonArray("trace")) {
            JsonObject one = step.getAsJsonObject();
            steps.add(text(one, "path") + ":" + one.get("line").getAsInt() + ": " + text(one, "message"));
        }
        var found = new Found(messageId, text(finding, "rule"), text(finding, "severity"), text(finding, "path"),
                finding.get("line").getAsInt(), text(finding, "function"), text(finding, "message"), text(finding, "fingerprint"));
        return new Finding(found, text(finding, "reason"), text(finding, "help"), steps);
    }

    private static Reply reply(JsonObject reply) {
        String answered = text(reply, "inReplyTo");
        return new Reply(
                addresses(reply, "from").getFirst(),
                addresses(reply, "to"),
                addresses(reply, "cc"),
                text(reply, "subject"),
                text(reply, "date"),
                text(reply, "messageId"),
                answered.isEmpty() ? Optional.empty() : Optional.of(answered),
                texts(reply, "references"),
                text(reply, "version"),
                text(reply, "text"));
    }

    private static List<Address> addresses(JsonObject reply, String name) {
        var addresses = new ArrayList<Address>();
        for (JsonElement address : reply.getAsJsonArray(name)) {
            addresses.add(new Address(text(address.getAsJsonObject(), "name"), text(address.getAsJsonObject(), "address")));
        }
        return addresses;
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "";
    }

    private static List<String> texts(JsonObject object, String name) {
        var texts = new ArrayList<String>();
        if (object.has(name)) {
            object.getAsJsonArray(name).forEach(text -> texts.add(text.getAsString()));
        }
        return texts;
    }

    /// All findings.
    public List<Found> findings() {
        return patches.stream().flatMap(patch -> patch.findings().stream()).map(Finding::found).toList();
    }
}
