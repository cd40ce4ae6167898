// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.diagnostic.Diagnostic;
import uringlint.samples.Expectation;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.samples.Samples;
import uringlint.source.Problem;

/// What is reported in a sample, beside what its markers ask for. `tools/try sample NAME` prints it.
record Verdict(Sample sample, List<Diagnostic> reports, List<Problem> problems) {
    Verdict {
        reports = List.copyOf(reports);
        problems = List.copyOf(problems);
    }

    /// A report, or a marker that asks for one, by its place.
    private record Place(int line, String rule) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return line != other.line ? Integer.compare(line, other.line) : rule.compareTo(other.rule);
        }
    }

    static Verdict of(Sample sample) {
        Checked checked = Checked.sample(sample);
        return new Verdict(sample, checked.reports(), checked.program().problems());
    }

    /// The verdict on each file of a folder.
    static Stream<Verdict> of(SampleFolder folder) {
        Checked checked = Checked.folder(folder);
        Map<String, List<Diagnostic>> reports = checked.reports().stream()
                .collect(Collectors.groupingBy(report -> report.location().file().path()));
        Map<String, List<Problem>> problems = checked.program().problems().stream()
                .collect(Collectors.groupingBy(problem -> problem.location().file().path()));
        return folder.files().stream().map(file ->
                new Verdict(file, reports.getOrDefault(file.path(), List.of()), problems.getOrDefault(file.path(), List.of())));
    }

    /// All samples that a name is for: a path below the folder of the samples, or the name of a file or of a folder, with or without its
    /// end. Every sample has the empty name.
    static List<Verdict> named(String name) {
        String path = name.replaceFirst("^(.*/)?resources/samples/", "");
        return Stream.concat(
                Samples.all().parallelStream().filter(sample -> isNamed(sample.path(), path)).map(Verdict::of),
                Samples.folders().parallelStream().filter(folder -> isNamed(folder.path(), path)
                        || folder.files().stream().anyMatch(file -> file.path().equals(path))).flatMap(Verdict::of)).toList();
    }

    private static boolean isNamed(String path, String name) {
        String padded = "/" + path + "/";
        return name.isEmpty() || padded.contains("/" + name + "/") || padded.contains("/" + name + ".");
    }

    /// What is wrong, a line each; empty if every report is where a marker asks for it.
    List<String> complaints() {
        Map<Place, Marker> markers = markers();
        Map<Place, Diagnostic> reports = reportsByPlace();
        var complaints = new ArrayList<String>();
        for (Place place : places(markers, reports)) {
            String complaint = complaint(markers.get(place), reports.get(place));
            if (!complaint.isEmpty()) {
                complaints.add("%d: %s: %s: `%s`".formatted(place.line, place.rule, complaint, code(place)));
            }
        }
        return complaints;
    }

    /// What is expected and what is reported, a line for each place of either.
    String text() {
        Map<Place, Marker> markers = markers();
        Map<Place, Diagnostic> reports = reportsByPlace();
        var text = new StringBuilder(sample.path() + "\n");
        for (Place place : places(markers, reports)) {
            Diagnostic report = reports.get(place);
            String complaint = complaint(markers.get(place), report);
            text.append("  %d: %s: `%s`%n".formatted(place.line, place.rule, code(place)));
            text.append("    expected: ").append(markers.containsKey(place) ? words(markers.get(place)) : "nothing").append('\n');
            text.append("    reported: ").append(report == null ? "nothing" : report.message()).append('\n');
            text.append(complaint.isEmpty() ? "" : "    WRONG: " + complaint + "\n");
        }
        text.append(places(markers, reports).isEmpty() ? "  nothing is expected, and nothing reported\n" : "");
        problems.forEach(problem -> text.append("  %d: problem: %s%n".formatted(problem.location().line(), problem.message())));
        return text.toString();
    }

    private Map<Place, Marker> markers() {
        Map<Place, Marker> markers = new TreeMap<>();
        for (Expectation expectation : sample.expectations()) {
            markers.put(new Place(expectation.line(), expectation.rule()), expectation.marker());
        }
        return markers;
    }

    private Map<Place, Diagnostic> reportsByPlace() {
        Map<Place, Diagnostic> byPlace = new TreeMap<>();
        for (Diagnostic report : reports) {
            byPlace.put(new Place(report.location().line(), report.rule()), report);
        }
        return byPlace;
    }

    private static Set<Place> places(Map<Place, Marker> markers, Map<Place, Diagnostic> reports) {
        Set<Place> places = new TreeSet<>(markers.keySet());
        places.addAll(reports.keySet());
        return places;
    }

    private String code(Place place) {
        return sample.text().lines().skip(place.line - 1L).findFirst().orElse("").strip();
    }

    private static String words(Marker marker) {
        return switch (marker) {
            case EXPECT -> "a report";
            case MISSED -> "a report, which is known to be missing";
            case SPURIOUS -> "nothing, but a false report is known";
        };
    }

    /// What is wrong about a report and the marker at its place, either of which may be missing; empty if nothing is.
    private static String complaint(Marker marker, Diagnostic report) {
        if (marker == null) {
            return "unexpected report, \"" + report.message() + "\"";
        }
        return switch (marker) {
            case EXPECT -> report != null ? "" : "not reported";
            case MISSED -> report == null ? "" : "found now, so mark it `expect`";
            case SPURIOUS -> report != null ? "" : "no longer reported, so delete the marker `spurious`";
        };
    }

    /// Prints the verdicts on the samples of some names; the exit status is 1 where one is wrong, and 2 where no sample has a name.
    static void main(String... names) {
        int status = 0;
        for (String name : names) {
            List<Verdict> verdicts = named(name);
            if (verdicts.isEmpty()) {
                System.err.println("no sample is called `" + name + "`");
                status = 2;
            }
            for (Verdict verdict : verdicts) {
                System.out.print(verdict.text());
                status = verdict.complaints().isEmpty() ? status : Math.max(status, 1);
            }
        }
        System.exit(status);
    }
}
