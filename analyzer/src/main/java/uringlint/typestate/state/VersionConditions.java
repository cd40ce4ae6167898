// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides the conditions of `#if` that ask for the kernel's version; any other condition can hold and can fail.
final class VersionConditions {
    private static final Pattern COMPARISON =
            Pattern.compile("^#if \\(?\\s*LINUX_VERSION_CODE\\s*(>=|<=|<|>)\\s*KERNEL_VERSION\\s*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)\\s*\\)?$");

    private final long version;

    /// @param version the target, as in `6.12`
    VersionConditions(String version) {
        String[] parts = version.split("\\.");
        this.version = parts.length < 2 ? -1 : code(parts[0], parts[1], "0");
    }

    private static long code(String major, String minor, String patch) {
        return (number(major) << 16) + (number(minor) << 8) + Math.min(255, number(patch));
    }

    /// A number of any length; those that no kernel has are all the same.
    private static long number(String digits) {
        return digits.length() > 9 ? 1_000_000_000 : Long.parseLong(digits);
    }

    /// Whether a condition can hold, or fail, for the target. The text starts with `#if`.
    boolean allows(String condition, boolean holds) {
        Matcher matcher = COMPARISON.matcher(condition);
        if (version < 0 || !matcher.matches()) {
            return true;
        }
        long bound = code(matcher.group(2), matcher.group(3), matcher.group(4));
        if (bound > version && bound <= version + 255) {
            // A patch level of the target's own: some of its releases have it.
            return true;
        }
        boolean isMet = switch (matcher.group(1)) {
            case ">=" -> version >= bound;
            case "<=" -> version <= bound;
            case "<" -> version < bound;
            default -> version > bound;
        };
        return isMet == holds;
    }
}
