// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Reads any of the forms in which patches come, which is told from the content: mails, mailboxes, what Git prints, plain diffs.
public final class Input {
    /// The most bytes of a mail, or of a diff without one, that are read.
    public static final int MAX_LENGTH = 16 << 20;
    /// The most bytes that a compressed mailbox may have.
    private static final int MAX_EXPANDED = 512 << 20;

    private Input() {}

    /// Reads the bytes; never throws for what is in them.
    public static Postings read(byte[] bytes) {
        byte[] input;
        try {
            input = expanded(bytes);
        } catch (IOException e) {
            return only(Trouble.Kind.TRUNCATED, "the compressed input cannot be expanded; get it again, whole");
        }
        Optional<byte[]> restored = Collapsed.restored(input);
        Postings read = restored.isPresent()
                ? readMails(List.of(restored.get()))
                : Mails.isMail(input) ? readMails(Mails.of(input)) : readText(input);
        if (read.series().isEmpty() && read.troubles().isEmpty()) {
            boolean isEmpty = new String(input, StandardCharsets.ISO_8859_1).isBlank();
            return only(
                    Trouble.Kind.NO_PATCH,
                    isEmpty
                            ? "the input is empty"
                            : "there is no patch in it: no line starts with `diff --git`, or with `---` and `+++`");
        }
        return read;
    }

    private static Postings only(Trouble.Kind kind, String message) {
        return new Postings(List.of(), List.of(new Trouble(kind, "input", message)));
    }

    private static byte[] expanded(byte[] bytes) throws IOException {
        if (bytes.length < 2 || (bytes[0] & 0xFF) != 0x1F || (bytes[1] & 0xFF) != 0x8B) {
            return bytes;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(MAX_EXPANDED);
        }
    }

    private static Postings readText(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            return new Postings(List.of(), List.of(tooLarge("input", bytes.length)));
        }
        return LogText.read(TextLines.of(bytes), "input");
    }

    private static Trouble tooLarge(String place, int length) {
        return new Trouble(
                Trouble.Kind.TOO_LARGE,
                place,
                "it has %d MiB, and at most %d are read".formatted(length >> 20, MAX_LENGTH >> 20));
    }

    private static Postings readMails(List<byte[]> mails) {
        var readings = new ArrayList<Reading>();
        var troubles = new ArrayList<Trouble>();
        var seen = new java.util.HashSet<String>();
        for (int i = 0; i < mails.size(); i++) {
            byte[] bytes = mails.get(i);
            if (bytes.length > MAX_LENGTH) {
                troubles.add(tooLarge("mail " + (i + 1), bytes.length));
                continue;
            }
            try {
                for (MailReader.Parsed parsed : MailReader.read(bytes)) {
                    if (parsed.mail().messageId().isEmpty() || seen.add(parsed.mail().messageId())) {
                        readings.add(PatchReader.read(parsed, place(i + 1, parsed.mail())));
                    }
                }
            } catch (RuntimeException e) {
                // What one mail does to a parser is not to take the others along.
                troubles.add(new Trouble(Trouble.Kind.DAMAGED, "mail " + (i + 1), "the mail cannot be read"));
            }
        }
        Postings grouped = Threads.group(readings);
        var all = new ArrayList<>(troubles);
        all.addAll(grouped.troubles());
        return new Postings(grouped.series(), all);
    }

    private static String place(int number, Mail mail) {
        String subject = mail.subject().strip();
        return subject.isEmpty()
                ? "mail " + number
                : "mail %d (%s)".formatted(number, subject.length() > 70 ? subject.substring(0, 67) + "..." : subject);
    }
}
