// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.List;
import java.util.Optional;
import uringlint.cli.mail.Address;

/// A mail to be sent. Message ids have their angle brackets; `text` has LF line ends.
public record Reply(
        Address from,
        List<Address> to,
        List<Address> cc,
        String subject,
        String date,
        String messageId,
        Optional<String> inReplyTo,
        List<String> references,
        String version,
        String text) {
    public Reply {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        references = List.copyOf(references);
    }
}
