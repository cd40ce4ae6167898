// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells mails from diffs, and takes mailboxes apart.
final class Mails {
    private static final int HEADER_LINES = 400;
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,80}):(?:[ \\t].*)?", Pattern.DOTALL);
    private static final Set<String> MAIL_FIELDS = Set.of(
            "from",
            "to",
            "subject",
            "message-id",
            "received",
            "return-path",
            "delivered-to",
            "mime-version",
            "content-type",
            "in-reply-to",
            "x-original-to");

    private Mails() {}

    /// Whether the bytes are a mail or a mailbox rather than a diff: they start with `From `, or with header fields that only mails have.
    static boolean isMail(byte[] bytes) {
        int start = start(bytes);
        if (Mbox.isMbox(bytes, start)) {
            return true;
        }
        boolean isKnown = false;
        int lines = 0;
        for (int line = start; line < bytes.length && lines < HEADER_LINES; lines++) {
            int end = line;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String text = TextLines.withoutReturn(new String(bytes, line, Math.min(end - line, 400), StandardCharsets.ISO_8859_1));
            line = end + 1;
            if (text.isEmpty()) {
                return isKnown;
            }
            Matcher matcher = FIELD.matcher(text);
            if (matcher.matches()) {
                isKnown |= MAIL_FIELDS.contains(matcher.group(1).toLowerCase(Locale.ROOT));
            } else if (!(lines > 0 && (text.startsWith(" ") || text.startsWith("\t") || text.startsWith(">From ")))) {
                return isKnown && lines > 2;
            }
        }
        return isKnown;
    }

    /// The mails of a mailbox, or the one mail that the bytes are.
    static List<byte[]> of(byte[] bytes) {
        int start = start(bytes);
        return Mbox.isMbox(bytes, start) ? Mbox.split(bytes, start) : List.of(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    /// The first byte that is neither a mark of the byte order nor an empty line.
    private static int start(byte[] bytes) {
        int i = bytes.length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF ? 3 : 0;
        while (i < bytes.length && (bytes[i] == '\n' || bytes[i] == '\r')) {
            i++;
        }
        return i;
    }
}
