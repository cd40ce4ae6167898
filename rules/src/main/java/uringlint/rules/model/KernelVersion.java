package uringlint.rules.model;

import java.util.Optional;
import uringlint.typestate.ApiModel;

/// A kernel release, without its patch level.
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    /// The newest release whose API is known.
    public static final KernelVersion NEWEST = new KernelVersion(7, 3);
    /// The release that brought the API.
    public static final KernelVersion OLDEST = new KernelVersion(5, 19);

    /// The version that a text like `6.12` or `6.12.117` names; empty for any other text.
    public static Optional<KernelVersion> parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        if (parts.length < 2 || parts.length > 3) {
            return Optional.empty();
        }
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            if (parts.length == 3) {
                Integer.parseInt(parts[2]);
            }
            return major < 0 || minor < 0 ? Optional.empty() : Optional.of(new KernelVersion(major, minor));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
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
