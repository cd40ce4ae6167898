// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import uringlint.rule.Rule;
import uringlint.rules.PageText;
import uringlint.rules.Rules;
import uringlint.samples.Expectation;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Every rule has a page with samples that show what it says, and `docs/rules/` holds what the rules' doc comments say now.
final class RulePagesTest {
    private static final Path SOURCES = Path.of("../rules/src/main/java");
    private static final Path PAGES = Path.of("../docs/rules");
    private static final Path CONTRACT = Path.of("../docs/contract");
    private static final String REFRESH = "`mvn -pl cli -am test -Dtest=RulePagesTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dgolden=update` writes the pages anew";

    private final List<Sample> samples = Samples.all();

    @TempDir
    private Path folder;

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

    /// A page has to fit beside code. Rows of tables cannot be broken.
    private static void areNarrowAndHaveAllParts() throws IOException {
        for (Map.Entry<String, String> page : read().entrySet()) {
            assertThat(page.getValue().lines().filter(line -> !line.startsWith("|")))
                    .as(page.getKey())
                    .allMatch(line -> SampleCode.columns(line.stripTrailing()) <= PageText.WIDTH);
            if (!page.getKey().equals("README.md")) {
                assertThat(page.getValue().lines().filter(line -> line.startsWith("## ")))
                        .as(page.getKey())
                        .containsSubsequence("## What it reports", "## Why it matters", "## Wrong", "## The report",
                                "## Right", "## Suppress", "## Limits", "## Related", "## References");
                assertThat(page.getValue()).as(page.getKey()).contains("\nContract: [", "\nFix: ", "\n```text\n");
            }
        }
    }

    @Test
    void pagesAreFresh() throws IOException {
        Map<String, String> wanted = render();
        if ("update".equals(System.getProperty("golden"))) {
            write(wanted);
        }
        assertThat(read().keySet()).as("the files of docs/rules; " + REFRESH).isEqualTo(wanted.keySet());
        assertThat(read()).as("the pages of docs/rules; " + REFRESH).isEqualTo(wanted);
        areNarrowAndHaveAllParts();
    }

    private Map<String, String> render() throws IOException {
        var pages = new ArrayList<RulePage>();
        for (Rule rule : Rules.ALL) {
            pages.add(RulePage.of(rule, SOURCES));
        }
        var renderer = new RulePages(samples, pages, RuleLinks.of(pages, CONTRACT), new ShownReport(folder));
        var files = new TreeMap<String, String>();
        // Most of the time goes to the analysis of samples.
        Map<String, String> rendered = pages.parallelStream()
                .collect(Collectors.toMap(page -> page.info().id() + ".md", page -> page(renderer, page)));
        files.putAll(rendered);
        files.put("README.md", renderer.index());
        return files;
    }

    private static String page(RulePages renderer, RulePage page) {
        try {
            return renderer.page(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
