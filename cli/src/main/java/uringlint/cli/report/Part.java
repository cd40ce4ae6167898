package uringlint.cli.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which part of a run a report is about, and what is needed to put the parts together again: a name of the run, and where the
/// functions of each file start.
public record Part(int index, int count, String run, Map<String, List<Integer>> functions) {
    /// All of a run.
    public static final Part WHOLE = new Part(1, 1, "", Map.of());

    public Part {
        var sorted = new TreeMap<String, List<Integer>>();
        functions.forEach((path, starts) -> sorted.put(path, starts.stream().sorted().distinct().toList()));
        functions = Collections.unmodifiableMap(sorted);
    }

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
        writer.endObject();
    }

    /// Whether there is nothing to put together.
    public boolean isWhole() {
        return run.isEmpty();
    }
}
