// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.Analyzer;
import uringlint.diagnostic.Diagnostic;
import uringlint.load.FileProvider;
import uringlint.rules.model.Releases;
import uringlint.rules.model.UringApi;
import uringlint.samples.Sample;
import uringlint.samples.Samples;
import uringlint.source.SourceFile;

/// What a change that means nothing does to reports: nothing.
class ReportPropertiesTest {
    private static final List<Sample> SAMPLES = Samples.all();

    @Test
    void aRenamedVariableChangesItsNameOnly() {
        SAMPLES.parallelStream().forEach(sample -> {
            String renamed = sample.text().replaceAll("(?<![.>\\w])ret(?!\\w)", "the_outcome");
            List<String> expected = Checked.sample(sample).reports().stream()
                    .map(report -> place(report, 0) + report.message().replaceAll("\\bret\\b", "the_outcome"))
                    .toList();

            assertThat(Checked.text(sample, renamed).reports()).as(sample.path())
                    .extracting(report -> place(report, 0) + report.message())
                    .isEqualTo(expected);
        });
    }

    @Test
    void linesAboveMoveReportsOnly() {
        SAMPLES.parallelStream().forEach(sample -> {
            List<String> expected = Checked.sample(sample).reports().stream().map(report -> place(report, 3) + report.message()).toList();

            assertThat(Checked.text(sample, "/* one\n * two\n */\n" + sample.text()).reports()).as(sample.path())
                    .extracting(report -> place(report, 0) + report.message())
                    .isEqualTo(expected);
        });
    }

    @Test
    void unrelatedCodeChangesNothing() {
        String inRust = "\n"
                + "fn unrelated_sum(values: &[i32]) -> i32 {\n"
                + "    let mut sum = 0;\n\n"
                + "    for value in values {\n"
                + "        sum += value;\n"
                + "    }\n"
                + "    sum\n"
                + "}\n";
        String unrelated = "\n"
                + "static int unrelated_sum(const int *values, int count)\n"
                + "{\n"
                + "\tint sum = 0;\n\n"
                + "\twhile (count--)\n"
                + "\t\tsum += values[count];\n"
                + "\treturn sum;\n"
                + "}\n";
        SAMPLES.parallelStream().forEach(sample -> {
            List<String> expected = Checked.sample(sample).reports().stream()
                    .map(report -> place(report, 0) + report.message())
                    .toList();

            assertThat(Checked.text(sample, sample.text() + (sample.path().endsWith(".rs") ? inRust : unrelated))
                            .reports())
                    .as(sample.path())
                    .extracting(report -> place(report, 0) + report.message())
                    .isEqualTo(expected);
        });
    }

    @Test
    void theOrderOfFilesChangesNothing() {
        List<Sample> samples = SAMPLES.stream().filter(sample -> sample.path().endsWith(".c")).toList();
        for (int number = 0; number + 1 < samples.size(); number += 2) {
            SourceFile first = file(samples.get(number));
            // Samples share names of types, and files of one program do not.
            Sample other = samples.get(number + 1);
            SourceFile second = file(Sample.of(
                    other.path(),
                    other.text().replaceAll("(?<!\\w)(chan|frob|ring|widget|sensor)(?=_|\\b)", "other_$1")));

            assertThat(reports(List.of(second, first))).isEqualTo(reports(List.of(first, second)));
        }
    }

    private static SourceFile file(Sample sample) {
        return new SourceFile(sample.path(), sample.text().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> reports(List<SourceFile> files) {
        var program = Analyzer.analyze(Analyzer.load(files, FileProvider.NONE, UringApi.VOCABULARY), UringApi.model(Releases.NEWEST));
        return Rules.check(program).stream().map(report -> report.location().file().path() + place(report, 0)).toList();
    }

    private static String place(Diagnostic report, int shift) {
        return report.location().line() + shift + ": " + report.rule() + ": ";
    }
}
