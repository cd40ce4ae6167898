// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.Checked;
import uringlint.rules.Figures;
import uringlint.rules.Figures.Row;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Breaks the samples that are right, and counts how many of the mutants are reported.
class MutationTest {
    /// The share of mutants that must be found. It may only grow.
    private static final double LEAST = 0.95;

    private record Outcome(Mutant mutant, boolean isFound) {}

    @Test
    void mutantsAreFound() throws IOException {
        List<Outcome> outcomes = rightSamples().parallelStream().flatMap(sample -> outcomes(sample).stream()).toList();
        List<Outcome> missed = outcomes.stream().filter(outcome -> !outcome.isFound).toList();
        double share = 1 - (double) missed.size() / outcomes.size();

        System.out.print(table(outcomes));
        String list = Figures.write(Path.of("mutants-not-found.txt"), missed.stream().map(outcome -> outcome.mutant.toString()).toList());
        System.out.println(missed.size() + " mutants are not found: " + list);
        assertThat(outcomes).hasSizeGreaterThan(500);
        assertThat(share).as("the share of mutants that are found").isGreaterThanOrEqualTo(LEAST);
        Figures.areInTheReadme("mutants", List.of(
                new Row("mutants of right samples that are found", Figures.share(outcomes.size() - missed.size(), outcomes.size()))));
    }

    private static List<Sample> rightSamples() {
        return Samples.all().stream()
                .filter(sample -> sample.expectations().stream().allMatch(expectation -> expectation.marker() == Marker.SPURIOUS))
                .toList();
    }

    private static List<Outcome> outcomes(Sample sample) {
        Checked right = Checked.sample(sample);
        Set<String> known = right.reports().stream().map(Diagnostic::rule).collect(Collectors.toSet());
        var outcomes = new ArrayList<Outcome>();
        boolean isRust = sample.path().endsWith(".rs");
        for (Mutant mutant : isRust ? AbstractionMutator.mutants(sample) : Mutator.mutants(sample, right)) {
            boolean isFound = Checked.text(sample, mutant.text()).reports().stream()
                    .anyMatch(report -> mutant.operator().isSeenBy(report.rule()) && !known.contains(report.rule()));
            outcomes.add(new Outcome(mutant, isFound));
        }
        return outcomes;
    }

    private static String table(List<Outcome> outcomes) {
        Map<Operator, int[]> counts = new EnumMap<>(Operator.class);
        for (Outcome outcome : outcomes) {
            int[] count = counts.computeIfAbsent(outcome.mutant.operator(), _ -> new int[2]);
            count[0] += outcome.isFound ? 1 : 0;
            count[1]++;
        }
        var table = new StringBuilder("found  of\n");
        counts.forEach((operator, count) -> table.append("%5d %4d  %s%n".formatted(count[0], count[1], operator.words())));
        long found = outcomes.stream().filter(Outcome::isFound).count();
        return table.append("%5d %4d  in all%n".formatted(found, outcomes.size())).toString();
    }
}
