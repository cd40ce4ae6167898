// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.page;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import uringlint.samples.Sample;

/// Renders the pages of the rules as Markdown, with the code that they name.
final class RulePages {
    /// The headings of every rule's doc comment, in their order.
    static final List<String> HEADINGS =
            List.of("What it reports", "Why it matters", "Wrong", "Right", "Limits", "References");

    private final List<Sample> samples;

    RulePages(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    /// The page of one rule.
    String page(RulePage page) {
        var text = new StringBuilder();
        text.append("# ").append(page.info().id()).append("\n\n");
        text.append(page.summary()).append("\n\n");
        text.append("Severity: ").append(page.info().severity().word()).append("  \n");
        text.append("Kernels: ").append(page.kernels()).append("\n");
        page.sections()
                .forEach((heading, body) -> text.append("\n## ")
                        .append(heading)
                        .append("\n\n")
                        .append(body(page, heading, body))
                        .append("\n"));
        return text.toString();
    }

    /// The table of all rules.
    static String index(List<RulePage> pages) {
        return """
                # Rules

                Made from the doc comments of the rules' classes; `uringlint explain RULE` prints the same pages.

                | rule | severity | kernels | what it says |
                | --- | --- | --- | --- |
                """
                + pages.stream()
                        .map(page -> "| [%1$s](%1$s.md) | %2$s | %3$s | %4$s |\n"
                                .formatted(
                                        page.info().id(),
                                        page.info().severity().word(),
                                        page.kernels(),
                                        page.info().summary().replace("|", "\\|")))
                        .collect(Collectors.joining());
    }

    private String body(RulePage page, String heading, String body) {
        return page.sample(heading).map(path -> code(path, sample(path)) + twin(page, heading, path)).orElse(body);
    }

    /// Where the same is in the other language: the sample of the same name, or for what is wrong any other of the rule.
    private String twin(RulePage page, String heading, String path) {
        if (!path.endsWith(".c")) {
            return "";
        }
        String same = path.replaceFirst("c$", "rs");
        String folder = path.substring(0, path.indexOf('/') + 1);
        return samples.stream()
                .filter(sample ->
                        sample.path().startsWith(folder) && sample.path().endsWith(".rs"))
                .filter(sample -> sample.path().equals(same)
                        || heading.equals("Wrong")
                                && expects(sample, page.info().id()))
                .max(Comparator.comparing((Sample sample) -> sample.path().equals(same))
                        .thenComparing(Sample::path, Comparator.reverseOrder()))
                .map(sample -> "\n\nIn Rust: `samples/%s`".formatted(sample.path()))
                .orElse("");
    }

    private static boolean expects(Sample sample, String rule) {
        return sample.expectations().stream().anyMatch(expected -> expected.rule().equals(rule));
    }

    private Sample sample(String path) {
        return samples.stream()
                .filter(sample -> sample.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no sample `samples/%s`".formatted(path)));
    }

    /// What the sample is about, where it is, and its code without the comments that are meant for tests.
    private static String code(String path, Sample sample) {
        String about = sample.text().lines()
                .filter(line -> line.startsWith("// about: "))
                .map(line -> line.substring("// about: ".length()))
                .findFirst()
                .orElse("");
        String code = sample.text().lines()
                .filter(line -> !line.matches("// (about|origin|kernel): .*"))
                .map(RulePages::spoken)
                .collect(Collectors.joining("\n"))
                .strip();
        String kernel = sample.kernel().map(" (for %s)"::formatted).orElse("");
        return "%s\n`samples/%s`%s\n\n```%s\n%s\n```"
                .formatted(sentence(about), path, kernel, path.endsWith(".rs") ? "rust" : "c", code);
    }

    /// A line whose marker is put into words.
    private static String spoken(String line) {
        return line.replaceFirst("// expect(-next)?: ", "// reported$1: ")
                .replaceFirst("// missed(-next)?: ", "// not found yet$1: ")
                .replaceFirst("// spurious(-next)?: ", "// a false report$1: ")
                .replaceFirst("(// [a-z ]+)-next: ", "$1, on the next line: ");
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
