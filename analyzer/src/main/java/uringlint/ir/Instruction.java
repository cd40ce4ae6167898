// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;
import java.util.Set;
import uringlint.source.Span;

/// A step of a basic block that always goes on to the next one.
public sealed interface Instruction {
    Span span();

    /// `target = value`
    record Assign(Place target, Expr value, Span span) implements Instruction {}

    /// `result = callee(arguments)`; the callee is a `Symbol` for a direct call and a `Read` for one through a pointer.
    record Call(Place result, Expr callee, List<Expr> arguments, Span span) implements Instruction {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// The end of a variable's scope where it has a cleanup: `__free(name)`, `guard(name)`; a Rust drop has an empty cleanup.
    record Drop(Place place, String cleanup, Span span) implements Instruction {}

    /// A part that was not understood, with the places that it may have read or written.
    record Opaque(Set<Place> touched, Span span) implements Instruction {}
}
