// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Posted;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.report.Finding;
import uringlint.diagnostic.Severity;

/// Writes the replies to a series: one to each patch that brings something, and one to the cover letter that sums them up.
public final class Reviewer {
    private static final int ID = 20;

    private final Settings settings;

    /// What does not depend on the patch: who writes, to whom, when (an RFC 5322 date), which version, and the pages of the rules.
    ///
    /// @param comments the most comments of a mail
    /// @param operator who runs the program and how to stop it, in sentences; may be empty
    /// @param isOne whether a series is answered by one mail
    public record Settings(
            Address from,
            Recipients recipients,
            String date,
            String version,
            UnaryOperator<String> pages,
            int comments,
            String operator,
            boolean isOne) {
        private static final int COMMENTS = 5;

        /// With the usual number of comments, and nobody named who runs the program.
        public Settings(Address from, Recipients recipients, String date, String version, UnaryOperator<String> pages) {
            this(from, recipients, date, version, pages, COMMENTS, "", false);
        }
    }

    /// A reviewer for one run.
    public Reviewer(Settings settings) {
        this.settings = settings;
    }

    /// The replies; none where nothing was found.
    public List<Reply> replies(AppliedSeries series, List<MailReview> reviews) {
        return replies(series, reviews, Optional.empty());
    }

    /// The replies; none where nothing was found. `against` says what became of the findings of an earlier version.
    public List<Reply> replies(AppliedSeries series, List<MailReview> reviews, Optional<Against> against) {
        if (settings.isOne()) {
            return one(series, reviews, against).stream().toList();
        }
        var replies = new ArrayList<Reply>();
        boolean hasCover = series.series().cover().isPresent();
        for (MailReview review : reviews) {
            if (!review.findings().isEmpty()) {
                // Without a cover letter, the first reply says what became of the whole series.
                Optional<String> summary = hasCover || !replies.isEmpty()
                        ? Optional.empty()
                        : against.map(found -> found.summary(all(reviews)));
                String body = new ReplyBody(manner(), series, against).of(review, summary);
                replies.add(reply(series, review.patch().posted(), body));
            }
        }
        if (!replies.isEmpty() && hasCover) {
            Mail cover = series.series().cover().get();
            String body = new CoverBody(manner(), series, against).of(reviews, cover);
            replies.addFirst(reply(series, Optional.of(cover), cover.subject(), "", body));
        }
        return replies;
    }

    /// The reply to the patch with the most severe finding.
    private Optional<Reply> one(AppliedSeries series, List<MailReview> reviews, Optional<Against> against) {
        Optional<MailReview> worst = reviews.stream()
                .filter(review -> !review.findings().isEmpty())
                .min(Comparator.comparing(Reviewer::severity, Comparator.reverseOrder()));
        return worst.map(review -> {
            List<String> others = reviews.stream()
                    .filter(other -> other != review && !other.findings().isEmpty())
                    .map(other -> series.series().name(other.patch().posted()) + ": " + CoverBody.counts(other.findings()))
                    .toList();
            String summary = (others.isEmpty() ? "" : "Found in the other patches of the series, without a mail of their own: "
                    + String.join("; ", others) + ".")
                    + against.map(found -> " " + found.summary(all(reviews))).orElse("");
            String body = new ReplyBody(manner(), series, against).of(review, Optional.of(summary.strip()).filter(text -> !text.isEmpty()));
            return reply(series, review.patch().posted(), body);
        });
    }

    private static List<Finding> all(List<MailReview> reviews) {
        return reviews.stream().flatMap(review -> review.findings().stream()).toList();
    }

    private static Severity severity(MailReview review) {
        return review.findings().stream().map(finding -> finding.diagnostic().severity()).max(Comparator.naturalOrder()).orElseThrow();
    }

    private Manner manner() {
        return new Manner(settings.pages(), settings.comments(), settings.operator(), settings.version());
    }

    private Reply reply(AppliedSeries series, Posted posted, String body) {
        return reply(series, posted.mail(), posted.subject(), hash(new String(posted.diff().bytes(), StandardCharsets.ISO_8859_1)), body);
    }

    private Reply reply(AppliedSeries series, Optional<Mail> mail, String otherSubject, String otherName, String body) {
        String subject = mail.map(Mail::subject).filter(text -> !text.isBlank()).orElse(otherSubject);
        var lists = mail.map(read -> settings.recipients().of(read, settings.from())).orElse(new Recipients.Lists(List.of(), List.of()));
        Optional<String> answered = mail.map(Mail::messageId).filter(id -> !id.isEmpty());
        var references = new ArrayList<>(mail.map(Mail::references).orElse(List.of()));
        if (references.isEmpty()) {
            mail.flatMap(Mail::inReplyTo).ifPresent(references::add);
        }
        answered.filter(id -> !references.contains(id)).ifPresent(references::add);
        String domain = settings.from().address().substring(settings.from().address().lastIndexOf('@') + 1);
        // The same patch is answered once, whatever is said, and whichever release of the program says it.
        String name = answered.orElse(subject + "\0" + otherName) + "\0v" + series.series().version();
        String id = "<uringlint-" + hash(name) + "@" + domain + ">";
        String reSubject = subject.regionMatches(true, 0, "re:", 0, 3) ? subject : "Re: " + subject;
        return new Reply(
                settings.from(),
                lists.to(),
                lists.cc(),
                reSubject,
                settings.date(),
                id,
                answered,
                references,
                settings.version(),
                body);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
