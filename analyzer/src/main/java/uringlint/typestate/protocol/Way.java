// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

/// How memory is read.
public enum Way {
    /// By an expression, which a compiler may repeat or split.
    PLAIN,
    /// By an expression that is compared with 0 and goes nowhere.
    ZERO_TEST,
    /// By a volatile access.
    ONCE,
    /// As part of a copy of the whole.
    COPY,
    /// For a message: nothing depends on it.
    MESSAGE
}
