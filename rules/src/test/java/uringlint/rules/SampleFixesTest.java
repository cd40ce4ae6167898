// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edits;
import uringlint.diagnostic.Fix;
import uringlint.samples.Sample;
import uringlint.samples.Samples;
import uringlint.source.Problem;

/// Every fix of a report about a sample makes that report go away and no other one come, and the file is understood as well as before.
class SampleFixesTest {
    @TestFactory
    List<DynamicTest> aFixRemovesItsReportAndNothingElse() {
        var tests = new ArrayList<DynamicTest>();
        for (Sample sample : Samples.all()) {
            if (sample.path().endsWith(".c")) {
                Checked before = Checked.sample(sample);
                for (Diagnostic report : before.reports()) {
                    for (Fix fix : report.fixes()) {
                        String name = sample.path() + ":" + report.location().line() + " " + fix.title();
                        tests.add(DynamicTest.dynamicTest(name, () -> check(sample, before, report, fix)));
                    }
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(Sample sample, Checked before, Diagnostic report, Fix fix) {
        String text = new String(Edits.apply(report.location().file(), fix.edits()), StandardCharsets.UTF_8);
        Checked after = Checked.text(sample, text);
        List<String> expected = before.reports().stream().filter(other -> other != report).map(SampleFixesTest::name).toList();
        assertThat(after.reports())
                .extracting(SampleFixesTest::name)
                .as(text)
                .isSubsetOf(expected)
                .hasSizeLessThanOrEqualTo(expected.size());
        assertThat(after.program().problems()).extracting(Problem::message).isEqualTo(
                before.program().problems().stream().map(Problem::message).toList());
        assertThat(fix.edits()).allMatch(edit -> edit.location().file() == report.location().file());
        assertThat(fix.title()).matches("[a-z`].*[^.]").matches("[^`]*(`[^`]+`[^`]*)*");
    }

    /// A report without its place, which a fix may move.
    private static String name(Diagnostic report) {
        return report.rule() + " in " + report.function() + ": " + report.message();
    }
}
