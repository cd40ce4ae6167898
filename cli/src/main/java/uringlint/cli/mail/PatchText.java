// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands around a diff: the commit message, headers in the body, the summary of changed files, the base.
record PatchText(Optional<String> subject, String message) {
    private static final Pattern SCISSORS = Pattern.compile("(?:>8|8<|>%|%<|-|\\s)+");
    private static final Pattern IN_BODY = Pattern.compile("(?i)(From|Subject|Date|Author):\\s?(.*)", Pattern.DOTALL);
    private static final Pattern BASE = Pattern.compile("\\s*base-commit: ([0-9a-f]{7,64})\\s*");
    private static final Pattern STAT = Pattern.compile(
            " ?(\\d{1,7}) files? changed(?:, (\\d{1,9}) insertions?\\(\\+\\))?(?:, (\\d{1,9}) deletions?\\(-\\))?\\s*");

    /// The numbers of `2 files changed, 307 insertions(+)`.
    record Stat(int files, int insertions, int deletions) {}

    /// Reads the lines in front of the diff as `git am --scissors` does.
    static PatchText of(List<String> before) {
        List<String> lines = new ArrayList<>(before);
        for (int i = 0; i < lines.size(); i++) {
            if (isScissors(lines.get(i))) {
                lines = lines.subList(i + 1, lines.size());
                i = -1;
            }
        }
        int start = 0;
        while (start < lines.size() && lines.get(start).isBlank()) {
            start++;
        }
        Optional<String> subject = Optional.empty();
        for (int i = start; i < lines.size(); i++) {
            Matcher header = IN_BODY.matcher(lines.get(i));
            if (!header.matches()) {
                break;
            }
            start = i + 1;
            if (header.group(1).equalsIgnoreCase("subject")) {
                var value = new StringBuilder(header.group(2).strip());
                while (start < lines.size() && lines.get(start).startsWith(" ") && !lines.get(start).isBlank()) {
                    value.append(' ').append(lines.get(start++).strip());
                    i++;
                }
                subject = Optional.of(HeaderText.decoded(value.toString()));
            }
        }
        var message = new ArrayList<String>();
        for (String line : lines.subList(start, lines.size())) {
            if (TextLines.withoutReturn(line).stripTrailing().equals("---")) {
                break;
            }
            message.add(line.stripTrailing());
        }
        return new PatchText(subject, TextLines.text(message).strip());
    }

    /// Dashes with scissors, and perhaps a few words such as "cut here".
    private static boolean isScissors(String line) {
        if (!(line.contains(">8") || line.contains("8<") || line.contains(">%") || line.contains("%<"))
                || !line.contains("--")) {
            return false;
        }
        int words = SCISSORS.matcher(line).replaceAll("").length();
        return words * 2 < line.length();
    }

    /// The commit of a `base-commit:` line.
    static Optional<String> baseCommit(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("base-commit: "))
                .map(BASE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /// The last summary in front of the diff.
    static Optional<Stat> stat(List<String> before) {
        return before.stream()
                .filter(line -> line.contains(" changed"))
                .map(STAT::matcher)
                .filter(Matcher::matches)
                .map(PatchText::stat)
                .reduce((_, last) -> last);
    }

    private static Stat stat(Matcher matcher) {
        return new Stat(number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
