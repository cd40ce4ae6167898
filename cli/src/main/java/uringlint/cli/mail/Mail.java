// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    /// What may stand before the words of a patch, as `git format-patch` writes it.
    private static final Pattern FIELD = Pattern.compile("(From|Subject|Date|Content-Type|MIME-Version|Content-Transfer-Encoding):|\\s");
    private static final Pattern WRITER = Pattern.compile("From:\\s*+\"?([^<>\"]*)\"?\\s*<([^<>\\s]+@[^<>\\s]+)>\\s*");
    private static final int MOST_FIELDS = 20;
    private static final int LONGEST_FIELD = 400;

    public Mail {
        references = List.copyOf(references);
        from = List.copyOf(from);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        fields = Map.copyOf(fields);
    }

    /// Who wrote what it brings: whom the first lines of its text name, else who sent it.
    public List<Address> writers() {
        for (String line : text.lines().dropWhile(String::isBlank).takeWhile(line -> !line.isBlank()).limit(MOST_FIELDS).toList()) {
            if (line.length() > LONGEST_FIELD || !FIELD.matcher(line).lookingAt()) {
                return from;
            }
            Matcher writer = WRITER.matcher(line);
            if (writer.matches()) {
                return List.of(new Address(writer.group(1).strip(), writer.group(2)));
            }
        }
        return from;
    }

    /// The first value of a header field that `fields` keeps; the name in any case.
    public Optional<String> field(String name) {
        return fields.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream().findFirst();
    }
}
