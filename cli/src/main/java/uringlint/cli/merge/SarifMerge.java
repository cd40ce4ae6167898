// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Puts reports in SARIF together: each has one run, with what decides the order in the properties of its results.
final class SarifMerge {
    private static final int FINDINGS = 1;
    private static final String MARK = "shard";
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::path).thenComparing(Problem::line).thenComparing(Problem::kind).thenComparing(Problem::message);

    private SarifMerge() {}

    static boolean isSarif(JsonObject report) {
        return report.has("runs");
    }

    /// Whether the report is one of a part of a run.
    static boolean isOfPart(JsonObject report) throws Unmergeable {
        JsonElement properties = run(report).get("properties");
        return properties != null && properties.isJsonObject() && properties.getAsJsonObject().has(MARK);
    }

    static Shards.Shard read(String name, JsonObject report) throws Unmergeable {
        JsonObject run = run(report);
        var entries = new ArrayList<Shards.Entry>();
        for (JsonObject result : Json.objects(run, "results")) {
            JsonObject mark = unmarked(result);
            JsonObject region = Json.object(Json.object(Json.first(result, "locations"), "physicalLocation"), "region");
            var place = new ReportPlace(
                    Json.string(mark, "path"),
                    Json.number(region, "startLine"),
                    Json.number(region, "startColumn"),
                    Json.number(region, "endLine"),
                    Json.number(region, "endColumn"),
                    Json.string(result, "ruleId"),
                    Json.string(mark, "message"));
            Json.number(result, "ruleIndex");
            entries.add(new Shards.Entry(
                    place,
                    Json.string(mark, "driver"),
                    !Json.objects(result, "suppressions").isEmpty(),
                    result));
        }
        Json.number(Json.first(run, "invocations"), "exitCode");
        return Shards.Shard.of(name, Json.object(Json.object(run, "properties"), MARK), entries, report);
    }

    /// The report of the whole run.
    static JsonObject merge(Shards shards) throws Unmergeable {
        JsonObject merged = shards.reports().getFirst();
        JsonObject run = run(merged);
        var results = new ArrayList<>(shards.findings());
        results.addAll(shards.known());
        JsonObject driver = Json.object(Json.object(run, "tool"), "driver");
        List<String> ids = new ArrayList<>();
        driver.add("rules", Json.array(rules(shards, results, ids)));
        for (JsonObject result : results) {
            result.addProperty("ruleIndex", ids.indexOf(Json.string(result, "ruleId")));
        }
        mergeInvocations(shards, Json.first(run, "invocations"));
        run.add("results", Json.array(results));
        JsonObject properties = Json.object(run, "properties");
        properties.addProperty(
                "files", shards.files(report -> Json.number(Json.object(run(report), "properties"), "files")));
        properties.addProperty(
                "functions",
                shards.functions(report -> Json.number(Json.object(run(report), "properties"), "functions")));
        properties.add(
                "notes",
                Json.strings(shards.notes(report -> Json.strings(Json.object(run(report), "properties"), "notes"))));
        properties.remove(MARK);
        return merged;
    }

    private static JsonObject run(JsonObject report) throws Unmergeable {
        List<JsonObject> runs = Json.objects(report, "runs");
        if (runs.size() != 1) {
            throw new Unmergeable("has " + runs.size() + " runs, and not one");
        }
        return runs.getFirst();
    }

    /// Takes out and returns what is there for the merge only.
    private static JsonObject unmarked(JsonObject holder) throws Unmergeable {
        JsonObject properties = Json.object(holder, "properties");
        JsonObject mark = Json.object(properties, MARK);
        properties.remove(MARK);
        if (properties.isEmpty()) {
            holder.remove("properties");
        }
        return mark;
    }

    /// The rules that are still reported, by their ids, which are added to `ids`.
    private static List<JsonObject> rules(Shards shards, List<JsonObject> results, List<String> ids) throws Unmergeable {
        Map<String, JsonObject> rules = new LinkedHashMap<>();
        for (JsonObject report : shards.reports()) {
            for (JsonObject rule : Json.objects(Json.object(Json.object(run(report), "tool"), "driver"), "rules")) {
                rules.putIfAbsent(Json.string(rule, "id"), rule);
            }
        }
        var reported = new TreeSet<String>();
        for (JsonObject result : results) {
            reported.add(Json.string(result, "ruleId"));
        }
        var used = new ArrayList<JsonObject>();
        for (String id : reported) {
            if (!rules.containsKey(id)) {
                throw new Unmergeable("no report describes the rule `" + id + "`");
            }
            ids.add(id);
            used.add(rules.get(id));
        }
        return used;
    }

    private static void mergeInvocations(Shards shards, JsonObject invocation) throws Unmergeable {
        int exitCode = 0;
        for (JsonObject report : shards.reports()) {
            int other = Json.number(Json.first(run(report), "invocations"), "exitCode");
            // As in a whole run, findings win over what was not looked at.
            exitCode = exitCode == FINDINGS || other == FINDINGS ? FINDINGS : Math.max(exitCode, other);
        }
        invocation.addProperty("executionSuccessful", exitCode < 2);
        invocation.addProperty("exitCode", exitCode);
        invocation.add("toolExecutionNotifications", Json.array(notifications(shards)));
    }

    /// What was not understood, by path and line, or that of changes in the order of these; of what reads the same, the first.
    private static List<JsonObject> notifications(Shards shards) throws Unmergeable {
        if (shards.isOfChanges()) {
            var seen = new HashSet<Problem>();
            return shards.bySteps(2, shard -> problems(shard.report())).stream().filter(seen::add).map(Problem::notification).toList();
        }
        var sorted = new TreeSet<>(ORDER);
        for (JsonObject report : shards.reports()) {
            sorted.addAll(problems(report));
        }
        return sorted.stream().map(Problem::notification).toList();
    }

    private static List<Problem> problems(JsonObject report) throws Unmergeable {
        var problems = new ArrayList<Problem>();
        for (JsonObject notification :
                Json.objects(Json.first(run(report), "invocations"), "toolExecutionNotifications")) {
            JsonObject mark = unmarked(notification);
            problems.add(new Problem(
                    Json.string(mark, "path"),
                    Json.number(mark, "line"),
                    Json.string(Json.object(notification, "descriptor"), "id"),
                    Json.string(mark, "message"),
                    notification));
        }
        return problems;
    }

    /// What was not understood. Where it stands and what it says make it the same.
    private record Problem(String path, int line, String kind, String message, JsonObject notification) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Problem problem && ORDER.compare(this, problem) == 0;
        }

        @Override
        public int hashCode() {
            return path.hashCode() * 31 + line;
        }
    }
}
