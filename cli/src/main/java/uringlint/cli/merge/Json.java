// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Reading and writing of JSON trees. What is missing or of another kind is damage, and never an exception of the library.
final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    static JsonObject parse(String text) throws Unmergeable {
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = GSON.getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
                throw new Unmergeable("is no JSON object");
            }
            return element.getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new Unmergeable("is no complete JSON document");
        }
    }

    /// The text as the writers of the reports lay it out, with a line break at its end.
    static String text(JsonObject object) {
        var text = new StringWriter();
        try (var writer = new JsonWriter(text)) {
            writer.setFormattingStyle(FormattingStyle.PRETTY);
            GSON.toJson(object, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    static JsonObject object(JsonObject holder, String name) throws Unmergeable {
        JsonElement member = holder.get(name);
        if (member == null || !member.isJsonObject()) {
            throw new Unmergeable("has no `" + name + "` where one belongs");
        }
        return member.getAsJsonObject();
    }

    static List<JsonObject> objects(JsonObject holder, String name) throws Unmergeable {
        JsonElement member = holder.get(name);
        if (member == null || !member.isJsonArray()) {
            throw new Unmergeable("has no `" + name + "` where some belong");
        }
        var objects = new ArrayList<JsonObject>();
        for (JsonElement element : member.getAsJsonArray()) {
            if (!element.isJsonObject()) {
                throw new Unmergeable("has something else among its `" + name + "`");
            }
            objects.add(element.getAsJsonObject());
        }
        return objects;
    }

    static JsonObject first(JsonObject holder, String name) throws Unmergeable {
        List<JsonObject> objects = objects(holder, name);
        if (objects.isEmpty()) {
            throw new Unmergeable("has no `" + name + "` where some belong");
        }
        return objects.getFirst();
    }

    static String string(JsonObject holder, String name) throws Unmergeable {
        JsonElement member = holder.get(name);
        if (member == null || !member.isJsonPrimitive() || !member.getAsJsonPrimitive().isString()) {
            throw new Unmergeable("has no `" + name + "` where one belongs");
        }
        return member.getAsString();
    }

    static int number(JsonObject holder, String name) throws Unmergeable {
        JsonElement member = holder.get(name);
        try {
            if (member != null && member.isJsonPrimitive() && member.getAsJsonPrimitive().isNumber()) {
                return Integer.parseInt(member.getAsString());
            }
        } catch (NumberFormatException _) {
            // Said below: it is no number of ours.
        }
        throw new Unmergeable("has no `" + name + "` where one belongs");
    }

    static List<String> strings(JsonObject holder, String name) throws Unmergeable {
        JsonElement member = holder.get(name);
        if (member == null || !member.isJsonArray()) {
            throw new Unmergeable("has no `" + name + "` where some belong");
        }
        var strings = new ArrayList<String>();
        for (JsonElement element : member.getAsJsonArray()) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
                throw new Unmergeable("has something else among its `" + name + "`");
            }
            strings.add(element.getAsString());
        }
        return strings;
    }

    static JsonArray strings(List<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    static JsonArray array(List<JsonObject> objects) {
        var array = new JsonArray();
        objects.forEach(array::add);
        return array;
    }
}
