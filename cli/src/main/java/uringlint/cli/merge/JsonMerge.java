// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Puts reports in JSON together, as `docs/json.md` describes them.
final class JsonMerge {
    private static final Comparator<JsonObject> PROBLEMS = Comparator.comparing(
                    (JsonObject problem) -> problem.get("path").getAsString())
            .thenComparing(problem -> problem.get("line").getAsInt())
            .thenComparing(problem -> problem.get("kind").getAsString())
            .thenComparing(problem -> problem.get("message").getAsString());

    private JsonMerge() {}

    static Shards.Shard read(String name, JsonObject report) throws Unmergeable {
        var entries = new ArrayList<Shards.Entry>();
        for (JsonObject finding : Json.objects(report, "findings")) {
            entries.add(entry(finding, false));
        }
        if (report.has("known")) {
            for (JsonObject finding : Json.objects(report, "known")) {
                entries.add(entry(finding, true));
            }
        }
        for (JsonObject problem : Json.objects(report, "problems")) {
            Json.string(problem, "path");
            Json.number(problem, "line");
            Json.string(problem, "kind");
            Json.string(problem, "message");
        }
        return Shards.Shard.of(name, Json.object(report, "shard"), entries, report);
    }

    private static Shards.Entry entry(JsonObject finding, boolean isKnown) throws Unmergeable {
        var place = new ReportPlace(
                Json.string(finding, "path"),
                Json.number(finding, "line"),
                Json.number(finding, "column"),
                Json.number(finding, "endLine"),
                Json.number(finding, "endColumn"),
                Json.string(finding, "rule"),
                Json.string(finding, "message"));
        String driver = Json.string(finding, "driver");
        finding.remove("driver");
        return new Shards.Entry(place, driver, isKnown, finding);
    }

    /// The report of the whole run.
    static JsonObject merge(Shards shards) throws Unmergeable {
        JsonObject first = shards.reports().getFirst();
        var merged = new JsonObject();
        for (String member : first.keySet()) {
            switch (member) {
                case "findings" -> merged.add(member, Json.array(shards.findings()));
                case "known" -> merged.add(member, Json.array(shards.known()));
                case "problems" -> merged.add(member, Json.array(problems(shards)));
                case "files" -> merged.addProperty(member, shards.files(report -> Json.number(report, member)));
                case "functions" -> merged.addProperty(member, shards.functions(report -> Json.number(report, member)));
                case "entryPoints", "partlyFollowed" -> merged.addProperty(member, sum(shards, member));
                case "notes" -> merged.add(member, Json.strings(shards.notes(report -> Json.strings(report, member))));
                case "shard" -> {
                    // What is merged is no part any more.
                }
                default -> merged.add(member, first.get(member));
            }
        }
        return merged;
    }

    private static int sum(Shards shards, String member) throws Unmergeable {
        int sum = 0;
        for (JsonObject report : shards.reports()) {
            sum += Json.number(report, member);
        }
        return sum;
    }

    /// The problems by path and line, or those of changes in the order of these; of those that read the same, the first.
    private static List<JsonObject> problems(Shards shards) throws Unmergeable {
        Set<JsonObject> problems = new TreeSet<>(PROBLEMS);
        if (shards.isOfChanges()) {
            return shards.bySteps(2, shard -> Json.objects(shard.report(), "problems")).stream()
                    .filter(problems::add)
                    .toList();
        }
        for (JsonObject report : shards.reports()) {
            problems.addAll(Json.objects(report, "problems"));
        }
        return List.copyOf(problems);
    }
}
