// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;

/// The lowered files that are analyzed together, in the order in which they were loaded.
public record Program(List<TranslationUnit> units) {
    public Program {
        units = List.copyOf(units);
    }
}
