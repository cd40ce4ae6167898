// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uringlint.cli.review.ReplyText;
import uringlint.cli.watch.judge.Judgement;
import uringlint.cli.watch.page.Pages;
import uringlint.cli.watch.policy.Correspondence;
import uringlint.cli.watch.policy.MailDecision;
import uringlint.cli.watch.policy.MailPolicy;
import uringlint.cli.watch.settings.SinkSettings;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.store.Parcel;
import uringlint.cli.watch.store.Version;

/// Makes of what was found what is to be sent, one thing for each way.
final class Packing {
    private static final String DRY = "dry run";

    private final WatchSettings settings;
    private final MailPolicy policy;

    Packing(WatchSettings settings, MailPolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    /// What is to be sent about a version; `json` is the report as it came.
    List<Parcel> of(Version version, Judgement judgement, String json, Correspondence about, long now) {
        var parcels = new ArrayList<Parcel>();
        parcels.add(mail(version, about, now));
        SinkSettings sinks = settings.sinks();
        sinks.patchwork().ifPresent(_ -> parcels.add(parcel(version, "patchwork", checks(version, judgement).toString(), now)));
        sinks.webhook().ifPresent(_ -> parcels.add(parcel(version, "webhook", notice(version, about, json).toString(), now)));
        sinks.kcidb().map(kcidb -> KcidbReport.of(version, judgement, kcidb.origin(), now).toString())
                .ifPresent(payload -> parcels.add(parcel(version, "kcidb", payload, now)));
        return parcels;
    }

    private Parcel parcel(Version version, String sink, String payload, long now) {
        Parcel.State state = settings.isDryRun() ? Parcel.State.DRY : Parcel.State.DUE;
        return Parcel.of(version.id(), sink, sink + "-" + version.id(), state, settings.isDryRun() ? DRY : "", payload, now);
    }

    private Parcel mail(Version version, Correspondence about, long now) {
        return switch (policy.decide(about, now)) {
            case MailDecision.Silent(var reason) ->
                Parcel.of(version.id(), "mail", "mail-none-" + version.id(), Parcel.State.LEFT, reason, "", now);
            case MailDecision.Speak(var reply, var isHeld, var notBefore, var reason) -> {
                Parcel.State state = settings.isDryRun() ? Parcel.State.DRY : isHeld ? Parcel.State.HELD : Parcel.State.DUE;
                yield Parcel.of(version.id(), "mail", reply.messageId(), state, reason, ReplyText.of(reply), notBefore);
            }
        };
    }

    private JsonArray checks(Version version, Judgement judgement) {
        var checks = new JsonArray();
        String page = settings.sinks().page().map(SinkSettings.Page::url).filter(url -> !url.isEmpty())
                .map(url -> url + Pages.place(version.id())).orElse("");
        for (Judgement.Patch patch : judgement.patches()) {
            if (patch.isApplied() && !patch.messageId().isEmpty()) {
                Map<String, Integer> counts = new TreeMap<>();
                patch.findings().forEach(finding -> counts.merge(finding.found().severity(), 1, Integer::sum));
                var check = new JsonObject();
                check.addProperty("messageId", patch.messageId());
                check.addProperty("state", counts.containsKey("error") ? "fail" : counts.isEmpty() ? "success" : "warning");
                if (!page.isEmpty()) {
                    check.addProperty("target_url", page);
                }
                check.addProperty("description", counts.isEmpty() ? "nothing was found" : words(counts));
                checks.add(check);
            }
        }
        return checks;
    }

    private static String words(Map<String, Integer> counts) {
        return String.join(", ", counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey() + (count.getValue() == 1 ? "" : "s"))
                .toList());
    }

    private static JsonObject notice(Version version, Correspondence about, String json) {
        var notice = new JsonObject();
        notice.addProperty("version", version.id());
        notice.addProperty("series", version.series());
        var lists = new JsonArray();
        about.lists().forEach(lists::add);
        notice.add("lists", lists);
        notice.add("report", JsonParser.parseString(json));
        return notice;
    }
}
