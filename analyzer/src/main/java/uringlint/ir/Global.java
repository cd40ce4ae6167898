// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import uringlint.source.Span;

/// A variable at file level with its initializer (`Unit` where it has none). A constant one keeps that value.
public record Global(Variable variable, Expr initializer, boolean isConstant, Span span) {
    /// A variable that may change.
    public Global(Variable variable, Expr initializer, Span span) {
        this(variable, initializer, false, span);
    }
}
