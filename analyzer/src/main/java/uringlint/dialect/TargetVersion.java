// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

/// The release for which conditions on `LINUX_VERSION_CODE` are decided, with every patch level that it may have.
public record TargetVersion(int major, int minor) {
    /// No release: such conditions can hold and can fail.
    public static final TargetVersion ANY = new TargetVersion(-1, -1);

    private static final int PATCHES = 255;

    long least() {
        return code(major, minor, 0);
    }

    long greatest() {
        return code(major, minor, PATCHES);
    }

    /// `KERNEL_VERSION(major, minor, patch)`
    static long code(long major, long minor, long patch) {
        return (major << 16) + (minor << 8) + Math.min(PATCHES, patch);
    }
}
