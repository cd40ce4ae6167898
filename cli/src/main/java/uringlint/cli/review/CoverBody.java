// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.cli.mail.Mail;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.report.Finding;
import uringlint.diagnostic.Severity;

/// The text of the reply to a cover letter: what was found in which patch, and what was not looked at.
final class CoverBody {
    private final AppliedSeries series;
    private final Frame frame;
    private final Optional<Against> against;

    CoverBody(Manner manner, AppliedSeries series, Optional<Against> against) {
        this.series = series;
        this.frame = new Frame(manner, series);
        this.against = against;
    }

    String of(List<MailReview> reviews, Mail cover) {
        var text = new StringBuilder(Frame.attribution(cover, " wrote:"));
        text.append("> ").append(Prose.clean(cover.subject())).append("\n\n");
        text.append(Prose.wrap(
                        "What was found in the patches of this series, with the comments in the replies to each:",
                        Frame.WIDTH))
                .append("\n\n");
        for (MailReview review : reviews) {
            if (!review.findings().isEmpty()) {
                item(text, series.series().title(review.patch().posted()) + ": " + counts(review.findings()));
            }
        }
        against.ifPresent(found -> text.append('\n')
                .append(Prose.wrap(
                        found.summary(reviews.stream().flatMap(review -> review.findings().stream()).toList()),
                        Frame.WIDTH))
                .append('\n'));
        var open = new ArrayList<>(frame.missing(reviews));
        for (int number = 1; number <= series.series().total(); number++) {
            int wanted = number;
            if (reviews.stream().noneMatch(review -> review.patch().posted().number() == wanted)) {
                open.add("patch " + number + "/" + series.series().total() + " was not at hand.");
            }
        }
        open.add("Whatever does not concern `uring_cmd`, and code that is not in C or Rust.");
        text.append("\nNot checked:\n\n");
        open.forEach(line -> item(text, ReviewComments.sentence(line)));
        return text.append('\n').append(frame.footer()).toString();
    }

    private static void item(StringBuilder text, String item) {
        text.append("  - ").append(String.join("\n    ", Prose.lines(item, Frame.WIDTH - 4))).append('\n');
    }

    /// How many there are of each severity.
    static String counts(List<Finding> findings) {
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
}
