package uringlint.rules.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.Checked;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Writes the samples differently, which must not bring a report that was not there.
class RewritingTest {
    @Test
    void whatMeansTheSameIsNotReported() {
        List<Sample> samples = Samples.all().stream().filter(sample -> sample.path().endsWith(".c")).toList();
        assertThat(samples.parallelStream().flatMap(RewritingTest::complaints).sorted().toList()).isEmpty();
    }

    /// Several at a time, to save time; one by one where there is something to say.
    private static final List<List<Rewriting>> GROUPS = List.of(
            List.of(Rewriting.RENAMED_LOCALS, Rewriting.SWAPPED_STATEMENTS, Rewriting.READS_IN_VARIABLES, Rewriting.RESULTS_IN_VARIABLES),
            List.of(Rewriting.COMPARED_WITH_ZERO, Rewriting.UNLIKELY_CONDITIONS, Rewriting.INVERTED_CONDITIONS),
            List.of(Rewriting.TESTS_IN_HELPERS));

    private static Stream<String> complaints(Sample sample) {
        Map<String, Integer> before = counts(Checked.sample(sample).reports());
        var complaints = new ArrayList<String>();
        for (List<Rewriting> group : GROUPS) {
            List<String> together = complaints(sample, group, before);
            if (!together.isEmpty() && group.size() > 1) {
                group.forEach(rewriting -> complaints.addAll(complaints(sample, List.of(rewriting), before)));
            }
            complaints.addAll(together);
        }
        return complaints.stream();
    }

    private static List<String> complaints(Sample sample, List<Rewriting> group, Map<String, Integer> before) {
        String text = sample.text();
        for (Rewriting rewriting : group) {
            text = rewriting.apply(new Code(sample.path(), text));
        }
        var complaints = new ArrayList<String>();
        if (!text.equals(sample.text())) {
            counts(Checked.text(sample, text).reports()).forEach((report, count) -> {
                if (count > before.getOrDefault(report, 0)) {
                    complaints.add(sample.path() + ": " + group + ": " + report);
                }
            });
        }
        return complaints;
    }

    private static Map<String, Integer> counts(List<Diagnostic> reports) {
        var counts = new TreeMap<String, Integer>();
        reports.forEach(report -> counts.merge(report.rule() + " in " + report.function(), 1, Integer::sum));
        return counts;
    }
}
