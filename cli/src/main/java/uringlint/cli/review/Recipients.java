// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Mail;

/// To whom a reply goes: to the author, with all others that the patch went to in copy.
///
/// @param domains the only ones to which anything is sent; empty for all
/// @param onlyAuthor whether nobody but the author is written to
public record Recipients(Set<String> domains, boolean onlyAuthor) {
    public Recipients {
        domains = Set.copyOf(domains);
    }

    /// Whether a text is an address that can stand in a header as it is.
    public static boolean isAddress(String text) {
        return ReplyText.isSafe(text);
    }

    /// The two lists of a reply.
    record Lists(List<Address> to, List<Address> cc) {}

    Lists of(Mail mail, Address self) {
        Set<String> seen = new HashSet<>(Set.of(self.address().toLowerCase(Locale.ROOT)));
        List<Address> to = allowed(mail.replyTo().isEmpty() ? mail.from() : mail.replyTo(), seen);
        var others = new ArrayList<Address>();
        if (!onlyAuthor) {
            others.addAll(mail.from());
            others.addAll(mail.to());
            others.addAll(mail.cc());
        }
        List<Address> cc = allowed(others, seen);
        return to.isEmpty() ? new Lists(cc, List.of()) : new Lists(to, cc);
    }

    private List<Address> allowed(List<Address> addresses, Set<String> seen) {
        return addresses.stream()
                .filter(address -> ReplyText.isSafe(address.address()))
                .filter(address -> isAllowed(address.address().toLowerCase(Locale.ROOT)))
                .filter(address -> seen.add(address.address().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private boolean isAllowed(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return domains.isEmpty() || domains.stream().anyMatch(allowed -> domain.equals(allowed) || domain.endsWith("." + allowed));
    }
}
