// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.rules.Checked;
import uringlint.rules.Figures;
import uringlint.rules.Figures.Row;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.samples.Samples;

/// Writes the samples differently, and counts how often the reports stay the same. What does not is listed in
/// `rewriting.txt`, which must be exact.
///
/// To save time, several ways are tried at once, and one by one where that makes a difference; with `-Pkernels`, each is tried alone.
class RewritingTest {
    private static final double LEAST = 0.99;

    @Test
    void whatMeansTheSameIsReportedTheSame() throws IOException {
        List<List<Rewriting>> groups = Boolean.getBoolean("rewriting.alone")
                ? Arrays.stream(Rewriting.values()).map(List::of).toList()
                : Rewriting.GROUPS;
        Stream<SampleFolder> files = Samples.all().stream().map(sample -> new SampleFolder(sample.path(), List.of(sample)));
        List<SampleFolder> folders = Stream.concat(files, Samples.folders().stream()).toList();
        List<Pair> pairs = folders.parallelStream().flatMap(folder -> subject(folder).pairs(groups)).toList();

        List<String> differences = pairs.stream().flatMap(pair -> pair.differences().stream()).sorted().toList();
        System.out.print(Pair.table(pairs));
        differences.forEach(difference -> System.out.println("not the same: " + difference));
        assertThat(pairs).hasSizeGreaterThan(7000);
        assertThat(differences)
                .as("what differs, and what `rewriting.txt` lists")
                .containsExactlyInAnyOrderElementsOf(
                        Pair.known(RewritingTest.class.getResourceAsStream("rewriting.txt")));
        long same = Pair.same(pairs);
        assertThat((double) same / pairs.size())
                .as("the share of pairs that keep their findings")
                .isGreaterThanOrEqualTo(LEAST);
        Figures.areInTheReadme("rewriting", List.of(new Row(
                "samples written differently, in %d ways that mean the same, that keep their findings".formatted(Rewriting.values().length),
                Figures.share(same, pairs.size()))));
    }

    private static Subject subject(SampleFolder folder) {
        Map<String, String> texts = new TreeMap<>();
        folder.sources().forEach(sample -> texts.put(sample.path(), sample.text()));
        return Subject.of(
                folder.path(),
                texts,
                changed -> Checked.folder(new SampleFolder(
                                folder.path(),
                                folder.files().stream()
                                        .map(sample -> new Sample(
                                                sample.path(),
                                                changed.getOrDefault(sample.path(), sample.text()),
                                                sample.rule(),
                                                sample.kernel(),
                                                sample.expectations()))
                                        .toList()))
                        .reports());
    }
}
