// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.Figures.Row;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Every sample is reported where its markers say so, and nowhere else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
    private static final String NAME = System.getProperty("sample", "");

    /// With `-Dsample=NAME`, only those of this name, which are then also shown.
    private final List<Verdict> all = Verdict.named(NAME);

    /// Where every report is as its marker says, which the other tests hold, the markers are what is found.
    @Test
    void figuresAreThoseOfTheMarkers() throws IOException {
        List<Sample> files = Samples.all();
        List<Sample> inFolders = Samples.folders().stream().flatMap(folder -> folder.files().stream()).toList();
        long made = count(Marker.EXPECT, files);
        long missed = count(Marker.MISSED, files);
        long madeInFolders = count(Marker.EXPECT, inFolders);
        long spurious = count(Marker.SPURIOUS, files) + count(Marker.SPURIOUS, inFolders);
        Figures.areInTheReadme("samples", List.of(
                new Row("samples in C (%d) and Rust (%d): reports that are expected and made"
                        .formatted(written("c", files), written("rs", files)),
                        Figures.share(made, made + missed) + "; the other " + missed + " are marked `missed`"),
                new Row("samples of several files, in C (%d): reports that are expected and made".formatted(Samples.folders().size()),
                        Figures.share(madeInFolders, madeInFolders + count(Marker.MISSED, inFolders))),
                new Row("samples: false reports that are known", spurious + ", marked `spurious`")));
    }

    private static long count(Marker marker, List<Sample> samples) {
        return samples.stream().flatMap(sample -> sample.expectations().stream())
                .filter(expectation -> expectation.marker() == marker).count();
    }

    private static long written(String language, List<Sample> samples) {
        return samples.stream().filter(sample -> sample.path().endsWith("." + language)).count();
    }

    @TestFactory
    List<DynamicTest> reportsAreWhereTheMarkersAre() {
        assertThat(all).as("samples of the name `" + NAME + "`").isNotEmpty();
        if (!NAME.isEmpty()) {
            all.forEach(verdict -> System.out.print(verdict.text()));
        }
        return all.stream()
                .map(verdict -> DynamicTest.dynamicTest(verdict.sample().path(),
                        () -> assertThat(verdict.complaints()).as(verdict.sample().path()).isEmpty()))
                .toList();
    }

    /// The lines below comments that say why something cannot be followed.
    private static List<Integer> notFollowed(Sample sample) {
        List<String> lines = sample.text().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).strip().startsWith("// Not followed: "))
                .map(line -> line + 2)
                .boxed()
                .toList();
    }

    @Test
    void samplesHaveNoProblemsAndNamedRules() {
        Set<String> ids = Rules.ALL.stream().map(rule -> rule.info().id()).collect(Collectors.toSet());
        for (Verdict verdict : all) {
            Sample sample = verdict.sample();
            boolean isWhole = sample.expectations().stream().allMatch(expectation -> expectation.marker() == Marker.EXPECT);
            if (isWhole) {
                assertThat(verdict.problems()).as(sample.path()).extracting(problem -> problem.location().line())
                        .containsExactlyInAnyOrderElementsOf(notFollowed(sample));
            }
            assertThat(sample.expectations()).as(sample.path()).allMatch(expectation -> ids.contains(expectation.rule()));
        }
    }

    @Test
    void messagesKeepTheConvention() {
        for (Verdict verdict : all) {
            Sample sample = verdict.sample();
            for (Diagnostic report : verdict.reports()) {
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
            assertThat(Samples.of(id))
                    .as(id)
                    .anyMatch(sample -> sample.expectations().stream()
                            .anyMatch(expectation -> expectation.rule().equals(id)));
            assertThat(Samples.of(id))
                    .as(id)
                    .anyMatch(sample -> sample.expectations().stream()
                            .allMatch(expectation -> expectation.marker() == Marker.SPURIOUS));
        }
    }
}
