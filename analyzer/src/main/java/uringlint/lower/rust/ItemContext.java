// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.List;
import java.util.Map;

/// What stands around an item: the type and the trait of an `impl`, its associated types, and the functions.
record ItemContext(String owner, String trait, Map<String, RustType> names, boolean isPublic, List<String> around) {
    static final ItemContext FILE = new ItemContext("", "", Map.of(), false, List.of());

    /// What the names of items are told apart by: the type, or else the innermost function.
    String home() {
        return !owner.isEmpty() ? owner : around.isEmpty() ? "" : around.getFirst();
    }
}
