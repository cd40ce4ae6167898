// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import uringlint.rules.Checked;
import uringlint.rules.PageText;
import uringlint.samples.Marker;
import uringlint.samples.Sample;

/// Renders the pages of the rules as Markdown: what the doc comments say, with the code that they name, the report on it, and links.
final class RulePages {
    /// The headings of every rule's doc comment, in their order.
    static final List<String> HEADINGS =
            List.of("What it reports", "Why it matters", "Wrong", "Right", "Limits", "References");

    private static final String SUPPRESS = """
            Where a report is wrong, or what it is about is meant so, a comment above the line or behind its code says so, with the
            reason:

            ```%1$s
            /* uringlint: allow(%2$s): the reason */
            ```

            [Configuration](../configuration.md) says how a rule is turned off for a tree or for some of its files, and how a
            [baseline](../configuration.md#baseline) leaves out what is there already.""";

    /// What of the code in Rust a page shows beside that in C.
    private enum InRust {
        SAME(true, List.of()),
        SHORTEST(false, List.of()),
        WRONG_ALONE(true, List.of("Right")),
        SHORTEST_WRONG_ALONE(false, List.of("Right")),
        NAMED(true, List.of("Wrong", "Right"));

        /// Whether samples of the same name come first.
        private final boolean isSame;
        private final List<String> named;

        InRust(boolean isSame, List<String> named) {
            this.isSame = isSame;
            this.named = named;
        }

        boolean isNamed(String heading) {
            return named.contains(heading);
        }
    }

    private final List<Sample> samples;
    private final Map<String, RulePage> rules = new LinkedHashMap<>();
    private final RuleLinks links;
    private final ShownReport reports;

    RulePages(List<Sample> samples, Collection<RulePage> rules, RuleLinks links, ShownReport reports) {
        this.samples = List.copyOf(samples);
        rules.forEach(rule -> this.rules.put(rule.info().id(), rule));
        this.links = links;
        this.reports = reports;
    }

    /// The page of one rule: with the same code in Rust where there is room for it, or shorter code, or else only the name of it.
    String page(RulePage page) throws IOException {
        String head = head(page);
        String report = report(page);
        for (InRust form : InRust.values()) {
            String text = head + sections(page, report, form);
            if (text.lines().count() <= PageText.LINES) {
                return text;
            }
        }
        throw new AssertionError("the page of `%s` is too long".formatted(page.info().id()));
    }

    private String head(RulePage page) throws IOException {
        var text = new StringBuilder();
        text.append("# ").append(page.info().id()).append("\n\n");
        text.append(prose(page, page.summary())).append("\n\n");
        text.append("Severity: ").append(page.info().severity().word()).append("  \n");
        text.append("Kernels: ").append(page.kernels()).append("  \n");
        text.append(PageText.wrapped("Fix: ", 0, fix(page))).append("  \n");
        String topics = links.topics(page.info().id()).stream()
                .map(topic -> "[" + topic + "](../contract/" + topic + ".md)")
                .collect(Collectors.joining(", "));
        text.append(PageText.wrapped("Contract: ", 0, topics)).append('\n');
        return text.toString();
    }

    private String sections(RulePage page, String report, InRust form) {
        var text = new StringBuilder();
        for (Map.Entry<String, String> section : page.sections().entrySet()) {
            if (section.getKey().equals("Limits")) {
                text.append(section("Suppress", suppress(page)));
            } else if (section.getKey().equals("References")) {
                text.append(section("Related", related(page)));
            }
            text.append(section(section.getKey(), body(page, section.getKey(), section.getValue(), form)));
            if (section.getKey().equals("Wrong")) {
                text.append(section("The report", report));
            }
        }
        return text.toString();
    }

    private static String section(String heading, String body) {
        return body.isEmpty() ? "" : "\n## " + heading + "\n\n" + body + "\n";
    }

    private String prose(RulePage page, String markdown) {
        return PageText.rewrapped(RuleLinks.linked(markdown, page.info().id(), rules));
    }

    private String body(RulePage page, String heading, String body, InRust form) {
        return page.sample(heading)
                .map(path -> shown("", sample(path))
                        + twin(page, heading, path, form.isSame).map(twin -> "\n\n" + twin(twin, path, form.isNamed(heading))).orElse(""))
                .orElseGet(() -> prose(page, body));
    }

    private static String twin(Sample twin, String path, boolean isNamed) {
        boolean isSame = twin.path().equals(path.replaceFirst("c$", "rs"));
        if (isNamed) {
            return "In Rust: `samples/%s`".formatted(twin.path());
        }
        return isSame ? "The same in Rust: " + code(twin) : shown("In Rust: ", twin);
    }

    /// What is about the same in Rust: the sample of the same name if it is wanted, or else another one that shows the rule, or does not.
    private Optional<Sample> twin(RulePage page, String heading, String path, boolean isSameWanted) {
        if (!path.endsWith(".c")) {
            return Optional.empty();
        }
        String same = path.replaceFirst("c$", "rs");
        Predicate<Sample> fits = heading.equals("Wrong") ? sample -> expects(sample, page.info().id()) : RulePages::isRight;
        return ofRule(page).stream()
                .filter(sample -> sample.path().endsWith(".rs"))
                .filter(sample -> sample.path().equals(same) || fits.test(sample))
                .min(Comparator.comparing((Sample sample) -> isSameWanted && !sample.path().equals(same))
                        .thenComparing(sample -> sample.text().length())
                        .thenComparing(Sample::path));
    }

    private List<Sample> ofRule(RulePage page) {
        return samples.stream().filter(sample -> sample.rule().equals(page.info().id())).toList();
    }

    private static boolean expects(Sample sample, String rule) {
        return sample.expectations().stream().anyMatch(expected -> expected.rule().equals(rule) && expected.marker() == Marker.EXPECT);
    }

    private static boolean isRight(Sample sample) {
        return sample.expectations().isEmpty();
    }

    private Sample sample(String path) {
        return samples.stream()
                .filter(sample -> sample.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no sample `samples/%s`".formatted(path)));
    }

    /// What a sample is about, where it is, and its code.
    private static String shown(String first, Sample sample) {
        return PageText.wrapped(first, 0, new SampleCode(sample).about()) + "\n" + code(sample);
    }

    private static String code(Sample sample) {
        var code = new SampleCode(sample);
        String kernel = sample.kernel().map(" (for %s)"::formatted).orElse("");
        return "`samples/%s`%s\n\n```%s\n%s\n```".formatted(sample.path(), kernel, code.language(), code.spoken());
    }

    private String report(RulePage page) throws IOException {
        var wrong = new SampleCode(sample(page.sample("Wrong").orElseThrow()));
        String report = reports.of(page.info().id(), wrong);
        // Notes are for those who ask for them.
        String level = report.startsWith("note") ? "--level note " : "";
        return PageText.rewrapped("On the first of these, `uringlint check %s%s` says:".formatted(level, wrong.name()))
                + "\n\n```text\n" + report + "\n```";
    }

    /// Whether a report of the rule has a fix, in the sample that shows what is wrong or else in another one.
    private String fix(RulePage page) {
        String shown = page.sample("Wrong").orElseThrow();
        return ofRule(page).stream()
                .filter(sample -> expects(sample, page.info().id()))
                .sorted(Comparator.comparing((Sample sample) -> !sample.path().equals(shown)).thenComparing(Sample::path))
                .filter(sample -> isFixed(sample, page.info().id()))
                .findFirst()
                .map(sample -> "`--fix` makes it where the edit is certain, as in `samples/%s`".formatted(sample.path()))
                .orElse("none; the report says what to do");
    }

    private static boolean isFixed(Sample sample, String rule) {
        return Checked.sample(sample).reports().stream().anyMatch(report -> report.rule().equals(rule) && !report.fixes().isEmpty());
    }

    private static String suppress(RulePage page) {
        return PageText.rewrappedAroundCode(
                SUPPRESS.formatted(page.sample("Wrong").orElseThrow().endsWith(".rs") ? "rust" : "c", page.info().id()));
    }

    private String related(RulePage page) {
        return links.neighbors(page.info().id()).stream()
                .map(other -> PageText.wrapped("- ", 2, "[%1$s](%1$s.md): %2$s".formatted(other, rules.get(other).info().summary())))
                .collect(Collectors.joining("\n"));
    }

    /// The table of all rules.
    String index() {
        return """
                # Rules

                Made from the doc comments of the rules' classes; `uringlint explain RULE` prints the same pages.
                What drivers have to keep to is on the pages of the [contract](../contract/README.md).

                | rule | severity | kernels | what it says |
                | --- | --- | --- | --- |
                """
                + rules.values().stream()
                        .map(page -> "| [%1$s](%1$s.md) | %2$s | %3$s | %4$s |\n"
                                .formatted(
                                        page.info().id(),
                                        page.info().severity().word(),
                                        page.kernels(),
                                        page.info().summary().replace("|", "\\|")))
                        .collect(Collectors.joining());
    }
}
