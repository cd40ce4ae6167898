// SPDX-License-Identifier: Apache-2.0

package uringlint.samples;

import java.util.Locale;

/// What a comment at the end of a sample's line says about reports there.
public enum Marker {
    /// A report belongs here.
    EXPECT,
    /// A report would belong here, and is known not to be made.
    MISSED,
    /// A report is made here, and is known to be false.
    SPURIOUS;

    /// The word in the comment.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
