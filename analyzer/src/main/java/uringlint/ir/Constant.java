// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import uringlint.source.Span;

/// A named constant: an object-like macro whose body is an expression, or an enumerator.
/// An enumerator without a value of its own is `previous + 1`, or 0.
public record Constant(String name, Expr value, Span span) {}
