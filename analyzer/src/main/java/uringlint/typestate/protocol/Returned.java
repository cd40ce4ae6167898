// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import uringlint.typestate.value.Ranges;

/// What a function returns where it has done something, or where it has not: the guard of an effect.
public sealed interface Returned {
    /// One of some integers; of a pointer, 0 is the null pointer.
    record Number(Ranges ranges) implements Returned {}

    /// A negative error number.
    record Error() implements Returned {}

    /// An error number as a pointer.
    record ErrorPointer() implements Returned {}

    /// The same, of functions that do what they are for unless a caller got something wrong: only whoever looks at the result thinks of it.
    record UnlikelyErrorPointer() implements Returned {}

    /// A number that is not below an argument.
    record From(int argument) implements Returned {}
}
