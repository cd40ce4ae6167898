// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import uringlint.cli.watch.judge.Judgement;
import uringlint.cli.watch.store.Found;
import uringlint.cli.watch.store.Version;

/// What was found in the form of KCIDB, version 5.3: the series is a checkout and the analysis a build, with a test for all of it and one
/// for each rule that found something.
final class KcidbReport {
    private static final int MAJOR = 5;
    private static final int MINOR = 3;

    private KcidbReport() {}

    static JsonObject of(Version version, Judgement judgement, String origin, long now) {
        String id = origin + ":" + version.id();
        JsonObject checkout = object(id, origin);
        checkout.addProperty("start_time", Instant.ofEpochSecond(now).toString());
        checkout.addProperty("comment", version.title());
        judgement.patches().stream()
                .map(patch -> patch.messageId().replaceAll("^<|>$", ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .ifPresent(name -> checkout.addProperty("message_id", name));
        JsonObject build = object(id, origin);
        build.addProperty("checkout_id", id);
        build.addProperty("comment", judgement.program());
        build.addProperty("status", "PASS");
        Map<String, Integer> rules = new TreeMap<>();
        judgement.findings().stream().map(Found::rule).forEach(rule -> rules.merge(rule, 1, Integer::sum));
        var tests = new JsonArray();
        boolean isSeen = judgement.patches().stream().anyMatch(Judgement.Patch::isApplied);
        String status = !rules.isEmpty() ? "FAIL" : isSeen ? "PASS" : "SKIP";
        tests.add(test(id, origin, "uringlint", status, judgement.findings().size()));
        rules.forEach((rule, count) -> tests.add(test(id, origin, "uringlint." + rule.replace('-', '_'), "FAIL", count)));
        var report = new JsonObject();
        var form = new JsonObject();
        form.addProperty("major", MAJOR);
        form.addProperty("minor", MINOR);
        report.add("version", form);
        report.add("checkouts", list(checkout));
        report.add("builds", list(build));
        report.add("tests", tests);
        return report;
    }

    private static JsonObject test(String build, String origin, String path, String status, int count) {
        JsonObject test = object(build + "-" + path, origin);
        test.addProperty("build_id", build);
        test.addProperty("path", path);
        test.addProperty("status", status);
        test.addProperty("comment", count + (count == 1 ? " finding" : " findings"));
        return test;
    }

    private static JsonObject object(String id, String origin) {
        var object = new JsonObject();
        object.addProperty("id", id);
        object.addProperty("origin", origin);
        return object;
    }

    private static JsonArray list(JsonObject one) {
        var list = new JsonArray();
        list.add(one);
        return list;
    }
}
