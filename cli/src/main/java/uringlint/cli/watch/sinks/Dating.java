// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;

/// Puts the time at which a mail is sent in the place of that at which it was written.
public record Dating(InstantSource clock) {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    String dated(String mail) {
        String date = FORM.format(Instant.ofEpochSecond(clock.millis() / 1000).atZone(ZoneOffset.UTC));
        return mail.replaceFirst("(?m)^Date: .*$", Matcher.quoteReplacement("Date: " + date));
    }
}
