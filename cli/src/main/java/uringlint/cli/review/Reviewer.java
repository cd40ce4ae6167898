// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import uringlint.cli.find.NoFiles;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Posted;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Diff;
import uringlint.cli.patch.Refusal;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Printable;
import uringlint.diagnostic.Severity;

/// Writes the replies to a series: one to each patch that brings something, and one to the cover letter that sums them up.
public final class Reviewer {
    private static final int WIDTH = 74;
    private static final int ID = 20;

    private final Settings settings;

    /// What does not depend on the patch: who writes, to whom, when (an RFC 5322 date), which version, and the pages of the rules.
    public record Settings(Address from, Recipients recipients, String date, String version, UnaryOperator<String> pages) {}

    /// A reviewer for one run.
    public Reviewer(Settings settings) {
        this.settings = settings;
    }

    /// The replies; none where nothing was found.
    public List<Reply> replies(AppliedSeries series, List<MailReview> reviews) {
        var replies = new ArrayList<Reply>();
        for (MailReview review : reviews) {
            if (!review.findings().isEmpty()) {
                replies.add(reply(review.patch().posted().mail(), review.patch().posted().subject(), body(series, review)));
            }
        }
        if (!replies.isEmpty() && series.series().cover().isPresent()) {
            Mail cover = series.series().cover().get();
            replies.addFirst(reply(Optional.of(cover), cover.subject(), summary(series, reviews, cover)));
        }
        return replies;
    }

    private Reply reply(Optional<Mail> mail, String otherSubject, String body) {
        String subject = mail.map(Mail::subject).filter(text -> !text.isBlank()).orElse(otherSubject);
        var lists = mail.map(read -> settings.recipients().of(read, settings.from())).orElse(new Recipients.Lists(List.of(), List.of()));
        Optional<String> answered = mail.map(Mail::messageId).filter(id -> !id.isEmpty());
        var references = new ArrayList<>(mail.map(Mail::references).orElse(List.of()));
        if (references.isEmpty()) {
            mail.flatMap(Mail::inReplyTo).ifPresent(references::add);
        }
        answered.filter(id -> !references.contains(id)).ifPresent(references::add);
        String domain = settings.from().address().substring(settings.from().address().lastIndexOf('@') + 1);
        // The same answer to the same mail has the same name, so that nobody gets it twice.
        String id = "<uringlint-" + hash(answered.orElse(subject) + "\0" + body) + "@" + domain + ">";
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

    private String body(AppliedSeries series, MailReview review) {
        Posted posted = review.patch().posted();
        var text = new StringBuilder(posted.mail()
                .map(mail -> attribution(mail, posted.isRecovered() ? " quoted:" : " wrote:"))
                .orElse(""));
        var quote = new Quote(Diff.of(posted.diff().bytes(), new NoFiles()).files());
        Map<Quote.Anchor, String> under = new LinkedHashMap<>();
        var comments = new ReviewComments(settings.pages());
        Map<Quote.Anchor, List<Finding>> anchored = quote.anchor(review.findings());
        anchored.forEach((anchor, findings) -> {
            var texts = new ArrayList<String>();
            for (Finding finding : findings) {
                String one = comments.text(finding, quote.path(anchor));
                if (!texts.contains(one)) {
                    texts.add(one);
                }
            }
            under.put(anchor, String.join("\n\n", texts));
        });
        text.append(quote.render(under));
        for (Finding finding : review.findings()) {
            if (anchored.isEmpty()) {
                var place = finding.diagnostic().location();
                text.append(Printable.text(place.file().path())).append(':').append(place.line()).append(":\n\n");
                text.append(comments.text(finding, place.file().path())).append("\n\n");
            }
        }
        review.remarks().forEach(remark -> text.append(Prose.wrap(remark, WIDTH)).append("\n\n"));
        missing(series, review).forEach(line -> text.append(Prose.wrap(line, WIDTH)).append("\n\n"));
        return text.append(footer(series)).toString();
    }

    private static String attribution(Mail mail, String verb) {
        String name = mail.from().stream()
                .findFirst()
                .map(from -> from.name().isBlank() ? from.address() : from.name())
                .orElse("");
        String line = (mail.date().isBlank() ? "" : "On " + mail.date() + ", ") + name + verb;
        return name.isEmpty() ? "" : Prose.clean(line).strip() + "\n";
    }

    /// What was not looked at in a patch, a sentence each.
    private static List<String> missing(AppliedSeries series, MailReview review) {
        var lines = new ArrayList<String>();
        if (series.base().isEmpty() && !review.patch().fragments().isEmpty()) {
            lines.add("Not checked: of " + String.join(", ", review.patch().fragments().stream().sorted().toList())
                    + " only the hunks of the patch were at hand, so that most rules could not be applied there.");
        }
        review.patch().posted().gaps().forEach(gap -> lines.add("Not checked: " + gap));
        for (Refusal refusal : review.patch().refusals()) {
            lines.add("Not checked: " + (refusal.path().isEmpty() ? "" : "`" + refusal.path() + "` ")
                    + refusal.message() + ".");
        }
        return lines;
    }

    private String summary(AppliedSeries series, List<MailReview> reviews, Mail cover) {
        var text = new StringBuilder(attribution(cover, " wrote:"));
        text.append("> ").append(Prose.clean(cover.subject())).append("\n\n");
        text.append(Prose.wrap(
                        "What was found in the patches of this series, with the comments in the replies to each:",
                        WIDTH))
                .append("\n\n");
        for (MailReview review : reviews) {
            if (!review.findings().isEmpty()) {
                item(text, series.series().title(review.patch().posted()) + ": " + counts(review.findings()));
            }
        }
        var open = new ArrayList<String>();
        for (MailReview review : reviews) {
            if (review.patch().step().isEmpty()) {
                open.add(series.series().title(review.patch().posted()) + ": "
                        + String.join(
                                "; ",
                                review.patch().refusals().stream()
                                        .map(refusal -> (refusal.path().isEmpty() ? "" : "`" + refusal.path() + "` ")
                                                + refusal.message())
                                        .toList()));
            } else {
                missing(series, review)
                        .forEach(line ->
                                open.add(series.series().title(review.patch().posted()) + ": "
                                        + line.replaceFirst("^Not checked: ", "")));
            }
        }
        for (int number = 1; number <= series.series().total(); number++) {
            int wanted = number;
            if (reviews.stream().noneMatch(review -> review.patch().posted().number() == wanted)) {
                open.add("patch " + number + "/" + series.series().total() + " was not at hand.");
            }
        }
        open.add("Whatever does not concern `uring_cmd`, and code that is not in C or Rust.");
        text.append("\nNot checked:\n\n");
        open.forEach(line -> item(text, line));
        return text.append('\n').append(footer(series)).toString();
    }

    private static void item(StringBuilder text, String item) {
        text.append("  - ").append(String.join("\n    ", Prose.lines(item, WIDTH - 4))).append('\n');
    }

    private static String counts(List<Finding> findings) {
        var parts = new ArrayList<String>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
            long count = findings.stream().filter(finding -> finding.diagnostic().severity() == severity).count();
            String word = severity == Severity.NOTE ? "question" : severity.word();
            if (count > 0) {
                parts.add(count + " " + word + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", parts);
    }

    private String footer(AppliedSeries series) {
        var text = new StringBuilder("-- \n");
        text.append("This was written by a program, which may err; no person has read it before.\n");
        text.append(Prose.wrap(
                        series.base()
                                .map(base -> "The patch was applied to " + base + ".")
                                .orElse("The patch was read without the tree that it is for."),
                        WIDTH))
                .append('\n');
        text.append("To repeat it:  uringlint check --level note --patch MAIL")
                .append(series.base().map(base -> " --base " + base).orElse(""))
                .append('\n');
        text.append("On a rule:     uringlint explain RULE\n");
        return text.append("Version:       ").append(settings.version()).append('\n').toString();
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
