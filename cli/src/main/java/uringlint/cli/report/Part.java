// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which part of a run a report is about, and what is needed to put the parts together again: a name of the run, and where the
/// functions of each file start; where changes are compared, how much of the report is about which of them.
public record Part(int index, int count, String run, Map<String, List<Integer>> functions, List<Step> steps) {
    /// All of a run.
    public static final Part WHOLE = new Part(1, 1, "", Map.of(), List.of());

    public Part {
        var sorted = new TreeMap<String, List<Integer>>();
        functions.forEach((path, starts) -> sorted.put(path, starts.stream().sorted().distinct().toList()));
        functions = Collections.unmodifiableMap(sorted);
        steps = List.copyOf(steps);
    }

    /// A report that is about the code as it is.
    public Part(int index, int count, String run, Map<String, List<Integer>> functions) {
        this(index, count, run, functions, List.of());
    }

    /// How many of the findings, the closing lines and the problems of a report are of the change at a position, next to each other.
    public record Step(int position, int findings, int notes, int problems) {}

    /// Writes the member `shard`, which `merge` needs and takes out.
    void write(JsonWriter writer) throws IOException {
        writer.name("shard").beginObject();
        writer.name("index").value(index);
        writer.name("count").value(count);
        writer.name("run").value(run);
        writer.name("read").beginObject();
        for (var file : functions.entrySet()) {
            writer.name(file.getKey()).value(file.getValue().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        writer.endObject();
        writer.name("steps").beginArray();
        for (Step step : steps) {
            writer.value(step.position() + " " + step.findings() + " " + step.notes() + " " + step.problems());
        }
        writer.endArray();
        writer.endObject();
    }

    /// Whether there is nothing to put together.
    public boolean isWhole() {
        return run.isEmpty();
    }
}
