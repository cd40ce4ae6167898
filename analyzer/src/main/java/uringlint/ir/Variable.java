// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

/// A name that holds a value. Locals of one function have distinct names (a shadowing one gets a suffix: `ret#2`).
public record Variable(String name, Kind kind, Type type) {
    /// Where a variable lives.
    public enum Kind {
        /// A parameter of the function.
        PARAMETER,
        /// A local variable of the function.
        LOCAL,
        /// The result of a call that is nested in an expression or thrown away, or of a lowered `?:`; named `%1`, `%2`, ...
        TEMPORARY,
        /// A variable at file level (or a `static` one in a function).
        GLOBAL
    }
}
