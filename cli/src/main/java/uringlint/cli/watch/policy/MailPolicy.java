// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.mail.Address;
import uringlint.cli.review.Reply;
import uringlint.cli.watch.settings.ListSettings;
import uringlint.cli.watch.settings.MailMode;
import uringlint.cli.watch.settings.MailSettings;
import uringlint.cli.watch.settings.WatchSettings;

/// Who may be written to, and when. Whatever says no wins over whatever says yes.
public final class MailPolicy {
    private final WatchSettings settings;
    private final Set<String> optedOut;

    /// The policy of settings. `optedOut` are addresses and domains to which nothing is sent, in lower case.
    public MailPolicy(WatchSettings settings, Set<String> optedOut) {
        this.settings = settings;
        this.optedOut = Set.copyOf(optedOut);
    }

    /// Decides about the mail of a version.
    public MailDecision decide(Correspondence about, long now) {
        if (about.replies().isEmpty()) {
            return new MailDecision.Silent("nothing to say");
        }
        Optional<String> no = refusal(about, now);
        if (no.isPresent()) {
            return new MailDecision.Silent(no.get());
        }
        MailSettings mail = settings.mail().orElseThrow();
        List<ListSettings> lists = about.lists().stream().flatMap(list -> settings.list(list).stream()).toList();
        MailMode mode = lists.stream().map(ListSettings::mode).min(Comparator.naturalOrder()).orElse(MailMode.MUTE);
        Reply reply = narrowed(about, mail, mode);
        if (reply.to().isEmpty()) {
            return new MailDecision.Silent("the author did not get the patch, or is at no domain to which anything is sent");
        }
        long embargo = lists.stream().mapToLong(list -> list.embargo().toSeconds()).max().orElse(0);
        return new MailDecision.Speak(reply, mode == MailMode.MODERATED, about.arrived() + embargo, mode.word());
    }

    /// Why nobody may be written to about a version, whatever was found in it; also asked right before a mail is sent.
    public Optional<String> refusal(Correspondence about, long now) {
        if (settings.mail().isEmpty() || !settings.mail().get().isOn()) {
            return Optional.of("mail is off");
        }
        MailSettings mail = settings.mail().get();
        Optional<String> muted = about.lists().stream()
                .filter(list -> settings.list(list).map(ListSettings::mode).orElse(MailMode.MUTE) == MailMode.MUTE)
                .findFirst();
        if (about.lists().isEmpty() || muted.isPresent()) {
            return Optional.of("muted" + muted.map(list -> " for " + list).orElse(""));
        }
        String own = address(mail.from());
        if (about.authors().isEmpty() || about.people().contains(own) || about.people().contains(mail.copy().toLowerCase(Locale.ROOT))) {
            return Optional.of("the author is this service, or nobody");
        }
        if (about.people().stream().anyMatch(this::isOptedOut)) {
            return Optional.of("the author has opted out");
        }
        if (mail.oldest().isPositive() && now - about.arrived() > mail.oldest().toSeconds()) {
            return Optional.of("the series is older than " + mail.oldest().toDays() + " days");
        }
        return Optional.empty();
    }

    /// The mail as it goes to those who may get it.
    private Reply narrowed(Correspondence about, MailSettings mail, MailMode mode) {
        Reply reply = about.replies().getFirst();
        List<Address> to = reply.to().stream()
                .filter(address -> isAllowed(address, mail) && about.writers().contains(address.address().toLowerCase(Locale.ROOT)))
                .toList();
        List<Address> others = mode == MailMode.REPLY_ALL ? reply.cc() : List.of();
        List<Address> cc = others.stream().filter(address -> isAllowed(address, mail)).toList();
        return new Reply(reply.from(), to, cc, reply.subject(), reply.date(), reply.messageId(), reply.inReplyTo(), reply.references(),
                reply.version(), reply.text());
    }

    private boolean isAllowed(Address address, MailSettings mail) {
        String lower = address.address().toLowerCase(Locale.ROOT);
        return covers(mail.domains(), lower) && !isOptedOut(lower);
    }

    private boolean isOptedOut(String address) {
        return covers(optedOut, address);
    }

    private static boolean covers(Set<String> some, String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return some.contains(address) || some.stream().anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
    }

    /// The address of a mailbox such as `Name <name@example.org>`.
    public static String address(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        String address = open >= 0 && mailbox.endsWith(">") ? mailbox.substring(open + 1, mailbox.length() - 1) : mailbox;
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
