package uringlint.rules.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.Checked;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Writes the samples differently, which must not bring a report that was not there.
class RewritingTest {
    /// New reports that are known. Who repairs one takes it out.
    private static final List<String> KNOWN = List.of(
            // A call that does not get the command forgets that the command is not NULL.
            "cancel-unhandled/tested-in-a-helper.c: TESTS_IN_HELPERS: lost-completion in chan_take",
            "cancelable-sync-return/marked-in-one-branch.c: TESTS_IN_HELPERS: lost-completion in ring_take",
            "cancelable-sync-return/slot-is-taken-done.c: TESTS_IN_HELPERS: lost-completion in chan_take",
            "cancelable-sync-return/slot-is-taken.c: TESTS_IN_HELPERS: lost-completion in chan_take",
            "publish-before-mark/slot-then-mark.c: TESTS_IN_HELPERS: lost-completion in chan_take",
            "publish-before-mark/worker-then-mark.c: TESTS_IN_HELPERS: lost-completion in widget_take");

    @Test
    void whatMeansTheSameIsNotReported() {
        List<Sample> samples = Samples.all().stream().filter(sample -> sample.path().endsWith(".c")).toList();
        assertThat(samples.parallelStream().flatMap(RewritingTest::complaints).sorted().toList()).isEqualTo(KNOWN);
    }

    private static Stream<String> complaints(Sample sample) {
        var code = new Code(sample.path(), sample.text());
        Map<String, Integer> before = counts(Checked.sample(sample).reports());
        var complaints = new ArrayList<String>();
        for (Rewriting rewriting : Rewriting.values()) {
            String text = rewriting.apply(code);
            if (!Objects.equals(text, sample.text())) {
                counts(Checked.text(sample, text).reports()).forEach((report, count) -> {
                    if (count > before.getOrDefault(report, 0)) {
                        complaints.add(sample.path() + ": " + rewriting + ": " + report);
                    }
                });
            }
        }
        return complaints.stream();
    }

    private static Map<String, Integer> counts(List<Diagnostic> reports) {
        var counts = new TreeMap<String, Integer>();
        reports.forEach(report -> counts.merge(report.rule() + " in " + report.function(), 1, Integer::sum));
        return counts;
    }
}
