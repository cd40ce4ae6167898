// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.Checked;
import uringlint.rules.Figures;
import uringlint.rules.Figures.Row;
import uringlint.rules.mutation.Injected.Point;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.Samples;
import uringlint.syntax.SyntaxNode;

/// Injects statements that change nothing into the samples, and counts how often a report goes or comes by that.
///
/// In a sample that is wrong, they are injected into the functions that hold reports, at the start and in front of what is reported, and
/// into all functions; in one that is right, into all functions. What fails is listed in `muting.txt`, which must be exact.
class MutingTest {
    private record Place(int line, String rule) {}

    /// A sample, or one of its functions, with an injection, and what is wrong about the reports, in lines of the list of what is known.
    private record Outcome(Injection injection, List<String> complaints) {}

    @Test
    void whatIsNotKnownMutesNothing() throws IOException {
        List<Outcome> outcomes = Samples.all().parallelStream().flatMap(MutingTest::outcomes).toList();

        System.out.print(table(outcomes));
        List<String> complaints = outcomes.stream().flatMap(outcome -> outcome.complaints.stream()).sorted().toList();
        assertThat(outcomes).hasSizeGreaterThan(2000);
        assertThat(complaints)
                .as("what is wrong, and what `muting.txt` lists")
                .containsExactlyInAnyOrderElementsOf(known());
        Figures.areInTheReadme("muting", List.of(
                new Row("statements put into samples that must change no report, and change none",
                        Figures.share(quiet(outcomes), outcomes.size()))));
    }

    private static List<String> known() throws IOException {
        try (InputStream stream = MutingTest.class.getResourceAsStream("muting.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst(" +# .*", ""))
                    .toList();
        }
    }

    private static Stream<Outcome> outcomes(Sample sample) {
        Set<Place> expected = sample.expectations().stream()
                .filter(expectation -> expectation.marker() == Marker.EXPECT)
                .map(expectation -> new Place(expectation.line(), expectation.rule()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var subject = new Subject(sample, new Code(sample.path(), sample.text()), places(Checked.sample(sample).reports()), expected);
        if (expected.isEmpty()) {
            return subject.together("*", subject.firsts(subject.code.functions()), List.of(Injection.values()));
        }
        return Stream.of(subject.atTheStart(), subject.everywhere(), subject.atTheReports()).flatMap(outcomes -> outcomes);
    }

    /// A sample, the reports about it, and those of them that must stay.
    private record Subject(Sample sample, Code code, Set<Place> before, Set<Place> expected) {
        List<Point> firsts(List<SyntaxNode> functions) {
            return functions.stream().map(function -> Point.first(code, function)).toList();
        }

        /// At the start of each function that holds reports.
        Stream<Outcome> atTheStart() {
            return expected.stream().flatMap(place -> holder(place).stream()).distinct()
                    .flatMap(holder -> together(Code.name(holder), firsts(List.of(holder)), List.of(Injection.values())));
        }

        /// At the start of all functions: the way to a report may lead through any. What touches the command may come too late there.
        Stream<Outcome> everywhere() {
            return together("*", firsts(code.functions()), Injection.WITHOUT_COMMAND);
        }

        /// In front of each statement that is reported, what does not touch the command: there, even a look at it may be wrong.
        Stream<Outcome> atTheReports() {
            return expected.stream()
                    .flatMap(place -> holder(place).flatMap(function -> Point.at(code, function, place.line)).stream())
                    .distinct()
                    .flatMap(point ->
                            together("line-" + code.line(point.before()), List.of(point), Injection.WITHOUT_COMMAND));
        }

        private Optional<SyntaxNode> holder(Place place) {
            return code.functions().stream()
                    .filter(function -> code.line(function) <= place.line && place.line <= code.lastLine(function))
                    .reduce((_, inner) -> inner);
        }

        /// All at once, to save time; one by one where there is something to say.
        Stream<Outcome> together(String where, List<Point> points, List<Injection> injections) {
            boolean isQuiet = complaints(where, points, injections).filter(List::isEmpty).isPresent();
            return injections.stream().flatMap(injection -> isQuiet
                    ? Injected.of(code, points, List.of(injection)).map(_ -> new Outcome(injection, List.of())).stream()
                    : outcome(where, points, injection).stream());
        }

        private Optional<Outcome> outcome(String where, List<Point> points, Injection injection) {
            return complaints(where, points, List.of(injection)).map(complaints -> new Outcome(injection, complaints));
        }

        /// What comes and what goes by the injections; nothing if none of them makes sense.
        private Optional<List<String>> complaints(String where, List<Point> points, List<Injection> injections) {
            String name = sample.path() + " " + where + " " + injections.getFirst();
            return Injected.of(code, points, injections).map(injected -> {
                Set<Place> after = places(Checked.text(sample, injected.text()).reports());
                Set<Place> moved = new HashSet<>();
                var complaints = new ArrayList<String>();
                for (Place place : before) {
                    var now = new Place(injected.line(place.line), place.rule);
                    moved.add(now);
                    if (expected.contains(place) && !after.contains(now)) {
                        complaints.add(name + " mutes " + place.rule + ":" + place.line);
                    }
                }
                after.stream()
                        .filter(place -> !moved.contains(place))
                        .forEach(place -> complaints.add(name + " brings " + place.rule + ":" + place.line));
                return complaints;
            });
        }
    }

    private static Set<Place> places(List<Diagnostic> reports) {
        return reports.stream()
                .map(report -> new Place(report.location().line(), report.rule()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static long quiet(List<Outcome> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.complaints.isEmpty()).count();
    }

    private static String table(List<Outcome> outcomes) {
        Map<Injection, int[]> counts = new EnumMap<>(Injection.class);
        for (Outcome outcome : outcomes) {
            int[] count = counts.computeIfAbsent(outcome.injection, _ -> new int[2]);
            count[0] += outcome.complaints.isEmpty() ? 1 : 0;
            count[1]++;
        }
        var table = new StringBuilder("quiet  of\n");
        counts.forEach((injection, count) -> table.append("%5d %4d  %s%n".formatted(count[0], count[1], injection)));
        long quiet = quiet(outcomes);
        return table.append("%5d %4d  in all, %.1f %%%n".formatted(quiet, outcomes.size(), 100.0 * quiet / outcomes.size())).toString();
    }
}
