// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.cli.suppress.Suppressions;

/// What the reports of all parts of a run say together, whatever their form.
final class Shards {
    /// Rules about comments. A comment that one driver has no use for may be needed by another one that shares the file.
    private static final Set<String> OF_COMMENTS = Set.of(Suppressions.REASON.id(), Suppressions.UNUSED.id());

    private static final Pattern STEP = Pattern.compile("\\d{1,9}( \\d{1,9}){3}");

    private final List<Shard> shards;
    private final List<Set<ReportPlace>> places;

    private Shards(List<Shard> shards) {
        this.shards = List.copyOf(shards);
        places = shards.stream().map(shard -> shard.entries().stream().map(Entry::place).collect(Collectors.toSet())).toList();
    }

    /// A finding with the place that it has in a report and the driver that it was found in. `isKnown` says that a baseline lists it.
    record Entry(ReportPlace place, String driver, boolean isKnown, JsonObject finding) {}

    /// How many findings, notes and problems, in this order, a report has of the change at a position.
    record Step(int position, int[] counts) {}

    /// The report of one part. `read` holds for each file that was analyzed where its functions start.
    record Shard(
            String name,
            int index,
            int count,
            String run,
            Map<String, List<String>> read,
            List<Step> steps,
            List<Entry> entries,
            JsonObject report) {
        Shard {
            read = Map.copyOf(read);
            steps = List.copyOf(steps);
            entries = List.copyOf(entries);
        }

        /// Reads what a report says of its part.
        static Shard of(String name, JsonObject part, List<Entry> entries, JsonObject report) throws Unmergeable {
            int index = Json.number(part, "index");
            int count = Json.number(part, "count");
            if (count < 1 || index < 1 || index > count) {
                throw new Unmergeable("says that it is the shard " + index + "/" + count);
            }
            var read = new TreeMap<String, List<String>>();
            JsonObject files = Json.object(part, "read");
            for (String path : files.keySet()) {
                String starts = Json.string(files, path);
                read.put(path, starts.isEmpty() ? List.of() : List.of(starts.split(" ")));
            }
            var steps = new ArrayList<Step>();
            for (String text : Json.strings(part, "steps")) {
                if (!STEP.matcher(text).matches()) {
                    throw new Unmergeable("has something else among its `steps`");
                }
                int[] numbers = Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
                steps.add(new Step(numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length)));
            }
            return new Shard(name, index, count, Json.string(part, "run"), read, steps, entries, report);
        }
    }

    /// The parts of one run in their order, if these are all of them.
    static Shards of(List<Shard> given) throws Unmergeable {
        List<Shard> sorted = given.stream().sorted(Comparator.comparing(Shard::index)).toList();
        Shard first = given.getFirst();
        for (Shard shard : given) {
            if (shard.count() != first.count()) {
                throw new Unmergeable("`" + first.name() + "` is one of " + first.count() + " shards, and `"
                        + shard.name() + "` one of " + shard.count());
            }
            if (!shard.run().equals(first.run())) {
                throw new Unmergeable("`" + first.name() + "` and `" + shard.name()
                        + "` are not of the same run: the version, the paths, the kernels or the rules differ");
            }
        }
        for (int at = 0; at + 1 < sorted.size(); at++) {
            if (sorted.get(at).index() == sorted.get(at + 1).index()) {
                throw new Unmergeable("`" + sorted.get(at).name() + "` and `"
                        + sorted.get(at + 1).name() + "` are both the shard " + at(sorted.get(at)));
            }
        }
        for (int index = 1; index <= first.count(); index++) {
            if (sorted.size() < index || sorted.get(index - 1).index() != index) {
                throw new Unmergeable("the shard " + index + "/" + first.count() + " is missing");
            }
        }
        return new Shards(sorted);
    }

    private static String at(Shard shard) {
        return shard.index() + "/" + shard.count();
    }

    /// The reports, from that of the first part to that of the last one.
    List<JsonObject> reports() {
        return shards.stream().map(Shard::report).toList();
    }

    /// The findings of the whole run in its order, but for those that a baseline lists.
    List<JsonObject> findings() throws Unmergeable {
        if (isOfChanges()) {
            return bySteps(0, Shard::entries).stream().map(Entry::finding).toList();
        }
        return distinct().stream().filter(entry -> !entry.isKnown()).map(Entry::finding).toList();
    }

    /// The findings that a baseline lists.
    List<JsonObject> known() {
        return distinct().stream().filter(Entry::isKnown).map(Entry::finding).toList();
    }

    /// Whether these are reports of what changes bring.
    boolean isOfChanges() {
        return shards.stream().anyMatch(shard -> !shard.steps().isEmpty());
    }

    /// What the reports have of each change, in the order of the changes. `kind` is 0 for findings, 1 for notes, 2 for problems.
    <T> List<T> bySteps(int kind, Reader<T> reader) throws Unmergeable {
        var slices = new TreeMap<Integer, List<T>>();
        for (Shard shard : shards) {
            List<T> all = reader.read(shard);
            int from = 0;
            for (Step step : shard.steps()) {
                int to = from + step.counts()[kind];
                if (to > all.size() || slices.put(step.position(), all.subList(from, to)) != null) {
                    throw new Unmergeable("`" + shard.name() + "` has other findings than its changes have");
                }
                from = to;
            }
        }
        return slices.values().stream().flatMap(List::stream).toList();
    }

    /// What a report has, from the first to the last.
    interface Reader<T> {
        List<T> read(Shard shard) throws Unmergeable;
    }

    /// What several drivers report of a file that they share is said for the first of them.
    private List<Entry> distinct() {
        var entries = new ArrayList<Entry>();
        for (Shard shard : shards) {
            shard.entries().stream().filter(this::isSaidByAll).forEach(entries::add);
        }
        entries.sort(Comparator.comparing(Entry::place).thenComparing(Entry::driver));
        var distinct = new ArrayList<Entry>();
        for (Entry entry : entries) {
            if (distinct.isEmpty() || !entry.place().equals(distinct.getLast().place())) {
                distinct.add(entry);
            }
        }
        return distinct;
    }

    /// Whether each part that has read the file says this of a comment in it; true of all that is said of code.
    private boolean isSaidByAll(Entry entry) {
        if (!OF_COMMENTS.contains(entry.place().rule())) {
            return true;
        }
        for (int at = 0; at < shards.size(); at++) {
            if (shards.get(at).read().containsKey(entry.place().path()) && !places.get(at).contains(entry.place())) {
                return false;
            }
        }
        return true;
    }

    /// The number of files that the whole run analyzed; of changes, the most in any state of the tree.
    int files(Counter counter) throws Unmergeable {
        return isOfChanges() ? most(counter) : read().size();
    }

    /// The number of functions in these.
    int functions(Counter counter) throws Unmergeable {
        return isOfChanges() ? most(counter) : read().values().stream().mapToInt(Set::size).sum();
    }

    private int most(Counter counter) throws Unmergeable {
        int most = 0;
        for (Shard shard : shards) {
            most = Math.max(most, counter.count(shard.report()));
        }
        return most;
    }

    /// Where a report has a number.
    interface Counter {
        int count(JsonObject report) throws Unmergeable;
    }

    /// The closing lines of all parts, each once.
    List<String> notes(NoteReader reader) throws Unmergeable {
        if (isOfChanges()) {
            return bySteps(1, shard -> reader.read(shard.report()));
        }
        var notes = new LinkedHashSet<String>();
        for (Shard shard : shards) {
            notes.addAll(reader.read(shard.report()));
        }
        return List.copyOf(notes);
    }

    /// Where a report has its closing lines.
    interface NoteReader {
        List<String> read(JsonObject report) throws Unmergeable;
    }

    private Map<String, Set<String>> read() {
        Map<String, Set<String>> read = new TreeMap<>();
        for (Shard shard : shards) {
            shard.read().forEach((path, starts) -> read.computeIfAbsent(path, _ -> new TreeSet<>()).addAll(starts));
        }
        return read;
    }
}
