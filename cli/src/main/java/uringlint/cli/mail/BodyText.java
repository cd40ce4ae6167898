// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;

/// Undoes what mail programs do to the lines of a text: `format=flowed`, and the dashes of a text that is signed in place.
final class BodyText {
    private BodyText() {}

    /// The possible readings of a part, the likeliest first.
    static List<List<String>> readings(MailPart part) {
        List<String> lines = unsigned(part.lines());
        if (!part.isFlowed()) {
            return List.of(lines);
        }
        // Programs that announce flowed text often send patches as they are, or stuff lines without ever joining any.
        boolean isStuffed = lines.stream()
                .dropWhile(line -> !line.startsWith("@@ -"))
                .noneMatch(line -> line.length() > 1 && line.charAt(0) == ' ' && line.charAt(1) != ' ');
        List<String> joined = joined(lines, isStuffed, part.isSpaceDeleted());
        return isStuffed ? List.of(unstuffed(lines), joined, lines) : List.of(lines, joined);
    }

    /// RFC 3676: a blank in front of lines that start with one, or with `From `, is not theirs.
    private static List<String> unstuffed(List<String> lines) {
        return lines.stream().map(line -> line.startsWith(" ") ? line.substring(1) : line).toList();
    }

    private static List<String> joined(List<String> lines, boolean isStuffed, boolean isSpaceDeleted) {
        var joined = new ArrayList<String>();
        var last = new StringBuilder();
        boolean isOpen = false;
        int level = 0;
        for (String raw : lines) {
            String line = TextLines.withoutReturn(raw);
            int quotes = quotes(line);
            boolean isCut = line.startsWith(" ", quotes) && (isStuffed || quotes > 0);
            String content = line.substring(isCut ? quotes + 1 : quotes);
            boolean isSignature = content.equals("-- ");
            if (isOpen && (quotes != level || isSignature)) {
                joined.add(last.toString());
                last.setLength(0);
                isOpen = false;
            }
            if (!isOpen && quotes > 0) {
                last.append(">".repeat(quotes)).append(' ');
            }
            level = quotes;
            isOpen = content.endsWith(" ") && !isSignature;
            last.append(isOpen && isSpaceDeleted ? content.substring(0, content.length() - 1) : content);
            if (!isOpen) {
                joined.add(last.toString());
                last.setLength(0);
            }
        }
        if (isOpen) {
            joined.add(last.toString());
        }
        return joined;
    }

    private static int quotes(String line) {
        int quotes = 0;
        while (quotes < line.length() && line.charAt(quotes) == '>') {
            quotes++;
        }
        return quotes;
    }

    /// RFC 9580: in a text that is signed in place, `- ` stands before lines that start with a dash.
    private static List<String> unsigned(List<String> lines) {
        int begin = lines.stream().map(TextLines::withoutReturn).toList().indexOf("-----BEGIN PGP SIGNED MESSAGE-----");
        if (begin < 0) {
            return lines;
        }
        var plain = new ArrayList<>(lines.subList(0, begin));
        int i = begin + 1;
        while (i < lines.size() && !lines.get(i).isBlank()) {
            i++;
        }
        for (i++; i < lines.size() && !lines.get(i).startsWith("-----BEGIN PGP SIGNATURE-----"); i++) {
            plain.add(lines.get(i).startsWith("- ") ? lines.get(i).substring(2) : lines.get(i));
        }
        return plain;
    }
}
