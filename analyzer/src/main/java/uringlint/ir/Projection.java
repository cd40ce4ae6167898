// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

/// One step of an access path.
public sealed interface Projection {
    /// `*p`: from a pointer to what it points to.
    record Deref() implements Projection {}

    /// `.name`
    record Field(String name) implements Projection {}

    /// `[index]`
    record Index(Expr index) implements Projection {}
}
