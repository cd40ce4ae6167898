// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// What the service does, a line of JSON for each thing. What cannot be written is lost, and stops nothing.
public final class EventLog {
    private final Optional<Path> file;
    private final InstantSource clock;
    private final Consumer<String> other;

    /// A log in a file, or to `other` where there is none.
    public EventLog(Optional<Path> file, InstantSource clock, Consumer<String> other) {
        this.file = file;
        this.clock = clock;
        this.other = other;
    }

    /// Writes a line: what happened, and pairs of names and values.
    public void write(String event, Object... pairs) {
        var line = new JsonObject();
        line.addProperty("time", Instant.ofEpochMilli(clock.millis()).toString());
        line.addProperty("event", event);
        for (int index = 0; index + 1 < pairs.length; index += 2) {
            if (pairs[index + 1] instanceof Number number) {
                line.addProperty(pairs[index].toString(), number);
            } else {
                line.addProperty(pairs[index].toString(), pairs[index + 1].toString());
            }
        }
        if (file.isEmpty()) {
            other.accept(line.toString());
            return;
        }
        try {
            Path place = file.get();
            if (place.getParent() != null) {
                Files.createDirectories(place.getParent());
            }
            Files.write(place, (line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException _) {
            other.accept(line.toString());
        }
    }
}
