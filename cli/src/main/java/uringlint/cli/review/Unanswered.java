// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.cli.mail.Mail;

/// Mails that nobody should answer automatically: those of programs, and what a mail system says of itself (RFC 3834).
public final class Unanswered {
    private static final Pattern SYSTEM = Pattern.compile(
            "(mailer-daemon|postmaster|no-?reply|do-?not-?reply|.*-bounces?|bounces?(\\+.*)?)@.*");
    private static final Pattern REPORT = Pattern.compile("multipart/report\\b.*", Pattern.DOTALL);

    private Unanswered() {}

    /// Why a mail is not answered; empty for one that may be.
    public static Optional<String> why(Mail mail) {
        boolean isAutomatic = mail.field("Auto-Submitted")
                .filter(value -> !value.strip().equalsIgnoreCase("no"))
                .isPresent();
        boolean isAnswer = mail.field("Precedence").filter(value -> value.strip().equalsIgnoreCase("auto_reply")).isPresent();
        if (isAutomatic || isAnswer || mail.field("X-uringlint").isPresent()) {
            return Optional.of("mails of programs are not answered");
        }
        boolean isFromSystem = mail.from().stream()
                .anyMatch(from -> SYSTEM.matcher(from.address().toLowerCase(Locale.ROOT)).matches());
        boolean isBounce = mail.field("Return-Path").filter(path -> List.of("<>", "").contains(path.strip())).isPresent()
                || mail.field("Content-Type").filter(type -> REPORT.matcher(type.toLowerCase(Locale.ROOT)).matches()).isPresent();
        return isFromSystem || isBounce ? Optional.of("what mail systems send is not answered") : Optional.empty();
    }
}
