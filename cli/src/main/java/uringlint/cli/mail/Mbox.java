// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Splits a mailbox into mails, at the lines `From sender date` before a header. Bodies that were written with `>From `
/// get their `From ` back.
final class Mbox {
    private static final Pattern SEPARATOR =
            Pattern.compile("From \\S{1,300}.{0,100}\\d\\d:\\d\\d.{0,60}", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^>?[!-9;-~]{1,80}:.*|^>From .*", Pattern.DOTALL);

    private Mbox() {}

    /// Whether the text starts as a mailbox does.
    static boolean isMbox(byte[] bytes, int start) {
        return isSeparator(bytes, start);
    }

    /// The mails, each without its `From ` line.
    static List<byte[]> split(byte[] bytes, int from) {
        var mails = new ArrayList<byte[]>();
        int start = -1;
        for (int line = from; line < bytes.length; line = next(bytes, line)) {
            if (isSeparator(bytes, line)) {
                if (start >= 0) {
                    mails.add(unescaped(Arrays.copyOfRange(bytes, start, line)));
                }
                start = next(bytes, line);
            }
        }
        if (start >= 0 && start <= bytes.length) {
            mails.add(unescaped(Arrays.copyOfRange(bytes, start, bytes.length)));
        }
        return mails;
    }

    private static boolean isSeparator(byte[] bytes, int line) {
        if (!startsWith(bytes, line, "From ")) {
            return false;
        }
        int following = next(bytes, line);
        return SEPARATOR.matcher(text(bytes, line)).matches()
                && (following >= bytes.length
                        || FIELD.matcher(text(bytes, following)).matches());
    }

    private static String text(byte[] bytes, int line) {
        int end = Math.min(next(bytes, line), line + 500);
        return new String(bytes, line, end - line, StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static int next(byte[] bytes, int line) {
        int i = line;
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, bytes.length);
    }

    private static boolean startsWith(byte[] bytes, int start, String word) {
        if (start + word.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Takes one `>` from lines that start with any number of them and `From `.
    private static byte[] unescaped(byte[] mail) {
        var kept = new byte[mail.length];
        int size = 0;
        for (int line = 0; line < mail.length; ) {
            int end = next(mail, line);
            int quotes = line;
            while (quotes < end && mail[quotes] == '>') {
                quotes++;
            }
            int start = quotes > line && startsWith(mail, quotes, "From ") ? line + 1 : line;
            System.arraycopy(mail, start, kept, size, end - start);
            size += end - start;
            line = end;
        }
        return Arrays.copyOf(kept, size);
    }
}
