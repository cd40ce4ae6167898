// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One mail as whoever collects series sees it.
///
/// @param title the subject without its prefixes
/// @param version of `[PATCH v3 2/5]`; 1 where none is named
/// @param number in the series, 0 for the cover letter; -1 where patches are not numbered
/// @param total how many patches the series is said to have; 0 where patches are not numbered
/// @param patches what it brings itself
/// @param changeId by which the versions of a series are known; empty where there is none
/// @param digest of what it says; the same for copies of it that came by different lists
public record MailFacts(
        Mail mail,
        String title,
        int version,
        int number,
        int total,
        boolean isReply,
        boolean isPatch,
        List<Posted> patches,
        String changeId,
        String digest) {
    private static final Pattern CHANGE = Pattern.compile("(?m)^\\s{0,8}change-id: ([\\w.+-]{4,200})\\s*$");

    public MailFacts {
        patches = List.copyOf(patches);
    }

    /// Reads a mail; empty for bytes that are none, or too many.
    public static Optional<MailFacts> of(byte[] bytes) {
        if (bytes.length > Input.MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            List<MailReader.Parsed> parsed = MailReader.read(bytes);
            return parsed.isEmpty() ? Optional.empty() : Optional.of(of(parsed.getLast()));
        } catch (RuntimeException e) {
            // What a mail does to a parser is not to stop whoever reads many.
            return Optional.empty();
        }
    }

    private static MailFacts of(MailReader.Parsed parsed) {
        Reading reading = PatchReader.read(parsed, "mail");
        SubjectLine subject = reading.subject();
        Matcher change = CHANGE.matcher(parsed.mail().text());
        return new MailFacts(
                parsed.mail(),
                subject.title(),
                subject.version(),
                subject.isNumbered() && subject.number() <= subject.total() ? subject.number() : -1,
                subject.isNumbered() && subject.number() <= subject.total() ? subject.total() : 0,
                subject.isReply(),
                subject.isPatch(),
                reading.own(),
                change.find() ? change.group(1) : "",
                digest(parsed.mail(), reading.own()));
    }

    private static String digest(Mail mail, List<Posted> patches) {
        var text = new ByteArrayOutputStream();
        String author = mail.from().isEmpty() ? "" : mail.from().getFirst().address().toLowerCase(Locale.ROOT);
        text.writeBytes((author + "\0" + mail.subject() + "\0").getBytes(StandardCharsets.UTF_8));
        if (patches.isEmpty()) {
            // Lists put words of their own below what was written.
            text.writeBytes(mail.date().getBytes(StandardCharsets.UTF_8));
        }
        patches.forEach(patch -> text.writeBytes(patch.diff().bytes()));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Whether it belongs to a series: a patch, or the cover letter of some.
    public boolean isMember() {
        return !isReply && (number == 0 && total > 0 || !patches.isEmpty() && (isPatch || number > 0));
    }

    /// Who wrote it, in lower case; empty where that is not said.
    public String author() {
        return mail.from().isEmpty() ? "" : mail.from().getFirst().address().toLowerCase(Locale.ROOT);
    }

    /// What it answers; empty where it answers nothing.
    public String parent() {
        return mail.inReplyTo().orElse(mail.references().isEmpty() ? "" : mail.references().getLast());
    }
}
