// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Mail;

/// To whom a reply goes: to the author, with all others that the patch went to in copy. Who sends the patch of another one is one of these,
/// and whoever did not get a patch that he wrote is left alone.
///
/// @param domains the only ones to which anything is sent; empty for all
/// @param copies the only addresses and domains that get copies; empty for all
/// @param onlyAuthor whether nobody but the author is written to
public record Recipients(Set<String> domains, Set<String> copies, boolean onlyAuthor) {
    /// A patch that went to more people is none of most of them.
    private static final int MOST_COPIES = 24;

    /// Whoever the patch went to may get a copy.
    public Recipients(Set<String> domains, boolean onlyAuthor) {
        this(domains, Set.of(), onlyAuthor);
    }

    public Recipients {
        domains = Set.copyOf(domains);
        copies = Set.copyOf(copies);
    }

    /// Whether a text is an address that can stand in a header as it is.
    public static boolean isAddress(String text) {
        return ReplyText.isSafe(text);
    }

    /// The two lists of a reply.
    record Lists(List<Address> to, List<Address> cc) {}

    Lists of(Mail mail, Address self) {
        Set<String> seen = new HashSet<>(Set.of(self.address().toLowerCase(Locale.ROOT)));
        // Where a `Reply-To` leads, only a person can judge.
        List<Address> reached = Stream.of(mail.from(), mail.to(), mail.cc()).flatMap(List::stream).toList();
        List<Address> to = allowed(mail.writers().stream().filter(writer -> isOneOf(reached, writer)).toList(), seen);
        var others = new ArrayList<Address>();
        if (!onlyAuthor) {
            others.addAll(mail.from());
            others.addAll(mail.to());
            others.addAll(mail.cc());
        }
        List<Address> cc = allowed(others, seen).stream()
                .filter(address -> copies.isEmpty() || isOneOf(copies, address.address().toLowerCase(Locale.ROOT)))
                .limit(MOST_COPIES)
                .toList();
        return to.isEmpty() ? new Lists(cc, List.of()) : new Lists(to, cc);
    }

    private static boolean isOneOf(List<Address> addresses, Address wanted) {
        return addresses.stream().anyMatch(address -> address.address().equalsIgnoreCase(wanted.address()));
    }

    private List<Address> allowed(List<Address> addresses, Set<String> seen) {
        return addresses.stream()
                .filter(address -> ReplyText.isSafe(address.address()))
                .filter(address -> isAllowed(address.address().toLowerCase(Locale.ROOT)))
                .filter(address -> seen.add(address.address().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private boolean isAllowed(String address) {
        return domains.isEmpty() || isOneOf(domains, address);
    }

    private static boolean isOneOf(Set<String> allowed, String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return allowed.contains(address) || allowed.stream().anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
    }
}
