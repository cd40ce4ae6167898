// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cli.change.Step;
import uringlint.cli.find.Snapshot;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Series;
import uringlint.cli.patch.AppliedPatch;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.run.Engine;
import uringlint.cli.run.KernelTree;
import uringlint.rules.model.ReleaseDates;
import uringlint.rules.model.Releases;
import uringlint.version.KernelVersion;

/// For which kernels a series can have been written, by the dates of its mails.
final class SeriesTime {
    private static final Pattern DATE = Pattern.compile("\\b(\\d{1,2})\\s+([A-Z][a-z]{2})[a-z]*\\s+(\\d{4})\\b");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    /// A series is made for the release in the making or the one after it, and its tree may be a release behind.
    private static final int NEAR = 3;

    private SeriesTime() {}

    /// What the dates say. A tree that was found by its lines alone may be of another time.
    static Engine.Dating of(AppliedSeries applied) {
        Optional<LocalDate> day = day(applied.series());
        if (day.isEmpty()) {
            return Engine.Dating.UNKNOWN;
        }
        KernelVersion newest = ReleaseDates.newest(day.get().toString());
        boolean isStrange = switch (applied.fit()) {
            case NAMED, CONTENTS, NONE -> false;
            case HUNKS, FUZZ, PARTS -> kernel(applied).filter(version -> isFar(version, newest)).isPresent();
        };
        return new Engine.Dating(newest, isStrange);
    }

    /// The series as it is, or without a tree that only a part of it, or only with fuzz, fits and that is of another time: what is
    /// merged there was never meant to be together.
    static AppliedSeries timely(AppliedSeries applied) {
        boolean isLoose = switch (applied.fit()) {
            case FUZZ, PARTS -> !applied.isChosen();
            case NAMED, CONTENTS, HUNKS, NONE -> false;
        };
        return isLoose && of(applied).isStrange() ? applied.alone() : applied;
    }

    /// Whether a series is from the time when the API itself was proposed.
    static boolean isBeforeApi(AppliedSeries applied) {
        return day(applied.series()).filter(day -> ReleaseDates.isBeforeApi(day.toString())).isPresent();
    }

    private static boolean isFar(KernelVersion one, KernelVersion other) {
        return one.compareTo(other) < 0
                ? Releases.between(one, other).size() > NEAR
                : Releases.between(other, one).size() > 1;
    }

    private static Optional<KernelVersion> kernel(AppliedSeries applied) {
        for (AppliedPatch patch : applied.patches()) {
            Optional<KernelVersion> version = patch.step().flatMap(SeriesTime::kernel);
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    private static Optional<KernelVersion> kernel(Step step) {
        return step.paths().stream()
                .filter(Snapshot::isCode)
                .sorted()
                .flatMap(path -> KernelTree.version(step.before(), path).stream())
                .findFirst();
    }

    /// The day of the first mail that tells it.
    private static Optional<LocalDate> day(Series series) {
        return series.patches().stream()
                .flatMap(posted -> posted.mail().stream())
                .map(Mail::date)
                .flatMap(date -> day(date).stream())
                .findFirst();
    }

    private static Optional<LocalDate> day(String date) {
        Matcher matcher = DATE.matcher(date);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(matcher.group(2).substring(0, 1).toUpperCase(Locale.ROOT) + matcher.group(2).substring(1)) + 1;
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(matcher.group(3)), month, Integer.parseInt(matcher.group(1))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
