// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import uringlint.source.Span;

/// The one way out of a basic block.
public sealed interface Terminator {
    Span span();

    /// Goes on to one block.
    record Jump(BlockId target, Span span) implements Terminator {}

    /// Goes on by whether a condition is true (not zero, not null).
    record Branch(Expr condition, BlockId whenTrue, BlockId whenFalse, Span span) implements Terminator {}

    /// Leaves the function.
    record Return(Expr value, Span span) implements Terminator {}

    /// Is never reached: after a call that does not return.
    record Unreachable(Span span) implements Terminator {}
}
