// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.ArrayList;
import java.util.List;

/// An access path: `cmd->file` is `cmd, *, .file`; `&x` is not a place, `x` is.
public record Place(Variable base, List<Projection> path) {
    public Place {
        path = List.copyOf(path);
    }

    /// The place of a whole variable.
    public static Place of(Variable base) {
        return new Place(base, List.of());
    }

    /// This place, one step further.
    public Place then(Projection step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return new Place(base, longer);
    }

    /// Whether this is a variable and no part of one.
    public boolean isVariable() {
        return path.isEmpty();
    }
}
