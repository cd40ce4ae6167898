// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.change.Changes;
import uringlint.cli.change.Outcome;
import uringlint.cli.change.Step;
import uringlint.cli.find.FolderSnapshot;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.OverlaySnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.report.Finding;
import uringlint.diagnostic.Severity;
import uringlint.rules.model.OwnFunctions;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// A change is compared with full runs before and after it, over series in which the samples of each rule follow one another as
/// versions of one driver.
class SeriesTest {
    @TempDir
    Path folder;

    private static final String OTHER = "drivers/other/other.c";

    /// For each rule, the samples one after the other, beside a driver that never changes.
    private static List<List<Sample>> series() {
        Map<String, List<Sample>> byRule = new TreeMap<>();
        for (Sample sample : Samples.all()) {
            String language = sample.path().substring(sample.path().lastIndexOf('.'));
            byRule.computeIfAbsent(sample.rule() + language, _ -> new ArrayList<>()).add(sample);
        }
        return byRule.values().stream().filter(samples -> samples.size() > 1).toList();
    }

    private static List<Step> steps(List<Sample> samples) {
        String path = "drivers/x/x" + samples.getFirst().path().substring(samples.getFirst().path().lastIndexOf('.'));
        var steps = new ArrayList<Step>();
        Snapshot tree = OverlaySnapshot.of(new NoFiles(), Map.of(OTHER, Optional.of(Drivers.driver(Drivers.BODY_WRONG).getBytes(UTF_8))));
        for (Sample sample : samples) {
            Snapshot after = OverlaySnapshot.of(tree, Map.of(path, Optional.of(sample.text().getBytes(UTF_8))));
            steps.add(new Step(sample.path(), "", tree, after, Set.of(path), Map.of()));
            tree = after;
        }
        return steps;
    }

    private static List<Outcome> compare(List<Step> steps) {
        return new Changes(Optional.empty(), OwnFunctions.NONE, analysis ->
                Findings.report(analysis, Policy.of(RuleNames.ids(), Set.of(), Severity.NOTE))).trusting(true).compare(steps);
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.diagnostic().rule() + " "
                        + finding.diagnostic().location().file().path() + ":"
                        + finding.diagnostic().location().line() + " "
                        + finding.diagnostic().message())
                .sorted()
                .toList();
    }

    @Test
    void whatAChangeBringsIsWhatFullRunsTellApart() {
        int appeared = 0;
        for (List<Sample> samples : series()) {
            List<Step> steps = steps(samples);
            List<Outcome> chained = compare(steps);
            for (int index = 0; index < steps.size(); index++) {
                Step step = steps.get(index);
                // Alone, nothing is known from the states before.
                Outcome alone = compare(List.of(step)).getFirst();
                assertThat(texts(chained.get(index).appeared())).as(step.name()).isEqualTo(texts(alone.appeared()));
                assertThat(texts(chained.get(index).gone())).as(step.name()).isEqualTo(texts(alone.gone()));
                var left = new ArrayList<>(texts(alone.after().findings()));
                // A finding with a cause on another line has a longer trace, but is the same one.
                texts(alone.appeared()).forEach(text -> assertThat(left.remove(text)).as(text).isTrue());
                List<String> before = index == 0 ? List.of() : texts(chained.get(index - 1).after().findings());
                var stayed = new ArrayList<>(before);
                texts(alone.gone()).forEach(text -> assertThat(stayed.remove(text)).as(text).isTrue());
                assertThat(left).as("findings that stayed at " + step.name()).hasSameSizeAs(stayed);
                Map<String, Integer> rules = new HashMap<>();
                left.forEach(text -> rules.merge(text.substring(0, text.indexOf(' ')), 1, Integer::sum));
                stayed.forEach(text -> rules.merge(text.substring(0, text.indexOf(' ')), -1, Integer::sum));
                assertThat(rules.values()).as("rules of what stayed at " + step.name()).allMatch(count -> count == 0);
                appeared += alone.appeared().size();
            }
        }
        assertThat(appeared).isGreaterThan(250);
    }

    @Test
    void aStateIsAnalyzedAsAFullRunOverItWould() throws IOException {
        for (List<Sample> samples : series().stream().filter(samples -> samples.size() > 4).limit(12).toList()) {
            for (Step step : steps(samples)) {
                Path top = folder.resolve(Integer.toHexString(step.name().hashCode()));
                for (String path : step.after().search("uring_cmd")) {
                    Drivers.write(top.resolve(path), new String(step.after().read(path).orElseThrow().bytes(), UTF_8));
                }
                Cli full = Cli.run(top, "check", "--level", "note", "--format", "json", ".");
                var expected = new ArrayList<String>();
                for (JsonElement element :
                        JsonParser.parseString(full.out()).getAsJsonObject().getAsJsonArray("findings")) {
                    JsonObject finding = element.getAsJsonObject();
                    expected.add(finding.get("rule").getAsString() + " "
                            + finding.get("path").getAsString() + ":"
                            + finding.get("line").getAsInt() + " "
                            + finding.get("message").getAsString());
                }
                var onDisk = new Step(
                        step.name(),
                        "",
                        new NoFiles(),
                        new FolderSnapshot(top),
                        Set.copyOf(step.after().search("uring_cmd")),
                        Map.of());
                assertThat(texts(compare(List.of(onDisk)).getFirst().appeared()))
                        .as(step.name())
                        .isEqualTo(expected.stream().sorted().toList());
            }
        }
    }
}
