// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.util.MimeUtil;
import uringlint.cli.mail.Address;

/// Writes replies as RFC 5322 messages with LF line ends.
///
/// What comes from the mail that is answered is cleaned before it gets into a header: no character of it can end a line.
public final class ReplyText {
    private static final int LONGEST = 990;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[\\x21-\\x3b\\x3d\\x3f-\\x7e]+>");

    private ReplyText() {}

    /// The message.
    public static String of(Reply reply) {
        var text = new StringBuilder();
        header(text, "From", address(reply.from()));
        header(text, "To", addresses(reply.to()));
        header(text, "Cc", addresses(reply.cc()));
        header(
                text,
                "Subject",
                EncoderUtil.encodeIfNecessary(
                        plain(reply.subject()), EncoderUtil.Usage.TEXT_TOKEN, "Subject: ".length()));
        header(text, "Date", plain(reply.date()));
        header(text, "Message-ID", reply.messageId());
        header(text, "In-Reply-To", reply.inReplyTo().filter(ReplyText::isMessageId).orElse(""));
        header(
                text,
                "References",
                reply.references().stream().filter(ReplyText::isMessageId).collect(Collectors.joining(" ")));
        header(text, "Auto-Submitted", "auto-replied");
        header(text, "X-uringlint", plain(reply.version()));
        header(text, "MIME-Version", "1.0");
        header(text, "Content-Type", "text/plain; charset=UTF-8");
        boolean isPlain = reply.text().lines().allMatch(ReplyText::isPlain);
        boolean isAscii = reply.text().chars().allMatch(character -> character < 0x80);
        header(text, "Content-Transfer-Encoding", isPlain ? isAscii ? "7bit" : "8bit" : "quoted-printable");
        return text.append('\n').append(isPlain ? reply.text() : quotedPrintable(reply.text())).toString();
    }

    /// Several messages in one file that mail programs read: each behind a `From ` line, lines of the text that look
    /// like one marked (mboxrd).
    public static String mbox(List<Reply> replies) {
        var text = new StringBuilder();
        for (Reply reply : replies) {
            text.append("From ")
                    .append(isSafe(reply.from().address()) ? reply.from().address() : "uringlint")
                    .append(" Thu Jan  1 00:00:00 1970\n");
            text.append(of(reply).replaceAll("(?m)^(>*From )", ">$1")).append('\n');
        }
        return text.toString();
    }

    private static boolean isPlain(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && line.chars().noneMatch(character -> Character.isISOControl(character) && character != '\t');
    }

    private static String quotedPrintable(String text) {
        var out = new ByteArrayOutputStream();
        try {
            EncoderUtil.encodeQ(
                    new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n");
    }

    private static void header(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(MimeUtil.fold(name + ": " + value, 0).replace("\r\n", "\n")).append('\n');
        }
    }

    private static String addresses(List<Address> addresses) {
        return addresses.stream()
                .filter(address -> isSafe(address.address()))
                .map(ReplyText::address)
                .collect(Collectors.joining(", "));
    }

    private static String address(Address address) {
        String name = plain(address.name());
        return name.isEmpty()
                ? address.address()
                : EncoderUtil.encodeAddressDisplayName(name) + " <" + address.address() + ">";
    }

    /// Whether an address is one that can stand in a header as it is.
    static boolean isSafe(String address) {
        int at = address.lastIndexOf('@');
        return at > 0 && at < address.length() - 1
                && address.chars().allMatch(character -> character > 0x20 && character < 0x7f && "<>,;:\"()[]\\".indexOf(character) < 0);
    }

    static boolean isMessageId(String id) {
        return MESSAGE_ID.matcher(id).matches();
    }

    private static String plain(String text) {
        return Prose.clean(text).replace('\t', ' ').strip();
    }
}
