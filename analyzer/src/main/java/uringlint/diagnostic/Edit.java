// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

import uringlint.source.Location;

/// A replacement of some bytes of a file. An empty span is a place to insert at, an empty replacement takes bytes out.
public record Edit(Location location, String replacement) {
    /// Whether two edits cannot both be made: they change the same bytes, or one inserts where the other one changes something.
    public boolean overlaps(Edit other) {
        if (!location.file().path().equals(other.location.file().path())) {
            return false;
        }
        var one = location.span();
        var two = other.location.span();
        boolean inserts = one.length() == 0 || two.length() == 0;
        return inserts ? one.start() <= two.end() && two.start() <= one.end() : one.start() < two.end() && two.start() < one.end();
    }
}
