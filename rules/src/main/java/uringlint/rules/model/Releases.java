// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// Releases in their order, and ranges of them.
public final class Releases {
    /// The newest release whose API is known.
    public static final KernelVersion NEWEST = new KernelVersion(7, 3);
    /// The release that brought the API.
    public static final KernelVersion OLDEST = new KernelVersion(5, 19);

    /// 5.19 is followed by 6.0, and 6.19 by 7.0.
    private static final int LAST_MINOR = 19;
    private static final int MOST = 200;

    private static final Pattern BOUND = Pattern.compile("KERNEL_VERSION\\s*\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,");

    private Releases() {}

    /// All releases from one to another one, with both.
    public static List<KernelVersion> between(KernelVersion first, KernelVersion last) {
        var releases = new ArrayList<KernelVersion>();
        KernelVersion release = first;
        while (release.compareTo(last) < 0 && releases.size() < MOST) {
            releases.add(release);
            release = after(release);
        }
        releases.add(last);
        return releases;
    }

    /// The releases between the one that brought the API and the newest one that conditions in the files ask for.
    public static List<KernelVersion> named(Collection<SourceFile> files) {
        var named = new TreeSet<KernelVersion>();
        for (SourceFile file : files) {
            var matcher = BOUND.matcher(new String(file.bytes(), StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                KernelVersion version = new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                if (version.compareTo(Releases.OLDEST) > 0 && version.compareTo(Releases.NEWEST) <= 0) {
                    named.add(version);
                }
            }
        }
        return List.copyOf(named);
    }

    /// The release that follows another one.
    static KernelVersion after(KernelVersion release) {
        return release.minor() >= LAST_MINOR
                ? new KernelVersion(release.major() + 1, 0)
                : new KernelVersion(release.major(), release.minor() + 1);
    }

    /// The release before another one, if there is one with the API.
    public static Optional<KernelVersion> before(KernelVersion version) {
        List<KernelVersion> until = between(Releases.OLDEST, version);
        return until.size() < 2 ? Optional.empty() : Optional.of(until.get(until.size() - 2));
    }

    /// The text for some of a list of releases, such as `6.4..6.9, 7.1`; empty for all of them.
    public static String text(List<KernelVersion> all, BitSet some) {
        if (some.cardinality() == all.size()) {
            return "";
        }
        var ranges = new ArrayList<String>();
        for (int first = some.nextSetBit(0); first >= 0; ) {
            int end = some.nextClearBit(first);
            ranges.add(end - first == 1 ? all.get(first).toString() : all.get(first) + ".." + all.get(end - 1));
            first = some.nextSetBit(end);
        }
        return String.join(", ", ranges);
    }
}
