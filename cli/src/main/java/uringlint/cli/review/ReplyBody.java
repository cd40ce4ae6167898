// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.cli.find.NoFiles;
import uringlint.cli.mail.Posted;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Diff;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Printable;

/// The text of a reply to a patch: its lines, and comments under those that they are about.
final class ReplyBody {
    /// Nobody reads more lines than this; comments that do not fit are only counted.
    private static final int MOST_LINES = 120;

    private final Manner manner;
    private final Frame frame;
    private final Optional<Against> against;

    ReplyBody(Manner manner, AppliedSeries series, Optional<Against> against) {
        this.manner = manner;
        this.frame = new Frame(manner, series);
        this.against = against;
    }

    /// The text; `summary` is what it says of the whole series.
    String of(MailReview review, Optional<String> summary) {
        for (int most = manner.comments(); most > 1; most--) {
            String text = of(review, summary, most);
            if (text.lines().count() <= MOST_LINES) {
                return text;
            }
        }
        return of(review, summary, 1);
    }

    private String of(MailReview review, Optional<String> summary, int most) {
        Posted posted = review.patch().posted();
        var text = new StringBuilder(posted.mail()
                .map(mail -> Frame.attribution(mail, posted.isRecovered() ? " quoted:" : " wrote:"))
                .orElse(""));
        var quote = new Quote(Diff.of(posted.diff().bytes(), new NoFiles()).files());
        Map<Quote.Anchor, List<Finding>> anchored = quote.anchor(review.findings());
        List<Comment> all = Comment.of(anchored.isEmpty() ? review.findings() : anchored.values().stream().flatMap(List::stream).toList());
        List<Comment> chosen = Comment.chosen(all, most);
        var comments = new ReviewComments(manner.pages());
        Map<Quote.Anchor, String> under = new LinkedHashMap<>();
        anchored.forEach((anchor, findings) -> {
            var texts = new ArrayList<String>();
            for (Comment comment : chosen) {
                if (findings.contains(comment.first())) {
                    texts.add(comments.text(comment, quote.path(anchor)) + age(comment));
                }
            }
            if (!texts.isEmpty()) {
                under.put(anchor, String.join("\n\n", texts));
            }
        });
        text.append(quote.render(under));
        for (Comment comment : chosen) {
            if (anchored.isEmpty()) {
                var place = comment.first().diagnostic().location();
                text.append(Printable.text(place.file().path())).append(':').append(place.line()).append(":\n\n");
                text.append(comments.text(comment, place.file().path())).append(age(comment)).append("\n\n");
            }
        }
        paragraph(text, left(all, chosen));
        review.remarks().forEach(remark -> paragraph(text, remark));
        summary.ifPresent(told -> paragraph(text, told));
        frame.missing(List.of(review)).forEach(line -> paragraph(text, "Not checked: " + line));
        return text.append(frame.footer()).toString();
    }

    private static void paragraph(StringBuilder text, String words) {
        if (!words.isEmpty()) {
            text.append(Prose.wrap(words, Frame.WIDTH)).append("\n\n");
        }
    }

    private String age(Comment comment) {
        return against.map(found -> found.isOld(comment.first().diagnostic())
                        ? "\n\nThe previous version had this, too."
                        : "\n\nThis is new in this version.")
                .orElse("");
    }

    /// The comments for which there is no room, in a line.
    private static String left(List<Comment> all, List<Comment> chosen) {
        var rules = new ArrayList<String>();
        for (Comment comment : all) {
            if (!chosen.contains(comment)) {
                int count = 1 + comment.others().size();
                rules.add((count > 1 ? count + " times " : "") + comment.rule() + " (line "
                        + comment.first().diagnostic().location().line() + ")");
            }
        }
        return rules.isEmpty() ? "" : "Besides: " + String.join(", ", rules) + ".";
    }
}
