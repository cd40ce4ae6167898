// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cli.report.ChangedLines;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Printable;
import uringlint.cli.report.RuleText;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.source.Location;

/// What one mail says about findings: what is wrong, the steps that lead there, what would be right, and where that is written. A
/// finding that is only a note becomes a question.
final class ReviewComments {
    private static final int WIDTH = 74;
    private static final int SNIPPET = 8;
    /// More places than this are counted, not listed.
    private static final int PLACES = 8;
    private static final String KERNELS = "Kernels: ";
    private static final Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{12}\\b");
    /// What tells reports apart that differ in what went before alone.
    private static final Pattern BY_LINE = Pattern.compile(" \\(by line \\d+ too\\)$");
    private static final Pattern SUBJECT = Pattern.compile("`[^`]*`");
    private static final Pattern LIST_MARK = Pattern.compile("^[-*] ");

    private final UnaryOperator<String> pages;
    private final Set<String> shown = new HashSet<>();

    /// `pages` gives the page of a rule in Markdown.
    ReviewComments(UnaryOperator<String> pages) {
        this.pages = pages;
    }

    /// The paragraphs of a comment on a line of `path`.
    String text(Comment comment, String path) {
        Diagnostic diagnostic = comment.first().diagnostic();
        var paragraphs = new ArrayList<String>();
        String reason = diagnostic.reason().isEmpty() ? "" : " " + sentence(diagnostic.reason());
        paragraphs.add(Prose.wrap(sentence(diagnostic.message()) + reason, WIDTH));
        List<String> steps = Steps.of(diagnostic, path);
        if (!steps.isEmpty()) {
            var list = new StringBuilder("How it gets there:\n");
            steps.forEach(step -> list.append("\n  - ").append(String.join("\n    ", Prose.lines(step, WIDTH - 4))));
            paragraphs.add(list.toString());
        }
        if (!comment.others().isEmpty()) {
            paragraphs.add(Prose.wrap(others(comment, path), WIDTH));
        }
        if (!diagnostic.help().isEmpty()) {
            paragraphs.add(Prose.wrap(remedy(diagnostic), WIDTH));
        }
        Optional<String> snippet = snippet(diagnostic);
        snippet.filter(change -> !shown.contains(change)).ifPresent(paragraphs::add);
        if (snippet.isPresent() && !shown.add(snippet.get())) {
            paragraphs.add("The change above does it here as well.");
        }
        paragraphs.add(Prose.wrap(origin(diagnostic), WIDTH) + "\n" + RuleText.uri(diagnostic.rule()));
        return String.join("\n\n", paragraphs);
    }

    /// Where else the same is wrong: the lines, with what it is that is wrong there where that is another thing, or in other words.
    private static String others(Comment comment, String path) {
        String first = comment.first().diagnostic().message();
        Map<String, Set<String>> places = new LinkedHashMap<>();
        Map<String, Set<String>> otherwise = new LinkedHashMap<>();
        long paths = comment.others().stream().filter(finding -> isSameByAnotherPath(comment.first(), finding)).count();
        for (Finding finding : comment.others()) {
            Diagnostic other = finding.diagnostic();
            if (isSameByAnotherPath(comment.first(), finding)) {
                continue;
            }
            boolean isAlike = template(other.message()).equals(template(first));
            String what = other.message().equals(first) ? "" : isAlike ? subject(other.message()) : other.message();
            (isAlike ? places : otherwise).computeIfAbsent(what, _ -> new LinkedHashSet<>()).add(place(other, path));
        }
        int count = places.values().stream().mapToInt(Set::size).sum() + otherwise.values().stream().mapToInt(Set::size).sum();
        if (count > PLACES) {
            return "Also at " + comment.others().size() + " other places.";
        }
        var sentences = new ArrayList<String>();
        if (paths > 0) {
            sentences.add(paths == 1 ? "Another path leads here, too." : paths + " other paths lead here, too.");
        }
        var alike = new ArrayList<String>();
        places.forEach((what, at) -> alike.add((what.isEmpty() ? "" : what + " ") + "at " + joined(List.copyOf(at))));
        if (!alike.isEmpty()) {
            sentences.add("Also " + joined(alike) + ".");
        }
        otherwise.forEach((message, at) -> sentences.add("At " + joined(List.copyOf(at)) + ", " + clause(message)));
        return String.join(" ", sentences);
    }

    private static boolean isSameByAnotherPath(Finding one, Finding other) {
        Location place = one.diagnostic().location();
        Location otherPlace = other.diagnostic().location();
        return place.file().path().equals(otherPlace.file().path())
                && place.line() == otherPlace.line()
                && BY_LINE.matcher(other.diagnostic().message()).replaceFirst("")
                        .equals(BY_LINE.matcher(one.diagnostic().message()).replaceFirst(""));
    }

    /// A message without the thing that it is about.
    private static String template(String message) {
        return SUBJECT.matcher(message).replaceFirst("``");
    }

    private static String subject(String message) {
        Matcher subject = SUBJECT.matcher(message);
        return subject.find() ? subject.group() : message;
    }

    private static String place(Diagnostic diagnostic, String path) {
        String file = diagnostic.location().file().path();
        return (file.equals(path) ? "line " : file + ":") + diagnostic.location().line();
    }

    private static String joined(List<String> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    private static String remedy(Diagnostic diagnostic) {
        boolean isQuestion = diagnostic.severity() == Severity.NOTE;
        return isQuestion
                ? "Would it work to " + clause(diagnostic.help()).replaceFirst("\\.$", "") + "?"
                : sentence(diagnostic.help());
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
