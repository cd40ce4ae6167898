// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import java.util.List;

/// What functions outside of the program do that the model does not name. It is not all that they do: to what they are
/// given, they may do anything.
public interface Outside {
    /// Nothing is known of any function.
    Outside UNKNOWN = (_, _) -> List.of();

    /// What a function does whenever it gives no error: `Sleep`, `UserCopy`, `Free`; and `Result`, the range of what it returns.
    ///
    /// @param arity the number of its arguments
    List<Effect> effects(String name, int arity);
}
