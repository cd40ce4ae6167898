// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import uringlint.ir.Type;
import uringlint.source.Location;

/// Where a path read shared memory before, and as part of which structure.
public record EarlierRead(Location location, Type base) {}
