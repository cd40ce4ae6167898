// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells which series are versions of the same one: by their titles, or because one answers mails of the other.
public final class Versions {
    private Versions() {}

    /// The series without those of which a newer version is there.
    public static List<Series> newest(List<Series> all) {
        var newest = new ArrayList<Series>();
        for (Series series : all) {
            boolean isOld = all.stream().anyMatch(other -> other.version() > series.version() && isSame(series, other));
            if (!isOld) {
                newest.add(series);
            }
        }
        return newest;
    }

    /// The newest of some series that is an earlier version of another one; where there is only one, that is the one that is meant.
    public static Optional<Series> of(Series later, List<Series> some) {
        return some.size() == 1
                ? Optional.of(some.getFirst())
                : some.stream()
                        .filter(old -> old.version() < later.version() && isSame(old, later))
                        .max(Comparator.comparingInt(Series::version));
    }

    private static boolean isSame(Series old, Series later) {
        Optional<String> title = title(old).filter(text -> !text.isEmpty());
        if (title.isPresent() && title.equals(title(later))) {
            return true;
        }
        Set<String> ids = new HashSet<>();
        mails(old).map(Mail::messageId).filter(id -> !id.isEmpty()).forEach(ids::add);
        return mails(later).anyMatch(mail -> mail.inReplyTo().filter(ids::contains).isPresent()
                || mail.references().stream().anyMatch(ids::contains));
    }

    private static Stream<Mail> mails(Series series) {
        return Stream.concat(series.cover().stream(), series.patches().stream().flatMap(patch -> patch.mail().stream()));
    }

    /// What the cover letter is about, or else the first patch.
    private static Optional<String> title(Series series) {
        return series.cover()
                .map(cover -> SubjectLine.of(cover.subject()).title())
                .or(() -> series.patches().stream().findFirst().map(Posted::subject))
                .map(title -> title.toLowerCase(Locale.ROOT).strip());
    }
}
