// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.Field;

/// Makes a `Mail` of header fields.
final class MailHeaders {
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,998}>");
    private static final Set<String> KEPT = Set.of(
            "auto-submitted",
            "content-transfer-encoding",
            "content-type",
            "errors-to",
            "list-id",
            "list-post",
            "mail-followup-to",
            "mime-version",
            "precedence",
            "return-path",
            "sender",
            "x-auto-response-suppress",
            "x-loop",
            "x-mailer",
            "x-mailing-list",
            "x-uringlint");
    /// No mail has so many recipients or ancestors; what has is not worth the time.
    private static final int MAX_ENTRIES = 2_000;

    /// The most characters of a field that are looked at, enough for all recipients of the largest series.
    private static final int MAX_LENGTH = 1 << 17;

    private MailHeaders() {}

    static Mail mail(List<Field> fields, String text) {
        var values = new LinkedHashMap<String, List<String>>();
        for (Field field : fields) {
            List<String> same = values.computeIfAbsent(field.getName().strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
            if (same.size() < MAX_ENTRIES) {
                same.add(unfolded(field));
            }
        }
        var kept = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> {
            if (KEPT.contains(name)) {
                kept.put(name, all.stream().map(HeaderText::decoded).toList());
            }
        });
        return new Mail(
                ids(values, "message-id").stream().findFirst().orElse(""),
                ids(values, "in-reply-to").stream().findFirst(),
                ids(values, "references"),
                HeaderText.decoded(first(values, "subject")),
                HeaderText.decoded(first(values, "date")),
                addresses(values, "from"),
                addresses(values, "reply-to"),
                addresses(values, "to"),
                addresses(values, "cc"),
                kept,
                text);
    }

    /// The value on one line, a character a byte.
    private static String unfolded(Field field) {
        byte[] raw = field.getRaw() == null ? field.getBody().getBytes(StandardCharsets.UTF_8) : field.getRaw().toByteArray();
        String line = new String(raw, StandardCharsets.ISO_8859_1);
        String value = field.getRaw() == null ? line : line.substring(line.indexOf(':') + 1);
        return (value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value)
                .replace("\r", "")
                .replace("\n", "")
                .strip();
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }

    private static List<String> ids(Map<String, List<String>> values, String name) {
        var ids = new ArrayList<String>();
        for (String value : values.getOrDefault(name, List.of())) {
            Matcher matcher = ID.matcher(value);
            while (matcher.find() && ids.size() < MAX_ENTRIES) {
                ids.add(matcher.group());
            }
        }
        return ids;
    }

    private static List<Address> addresses(Map<String, List<String>> values, String name) {
        var addresses = new ArrayList<Address>();
        for (String value : values.getOrDefault(name, List.of())) {
            try {
                for (Mailbox mailbox : LenientAddressParser.DEFAULT.parseAddressList(value).flatten()) {
                    if (addresses.size() < MAX_ENTRIES && mailbox.getDomain() != null) {
                        String shown = Optional.ofNullable(mailbox.getName()).map(HeaderText::decoded).orElse("");
                        addresses.add(new Address(shown, mailbox.getAddress()));
                    }
                }
            } catch (RuntimeException e) {
                // The parser trips over some broken lists; the others are still good.
            }
        }
        return addresses;
    }
}
