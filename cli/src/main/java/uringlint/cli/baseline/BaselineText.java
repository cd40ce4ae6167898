// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A baseline as text: the path of a file on a line, and below it a line for each finding, all sorted.
public final class BaselineText {
    private static final String HEAD = "# uringlint baseline 1";
    private static final String ABOUT = """
        # `uringlint check` does not report what is listed here: a fingerprint, a rule, and for people what it is about.
        # `uringlint baseline update` takes out what is not found any more.
        """;
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{16}) ([a-z0-9-]+)(?: (.*))?");

    private BaselineText() {}

    /// A line that is none of a baseline; `line` is its number.
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;
        private final int line;

        Damaged(int line, String message) {
            super(message);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /// The text, with a line break at its end.
    public static String write(Baseline baseline) {
        var text = new StringBuilder(HEAD).append('\n').append(ABOUT);
        String path = "";
        for (BaselineEntry entry : baseline.entries()) {
            if (!entry.path().equals(path)) {
                path = entry.path();
                text.append('\n').append(quoted(path)).append('\n');
            }
            text.append("    ").append(entry.fingerprint()).append(' ').append(entry.rule());
            text.append(entry.what().isEmpty() ? "" : " " + entry.what()).append('\n');
        }
        return text.toString();
    }

    /// Reads what `write` wrote, whatever its line breaks are.
    public static Baseline read(String text) throws Damaged {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEAD)) {
            throw new Damaged(1, "this is no baseline: the first line is not `" + HEAD + "`");
        }
        var entries = new ArrayList<BaselineEntry>();
        String path = "";
        int open = 0;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                requireEntry(open);
                path = unquoted(line.stripTrailing(), number);
                open = number;
                continue;
            }
            Matcher entry = ENTRY.matcher(line.strip());
            if (!entry.matches()) {
                throw new Damaged(
                        number,
                        "a finding is written as `    FINGERPRINT RULE ...`, with 16 hexadecimal digits and the name"
                                + " of a rule");
            }
            if (path.isEmpty()) {
                throw new Damaged(number, "there is no path above this finding");
            }
            entries.add(new BaselineEntry(path, entry.group(2), entry.group(1), entry.group(3) == null ? "" : entry.group(3)));
            open = 0;
        }
        requireEntry(open);
        return new Baseline(entries);
    }

    /// A merge that went wrong leaves lines that look like paths.
    private static void requireEntry(int open) throws Damaged {
        if (open > 0) {
            throw new Damaged(open, "there is no finding below this path");
        }
    }

    /// A path that could be taken for something else stands in quotes.
    private static String quoted(String path) {
        boolean isPlain = path.codePoints()
                        .noneMatch(character -> Character.isISOControl(character)
                                || character == 0x2028
                                || character == 0x2029
                                || character == 0x85)
                && path.strip().equals(path)
                && !path.startsWith("#")
                && !path.startsWith("\"");
        if (isPlain) {
            return path;
        }
        var text = new StringBuilder("\"");
        for (char character : path.toCharArray()) {
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (Character.isISOControl(character) || character == 0x2028 || character == 0x2029) {
                text.append("\\u%04x".formatted((int) character));
            } else {
                text.append(character);
            }
        }
        return text.append('"').toString();
    }

    private static String unquoted(String text, int number) throws Damaged {
        if (!text.startsWith("\"")) {
            return text;
        }
        var path = new StringBuilder();
        int at = 1;
        while (at < text.length() - 1) {
            char character = text.charAt(at);
            if (character == '\\'
                    && text.startsWith("u", at + 1)
                    && at + 6 < text.length()
                    && text.substring(at + 2, at + 6).matches("[0-9a-f]{4}")) {
                path.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
                at += 6;
            } else if (character == '\\' && at + 2 < text.length()) {
                path.append(text.charAt(at + 1));
                at += 2;
            } else {
                path.append(character);
                at++;
            }
        }
        if (text.length() < 2 || !text.endsWith("\"")) {
            throw new Damaged(number, "the quotation mark at the end of the path is missing");
        }
        return path.toString();
    }
}
