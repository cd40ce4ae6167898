// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts a mail together again that lost its line ends, as web pages and extractions of text give it: every line of a quotation starts
/// with its marks, and the headers of hunks say how many lines there must be. Whatever stood in angle brackets may be gone as well.
final class Collapsed {
    private static final int SHORTEST = 500;
    private static final int MOST_BREAKS = 4;
    private static final Pattern FIELD = Pattern.compile(
            "(?:^|\\s)(From|To|Cc|Subject|Date|Message-ID|Message-Id|In-Reply-To|References|Reply-To|MIME-Version|Content-Type"
                    + "|Content-Disposition|Content-Transfer-Encoding|Precedence|List-[A-Z]\\w+|X-[A-Z][\\w-]+|Received|DKIM-Signature): ?");
    private static final Pattern START = Pattern.compile("\\bOn \\w{3},? [^>]{6,100} wrote: (?=> )");
    private static final Pattern MARKS = Pattern.compile("(?:^| )((?:> ?)+) ?");
    private static final Pattern HUNK = Pattern.compile("@@ -\\d{1,7}(?:,(\\d{1,7}))? \\+\\d{1,7}(?:,(\\d{1,7}))? @@.*", Pattern.DOTALL);
    private static final Pattern DIFF_HEADER = Pattern.compile(
            "(?:diff --git a/|index [0-9a-f]{7}|new file mode |deleted file mode |old mode |new mode |similarity index |rename |--- (?:a/|/dev/null)"
                    + "|\\+\\+\\+ (?:b/|/dev/null)).*",
            Pattern.DOTALL);

    private final List<String> lines = new ArrayList<>();
    private final String marks;
    private int oldLeft;
    private int newLeft;

    private Collapsed(String marks) {
        this.marks = marks;
    }

    /// The mail with its lines; empty where the bytes are not such a mail.
    static Optional<byte[]> restored(byte[] bytes) {
        if (bytes.length < SHORTEST || hasLines(bytes)) {
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("\\s+", " ");
        Matcher start = START.matcher(text);
        int diff = text.indexOf("> diff --git a/");
        if (diff < 0 || !start.find() || start.start() > diff || !text.contains("@@ -")) {
            return Optional.empty();
        }
        int first = diff + 2;
        int from = diff;
        while (from >= 2 && text.startsWith("> ", from - 2)) {
            from -= 2;
        }
        int depth = Math.min((first - from) / 2, 1 + (text.contains("> > +") ? 1 : 0));
        if (depth < 2) {
            // What is answered to a line cannot be told from the line.
            return Optional.empty();
        }
        var collapsed = new Collapsed("> ".repeat(depth));
        collapsed.headers(text.substring(0, start.start()));
        collapsed.lines.add("");
        collapsed.lines.add(text.substring(start.start(), start.end()).strip());
        collapsed.body(text.substring(start.end()));
        collapsed.infer();
        return Optional.of((String.join("\n", collapsed.lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean hasLines(byte[] bytes) {
        int breaks = 0;
        for (int at = 0; at < bytes.length && breaks <= MOST_BREAKS; at++) {
            breaks += bytes[at] == '\n' ? 1 : 0;
        }
        return breaks > MOST_BREAKS;
    }

    /// The last fields of a name count: the first ones may be those of the way that the mail took.
    private void headers(String text) {
        Matcher field = FIELD.matcher(text);
        var starts = new ArrayList<Integer>();
        while (field.find()) {
            starts.add(field.start(1));
        }
        for (int index = 0; index < starts.size(); index++) {
            int end = index + 1 < starts.size() ? starts.get(index + 1) : text.length();
            lines.add(text.substring(starts.get(index), end).strip());
        }
    }

    private void body(String text) {
        Matcher found = MARKS.matcher(text);
        int from = 0;
        String before = "";
        while (found.find()) {
            String piece = text.substring(from, found.start());
            boolean isOperator = isPatchLine(before, piece) && found.group(1).strip().equals(">");
            if (isOperator) {
                continue;
            }
            line(before, piece);
            before = found.group(1).strip() + " ";
            from = found.end();
        }
        line(before, text.substring(from));
    }

    /// Whether a piece of text is a line of the patch: one of its headers, one of a hunk that is not complete yet.
    private boolean isPatchLine(String before, String piece) {
        boolean isDeep = before.length() >= marks.length();
        boolean isInHunk = oldLeft > 0 || newLeft > 0;
        boolean isChange = piece.startsWith("+") && newLeft > 0 || piece.startsWith("-") && oldLeft > 0;
        return isDeep && (isChange
                || !isInHunk && (DIFF_HEADER.matcher(piece).matches() || HUNK.matcher(piece).matches())
                || oldLeft > 0 && newLeft > 0);
    }

    /// Puts back what a file in Rust lost with the line ends.
    private void infer() {
        for (int at = 0; at < lines.size(); at++) {
            if (!lines.get(at).startsWith(marks + "+++ ") || !lines.get(at).endsWith(".rs")) {
                continue;
            }
            var numbers = new ArrayList<Integer>();
            for (int line = at + 1; line < lines.size() && !lines.get(line).startsWith(marks + "diff --git "); line++) {
                if (lines.get(line).startsWith(marks + "+")) {
                    numbers.add(line);
                }
            }
            List<String> inferred = LostArguments.inferred(numbers.stream().map(lines::get).toList());
            for (int index = 0; index < numbers.size(); index++) {
                lines.set(numbers.get(index), inferred.get(index));
            }
        }
    }

    private void line(String before, String piece) {
        if (!isPatchLine(before, piece)) {
            lines.add((before.isEmpty() ? "" : "> ") + piece);
            return;
        }
        Matcher hunk = HUNK.matcher(piece);
        boolean isChange = piece.startsWith("+") && newLeft > 0 || piece.startsWith("-") && oldLeft > 0;
        if (oldLeft == 0 && newLeft == 0) {
            if (hunk.matches()) {
                oldLeft = hunk.group(1) == null ? 1 : Integer.parseInt(hunk.group(1));
                newLeft = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
            }
            lines.add(marks + piece);
        } else if (isChange) {
            oldLeft -= piece.startsWith("-") ? 1 : 0;
            newLeft -= piece.startsWith("+") ? 1 : 0;
            lines.add(marks + piece);
        } else {
            oldLeft--;
            newLeft--;
            lines.add(marks + " " + piece);
        }
    }
}
