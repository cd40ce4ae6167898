// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.typestate.protocol.ApiModel;

/// A kernel release, without its patch level.
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    /// The newest release whose API is known.
    public static final KernelVersion NEWEST = new KernelVersion(7, 3);
    /// The release that brought the API.
    public static final KernelVersion OLDEST = new KernelVersion(5, 19);

    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.\\d{1,5})?(?:-rc\\d{1,3})?");

    /// The version that a text like `6.12`, `v6.12`, `6.12.117` or `6.12-rc1` names; empty for any other text. A candidate is taken for its release.
    public static Optional<KernelVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches() ? Optional.of(new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))) : Optional.empty();
    }

    /// The version that a model describes.
    public static KernelVersion of(ApiModel model) {
        return parse(model.version()).orElse(NEWEST);
    }

    /// Whether this release lies in a range, ends included.
    public boolean isIn(int fromMajor, int fromMinor, int toMajor, int toMinor) {
        return isAtLeast(fromMajor, fromMinor) && compareTo(new KernelVersion(toMajor, toMinor)) <= 0;
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new KernelVersion(otherMajor, otherMinor)) >= 0;
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
