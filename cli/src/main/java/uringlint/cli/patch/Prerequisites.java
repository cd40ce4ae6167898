// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Series;

/// The patches on which a series says that it stands, as far as they are at hand.
final class Prerequisites {
    private static final Pattern PATCH = Pattern.compile("(?m)^prerequisite-patch-id: ([0-9a-f]{40})\\s*$");
    private static final Pattern MESSAGE = Pattern.compile(
            "(?mi)^(?:prerequisite-message-id|depends-on):\\s+(?:<([^<>\\s]{3,998})>|\\S{1,200}/([^/<>\\s]{1,500}@[^/<>\\s]{1,400})/?)\\s*$");
    /// No honest series stands on more.
    private static final int MOST = 200;

    private Prerequisites() {}

    /// The patches in the order in which the series names them.
    static List<Posted> of(Series series, List<Series> atHand) {
        List<String> texts = Stream.concat(series.cover().stream(), series.patches().stream().flatMap(posted -> posted.mail().stream()))
                .map(Mail::text)
                .toList();
        Set<String> patches = named(PATCH, texts);
        Set<String> messages = named(MESSAGE, texts);
        if (patches.isEmpty() && messages.isEmpty()) {
            return List.of();
        }
        List<Series> others = atHand.stream().filter(other -> other != series).toList();
        var found = new LinkedHashSet<Posted>();
        for (String message : messages) {
            others.stream().filter(other -> has(other, "<" + message + ">")).findFirst().ifPresent(other -> found.addAll(other.patches()));
        }
        if (!patches.isEmpty()) {
            List<Posted> all = others.stream().flatMap(other -> other.patches().stream()).toList();
            List<String> ids = all.stream().map(posted -> PatchId.of(posted.diff().bytes())).toList();
            patches.stream().mapToInt(ids::indexOf).filter(index -> index >= 0).forEach(index -> found.add(all.get(index)));
        }
        return new ArrayList<>(found).subList(0, Math.min(MOST, found.size()));
    }

    private static boolean has(Series series, String message) {
        return Stream.concat(series.cover().stream(), series.patches().stream().flatMap(posted -> posted.mail().stream()))
                .anyMatch(mail -> mail.messageId().equals(message));
    }

    private static Set<String> named(Pattern pattern, List<String> texts) {
        var names = new LinkedHashSet<String>();
        for (String text : texts) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                names.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
            }
        }
        return names;
    }
}
