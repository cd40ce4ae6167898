// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.source.Span;

/// A place at which a region of an object is seen as a type.
///
/// @param type what lies in the region; for a copy, what is copied
/// @param size the length of a copy, else `Unit`
/// @param accessor the function that gave the address, or an empty string
public record Overlay(String region, Type type, How how, Expr size, String accessor, Function function, Span span) {
    /// How the type comes to be known.
    public enum How {
        /// It is an argument of an accessor.
        TYPED_ACCESSOR,
        /// The address is cast.
        CAST,
        /// The address is put in a pointer of that type, by way of `void *`.
        CONVERSION,
        /// A variable of that type is copied from or to it.
        COPY
    }
}
