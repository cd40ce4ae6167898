// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mail as far as a reply needs it. Header values are unfolded and decoded (RFC 2047); message ids keep their angle brackets.
/// What a mail does not have is empty.
///
/// @param date as the header has it
/// @param fields other header fields, by their names in lower case: those of mailing lists and robots, and MIME
/// @param text the readable text, with LF line ends
public record Mail(
        String messageId,
        Optional<String> inReplyTo,
        List<String> references,
        String subject,
        String date,
        List<Address> from,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        Map<String, List<String>> fields,
        String text) {
    public Mail {
        references = List.copyOf(references);
        from = List.copyOf(from);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        fields = Map.copyOf(fields);
    }

    /// The first value of a header field that `fields` keeps; the name in any case.
    public Optional<String> field(String name) {
        return fields.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream().findFirst();
    }
}
