// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.policy;

import java.util.Optional;
import uringlint.cli.mail.MailFacts;
import uringlint.cli.review.Unanswered;

/// What a mail is to the service.
///
/// @param decision in a word; `member` for what belongs to a series
/// @param reason why it is no more than that; may be empty
public record Sorting(String decision, String reason) {
    /// The word for mails that belong to a series.
    public static final String MEMBER = "member";
    private static final String FIELD = "X-uringlint";
    private static final String IGNORE = "ignore";

    /// Sorts a mail; `facts` are empty for one that cannot be read.
    public static Sorting of(Optional<MailFacts> facts) {
        if (facts.isEmpty()) {
            return new Sorting("unread", "it is too large, or no mail");
        }
        MailFacts mail = facts.get();
        boolean wantsNothing = mail.mail().field(FIELD).map(String::strip).filter(IGNORE::equalsIgnoreCase).isPresent();
        if (wantsNothing) {
            return new Sorting(mail.isMember() ? MEMBER : "ignored", "its author wants no answer");
        }
        Optional<String> automatic = Unanswered.why(mail.mail());
        if (automatic.isPresent()) {
            return new Sorting("automatic", automatic.get());
        }
        if (mail.isMember()) {
            return new Sorting(MEMBER, "");
        }
        return mail.isReply() ? new Sorting("reply", "") : new Sorting("other", "there is no patch in it");
    }
}
