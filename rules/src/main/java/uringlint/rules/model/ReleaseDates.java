// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.List;
import uringlint.version.KernelVersion;

/// When kernels were released, for code that says only when it was written.
public final class ReleaseDates {
    /// A release, its day, and the day two weeks later: what is posted from then on is no longer meant for the next release.
    private record Cycle(KernelVersion release, String released, String merged) {}

    private static final List<Cycle> CYCLES = parse("""
            5.18 2022-05-22 2022-06-05
            5.19 2022-07-31 2022-08-14
            6.0  2022-10-02 2022-10-16
            6.1  2022-12-11 2022-12-25
            6.2  2023-02-19 2023-03-05
            6.3  2023-04-23 2023-05-07
            6.4  2023-06-25 2023-07-09
            6.5  2023-08-27 2023-09-10
            6.6  2023-10-29 2023-11-12
            6.7  2024-01-07 2024-01-21
            6.8  2024-03-10 2024-03-24
            6.9  2024-05-12 2024-05-26
            6.10 2024-07-14 2024-07-28
            6.11 2024-09-15 2024-09-29
            6.12 2024-11-17 2024-12-01
            6.13 2025-01-19 2025-02-02
            6.14 2025-03-24 2025-04-07
            6.15 2025-05-25 2025-06-08
            6.16 2025-07-27 2025-08-10
            6.17 2025-09-28 2025-10-12
            6.18 2025-11-30 2025-12-14
            6.19 2026-02-08 2026-02-22
            7.0  2026-04-12 2026-04-26
            7.1  2026-06-14 2026-06-28
            7.2  2026-08-16 2026-08-30
            7.3  2026-10-18 2026-11-01
            """);

    private ReleaseDates() {}

    private static List<Cycle> parse(String table) {
        return table.lines()
                .map(line -> line.strip().split("\\s+"))
                .map(words -> new Cycle(KernelVersion.parse(words[0]).orElseThrow(), words[1], words[2]))
                .toList();
    }

    /// Whether the API was a mere proposal on a day, which was not yet what became of it.
    public static boolean isBeforeApi(String day) {
        return day.compareTo(CYCLES.getFirst().released()) < 0;
    }

    /// The newest kernel for which code of a day (as 2024-05-12) can have been written: the next one while its changes are merged, else
    /// the one after it; but none whose API is not known.
    public static KernelVersion newest(String day) {
        KernelVersion newest = Releases.OLDEST;
        for (Cycle cycle : CYCLES) {
            if (day.compareTo(cycle.merged()) >= 0) {
                newest = Releases.after(Releases.after(cycle.release()));
            } else if (day.compareTo(cycle.released()) >= 0) {
                newest = Releases.after(cycle.release());
            }
        }
        return newest.compareTo(Releases.NEWEST) > 0 ? Releases.NEWEST : newest.compareTo(Releases.OLDEST) < 0 ? Releases.OLDEST : newest;
    }
}
