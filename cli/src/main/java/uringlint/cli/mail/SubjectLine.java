// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a subject says of a patch: `Re: [RFC PATCH net-next v2 3/5] widget: add commands`.
///
/// @param title the rest, without prefixes
/// @param isPatch whether the prefix calls it a patch or a request for comments
/// @param number in the series, 0 for the cover letter; -1 where patches are not numbered
/// @param total 0 where patches are not numbered
record SubjectLine(String title, boolean isReply, boolean isPatch, int version, int number, int total) {
    private static final Pattern REPLY =
            Pattern.compile("^(?i:re|aw|sv|vs|antw|fwd?|wg)(?:\\[\\d{1,4}\\])?\\s{0,8}[:\uFF1A]\\s*");
    private static final Pattern GROUP = Pattern.compile("^\\[([^\\]\\[]{0,200})\\]\\s*");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w/])(\\d{1,4})\\s?/\\s?(\\d{1,4})(?![\\w/])");
    private static final Pattern VERSION =
            Pattern.compile("(?i)(?:^|[\\s,_-]|patch|rfc)v\\s?(\\d{1,4})(?:\\.\\d{1,3})?(?![\\w.])");
    private static final Pattern PATCH = Pattern.compile("(?i)(?:patch|rfc)(?!\\p{Alpha}*work)");

    /// No honest subject is longer.
    private static final int MAX_LENGTH = 2_000;

    /// Reads a decoded subject.
    static SubjectLine of(String subject) {
        String rest = (subject.length() > MAX_LENGTH ? subject.substring(0, MAX_LENGTH) : subject).strip();
        boolean isReply = false;
        boolean isPatch = false;
        int version = 1;
        int number = -1;
        int total = 0;
        String title = rest;
        while (true) {
            Matcher reply = REPLY.matcher(rest);
            if (reply.find()) {
                isReply |= !reply.group().toLowerCase(Locale.ROOT).startsWith("f")
                        && !reply.group().toLowerCase(Locale.ROOT).startsWith("w");
                rest = rest.substring(reply.end());
                title = rest;
                continue;
            }
            Matcher group = GROUP.matcher(rest);
            if (!group.find()) {
                break;
            }
            String words = group.group(1);
            rest = rest.substring(group.end());
            Matcher place = NUMBER.matcher(words);
            boolean isNumbered = place.find() && Integer.parseInt(place.group(2)) > 0;
            if (!isNumbered && !PATCH.matcher(words).find()) {
                continue; // the name of a list, or the tag of a gateway; part of the title unless a patch's prefix follows
            }
            isPatch = true;
            title = rest;
            if (isNumbered) {
                number = Integer.parseInt(place.group(1));
                total = Integer.parseInt(place.group(2));
            }
            Matcher revision = VERSION.matcher(words);
            if (revision.find()) {
                version = Math.max(1, Integer.parseInt(revision.group(1)));
            }
        }
        return new SubjectLine(title.strip().replaceAll("\\s+", " "), isReply, isPatch, version, number, total);
    }

    boolean isCover() {
        return isPatch && !isReply && number == 0 && total > 0;
    }

    boolean isNumbered() {
        return total > 0;
    }
}
