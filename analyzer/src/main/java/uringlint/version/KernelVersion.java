// SPDX-License-Identifier: Apache-2.0

package uringlint.version;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kernel release, without its patch level.
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    private static final int PATCHES = 255;
    private static final long GREATEST = 1_000_000_000;
    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.\\d{1,5})?(?:-rc\\d{1,3})?");

    /// The version that a text like `6.12`, `v6.12`, `6.12.117` or `6.12-rc1` names; empty for any other text. A
    /// candidate is taken for its release.
    public static Optional<KernelVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /// Whether this release lies in a range, ends included.
    public boolean isIn(int fromMajor, int fromMinor, int toMajor, int toMinor) {
        return isAtLeast(fromMajor, fromMinor) && compareTo(new KernelVersion(toMajor, toMinor)) <= 0;
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new KernelVersion(otherMajor, otherMinor)) >= 0;
    }

    /// The least number that `LINUX_VERSION_CODE` is in a patch level of this release.
    public long leastCode() {
        return code(major, minor, 0);
    }

    /// The greatest one.
    public long greatestCode() {
        return code(major, minor, PATCHES);
    }

    /// `KERNEL_VERSION(major, minor, patch)`. Numbers that no kernel has are cut off.
    public static long code(long major, long minor, long patch) {
        return (clamped(major) << 16) + (clamped(minor) << 8) + Math.min(PATCHES, patch);
    }

    private static long clamped(long number) {
        return Math.clamp(number, 0, GREATEST);
    }

    @Override
    public int compareTo(KernelVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
