package uringlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import uringlint.diagnostic.Diagnostic;
import uringlint.samples.Expectation;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.samples.Samples;
import uringlint.source.Problem;

/// Every sample is reported where its markers say so, and nowhere else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
    /// A report, or a marker that asks for one, by its place.
    private record Place(int line, String rule) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return line != other.line ? Integer.compare(line, other.line) : rule.compareTo(other.rule);
        }
    }

    /// What is found in a sample.
    private record Found(Sample sample, List<Diagnostic> reports, List<Problem> problems) {
        static Found in(Sample sample) {
            Checked checked = Checked.sample(sample);
            return new Found(sample, checked.reports(), checked.program().problems());
        }

        /// What is found in each file of a folder.
        static Stream<Found> in(SampleFolder folder) {
            Checked checked = Checked.folder(folder);
            Map<String, List<Diagnostic>> reports = checked.reports().stream().collect(Collectors.groupingBy(report -> report.location().file().path()));
            Map<String, List<Problem>> problems = checked.program().problems().stream().collect(Collectors.groupingBy(problem -> problem.location().file().path()));
            return folder.files().stream().map(file ->
                    new Found(file, reports.getOrDefault(file.path(), List.of()), problems.getOrDefault(file.path(), List.of())));
        }
    }

    private final List<Found> all = Stream.concat(
            Samples.all().parallelStream().map(Found::in),
            Samples.folders().parallelStream().flatMap(Found::in)).toList();

    @TestFactory
    List<DynamicTest> reportsAreWhereTheMarkersAre() {
        return all.stream()
                .map(found -> DynamicTest.dynamicTest(found.sample.path(), () -> assertThat(complaints(found)).as(found.sample.path()).isEmpty()))
                .toList();
    }

    /// The lines below comments that say why something cannot be followed.
    private static List<Integer> notFollowed(Sample sample) {
        List<String> lines = sample.text().lines().toList();
        return IntStream.range(0, lines.size()).filter(line -> lines.get(line).strip().startsWith("// Not followed: ")).map(line -> line + 2).boxed().toList();
    }

    @Test
    void samplesHaveNoProblemsAndNamedRules() {
        Set<String> ids = Rules.ALL.stream().map(rule -> rule.info().id()).collect(Collectors.toSet());
        for (Found found : all) {
            Sample sample = found.sample;
            boolean isWhole = sample.expectations().stream().allMatch(expectation -> expectation.marker() == Marker.EXPECT);
            if (isWhole) {
                assertThat(found.problems).as(sample.path()).extracting(problem -> problem.location().line()).containsExactlyInAnyOrderElementsOf(notFollowed(sample));
            }
            assertThat(sample.expectations()).as(sample.path()).allMatch(expectation -> ids.contains(expectation.rule()));
        }
    }

    @Test
    void messagesKeepTheConvention() {
        for (Found found : all) {
            Sample sample = found.sample;
            for (Diagnostic report : found.reports) {
                assertThat(report.message()).as(sample.path()).matches("[a-z`].*[^.]").matches("[^`]*(`[^`]+`[^`]*)*");
                assertThat(report.reason() + report.help()).as(sample.path()).matches("[^`]*(`[^`]+`[^`]*)*");
                assertThat(report.trace()).as(sample.path()).allMatch(step -> step.message().matches("[a-z`].*[^.]"));
                assertThat(report.function()).as(sample.path()).isNotEmpty();
            }
        }
    }

    @Test
    void everyRuleHasASampleThatIsWrongAndOneThatIsNot() {
        for (var rule : Rules.ALL) {
            String id = rule.info().id();
            assertThat(Samples.of(id)).as(id).anyMatch(sample -> sample.expectations().stream().anyMatch(expectation -> expectation.rule().equals(id)));
            assertThat(Samples.of(id)).as(id).anyMatch(sample -> sample.expectations().stream().allMatch(expectation -> expectation.marker() == Marker.SPURIOUS));
        }
    }

    private static List<String> complaints(Found found) {
        Sample sample = found.sample;
        Map<Place, Marker> markers = new TreeMap<>();
        for (Expectation expectation : sample.expectations()) {
            markers.put(new Place(expectation.line(), expectation.rule()), expectation.marker());
        }
        Map<Place, Diagnostic> reports = new TreeMap<>();
        for (Diagnostic report : found.reports) {
            reports.put(new Place(report.location().line(), report.rule()), report);
        }
        Set<Place> places = new TreeSet<>(markers.keySet());
        places.addAll(reports.keySet());
        List<String> lines = sample.text().lines().toList();
        var complaints = new ArrayList<String>();
        for (Place place : places) {
            String complaint = complaint(markers.get(place), reports.get(place));
            if (!complaint.isEmpty()) {
                complaints.add("%d: %s: %s: `%s`".formatted(place.line, place.rule, complaint, lines.get(place.line - 1).strip()));
            }
        }
        return complaints;
    }

    /// What is wrong about a report and the marker at its place, either of which may be missing; empty if nothing is.
    private static String complaint(Marker marker, Diagnostic report) {
        if (marker == null) {
            return "unexpected report, \"" + report.message() + "\"";
        }
        return switch (marker) {
            case EXPECT -> report != null ? "" : "not reported";
            case MISSED -> report == null ? "" : "found now, so mark it `expect`";
            case SPURIOUS -> report != null ? "" : "no longer reported, so delete the marker `" + marker.name().toLowerCase(Locale.ROOT) + "`";
        };
    }
}
