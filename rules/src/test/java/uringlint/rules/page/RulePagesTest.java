// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import uringlint.rule.Rule;
import uringlint.rules.Rules;
import uringlint.samples.Expectation;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Every rule has a page with samples that show what it says, and `docs/rules/` holds what the rules' doc comments say now.
final class RulePagesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PAGES = Path.of("../docs/rules");
    private static final String REFRESH = "`mvn -pl rules -am test -Dgolden=update` writes the pages anew";

    private final List<Sample> samples = Samples.all();

    @TestFactory
    Stream<DynamicTest> everyPageIsComplete() {
        return Rules.ALL.stream().map(rule -> DynamicTest.dynamicTest(rule.info().id(), () -> isComplete(rule)));
    }

    private void isComplete(Rule rule) throws IOException {
        RulePage page = RulePage.of(rule, SOURCES);
        String id = rule.info().id();
        assertThat(page.summary())
                .as("the first sentence")
                .startsWith("Reports ")
                .endsWith(".")
                .doesNotContain("\n\n", "TODO");
        assertThat(page.kernels()).as("the line `Kernels: ...`").isNotEmpty();
        assertThat(page.sections().keySet()).as("the headings").containsExactlyElementsOf(RulePages.HEADINGS);
        assertThat(page.sections().values())
                .as("the text under each heading")
                .noneMatch(text -> text.isEmpty() || text.contains("TODO"));
        Sample wrong = sample(page, "Wrong");
        Sample right = sample(page, "Right");
        assertThat(wrong.expectations())
                .as("the defects in %s", wrong.path())
                .anyMatch(expected -> isDefect(expected) && expected.rule().equals(id));
        assertThat(right.expectations()).as("the defects in %s", right.path()).noneMatch(RulePagesTest::isDefect);
        assertThat(right.expectations())
                .as("the reports on %s", right.path())
                .noneMatch(expected -> expected.rule().equals(id));
    }

    /// A defect that is known to be missed is one all the same; its page says that it is missed.
    private static boolean isDefect(Expectation expectation) {
        return expectation.marker() != Marker.SPURIOUS;
    }

    private Sample sample(RulePage page, String heading) {
        String path = page.sample(heading)
                .orElseThrow(() -> new AssertionError("*%s* of `%s` names no sample".formatted(heading, page.info().id())));
        return samples.stream()
                .filter(sample -> sample.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no sample `samples/%s`".formatted(path)));
    }

    @Test
    void allRulesAreSorted() {
        assertThat(Rules.ALL).isSortedAccordingTo(Comparator.comparing(rule -> rule.info().id()));
    }

    @Test
    void pagesAreFresh() throws IOException {
        Map<String, String> wanted = render();
        if ("update".equals(System.getProperty("golden"))) {
            write(wanted);
        }
        assertThat(read().keySet()).as("the files of docs/rules; " + REFRESH).isEqualTo(wanted.keySet());
        assertThat(read()).as("the pages of docs/rules; " + REFRESH).isEqualTo(wanted);
    }

    private Map<String, String> render() throws IOException {
        var pages = new ArrayList<RulePage>();
        for (Rule rule : Rules.ALL) {
            pages.add(RulePage.of(rule, SOURCES));
        }
        var renderer = new RulePages(samples);
        var files = new TreeMap<String, String>();
        pages.forEach(page -> files.put(page.info().id() + ".md", renderer.page(page)));
        files.put("README.md", RulePages.index(pages));
        return files;
    }

    private static void write(Map<String, String> files) throws IOException {
        Files.createDirectories(PAGES);
        for (String old : read().keySet()) {
            if (!files.containsKey(old)) {
                Files.delete(PAGES.resolve(old));
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(PAGES.resolve(file.getKey()), file.getValue());
        }
    }

    private static Map<String, String> read() throws IOException {
        var files = new TreeMap<String, String>();
        if (Files.isDirectory(PAGES)) {
            try (Stream<Path> paths = Files.list(PAGES)) {
                for (Path path : paths.filter(path -> path.toString().endsWith(".md")).toList()) {
                    files.put(path.getFileName().toString(), Files.readString(path));
                }
            }
        }
        return files;
    }
}
