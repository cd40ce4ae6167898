// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import uringlint.cli.watch.settings.SinkSettings;
import uringlint.cli.watch.store.Parcel;

/// Checks of a Patchwork server: one for each patch, found by its `Message-ID`. A check that is there already is not made again.
public final class PatchworkSink implements Sink {
    private static final String CONTEXT = "uringlint";

    private final SinkSettings.Patchwork settings;
    private final Http http = new Http();

    /// The server of settings.
    public PatchworkSink(SinkSettings.Patchwork settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "patchwork";
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Result send(Parcel parcel) {
        try {
            int made = 0;
            int missing = 0;
            for (JsonElement check : JsonParser.parseString(parcel.payload()).getAsJsonArray()) {
                String patch = patch(check.getAsJsonObject().get("messageId").getAsString());
                if (patch.isEmpty()) {
                    missing++;
                } else {
                    made += check(patch, check.getAsJsonObject()) ? 1 : 0;
                }
            }
            return missing > 0 ? new Result.Later(missing + " patches are not in Patchwork yet") : new Result.Sent(made + " checks made");
        } catch (Http.Unanswered e) {
            return e.result();
        } catch (IOException e) {
            return new Result.Later("the token cannot be read: " + e.getMessage());
        } catch (JsonParseException | IllegalStateException | ClassCastException | UnsupportedOperationException e) {
            return new Result.Later("what the server answers is not understood");
        }
    }

    /// The number of a patch; empty where the server does not have it.
    private String patch(String messageId) throws Http.Unanswered, IOException {
        String id = messageId.replaceAll("^<|>$", "");
        JsonElement found = JsonParser.parseString(http.body(request("api/patches/?project=" + encoded(settings.project()) + "&msgid="
                + encoded(id)).GET().build()));
        for (JsonElement patch : found.getAsJsonArray()) {
            if (patch.getAsJsonObject().get("msgid").getAsString().replaceAll("^<|>$", "").equals(id)) {
                return String.valueOf(patch.getAsJsonObject().get("id").getAsLong());
            }
        }
        return "";
    }

    private boolean check(String patch, JsonObject check) throws Http.Unanswered, IOException {
        String place = "api/patches/" + patch + "/checks/";
        JsonElement there = JsonParser.parseString(http.body(request(place + "?context=" + CONTEXT).GET().build()));
        for (JsonElement one : there.getAsJsonArray()) {
            if (isSame(one.getAsJsonObject(), check, "state") && place(one.getAsJsonObject()).equals(place(check))
                    && one.getAsJsonObject().get("context").getAsString().equals(CONTEXT)) {
                return false;
            }
        }
        var body = new JsonObject();
        body.add("state", check.get("state"));
        if (!place(check).isEmpty()) {
            body.add("target_url", check.get("target_url"));
        }
        body.add("description", check.get("description"));
        body.addProperty("context", CONTEXT);
        http.body(request(place)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        return true;
    }

    /// The page of a check; empty for none, which a server says in several ways.
    private static String place(JsonObject check) {
        JsonElement place = check.get("target_url");
        return place == null || place.isJsonNull() ? "" : place.getAsString();
    }

    private static boolean isSame(JsonObject one, JsonObject other, String member) {
        return one.has(member) && one.get(member).equals(other.get(member));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(settings.url() + path))
                .timeout(Http.PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Token " + Files.readString(settings.token()).strip());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
