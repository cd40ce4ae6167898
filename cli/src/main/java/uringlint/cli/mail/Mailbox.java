// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Mailboxes as bytes: taken apart, also while they grow, and made.
public final class Mailbox {
    private static final byte[] FIRST = "From uringlint Thu Jan  1 00:00:00 1970\n".getBytes(StandardCharsets.UTF_8);

    private Mailbox() {}

    /// The mails of a mailbox, or the one mail that the bytes are.
    public static List<byte[]> split(byte[] bytes) {
        return Mails.of(bytes);
    }

    /// How many bytes from the start hold whole mails, each of which is followed by the start of another one.
    public static int end(byte[] bytes) {
        for (int at = bytes.length - 1; at > 0; at--) {
            if (bytes[at] == 'F' && bytes[at - 1] == '\n' && Mbox.isMbox(bytes, at)) {
                return at;
            }
        }
        return 0;
    }

    /// Whether the last mail of a mailbox is whole: an empty line follows it.
    public static boolean isWhole(byte[] bytes) {
        return bytes.length > 1 && bytes[bytes.length - 1] == '\n' && bytes[bytes.length - 2] == '\n';
    }

    /// A mailbox of mails.
    public static byte[] of(List<byte[]> mails) {
        var all = new ByteArrayOutputStream();
        for (byte[] mail : mails) {
            all.writeBytes(FIRST);
            String text = new String(mail, StandardCharsets.ISO_8859_1).replaceAll("(?m)^(>*From )", ">$1");
            all.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(new byte[] {'\n', '\n'});
        }
        return all.toByteArray();
    }
}
