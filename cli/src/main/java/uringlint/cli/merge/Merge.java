// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Map;

/// Makes the report of a whole run out of the reports of its parts.
public final class Merge {
    private Merge() {}

    /// The merged report, byte for byte what the run without parts writes. `texts` are the reports by the names of their files.
    public static String merge(Map<String, String> texts) throws Unmergeable {
        var shards = new ArrayList<Shards.Shard>();
        String firstName = "";
        boolean isSarif = false;
        for (var text : texts.entrySet()) {
            try {
                JsonObject report = Json.parse(text.getValue());
                boolean thisIsSarif = SarifMerge.isSarif(report);
                if (firstName.isEmpty()) {
                    firstName = text.getKey();
                    isSarif = thisIsSarif;
                }
                if (thisIsSarif != isSarif) {
                    throw new Unmergeable("is " + (thisIsSarif ? "SARIF" : "JSON") + ", and `" + firstName + "` is not");
                }
                if (isSarif ? !SarifMerge.isOfPart(report) : !report.has("shard")) {
                    throw new Unmergeable("is no report of a part: it was written without --shard");
                }
                shards.add(isSarif ? SarifMerge.read(text.getKey(), report) : JsonMerge.read(text.getKey(), report));
            } catch (Unmergeable e) {
                throw new Unmergeable("`" + text.getKey() + "` " + e.getMessage());
            }
        }
        Shards all = Shards.of(shards);
        return Json.text(isSarif ? SarifMerge.merge(all) : JsonMerge.merge(all));
    }
}
