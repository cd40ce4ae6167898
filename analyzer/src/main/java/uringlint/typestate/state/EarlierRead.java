// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import uringlint.ir.Type;
import uringlint.source.Location;

/// Where a path read shared memory before, and as part of which structure. `isNumber` says that it read one number, and nothing behind it.
public record EarlierRead(Location location, Type base, boolean isNumber) {
    public EarlierRead(Location location, Type base) {
        this(location, base, false);
    }
}
