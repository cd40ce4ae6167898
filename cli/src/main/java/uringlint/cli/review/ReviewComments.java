// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import uringlint.cli.report.ChangedLines;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Printable;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;

/// What one mail says about findings: what is wrong, the steps that lead there, what would be right, and where that is written. A
/// finding that is only a note becomes a question.
final class ReviewComments {
    private static final int WIDTH = 74;
    private static final int STEPS = 6;
    private static final int SNIPPET = 8;
    private static final String PASSED_BY = "is not taken";
    private static final Pattern CONDITION = Pattern.compile(" is (true|false)$");
    private static final String KERNELS = "Kernels: ";
    private static final Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{12}\\b");
    private static final Pattern LIST_MARK = Pattern.compile("^[-*] ");

    private final UnaryOperator<String> pages;
    private final Set<String> known = new HashSet<>();
    private final Set<String> shown = new HashSet<>();

    /// `pages` gives the page of a rule in Markdown.
    ReviewComments(UnaryOperator<String> pages) {
        this.pages = pages;
    }

    /// The paragraphs of a comment on a line of `path`. Of a rule that was explained already, only what differs is said.
    String text(Finding finding, String path) {
        Diagnostic diagnostic = finding.diagnostic();
        boolean isKnown = !known.add(diagnostic.rule());
        var paragraphs = new ArrayList<String>();
        var first = new StringBuilder(
                isKnown
                        ? "The same (" + diagnostic.rule() + "): " + clause(diagnostic.message())
                        : sentence(diagnostic.message()));
        if (!isKnown && !diagnostic.reason().isEmpty()) {
            first.append(' ').append(sentence(diagnostic.reason()));
        }
        paragraphs.add(Prose.wrap(first.toString(), WIDTH));
        String steps = steps(diagnostic, path);
        if (!steps.isEmpty()) {
            paragraphs.add(steps);
        }
        if (!diagnostic.help().isEmpty() && !isKnown) {
            paragraphs.add(Prose.wrap(remedy(diagnostic), WIDTH));
        }
        Optional<String> snippet = snippet(diagnostic);
        snippet.filter(change -> !shown.contains(change)).ifPresent(paragraphs::add);
        if (snippet.isPresent() && !shown.add(snippet.get())) {
            paragraphs.add("The change above does it here as well.");
        }
        if (!isKnown) {
            paragraphs.add(Prose.wrap(origin(diagnostic), WIDTH));
        }
        return String.join("\n\n", paragraphs);
    }

    private static String remedy(Diagnostic diagnostic) {
        boolean isQuestion = diagnostic.severity() == Severity.NOTE;
        return isQuestion
                ? "Would it work to " + clause(diagnostic.help()).replaceFirst("\\.$", "") + "?"
                : sentence(diagnostic.help());
    }

    /// The steps that lead to a place, without the arms of a `switch` that are passed by; empty where one condition is all.
    private static String steps(Diagnostic diagnostic, String path) {
        List<TraceStep> trace = diagnostic.trace().stream().filter(step -> !step.message().endsWith(PASSED_BY)).toList();
        if (trace.isEmpty() || trace.size() == 1 && CONDITION.matcher(trace.getFirst().message()).find()) {
            return "";
        }
        var text = new StringBuilder("How it gets there:\n");
        int from = Math.max(0, trace.size() - STEPS);
        if (from > 0) {
            text.append("\n  (").append(from).append(from == 1 ? " step" : " steps").append(" before)");
        }
        for (TraceStep step : trace.subList(from, trace.size())) {
            String file = step.location().file().path();
            String place = (file.equals(path) ? "line " : file + ":") + step.location().line() + ": ";
            List<String> lines = Prose.lines(place + step.message(), WIDTH - 4);
            text.append("\n  - ").append(String.join("\n    ", lines));
        }
        return text.toString();
    }

    private static Optional<String> snippet(Diagnostic diagnostic) {
        if (diagnostic.fixes().isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<String>();
        for (ChangedLines change : ChangedLines.of(diagnostic.fixes().getFirst())) {
            change.before().forEach(line -> lines.add("-" + Printable.text(line)));
            change.after().forEach(line -> lines.add("+" + Printable.text(line)));
        }
        return lines.size() > SNIPPET || lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    }

    /// The rule, the kernels for which it matters, and a source that its page names, best a commit.
    private String origin(Diagnostic diagnostic) {
        String page = pages.apply(diagnostic.rule());
        String kernels = diagnostic.kernels().isEmpty()
                ? page.lines()
                        .filter(line -> line.startsWith(KERNELS))
                        .findFirst()
                        .map(line -> line.substring(KERNELS.length()).strip())
                        .orElse("")
                : diagnostic.kernels();
        List<String> references = references(page);
        String source = references.stream().filter(reference -> COMMIT.matcher(reference).find()).findFirst()
                .orElse(references.isEmpty() ? "" : references.getFirst());
        var text = new StringBuilder("[" + diagnostic.rule() + "]");
        if (!kernels.isEmpty()) {
            text.append(" Kernels: ").append(kernels.replaceFirst("\\.$", "")).append('.');
        }
        if (!source.isEmpty()) {
            text.append(" See: ").append(source.replaceFirst("\\.$", "")).append('.');
        }
        return text.toString();
    }

    /// The items of the last section of a page.
    private static List<String> references(String page) {
        var references = new ArrayList<String>();
        for (String line : page.lines().dropWhile(text -> !text.equals("## References")).toList()) {
            if (LIST_MARK.matcher(line).find()) {
                references.add(line.substring(2).strip());
            } else if (!references.isEmpty() && line.startsWith("  ")) {
                references.add(references.removeLast() + " " + line.strip());
            }
        }
        return references;
    }

    /// A text as a sentence of its own.
    static String sentence(String text) {
        String start = text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return start.isEmpty() || ".?!".indexOf(start.charAt(start.length() - 1)) >= 0 ? start : start + ".";
    }

    private static String clause(String text) {
        return text.isEmpty() || ".?!".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
    }
}
