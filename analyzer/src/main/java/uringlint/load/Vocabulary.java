// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.function.Predicate;
import uringlint.layout.ObjectMemory;
import uringlint.source.Prelude;

/// What the loader must know of the API whose users it loads.
///
/// @param objectType the tag of the type whose objects are followed
/// @param memory the memory of objects that programs see as types of their own
/// @param prelude declarations of libraries for programs in Rust
/// @param known whether a name is one of the API, so that no header has to say what it is
public record Vocabulary(String objectType, ObjectMemory memory, Prelude prelude, Predicate<String> known) {
    /// An API that has nothing but objects.
    public static Vocabulary of(String objectType) {
        return new Vocabulary(objectType, ObjectMemory.NONE, Prelude.NONE, _ -> false);
    }
}
